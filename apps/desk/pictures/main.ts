/**
 * The picture process: one job at a time, asked and answered over the channel to its Desk. It ends
 * with the Desk. What it cannot survive ends it, and the Desk refuses the picture.
 */
import type { PictureJob } from "./answers.ts";
import { runJob } from "./jobs.ts";
import { PixelData } from "./pixel-data.ts";

Object.assign(globalThis, { ImageData: PixelData });

process.on("message", (job: PictureJob) => {
  runJob(job).then(
    (answer) => process.send?.(answer),
    () => process.exit(1),
  );
});
process.on("disconnect", () => process.exit(0));
