/** What the command line asks of the public page's server, in the words of `protocol/wire.ts`. */
import { type Site, SiteSchema, WireErrorSchema } from "@honeyguide/protocol/wire";
import * as v from "valibot";

import type { Outside } from "./outside.ts";
import { CouldNotError } from "./refusal.ts";
import { words } from "./words.ts";

/** One request. */
interface IntakeRequest {
  readonly method: "GET" | "PUT" | "POST";
  readonly path: string;
  /** Bearer: the mailbox's key, or the Desk's token. */
  readonly bearer?: string;
  /** Octets as they are; anything else as JSON. */
  readonly body?: Uint8Array<ArrayBuffer> | object;
}

/** A public page that can be asked. */
export interface IntakeClient {
  readonly address: string;
  /** @throws {CouldNotError} if nobody answers (exit 5) or the answer is a refusal (exit 1). */
  readonly ask: (request: IntakeRequest) => Promise<Response>;
  /** The answer as JSON of one shape. */
  readonly askJson: <Value>(
    request: IntakeRequest,
    schema: v.GenericSchema<unknown, Value>,
  ) => Promise<Value>;
  readonly site: () => Promise<Site>;
}

const tries = 4;
const firstWaitMs = 250;

/**
 * Speak to one public page. What is asked twice does no harm there, so a broken connection is tried
 * again, four times in all.
 */
export function makeIntakeClient(address: string, { fetch }: Pick<Outside, "fetch">): IntakeClient {
  const once = ({ method, path, bearer, body }: IntakeRequest) => {
    const isBytes = body instanceof Uint8Array;
    return fetch(new URL(path, address), {
      method,
      redirect: "error",
      headers: {
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(body && { "content-type": isBytes ? "application/octet-stream" : "application/json" }),
      },
      ...(body && { body: isBytes ? body : JSON.stringify(body) }),
    });
  };
  const ask = async (request: IntakeRequest) => {
    const response = await retry(() => once(request), address);
    if (!response.ok) throw await refusal(response, address);
    return response;
  };
  const askJson: IntakeClient["askJson"] = async (request, schema) => {
    const response = await ask(request);
    const read = v.safeParse(schema, await response.json().catch(() => undefined));
    if (!read.success) throw new CouldNotError(words.oddAnswer(address), 5);
    return read.output;
  };
  return {
    address,
    ask,
    askJson,
    site: () => askJson({ method: "GET", path: "/v1/site" }, SiteSchema),
  };
}

async function retry(once: () => Promise<Response>, address: string): Promise<Response> {
  for (let left = tries - 1, wait = firstWaitMs; ; left -= 1, wait *= 3) {
    try {
      const response = await once();
      if (response.status < 500 || left === 0) return response;
    } catch (cause) {
      if (left === 0) throw new CouldNotError(words.intakeSilent(address), 5, { cause });
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

async function refusal(response: Response, address: string): Promise<CouldNotError> {
  const read = v.safeParse(WireErrorSchema, await response.json().catch(() => undefined));
  if (!read.success) return new CouldNotError(words.oddAnswer(address), 5);
  return new CouldNotError(words.intakeRefused(read.output.code), response.status === 404 ? 3 : 1);
}
