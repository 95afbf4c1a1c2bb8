/** `honeyguide start`: everything on this computer, until Ctrl C. */
import { portOf, readOptions } from "../options.ts";
import type { Command } from "../outside.ts";
import { defaultData, layoutOf } from "./layout.ts";
import { serve } from "./serve.ts";

/** Where the two pages are when no port is named. */
export const defaultPorts = { intake: 8786, desk: 8787 } as const;

/** Serve on a data directory that is kept. */
export const start: Command = async (argv, outside) => {
  const { values } = readOptions(argv, {
    data: { type: "string" },
    port: { type: "string" },
    "desk-port": { type: "string" },
    "no-practice": { type: "boolean" },
  });
  return serve(
    {
      layout: layoutOf(values.data ?? defaultData),
      port: portOf("--port", values.port, defaultPorts.intake),
      deskPort: portOf("--desk-port", values["desk-port"], defaultPorts.desk),
      practice: values["no-practice"] !== true,
      forgets: false,
      quiet: values.quiet === true,
      json: values.json === true,
    },
    outside,
  );
};
