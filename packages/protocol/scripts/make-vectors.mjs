// Writes spec/vectors/{link-tokens,held-report,check-list}.json. The first and the last come out the
// same each time; a held report does not, since age draws keys of its own, so the one that is there
// stays unless --held asks for another. Frozen: a change is a version of the protocol.
//
//   node packages/protocol/scripts/make-vectors.mjs [--held] && npx prettier --write spec/vectors
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(root, "dist-vectors-"));
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const seed = (byte) => new Uint8Array(32).fill(byte);
const write = (name, value) => {
  writeFileSync(join(root, "spec/vectors", name), `${JSON.stringify(value, null, 2)}\n`);
};

async function load(entry) {
  const bundle = await rolldown({
    input: join(root, "packages/protocol/src", entry),
    platform: "node",
    logLevel: "silent",
  });
  const file = join(folder, entry.replace(/\W/g, "-").concat(".mjs"));
  await bundle.write({ file, format: "esm", codeSplitting: false });
  return import(pathToFileURL(file).href);
}

try {
  const { makeEvaluator, toStoredToken } = await load("link-tokens/evaluate.ts");
  const { toFeatureInputs } = await load("link-tokens/features.ts");
  const { toLinkToken } = await load("link-tokens/session.ts");
  const { makeCheckList } = await load("check-list.ts");
  const { numberCheckInput } = await load("check.ts");

  const purpose = "honeyguide/link/v1";
  const parties = [await makeEvaluator(seed(1), purpose), await makeEvaluator(seed(2), purpose)];
  const pepper = seed(6);
  const features = {
    identifiers: [
      { kind: "number", number: "+447700900123" },
      { kind: "handle", platform: "telegram", name: "@Sam_900" },
      { kind: "link", domain: "example.org", path: "/pay/" },
    ],
    messages: [["meet me there", "there at six"], ["bring the file"]],
  };
  const others = [
    [{ kind: "account", platform: "whatsapp", id: "12345@lid" }],
    [{ kind: "photo", pdq: "0123456789abcdef".repeat(4) }],
  ].map((identifiers) => ({ identifiers, messages: [] }));
  const tokens = [];
  for (const each of [features, ...others]) {
    for (const { kind, make } of toFeatureInputs(each).value) {
      for (const input of await make()) {
        const token = toLinkToken(...parties.map((party) => party.output(input)));
        const stored = hex(await toStoredToken(pepper, token));
        tokens.push({ kind, input: hex(input), token: hex(token), stored });
      }
    }
  }
  const issuer = await makeEvaluator(seed(5), "honeyguide/pass/v1/2026");
  const { redeemPass, usePass } = await load("passes.ts");
  const nonce = createHash("sha256").update("nonce").digest();
  const output = issuer.output(Buffer.concat([Buffer.from("honeyguide/pass/v1\0"), nonce]));
  const pass = Buffer.concat([nonce, output]).toString("base64url");
  const mailboxId = "A".repeat(22);
  const redemption = usePass(pass, mailboxId).value;
  write("link-tokens.json", {
    spec: "link-tokens.md, sections 3 to 6; hold.md, section 4",
    purpose,
    keyholder: { seed: hex(seed(1)), publicKey: hex(parties[0].publicKey) },
    intake: { seed: hex(seed(2)), publicKey: hex(parties[1].publicKey) },
    pepper: hex(pepper),
    features: [features, ...others],
    tokens,
    pass: {
      seed: hex(seed(5)),
      purpose: "honeyguide/pass/v1/2026",
      publicKey: hex(issuer.publicKey),
      pass,
      mailboxId,
      redemption,
      passId: redeemPass(redemption, mailboxId, issuer.output).passId,
    },
  });

  const checkKey = await makeEvaluator(seed(3), "honeyguide/check/v1");
  const entries = ["+447700900123", "+447700900456"].map((number, at) => {
    return {
      number,
      output: checkKey.output(numberCheckInput(number)),
      listedOn: 2518 + at,
      listing: 0,
    };
  });
  const [file] = makeCheckList({ entries, madeOn: 2520, signingKey: seed(4), random: undefined });
  write("check-list.json", {
    spec: "check.md, section 3",
    seed: hex(seed(3)),
    purpose: "honeyguide/check/v1",
    signingKey: hex(seed(4)),
    madeOn: 2520,
    entries: entries.map((entry) => ({ ...entry, output: hex(entry.output) })),
    file: hex(file),
  });

  if (process.argv.includes("--held") || !existsSync(join(root, "spec/vectors/held-report.json"))) {
    const { makeKeyPair } = await load("keys.ts");
    const { peelHeldWrap, wrapHeldContentKey } = await load("hold.ts");
    const [own, team, keyholder] = [await makeKeyPair(), await makeKeyPair(), await makeKeyPair()];
    const held = await wrapHeldContentKey(own.identity, [team.recipient], [keyholder.recipient]);
    const peeled = await peelHeldWrap(held, [keyholder.identity]);
    write("held-report.json", {
      spec: "hold.md, section 3",
      contentIdentity: own.identity,
      team,
      keyholder,
      held: Buffer.from(held).toString("base64"),
      peeled: Buffer.from(peeled).toString("base64"),
    });
  }
} finally {
  rmSync(folder, { recursive: true });
}
