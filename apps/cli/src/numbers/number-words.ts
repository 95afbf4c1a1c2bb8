/** What the command line says about numbers. Never who holds one now. */
import { type FuzzyPoint, type FuzzyTime, rangeOf } from "@honeyguide/domain";
import { fuzzyTimeInWords } from "../date-words.ts";
import type { NumberFile, Source } from "./number-answers.ts";

const types: Readonly<Record<string, string>> = {
  mobile: "Mobile number",
  fixed_line: "Landline number",
  fixed_line_or_mobile: "Landline or mobile number",
  voip: "Virtual number",
  personal: "Personal number (070), which is led on to another",
  pager: "Pager number",
  toll_free: "Free number of a service",
  shared_cost: "Number of a service",
  premium_rate: "Premium rate number of a service",
  company: "Company number",
  voicemail: "Voicemail number",
  unknown: "Number of a kind that the number plan does not know",
};
const statuses: Readonly<Record<string, string>> = {
  protected: "is protected: nobody was given it",
  designated: "is set aside: nobody was given it",
  free: "is free: nobody was given it",
  quarantined: "is being rested: nobody has it now",
  reserved: "is reserved: nobody was given it yet",
};
const months = [
  ...["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
] as const;
const seasons: Readonly<Record<number, string>> = {
  21: "spring",
  22: "summer",
  23: "autumn",
  24: "winter",
};
const halfLives: Readonly<Record<string, string>> = {
  deactivated_per_year: "an assumption from how many numbers leave use in a year",
  assumed: "an assumption: nobody publishes a figure",
  set_here: "set at this Desk",
};
const someoneElse = "It may belong to someone else. Not linked on the number alone.";

export const numberWords = {
  needsNumber: "number needs a telephone number, such as +447700900123.",
  notANumber: (typed: string) =>
    `“${typed}” is not a telephone number. Nothing was looked up. Write it as +447700900123.`,
  needsDay: "--on takes a day, such as 2024-04-20.",
  needsAsOf: "--as-of takes a day, such as 2025-09-13.",
  shortCode: (typed: string) =>
    `${typed} is a short code. It belongs to a service, and is no one person's. Short codes are not looked up.\n`,
  needsAct: "numbers needs one of: import FILE, sources.",
  needsFile: "numbers import needs a file, and --source ofcom-s7 or sms-sites.",
  notUtf8: (path: string) =>
    `${path} is not text in UTF-8. Nothing was imported. Save it as UTF-8, and try again.`,
  notTheList: (path: string, source: string) =>
    source === "ofcom-s7"
      ? `${path} has not the head of Ofcom's list S7 (number block, status, CP name, length, allocation date). Nothing was imported. Download S7 as CSV again.`
      : `${path} holds no list of numbers that could be read. Nothing was imported. A list is JSON, CSV, or one number a line.`,
  nothingUsable: (path: string, skipped: number) =>
    `Of ${path} no row was understood (${skipped} skipped). Nothing was imported. Look whether --source is right.`,
  older: (name: string) =>
    `A newer list “${name}” stands already. Nothing was changed. Give another --name to keep both.`,
  already: (name: string) => `This very file stands already as “${name}”. Nothing was added.\n`,
  imported: (source: Source, skipped: Readonly<Record<string, number>>) =>
    `Imported ${count(source.rows)} rows as “${source.name}”, as of ${dayOrUnknown(source.asOf)}. ${
      source.skipped === 0 ? "No row was left out." : `Left out: ${listOf(skipped)}.`
    }\n`,
  noSources:
    "No public list is imported, so look-up is off. The rest works without one. Import one with: honeyguide numbers import FILE --source ofcom-s7\n",
  sourcesHead: `${"list".padEnd(24)}${"kind".padEnd(11)}${"as of".padEnd(12)}${"rows".padStart(9)}  ${"left out".padStart(8)}  imported\n`,
  source: ({ name, kind, asOf, rows, skipped, importedAt, by, standing }: Source) =>
    `${name.padEnd(23)} ${kind.padEnd(11)}${(asOf ?? "-").padEnd(12)}${count(rows).padStart(9)}  ${count(skipped).padStart(8)}  ${importedAt.slice(0, 10)} by ${by}${standing ? "" : ", replaced"}\n`,

  /** The number file: what it is and when it was used, what that says of the day, then the lists. */
  file: (file: NumberFile, wasAsked: boolean): string =>
    [
      `${kindOf(file)} ${usesOf(file)}`,
      ...(wasAsked || file.on.place === "recycled" ? [onDay(file)] : []),
      ...gapOf(file, wasAsked),
      ...recycledOf(file),
      ...listingsOf(file),
      ...blockOf(file),
    ]
      .map((line) => `${line}\n`)
      .join(""),
} as const;

function kindOf({ virtual, type, isForeign, country }: NumberFile): string {
  const kind =
    virtual === "listed" || virtual === "type" ? types.voip : (types[type] ?? types.unknown);
  const range = virtual === "range" ? ", perhaps virtual" : "";
  const foreign = isForeign ? `, foreign${country === null ? "" : ` (${country})`}` : "";
  return `${kind ?? ""}${range}${foreign}.`;
}

function usesOf({ uses, undated }: NumberFile): string {
  if (uses.length === 0) {
    return undated === 0 ? "No report has it." : `${reports(undated)} it, without a date.`;
  }
  const spans = uses.map(({ first, last, because }) => {
    const said = because === "person" ? ", as a responder set it" : "";
    return `${intervalInWords(first, last)}${said}`;
  });
  const by = uses.length === 1 ? "the sender" : `${uses.length} senders, as far as is known`;
  const more = undated === 0 ? "" : ` ${reports(undated)} it without a date.`;
  return `Used by ${by}${uses.length === 1 ? " " : ": "}${spans.join("; ")}.${more}`;
}

function onDay({ on, recycled }: NumberFile): string {
  const day = dayInWords(on.day);
  switch (on.place) {
    case "inside":
      return `${day} is inside that.`;
    case "edge":
      return `${day} is where that begins or ends, as far as is known.`;
    case "before":
      return `${day} is before that. ${someoneElse}`;
    case "after":
      return `${day} is after that. ${someoneElse}`;
    case "between":
      return `${day} is between two uses. ${someoneElse}`;
    case "recycled":
      return `From ${dayInWords(recycled?.from ?? on.day)} on a responder says that it is someone else's or may be. ${someoneElse}`;
    case "no_use":
      return `Nothing is known of it on ${day}. ${someoneElse}`;
  }
}

function gapOf({ on }: NumberFile, wasAsked: boolean): readonly string[] {
  const { gapDays, share, halfLife, place } = on;
  if (!wasAsked || gapDays === null || share === null || halfLife === null) return [];
  if (place === "recycled") return [];
  const rest = halfLives[halfLife.source] ?? halfLife.source;
  const percent = Math.round(100 * share);
  const still = percent === 0 ? "fewer than 1 in 100" : `about ${percent} %`;
  return [
    `${days(gapDays)} from the nearest use: of such numbers ${still} still have one holder (half in ${days(halfLife.days)}, ${rest}).`,
  ];
}

function recycledOf({ recycled }: NumberFile): readonly string[] {
  return recycled === null ? [] : ["Do not call the number holder now. Do not name them."];
}

function listingsOf({ listings }: NumberFile): readonly string[] {
  return listings.map(
    ({ lastSeen, source }) =>
      `On a public page for receiving texts, last seen ${dayOrUnknown(lastSeen)} (${source.name}, as of ${dayOrUnknown(source.asOf)}). Such numbers are given out again and again.`,
  );
}

function blockOf({ block, prior }: NumberFile): readonly string[] {
  if (block === null) return [];
  const as = `(${block.source.name}, as of ${dayOrUnknown(block.source.asOf)})`;
  if (block.status !== "allocated") {
    return [`Its block ${block.prefix} ${statuses[block.status] ?? block.status} ${as}.`];
  }
  const often =
    prior?.isOftenListed === true
      ? [
          `Numbers of that holder are on such pages about ${times(prior.lift.value)} times as often as others (${times(prior.lift.low)} to ${times(prior.lift.high)}, counted on ${count(prior.listed)}).`,
        ]
      : [];
  const holder = `In the block ${block.prefix} of ${block.holder} ${as}. That need not be its network: numbers are moved.`;
  return [holder, ...often];
}

/** "12 Jan 2023 to 14-28 Mar 2024". */
export function intervalInWords(first: FuzzyTime, last: FuzzyTime): string {
  return first === last ? shortTime(first) : `${shortTime(first)} to ${shortTime(last)}`;
}

/** A fuzzy time as short as it can be: two days of one month share it. */
function shortTime(time: FuzzyTime): string {
  const { from, to } = rangeOf(time);
  if (typeof from === "string" || typeof to === "string") return fuzzyTimeInWords(time);
  if (from === to || time.split("/").length === 1) return shortPoint(from);
  const isOneMonth = from.year === to.year && from.month === to.month;
  return isOneMonth && from.day !== undefined && to.day !== undefined && isPlain(from, to)
    ? `${from.day}-${shortPoint(to)}`
    : `between ${shortPoint(from)} and ${shortPoint(to)}`;
}

function isPlain(...points: readonly FuzzyPoint[]): boolean {
  return points.every(({ isAbout, isUnsure }) => !isAbout && !isUnsure);
}

function shortPoint({ year, month, day, isAbout, isUnsure }: FuzzyPoint): string {
  const name = month === undefined ? "" : `${seasons[month] ?? months[month - 1] ?? ""} `;
  const marks = `${isUnsure ? "perhaps " : ""}${isAbout ? "about " : ""}`;
  return `${marks}${day === undefined ? "" : `${day} `}${name}${year}`;
}

function dayInWords(day: string): string {
  return fuzzyTimeInWords(day as FuzzyTime);
}

function dayOrUnknown(day: string | null): string {
  return day === null ? "a day that is not said" : dayInWords(day);
}

function reports(count: number): string {
  return count === 1 ? "One report has" : `${count} reports have`;
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

function times(lift: number): string {
  return lift >= 10 ? String(Math.round(lift)) : lift.toFixed(1);
}

function count(rows: number): string {
  return rows.toLocaleString("en-GB");
}

const skips: Readonly<Record<string, string>> = {
  columns: "with too few columns",
  block: "without a block",
  status: "of a status that is not known",
  holder: "allocated to nobody",
  length: "without a length",
  date: "with a day that does not exist",
  twice: "there twice",
  number: "not a number",
  no_country: "without a country",
};

function listOf(skipped: Readonly<Record<string, number>>): string {
  return Object.entries(skipped)
    .map(([reason, rows]) => `${count(rows)} ${skips[reason] ?? reason}`)
    .join(", ");
}
