/** What `honeyguide show` says of a report, in the words of the Desk's page. */
import { compareFuzzyTimes, type FuzzyTime } from "@honeyguide/domain";

import { fuzzyTimeInWords } from "./date-words.ts";
import type { CustodyLine, DeskReading, Exhibit, ReportView } from "./desk-answers.ts";
import { counted, parseWords, whyRefused } from "./parse-words.ts";

type EncounterNote = ReportView["said"]["encounters"][number];
type Facts = NonNullable<Exhibit["facts"]>;

const encounters: Readonly<Record<string, string>> = {
  call: "call",
  video_call: "video call",
  meeting: "meeting",
};
const subjects: Readonly<Record<string, string>> = {
  accent: "accent",
  age: "age",
  about_self: "about themselves",
  asked_for: "asked for",
  knew: "knew",
  appearance: "looked like",
  place: "place",
  other: "other",
};
const confidences: Readonly<Record<string, string>> = {
  heard_sure: "heard, sure",
  heard_unsure: "heard, not sure",
  impression: "an impression",
};
const claims: Readonly<Record<string, string>> = {
  taken_at: "taken",
  changed_at: "changed",
  device: "device",
  software: "software",
  has_location: "names a place",
  title: "title",
  author: "author",
};
const warnings: Readonly<Record<string, string>> = {
  more_bytes_after_end: "there are more bytes after its end",
  also_reads_as_zip: "it can be read as an archive as well",
  cut_short: "it breaks off",
  name_says_otherwise: "its name says another type",
};
const events: Readonly<Record<string, string>> = {
  sealed: "sealed",
  received: "received, sealed",
  opened: "opened",
  read: "read",
  read_again: "read again",
  revealed: "shown",
  exported: "handed out",
  checked: "checked",
};

/** What is safe to say of a file: kind, size, hash, and what it claims only with a reason. */
function exhibitLine(one: Exhibit, isShown: boolean): string {
  const { kind, ordinal, mediaType, bytes, state, sha256, facts, sameAs, derivedFrom } = one;
  const head = `exhibit    ${kind.replaceAll("_", " ")} ${ordinal}, ${mediaType}, ${bytes} bytes, ${state}, SHA-256 ${sha256}\n`;
  const more = [
    ...(one.inside === null ? [] : ["came inside an archive"]),
    ...(facts === null ? [] : factsInWords(facts, isShown)),
    ...sameAs.map(
      (same) =>
        `the same picture, as far as a machine can tell: ${same.label}, picture ${same.ordinal} (distance ${same.distance} of 256)`,
    ),
    ...(derivedFrom === null
      ? []
      : [
          `made from ${derivedFrom.sha256.slice(0, 12)}… with ${derivedFrom.tool} ${derivedFrom.version}${
            derivedFrom.corrected ? ", corrected by the person" : ""
          }`,
        ]),
  ];
  return head + more.map((text) => `           ${text}\n`).join("");
}

function factsInWords(
  { width, height, seconds, claims: said, warnings: odd }: Facts,
  isShown: boolean,
) {
  const size = width === null || height === null ? [] : [`${width} × ${height}`];
  const length = seconds === null ? [] : [`${Math.round(seconds)} s`];
  const own = isShown
    ? said.map(({ claim, value, from }) => `${claims[claim] ?? claim} ${value} (${from})`)
    : said.map(({ claim }) => claims[claim] ?? claim);
  return [
    ...(size.length + length.length === 0 ? [] : [[...size, ...length].join(", ")]),
    ...(own.length === 0 ? [] : [`the file says of itself: ${own.join("; ")}`]),
    ...odd.map((warning) => `note: ${warnings[warning] ?? warning.replaceAll("_", " ")}`),
  ];
}

function readingLine(reading: DeskReading, exhibits: readonly Exhibit[], isShown: boolean): string {
  const of = exhibits.find(({ part }) => part === reading.exhibit);
  const name = of === undefined ? "file" : `${of.kind.replaceAll("_", " ")} ${of.ordinal}`;
  if (reading.refused !== null) {
    return `reading    ${name}: not read, ${whyRefused(reading.refused)}; the original is kept\n`;
  }
  const { messages, first, last, coverage, dateOrder, conversations, conversation } = reading;
  const { unread, unit } = coverage;
  const order =
    dateOrder?.decidedBy === "locale_default"
      ? [`order of day and month is a guess (${dateOrder.order})`]
      : [];
  const chosen =
    conversation === null
      ? "none is chosen"
      : isShown
        ? `“${conversation}” is chosen`
        : "one is chosen";
  const threads =
    conversations.length > 1 ? [`${conversations.length} conversations, ${chosen}`] : [];
  const notes = [...order, ...threads, `${reading.tool} ${reading.version}`].join("; ");
  return `reading    ${name}: ${parseWords.format(reading.format)}, ${parseWords.gist({ messages, first, last, unread, unit })}; ${notes}\n`;
}

function custodyLine({ event, at, by, exhibit, sha256, tool, version }: CustodyLine): string {
  const with_ = tool === null ? "" : ` with ${tool}${version === null ? "" : ` ${version}`}`;
  const what = exhibit === null ? "the report" : `SHA-256 ${sha256.slice(0, 12)}…`;
  return `custody    ${at}  ${events[event] ?? event} by ${by}${with_}, ${what}\n`;
}

export const reportWords = {
  counts: ({ said, conversation, readings }: ReportView) => {
    const messages = readings.reduce((sum, one) => sum + one.messages, 0);
    const unread = readings.reduce((sum, one) => sum + one.coverage.unread, 0);
    const notes = said.encounters.length;
    return `messages   ${Math.max(messages, conversation.length)}${
      unread === 0 ? "" : `, ${unread} lines we could not read`
    }${notes === 0 ? "" : `; ${counted(notes, "call or meeting", "calls or meetings")} from memory`}\n`;
  },
  began: (when: FuzzyTime | null) =>
    when === null ? "" : `began      ${fuzzyTimeInWords(when)}\n`,
  exhibits: ({ exhibits, readings }: ReportView, isShown: boolean) =>
    exhibits.map((one) => exhibitLine(one, isShown)).join("") +
    readings.map((one) => readingLine(one, exhibits, isShown)).join(""),
  custody: ({ custody, custodyComplete }: ReportView) =>
    `${custody.map(custodyLine).join("")}custody    ${counted(custody.length, "line")}, chain ${
      custodyComplete ? "complete" : "NOT COMPLETE"
    }\n`,
  encounter: ({ kind, when, statements }: EncounterNote) =>
    `${encounters[kind] ?? kind}, ${when === undefined ? "no date" : fuzzyTimeInWords(when)}\n${statements
      .map(
        ({ about, text, confidence }) =>
          `  ${(subjects[about] ?? about).padEnd(17)}${text} (${confidences[confidence] ?? confidence})\n`,
      )
      .join("")}`,
} as const;

/** Earliest first; those without a date last. */
export function inOrder(notes: readonly EncounterNote[]): readonly EncounterNote[] {
  return [...notes].sort((a, b) => {
    if (a.when === undefined || b.when === undefined) {
      return Number(a.when === undefined) - Number(b.when === undefined);
    }
    return compareFuzzyTimes(a.when, b.when);
  });
}
