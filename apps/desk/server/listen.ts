/** Listening and closing. */
import { createServer, type RequestListener, type Server } from "node:http";

const requestMs = 60_000;
const headersMs = 20_000;
const closeMs = 5_000;

/** Addresses to listen on, by the name that was asked for. */
export function addressesOf(host: string): readonly string[] {
  return host === "localhost" ? ["127.0.0.1", "::1"] : [host];
}

/**
 * Listen on the same port of every address. One that this machine does not have is left out.
 *
 * @param wanted - the port; 0 for any.
 */
export async function listenOnAll(
  addresses: readonly string[],
  wanted: number,
  listener: RequestListener,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const servers: Server[] = [];
  let port = wanted;
  for (const host of addresses) {
    const options = { requestTimeout: requestMs, headersTimeout: headersMs };
    const server = createServer(options, listener);
    try {
      await listen(server, port, host);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (servers.length > 0 && (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT")) continue;
      throw error;
    }
    servers.push(server);
    const address = server.address();
    if (typeof address === "object" && address !== null) ({ port } = address);
  }
  return { port, close: () => closeAll(servers) };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** No new requests; those under way may end, for a moment. */
async function closeAll(servers: readonly Server[]): Promise<void> {
  const forced = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, closeMs);
  await Promise.all(
    servers.map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
          server.closeIdleConnections();
        }),
    ),
  );
  clearTimeout(forced);
}
