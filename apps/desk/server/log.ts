/**
 * The log: events, ids and numbers. Its types do not admit a plain string, so that no word of a
 * person, no name and no header can get in.
 */
import { HoneyguideError, type MailboxId } from "@honeyguide/domain";

type LogEvent =
  | "server.listening"
  | "server.closing"
  | "server.failed"
  | "intake.unreachable"
  | "embedder.failed"
  | "report.unreadable"
  | "round.failed"
  | "request.failed";

/** A code that a program gave, such as `53100`, `ECONNREFUSED` or `desk.unreadable_row`. */
export type ErrorCode = string & { readonly __brand: "ErrorCode" };

/** Only what may be written to disk. A plain string does not fit; an id or a number does. */
type LogFields = Readonly<Record<string, number | boolean | MailboxId | ErrorCode>>;

export type Log = (event: LogEvent, fields: LogFields) => void;

/** The code of an error, or else its class; never its message. */
export function errorCode(error: unknown): ErrorCode {
  if (error instanceof HoneyguideError) return error.code as ErrorCode;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (typeof code === "string" && /^[A-Z0-9_]{3,40}$/.test(code)) return code as ErrorCode;
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  return (/^[A-Za-z]{3,40}$/.test(kind) ? kind : "unknown") as ErrorCode;
}
