/** The intake, as the page sees it: the requests of `spec/sealed-report.md`, section 8. */
import {
  type Complete,
  type Mailbox,
  MailboxSchema,
  type SendMessage,
  type SignedReceipt,
  SignedReceiptSchema,
} from "@honeyguide/protocol/wire";
import type { PartId } from "@honeyguide/domain";
import type { ReceiptKeys } from "@honeyguide/protocol/receipt";
import * as v from "valibot";

import { toBase64url } from "./base64url.ts";
import { IntakeTrouble, type Patience, persist } from "./persist.ts";

export interface Intake {
  readonly begin: () => Promise<void>;
  readonly putPlace: (sealed: Uint8Array) => Promise<void>;
  readonly putPiece: (
    part: PartId,
    index: number,
    bytes: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
  ) => Promise<void>;
  readonly dropPart: (part: PartId) => Promise<void>;
  readonly complete: (complete: Complete) => Promise<SignedReceipt>;
  readonly look: () => Promise<Mailbox>;
  readonly sendMessage: (message: SendMessage) => Promise<void>;
  readonly release: (wrap: Uint8Array) => Promise<void>;
  readonly takeBack: () => Promise<void>;
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

/**
 * The requests of one mailbox.
 *
 * @param ask - the platform's `fetch`.
 */
export function makeIntake(
  keys: Pick<ReceiptKeys, "mailboxId" | "authKey" | "verifier">,
  ask: typeof fetch,
  patience: Patience,
): Intake {
  const report = `/v1/reports/${keys.mailboxId}`;
  const mailbox = `/v1/mailbox/${keys.mailboxId}`;
  const authorization = `Bearer ${keys.authKey}`;

  const send = (method: Method, path: string, body?: object, signal?: AbortSignal) => {
    const isBytes = body instanceof Uint8Array;
    const type = isBytes ? "application/octet-stream" : "application/json";
    const init: RequestInit = {
      method,
      headers: { authorization, ...(body === undefined ? {} : { "content-type": type }) },
      // A copy: its buffer is of a kind that every platform's types accept.
      ...(body === undefined
        ? {}
        : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      ...(signal === undefined ? {} : { signal }),
    };
    return persist(() => ask(path, init), { ...patience, signal });
  };

  /** For answers that say nothing but yes: read to their end, so that the line is free again. */
  const done = async (...request: Parameters<typeof send>) => {
    await (await send(...request)).arrayBuffer();
  };

  return {
    async begin() {
      const { mailboxId, verifier } = keys;
      await done("POST", "/v1/reports", { version: 1, mailboxId, verifier });
    },
    async putPlace(sealed) {
      await done("PUT", `${report}/place`, sealed);
    },
    async putPiece(part, index, bytes, signal) {
      await done("PUT", `${report}/parts/${part}/${index}`, bytes, signal);
    },
    async dropPart(part) {
      await done("DELETE", `${report}/parts/${part}`);
    },
    async complete(complete) {
      return read(await send("POST", `${report}/complete`, complete), SignedReceiptSchema);
    },
    async look() {
      return read(await send("GET", mailbox), MailboxSchema);
    },
    async sendMessage(message) {
      await done("POST", `${mailbox}/messages`, message);
    },
    async release(wrap) {
      await done("POST", `${report}/release`, { version: 1, wrap: toBase64url(wrap) });
    },
    async takeBack() {
      await done("DELETE", mailbox);
    },
  };
}

async function read<Value>(answer: Response, schema: v.GenericSchema<unknown, Value>) {
  try {
    return v.parse(schema, await answer.json());
  } catch (cause) {
    throw new IntakeTrouble("refused", { cause });
  }
}
