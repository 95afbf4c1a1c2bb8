/** The picture process as it is shipped: its script with the decoders beside it. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Bring `dist/desk/pictures` up to date, and say where its script is. */
export async function buildPictures(): Promise<string> {
  await promisify(execFile)(process.execPath, ["tools/build.mjs", "desk-pictures"], { cwd: root });
  return `${root}dist/desk/pictures/main.mjs`;
}
