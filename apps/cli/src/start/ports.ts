/** Whether a port is free, asked before anything is started. */
import { createServer } from "node:net";

import { CouldNotError, systemCode } from "../refusal.ts";
import { words } from "../words.ts";

/**
 * Refuse ports that cannot be listened on, on both addresses of localhost.
 *
 * @throws {CouldNotError} that names the port and the option that changes it.
 */
export async function refuseTakenPorts(
  ports: readonly { readonly port: number; readonly option: string }[],
): Promise<void> {
  if (new Set(ports.map(({ port }) => port)).size < ports.length) {
    throw new CouldNotError(words.samePorts);
  }
  for (const { port, option } of ports) {
    for (const host of ["127.0.0.1", "::1"]) {
      const refused = await tryPort(port, host);
      if (refused === "EACCES") throw new CouldNotError(words.portRefused(port, option));
      if (refused === "EADDRINUSE") throw new CouldNotError(words.portTaken(port, option));
    }
  }
}

/** The code of the error, or undefined if it is free or this address does not exist here. */
function tryPort(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => {
      resolve(systemCode(error));
    });
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}
