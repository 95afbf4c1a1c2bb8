// The engine of this repository, as the Desk calls it: reasons, groups and all.
import { loadEngine } from "../engine.mjs";
import { runJobs } from "./jobs.mjs";

const engine = await loadEngine();
await runJobs(({ texts, probes }) => {
  const { links, groups, suggestions } = engine.run(texts.map((text, at) => [`${at}`, text]));
  const pairs = [...links, ...suggestions]
    .map(({ a, b, bits }) => [Number(a), Number(b), bits])
    .filter(([a, b]) => a < probes || b < probes);
  return { pairs, groups: groups.map((ids) => ids.map(Number)) };
});
