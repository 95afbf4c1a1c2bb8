/**
 * The time in a cell of a table: after ISO 8601, with a month's name, counted in seconds or finer
 * since 1970, or three numbers whose order the whole table decides.
 */
import { dayOf } from "../date-order.ts";
import { type Header, parseHeader } from "../header.ts";
import type { DateOrder } from "../message.ts";
import { instantOf, instantOfMicroseconds, instantOfSeconds, isoTime } from "./instant.ts";
import { writtenTime } from "./written-time.ts";

/** A time, or the numbers of one whose order is not known yet. */
export type CellTime =
  | { readonly at: string; readonly header?: undefined }
  | { readonly at?: undefined; readonly header: Header };

/** What a cell says of time, or undefined if it says none that is understood. */
export function cellTime(cell: string): CellTime | undefined {
  if (cell === "" || cell.length > 64) return undefined;
  const at = counted(cell) ?? isoTime(cell) ?? wholly(cell);
  if (at !== null) return { at };
  const header = headerOfCell(cell);
  return header === undefined ? undefined : { header };
}

/** Digits alone: the unit is told by how many there are, right from 2001 to 2286. */
function counted(cell: string): string | null {
  if (!/^\d{10}(?:\d{3}|\d{6})?(?:\.\d{1,9})?$/.test(cell)) return null;
  const [digits = ""] = cell.split(".", 1);
  if (digits.length === 10) return instantOfSeconds(digits);
  return digits.length === 13 ? instantOf(digits) : instantOfMicroseconds(digits);
}

/** Nothing may stand behind it: a zone that is not understood changes the time. */
function wholly(cell: string): string | null {
  const time = writtenTime(cell);
  return time?.length === cell.length ? time.at : null;
}

/** A cell as the header of a message in a chat, which is written alike. */
function headerOfCell(cell: string): Header | undefined {
  const line = `${cell} - `;
  const header = parseHeader(line)?.header;
  // All of the cell has to be understood, and words beside the time have to be known.
  return header?.rest === line.length && header.unread === undefined ? header : undefined;
}

/** The time of three numbers in an order, as `ParsedMessage.at`. */
export function timeOfHeader(header: Header, order: DateOrder): string | null {
  const day = dayOf(header, order);
  if (day === undefined) return null;
  const two = (number: number) => String(number).padStart(2, "0");
  const second = header.second === undefined ? "" : `:${two(header.second)}`;
  const date = `${String(day.year).padStart(4, "0")}-${two(day.month)}-${two(day.day)}`;
  return `${date}T${two(header.hour)}:${two(header.minute)}${second}`;
}
