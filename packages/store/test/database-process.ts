/** The embedded database in a process of its own, for tests that kill it. Bundled by them. */
import { HoneyguideError } from "@honeyguide/domain";

import { startEmbeddedDatabase } from "../src/embedded.ts";

const [data = "", baked] = process.argv.slice(2);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const { url, close } = await startEmbeddedDatabase({
    data,
    baked,
    now: () => Date.now(),
    fatal: () => process.exit(70),
  });
  process.once("SIGTERM", () => void close());
  say({ event: "listening", url });
} catch (error) {
  if (!(error instanceof HoneyguideError)) throw error;
  say({ event: "refused", code: error.code, message: error.message });
  process.exit(1);
}
