/** What `tools/fuzz.mjs` bundles. */
export { fuzz } from "./fuzz.ts";
export { targets } from "./targets.ts";
