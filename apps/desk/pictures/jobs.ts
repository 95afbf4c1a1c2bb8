/** What the picture process can do, by name. One more job is one more line here. */
import { pdqHash, type ScreenshotReading } from "@honeyguide/evidence";

import type { HashedPicture, PictureAnswer, PictureJob } from "./answers.ts";
import { decodePicture } from "./decode.ts";
import { redraw } from "./redraw.ts";
import { readWords } from "./words.ts";

type JobName = PictureJob["job"];
type JobOf<Name extends JobName> = Extract<PictureJob, { readonly job: Name }>;
type Jobs = {
  readonly [Name in JobName]: (job: JobOf<Name>) => Promise<PictureAnswer<unknown>>;
};

const jobs: Jobs = {
  hash: ({ bytes }) => hash(bytes),
  redraw: ({ bytes, options }) => redraw(bytes, options),
  words: ({ bytes }) => words(bytes),
};

/** Do one job. */
export function runJob(job: PictureJob): Promise<PictureAnswer<unknown>> {
  return jobs[job.job](job as never);
}

async function hash(bytes: Uint8Array): Promise<PictureAnswer<HashedPicture>> {
  const decoded = await decodePicture(bytes);
  return decoded.ok ? { ok: true, value: pdqHash(decoded.value.image) } : decoded;
}

async function words(bytes: Uint8Array): Promise<PictureAnswer<ScreenshotReading>> {
  const decoded = await decodePicture(bytes);
  return decoded.ok ? { ok: true, value: await readWords(decoded.value.image) } : decoded;
}
