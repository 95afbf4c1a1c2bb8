// Imports TypeScript of this package into a script, bundled in memory.
import { rolldown } from "rolldown";
import { fileURLToPath } from "node:url";

/** The module `src/<name>`. */
export async function importSource(name) {
  const input = fileURLToPath(new URL(`../src/${name}`, import.meta.url));
  const bundle = await rolldown({ input, platform: "node", logLevel: "silent" });
  const { output } = await bundle.generate({ format: "esm" });
  await bundle.close();
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString("base64")}`);
}
