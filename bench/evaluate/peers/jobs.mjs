// What every peer is given and gives back. A job is a corpus: { name, probes, texts }, where the
// first `probes` texts are copies of scripts. Back come the pairs with a copy in them, each with a
// score, the CPU seconds for linking the whole corpus, and the largest memory of the process.
import { readFileSync, writeFileSync } from "node:fs";

/** Runs every job of the file named first; writes what it gives to the file named second. */
export async function runJobs(link) {
  const [, , from, to] = process.argv;
  const results = [];
  for (const job of JSON.parse(readFileSync(from, "utf8"))) {
    const started = process.cpuUsage();
    const answer = await link(job);
    const { user, system } = process.cpuUsage(started);
    const messages = answer.messages ?? job.texts.length;
    results.push({ name: job.name, seconds: (user + system) / 1e6, ...answer, messages });
  }
  const megabytes = process.resourceUsage().maxRSS / 1024;
  writeFileSync(to, JSON.stringify({ results, megabytes }));
}

/** Lower-case words. */
export function toWords(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Runs of four characters of the words, one blank between. */
export function toRuns(text) {
  const joined = toWords(text).join(" ");
  const runs = new Set();
  for (let at = 0; at + 4 <= joined.length; at += 1) runs.add(joined.slice(at, at + 4));
  return runs.size === 0 ? [joined] : [...runs];
}
