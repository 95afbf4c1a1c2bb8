/** Loading the practice case at the first start, in a child that takes its memory with it. */
import * as v from "valibot";

import type { Outside, StopSignal } from "../outside.ts";
import { words } from "../words.ts";
import { readIfThere } from "./keep.ts";
import { startServer } from "./server-process.ts";
import { type Place, practiceServer } from "./servers.ts";

const LoadedSchema = v.looseObject({
  reports: v.number(),
  quotations: v.number(),
  code: v.string(),
});
const ProgressSchema = v.looseObject({ complete: v.optional(v.boolean()) });

/**
 * Load what is missing of the practice case, if this installation has one.
 *
 * A failure is told and not fatal: the next start goes on where this one ended.
 *
 * @returns what to tell a newcomer, or undefined if nothing was loaded now.
 */
export async function loadPractice(
  place: Place,
  outside: Outside,
  stop: StopSignal,
  say: (line: string) => void,
): Promise<string | undefined> {
  const progress = await readIfThere(place.layout.practiceProgress);
  if (progress === undefined) return undefined;
  if (v.parse(ProgressSchema, JSON.parse(progress)).complete === true) return undefined;
  say(words.loadingPractice);
  const options = practiceServer(place, outside);
  const loader = startServer(options);
  void stop.first.then(loader.stop);
  const first = await loader.ready;
  if (first.kind === "ended") {
    say(words.practiceNotLoaded(options.log, first.lastWords));
    return undefined;
  }
  await loader.ended;
  return words.practiceLoaded(v.parse(LoadedSchema, first.line));
}
