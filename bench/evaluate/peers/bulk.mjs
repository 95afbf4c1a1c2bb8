// The engine of this repository over many texts at once: pairs with bits, and groups by the pairs.
import { importSource } from "../../../packages/analysis/scripts/import-source.mjs";
import { runJobs } from "./jobs.mjs";

const { createBulkLinker } = await importSource("bulk/bulk-linker.ts");
const mode = process.env.MODE;

await runJobs(({ texts, probes }) => {
  const linker = createBulkLinker({ shortestBits: 0, leastBits: Number(process.env.LEAST) });
  for (const text of texts) linker.push(text);
  const { first, second, bits } = linker.finish(mode).pairs;
  const pairs = [];
  for (let at = 0; at < first.length; at += 1) {
    if (first[at] < probes) pairs.push([first[at], second[at], bits[at]]);
  }
  return { pairs };
});
