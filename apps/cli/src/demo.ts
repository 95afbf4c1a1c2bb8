/** `honeyguide demo`: the practice case in a place that is forgotten, or its removal. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { portOf, readOptions } from "./options.ts";
import type { Command } from "./outside.ts";
import { WrongUseError } from "./refusal.ts";
import { defaultData, layoutOf } from "./start/layout.ts";
import { serve } from "./start/serve.ts";
import { defaultPorts } from "./start/start.ts";
import { words } from "./words.ts";

/** Start in a temporary directory; or, with `--remove`, take the practice case out of a Desk. */
export const demo: Command = async (argv, outside) => {
  const { values } = readOptions(argv, {
    remove: { type: "boolean" },
    data: { type: "string" },
    port: { type: "string" },
    "desk-port": { type: "string" },
  });
  const quiet = values.quiet === true;
  if (values.remove === true) {
    const { signIn } = await import("./desk-client.ts");
    const desk = await signIn(layoutOf(values.data ?? defaultData), outside);
    await desk.remove("/v1/drill");
    if (!quiet) outside.err(`${words.drillRemoved}\n`);
    return 0;
  }
  if (values.data !== undefined) throw new WrongUseError(words.demoForgets);
  const data = await mkdtemp(join(tmpdir(), "honeyguide-demo-"));
  return serve(
    {
      layout: layoutOf(data),
      port: portOf("--port", values.port, defaultPorts.intake),
      deskPort: portOf("--desk-port", values["desk-port"], defaultPorts.desk),
      practice: true,
      forgets: true,
      quiet,
      json: values.json === true,
    },
    outside,
  );
};
