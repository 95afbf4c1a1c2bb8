/** The Desk's requests to the intake, in the words of `protocol/wire`. Outgoing only. */
import { HoneyguideError, type MailboxId, type PartId } from "@honeyguide/domain";
import { type Changes, ChangesSchema, type Site, SiteSchema } from "@honeyguide/protocol/wire";
import * as v from "valibot";

/** The intake cannot be reached, or answered something else than it promises. */
export class IntakeError extends HoneyguideError {
  override readonly name = "IntakeError";
  override readonly code = "desk.intake_failed";
  /** Undefined where there was no answer. */
  readonly status: number | undefined;

  constructor(status: number | undefined, options?: ErrorOptions) {
    super(status === undefined ? "no answer" : `answered ${status}`, options);
    this.status = status;
  }
}

export interface IntakeClient {
  readonly site: () => Promise<Site>;
  readonly changes: (after: number) => Promise<Changes>;
  /** The age file of one part, as it arrives. */
  readonly part: (mailboxId: MailboxId, part: PartId) => Promise<ReadableStream<Uint8Array>>;
  readonly sendLetter: (mailboxId: MailboxId, id: string, sealed: Uint8Array) => Promise<void>;
  readonly setState: (mailboxId: MailboxId, state: "opened" | "closed") => Promise<void>;
}

interface Init {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A page of changes. */
export const changesLimit = 100;
const answerWithinMs = 20_000;

/**
 * A client of one intake.
 *
 * @param base - its address.
 * @param token - the Desk's own; the intake knows its hash.
 */
export function makeIntakeClient(base: string, token: string): IntakeClient {
  async function ask(path: string, init: Init = {}, endless = false): Promise<Response> {
    const request: RequestInit = {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
      redirect: "error",
      ...(endless ? {} : { signal: AbortSignal.timeout(answerWithinMs) }),
    };
    const response = await fetch(new URL(path, base), request).catch((cause: unknown) => {
      throw new IntakeError(undefined, { cause });
    });
    if (response.ok) return response;
    await response.body?.cancel();
    throw new IntakeError(response.status);
  }

  async function askJson<Schema extends v.GenericSchema>(path: string, schema: Schema) {
    const response = await ask(path);
    const body: unknown = await response.json().catch(() => undefined);
    const read = v.safeParse(schema, body);
    if (!read.success) throw new IntakeError(response.status);
    return read.output;
  }

  const json = (method: string, body: unknown): Init => ({
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

  return {
    site: () => askJson("/v1/site", SiteSchema),
    changes: (after) =>
      askJson(`/v1/desk/changes?after=${after}&limit=${changesLimit}`, ChangesSchema),
    async part(mailboxId, part) {
      const response = await ask(`/v1/desk/reports/${mailboxId}/parts/${part}`, {}, true);
      if (response.body === null) throw new IntakeError(response.status);
      return response.body;
    },
    async sendLetter(mailboxId, id, sealed) {
      const text = Buffer.from(sealed).toString("base64url");
      const body = json("POST", { version: 1, id, sealed: text });
      await ask(`/v1/desk/mailbox/${mailboxId}/messages`, body);
    },
    async setState(mailboxId, state) {
      await ask(`/v1/desk/mailbox/${mailboxId}/state`, json("PUT", { version: 1, state }));
    },
  };
}
