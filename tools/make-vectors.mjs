// Writes spec/vectors/receipt.json. Run once for a protocol version; the file is then frozen, and a
// change to it is a new version. Bundled first, because Node 20 does not run TypeScript.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { rolldown } from "rolldown";

const folder = mkdtempSync("dist-vectors-");
try {
  const bundle = await rolldown({ input: "packages/protocol/src/receipt.ts", platform: "node" });
  await bundle.write({ dir: folder, entryFileNames: "receipt.mjs" });
  const receipt = await import(pathToFileURL(join(folder, "receipt.mjs")).href);
  const randoms = [
    "000000000000000000",
    "ffffffffffffffffff",
    "0123456789abcdef01",
    "03fedcba9876543210",
  ];
  const codes = randoms.map((random) => {
    const digits = receipt.makeReceiptCode(Uint8Array.from(Buffer.from(random, "hex")));
    return { random, digits, words: receipt.toWords(digits).join(" ") };
  });
  const keys = [];
  for (const { digits } of codes.slice(2)) {
    keys.push({ digits, ...(await receipt.deriveReceiptKeys(digits)) });
  }
  const vectors = { spec: "sealed-report.md, section 5", codes, keys };
  writeFileSync("spec/vectors/receipt.json", `${JSON.stringify(vectors, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
