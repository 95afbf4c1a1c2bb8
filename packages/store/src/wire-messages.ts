/**
 * The few messages of PostgreSQL's wire protocol (version 3.0, "Message Formats" in its manual)
 * that the embedded database's server reads and writes itself. Everything else passes through.
 */

/** Untyped requests that may come before the start-up message. */
const requestCodes = { ssl: 80877103, gss: 80877104, cancel: 80877102, startup: 196608 } as const;

/** What a client sends before anything else. */
export type Opening = keyof typeof requestCodes | "unknown";

/** The opening message at the start of `bytes` and its length, or nothing if it is not all there. */
export function readOpening(
  bytes: Buffer,
): { readonly kind: Opening; readonly length: number } | undefined {
  if (bytes.length < 8) return undefined;
  const length = bytes.readInt32BE(0);
  const code = bytes.readInt32BE(4);
  const found = (Object.keys(requestCodes) as (keyof typeof requestCodes)[]).find(
    (kind) => requestCodes[kind] === code,
  );
  if (found === undefined || length < 8 || length > 10_000) return { kind: "unknown", length: 0 };
  return bytes.length < length ? undefined : { kind: found, length };
}

/** What {@link readBatch} found. */
export type Batch =
  | { readonly kind: "whole"; readonly length: number }
  /** Not worth looking again before so many bytes are there. */
  | { readonly kind: "partial"; readonly needed: number }
  | { readonly kind: "goodbye" }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * How many bytes at the start of `bytes` make whole messages up to one that PostgreSQL answers
 * with "ready": a simple query, or a series that ends in Sync.
 *
 * Running such a batch in one go is what makes sharing a session sound: the unnamed statement and
 * portal of one client are used up before another client's turn. So named statements, which
 * outlive a batch, and Flush, which divides one, are refused.
 */
export function readBatch(bytes: Buffer): Batch {
  let at = 0;
  while (bytes.length - at >= 6) {
    const type = String.fromCharCode(bytes[at] ?? 0);
    const end = at + 1 + bytes.readInt32BE(at + 1);
    const reason = refusal(type, end - at, bytes[at + 5]);
    if (reason !== undefined) return { kind: "refused", reason };
    if (bytes.length < end) return { kind: "partial", needed: end };
    at = end;
    if (type === "Q" || type === "S") return { kind: "whole", length: at };
  }
  return endOfBatch(bytes.subarray(at), at);
}

/** Sync and goodbye are the only messages of five bytes: no body. */
function endOfBatch(rest: Buffer, at: number): Batch {
  if (rest.length < 5) return { kind: "partial", needed: at + 5 };
  const type = String.fromCharCode(rest[0] ?? 0);
  const end = 1 + rest.readInt32BE(1);
  if (end > 5) return { kind: "partial", needed: at + end };
  if (type === "X") return { kind: "goodbye" };
  if (type !== "S") return { kind: "refused", reason: `message ${type}` };
  return { kind: "whole", length: at + 5 };
}

/** @param next - the first byte of the body: in Parse a zero, if the statement has no name. */
function refusal(type: string, length: number, next: number | undefined): string | undefined {
  if (!"QPBDESCX".includes(type) || length < 5) return "message";
  return type === "P" && next !== 0 ? "named statement" : undefined;
}

const parameters = {
  server_version: "18.6",
  server_encoding: "UTF8",
  client_encoding: "UTF8",
  DateStyle: "ISO, MDY",
  TimeZone: "UTC",
  integer_datetimes: "on",
  standard_conforming_strings: "on",
} as const;

/** What a client is told when it has come in: no password asked, some settings, ready. */
export function greeting(): Uint8Array {
  const settings = Object.entries(parameters).map(([name, value]) =>
    message("S", Buffer.from(`${name}\0${value}\0`)),
  );
  return Buffer.concat([
    message("R", Buffer.alloc(4)),
    ...settings,
    message("K", Buffer.alloc(8)),
    message("Z", Buffer.from("I")),
  ]);
}

/** An error after which the connection is closed. */
export function farewell(sqlState: string, text: string): Uint8Array {
  return message("E", Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${text}\0\0`));
}

/** A simple query. */
export function simpleQuery(sql: string): Uint8Array {
  return message("Q", Buffer.from(`${sql}\0`));
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
