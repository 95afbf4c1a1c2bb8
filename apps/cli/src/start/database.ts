/** `honeyguide database`, internal: the embedded database, in a process of its own. */
import { startEmbeddedDatabase } from "@honeyguide/store/embedded";

import { readOptions } from "../options.ts";
import type { Command } from "../outside.ts";
import { built } from "./built.ts";
import { defaultData } from "./layout.ts";

/** Serve until stopped. Prints one JSON line with the address when ready. */
export const database: Command = async (argv, { out, err, now, untilStopped }) => {
  const { values } = readOptions(argv, { data: { type: "string" } });
  const stopped = untilStopped();
  const { url, close } = await startEmbeddedDatabase({
    data: values.data ?? defaultData,
    baked: built("database/empty.tgz"),
    now: () => now().getTime(),
    fatal: (cause) => {
      err(`database.broken ${cause instanceof Error ? cause.message : ""}\n`);
      process.exit(70);
    },
  });
  await out(`${JSON.stringify({ event: "database.listening", url })}\n`);
  await stopped.first;
  await close();
  return 0;
};
