/** Where the built files are: beside the command line when it is built itself, else in `dist/`. */
import { fileURLToPath } from "node:url";

const here = new URL(".", import.meta.url);
const dist = here.pathname.endsWith("/src/start/")
  ? new URL("../../../../dist/", here)
  : new URL("../", here);

/**
 * The path of a built file.
 *
 * @param path - below `dist/`.
 */
export function built(path: string): string {
  return fileURLToPath(new URL(path, dist));
}
