/**
 * A date as well as the person knows it: what they chose and typed, and the fuzzy time that it
 * makes. Nothing more exact than what was said is ever made of it.
 */
import { type FuzzyTime, parseFuzzyTime } from "@honeyguide/domain";

/** How well it is known. `unknown` is a full answer. */
export const whenKinds = ["unknown", "day", "month", "year", "between", "about"] as const;
export type WhenKind = (typeof whenKinds)[number];

/** One date as typed. The month is a number from 1 to 12, or "". */
export interface TypedDate {
  day: string;
  month: string;
  year: string;
}

export interface When {
  kind: WhenKind;
  from: TypedDate;
  /** Of `between` only. */
  to: TypedDate;
}

/** Which field of a date is asked for. */
export type DateField = keyof TypedDate;

/** Why what was typed is no date yet, and where. */
interface WhenComplaint {
  readonly end: "from" | "to";
  readonly field: DateField;
  readonly reason: "year" | "month" | "day" | "order";
}

export type WhenResult =
  | { readonly ok: true; readonly time: FuzzyTime | undefined }
  | { readonly ok: false; readonly complaint: WhenComplaint };

/** Nobody has said anything yet. */
export function emptyWhen(): When {
  const none = { day: "", month: "", year: "" };
  return { kind: "unknown", from: { ...none }, to: { ...none } };
}

/** The fields that a date of this kind has. */
export function fieldsOf(kind: WhenKind): readonly DateField[] {
  switch (kind) {
    case "unknown":
      return [];
    case "year":
      return ["year"];
    case "month":
      return ["month", "year"];
    case "day":
    case "between":
    case "about":
      return ["day", "month", "year"];
  }
}

/** Whether only the year has to be given. */
export function isLoose(kind: WhenKind): boolean {
  return kind === "between" || kind === "about";
}

/**
 * Says how well the date is known. A day that a file told, and nobody typed, does not stay where
 * the person says that they know it less well; it is back when they say that they know the day.
 *
 * @param told - the day that a file told; undefined where none did.
 */
export function changeKind(when: When, kind: WhenKind, told: string | undefined): void {
  when.kind = kind;
  if (told === undefined) return;
  if (isLoose(kind) && when.from.day === told) when.from.day = "";
  else if (kind === "day" && when.from.day === "") when.from.day = told;
}

/**
 * The fuzzy time of an answer.
 *
 * @returns no time where the person does not know; a complaint where a field is missing, the day
 *   does not exist, or the end is before the beginning.
 */
export function readWhen({ kind, from, to }: When): WhenResult {
  if (kind === "unknown") return { ok: true, time: undefined };
  const first = readDate(from, kind, "from");
  if (!first.ok) return first;
  if (kind !== "between") {
    return { ok: true, time: parseFuzzyTime(kind === "about" ? `${first.text}~` : first.text) };
  }
  const last = readDate(to, kind, "to");
  if (!last.ok) return last;
  const time = parseFuzzyTime(`${first.text}/${last.text}`);
  return time === undefined
    ? { ok: false, complaint: { end: "to", field: "year", reason: "order" } }
    : { ok: true, time };
}

/** An answer that says a day, for what a file tells: `2024-03-14`, or `2024-03-14T18:05`. */
export function whenOfDay(printed: string): When {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{2})-(\d{2})/.exec(printed) ?? [];
  if (parseFuzzyTime(`${year}-${month}-${day}`) === undefined) return emptyWhen();
  const plain = (digits: string) => String(Number(digits));
  return { ...emptyWhen(), kind: "day", from: { day: plain(day), month: plain(month), year } };
}

type DateResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly complaint: WhenComplaint };

function readDate(typed: TypedDate, kind: WhenKind, end: "from" | "to"): DateResult {
  const fields = fieldsOf(kind);
  const valueOf = (field: DateField) => (fields.includes(field) ? digitsOf(typed[field]) : "");
  const [year, month, day] = [valueOf("year"), valueOf("month"), valueOf("day")];
  const isNeeded = (field: DateField) => fields.includes(field) && !isLoose(kind);
  const toMonth = month === "" ? year : `${year}-${month.padStart(2, "0")}`;
  const text = day === "" ? toMonth : `${toMonth}-${day.padStart(2, "0")}`;
  const isMissing: Readonly<Record<DateField, boolean>> = {
    year: !isDate(year),
    month: month === "" ? isNeeded("month") || day !== "" : Number(month) > 12 || !isDate(toMonth),
    day: day === "" ? isNeeded("day") : !isDate(text),
  };
  const field = (["year", "month", "day"] as const).find((one) => isMissing[one]);
  return field === undefined
    ? { ok: true, text }
    : { ok: false, complaint: { end, field, reason: field } };
}

function isDate(text: string): boolean {
  return /^\d{4}(?:-\d{2}){0,2}$/.test(text) && parseFuzzyTime(text) !== undefined;
}

/** The digits of a field, whichever the keyboard makes; what is no number stays and is refused. */
function digitsOf(typed: string): string {
  return typed.trim().replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = [0x660, 0x6f0, 0x966].findLast((first) => code >= first) ?? code;
    return String(code - zero);
  });
}
