/** What the command line asks of the Desk, in the words of `apps/desk/api.ts`. */
import * as v from "valibot";

import type { Outside } from "./outside.ts";
import { CouldNotError } from "./refusal.ts";
import { readIfThere } from "./start/keep.ts";
import type { Layout } from "./start/layout.ts";
import { words } from "./words.ts";

/** A Desk that knows us. */
export interface DeskClient {
  /** Where it is. */
  readonly address: string;
  /**
   * The answer to a question.
   *
   * @param notFound - what to say if there is no such thing (exit 3).
   * @throws {CouldNotError} if it does not answer (5), refuses (1) or has no such thing (3).
   */
  readonly ask: <Value>(
    path: string,
    schema: v.GenericSchema<unknown, Value>,
    notFound?: string,
  ) => Promise<Value>;
  /** The answer to something that the Desk is to do. Errors as {@link DeskClient.ask}. */
  readonly act: <Value>(
    path: string,
    body: object,
    schema: v.GenericSchema<unknown, Value>,
    notFound?: string,
  ) => Promise<Value>;
  /** As {@link DeskClient.act}, where there is nothing to answer. */
  readonly tell: (path: string, body: object, notFound?: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
}

const ErrorSchema = v.looseObject({ code: v.string() });

/**
 * The Desk that runs on a data directory; its token lies there.
 *
 * @throws {CouldNotError} if none runs there. Exit 5.
 */
export async function signIn(layout: Layout, { fetch }: Outside): Promise<DeskClient> {
  const address = await readIfThere(layout.deskAddress);
  const token = await readIfThere(layout.cliToken);
  if (address === undefined || token === undefined) {
    throw new CouldNotError(words.noDesk(layout.data), 5);
  }
  const ask = async ({ method, path, body, notFound }: DeskRequest) => {
    const once = () =>
      fetch(new URL(path, address), {
        method,
        redirect: "error",
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    // A connection that rested while a large file was read may have been closed at the other end.
    const response = await (method === "GET" ? once().catch(once) : once()).catch(
      (cause: unknown) => {
        throw new CouldNotError(words.notConnected(address), 5, { cause });
      },
    );
    if (response.ok) return response;
    if (response.status === 404 && notFound !== undefined) throw new CouldNotError(notFound, 3);
    const read = v.safeParse(ErrorSchema, await response.json().catch(() => undefined));
    if (!read.success) throw new CouldNotError(words.oddAnswer(address), 5);
    throw new CouldNotError(words.deskRefused(read.output.code));
  };
  const askFor = async <Value>(
    request: DeskRequest,
    schema: v.GenericSchema<unknown, Value>,
  ): Promise<Value> => {
    const response = await ask(request);
    const read = v.safeParse(schema, await response.json().catch(() => undefined));
    if (!read.success) throw new CouldNotError(words.oddAnswer(address), 5);
    return read.output;
  };
  return {
    address,
    ask: (path, schema, notFound) => askFor({ method: "GET", path, notFound }, schema),
    act: (path, body, schema, notFound) => askFor({ method: "POST", path, body, notFound }, schema),
    tell: async (path, body, notFound) => {
      await ask({ method: "POST", path, body, notFound });
    },
    remove: async (path) => {
      await ask({ method: "DELETE", path });
    },
  };
}

interface DeskRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly body?: object;
  readonly notFound?: string | undefined;
}
