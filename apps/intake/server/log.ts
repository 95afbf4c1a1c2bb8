/**
 * The log: events, ids and numbers. Its types do not admit a plain string, so that no word of a
 * person, no address and no header can get in.
 */
import type { MailboxId, PartId } from "@honeyguide/domain";

type LogEvent =
  | "server.listening"
  | "server.closing"
  | "report.begun"
  | "report.handed_over"
  | "report.released"
  | "report.taken_back"
  | "report.refused"
  | "letter.kept"
  | "unfinished.deleted"
  | "request.failed";

/** A code that a program gave, such as `53100` or `ECONNREFUSED`. */
export type ErrorCode = string & { readonly __brand: "ErrorCode" };

/** Only what may be written to disk. A plain string does not fit; an id or a number does. */
type LogFields = Readonly<Record<string, number | boolean | MailboxId | PartId | ErrorCode>>;

export type Log = (event: LogEvent, fields: LogFields) => void;

/** The code of an error, if it has one that a program gave; never its message. */
export function errorCode(error: unknown): ErrorCode {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return (
    typeof code === "string" && /^[A-Z0-9_]{3,40}$/.test(code) ? code : "UNKNOWN"
  ) as ErrorCode;
}
