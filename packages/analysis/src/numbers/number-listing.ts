/**
 * Numbers that public pages show: "receive a text message online". A listing is a dated fact about a
 * number and never about a person: such numbers are given out again and again.
 */
import { isPhoneNumber, type PhoneNumber } from "@honeyguide/domain";

import { csvRows } from "./csv-rows.ts";
import { readDay } from "./days.ts";
import type { SkippedRow } from "./number-blocks.ts";

/** One number on one list. */
export interface NumberListing {
  readonly number: PhoneNumber;
  /** `YYYY-MM-DD`; null where the list does not say. */
  readonly lastSeen: string | null;
}

export type ListingSkip = "number" | "no_country" | "date" | "twice";

export type NumberListingResult =
  | {
      readonly ok: true;
      readonly format: "json" | "csv" | "lines";
      /** Entries of the list; each is a listing or skipped. */
      readonly rows: number;
      readonly listings: readonly NumberListing[];
      readonly skipped: readonly SkippedRow<ListingSkip>[];
    }
  | { readonly ok: false; readonly reason: "empty" | "not_json" };

interface Entry {
  readonly row: number;
  readonly number: string;
  readonly date: string;
}

/**
 * Read a list in one of the shapes that such lists have: a JSON object from number to day, a JSON
 * list of numbers or of objects, a CSV with the number and the day, or one number a line.
 *
 * @param callingCode - for numbers that begin with a single 0, e.g. `"44"`; without it they are
 *   skipped. Digits that begin otherwise are taken to begin with their calling code.
 * @returns every entry, as a listing or with the reason why not. Of a number that is listed twice
 *   the later day stays, and the other entry counts as skipped.
 */
export function readNumberListing(text: string, callingCode?: string): NumberListingResult {
  const body = text.replace(/^\ufeff/, "").trim();
  if (body === "") return { ok: false, reason: "empty" };
  const isJson = /^[[{]/.test(body);
  const entries = isJson ? jsonEntries(body) : csvEntries(text);
  if (entries === undefined) return { ok: false, reason: "not_json" };
  const listings = new Map<PhoneNumber, NumberListing>();
  const skipped: SkippedRow<ListingSkip>[] = [];
  for (const entry of entries) {
    const listing = readEntry(entry, callingCode);
    if (typeof listing === "string") {
      skipped.push({ row: entry.row, reason: listing });
      continue;
    }
    const known = listings.get(listing.number);
    if (known !== undefined) skipped.push({ row: entry.row, reason: "twice" });
    if (known === undefined || isLater(listing, known)) listings.set(listing.number, listing);
  }
  const hasDates = entries.some(({ date }) => date !== "");
  const format = isJson ? "json" : hasDates ? "csv" : "lines";
  return { ok: true, format, rows: entries.length, listings: [...listings.values()], skipped };
}

function readEntry({ number: written, date }: Entry, callingCode?: string) {
  const number = toNumber(written, callingCode);
  if (!number.ok) return number.reason;
  const lastSeen = date === "" ? null : readDay(date);
  return lastSeen === undefined ? ("date" as const) : { number: number.value, lastSeen };
}

function isLater(a: NumberListing, b: NumberListing): boolean {
  return (a.lastSeen ?? "") > (b.lastSeen ?? "");
}

function jsonEntries(body: string): readonly Entry[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (Array.isArray(value)) return value.map((one: unknown, at) => listEntry(one, at + 1));
  return Object.entries(value as Readonly<Record<string, unknown>>).map(([number, date], at) => ({
    row: at + 1,
    number,
    date: plain(date),
  }));
}

function listEntry(one: unknown, row: number): Entry {
  if (typeof one !== "object" || one === null) return { row, number: plain(one), date: "" };
  const fields = Object.entries(one);
  const find = (pattern: RegExp) => plain(fields.find(([name]) => pattern.test(name))?.[1]);
  return { row, number: find(numberColumn), date: find(dateColumn) };
}

const numberColumn = /number|phone|msisdn/i;
const dateColumn = /seen|date|day/i;

function csvEntries(text: string): readonly Entry[] {
  const rows = [...csvRows(text)];
  const head = rows[0]?.cells ?? [];
  const named = head.findIndex((cell) => numberColumn.test(cell) && !/\d{6}/.test(cell));
  const at = { number: Math.max(0, named), date: 1 };
  if (named >= 0) {
    const date = head.findIndex((cell) => dateColumn.test(cell));
    at.date = date < 0 ? head.length : date;
  }
  return rows.slice(named < 0 ? 0 : 1).map(({ line, cells }) => ({
    row: line,
    number: cells[at.number] ?? "",
    date: cells[at.date] ?? "",
  }));
}

/** An entry that is neither text nor a number reads as an empty one; a null date is none. */
function plain(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

type Read =
  | { readonly ok: true; readonly value: PhoneNumber }
  | { readonly ok: false; readonly reason: "number" | "no_country" };

function toNumber(written: string, callingCode?: string): Read {
  const bare = written.replace(/[\s().\-/]/g, "");
  if (!/^\+?\d+$/.test(bare)) return { ok: false, reason: "number" };
  const international = bare.replace(/^00/, "+");
  if (international.startsWith("0") && callingCode === undefined) {
    return { ok: false, reason: "no_country" };
  }
  const value = `+${international.replace(/^\+/, "").replace(/^0/, callingCode ?? "")}`;
  return isPhoneNumber(value) ? { ok: true, value } : { ok: false, reason: "number" };
}
