/**
 * Chat exports, streaming: bytes in, messages out through a callback, memory bounded by the longest
 * message. Two passes: `createExportSurvey` finds out what the file is and how its dates are
 * ordered, `createTextParser` reads it with that.
 *
 * Spec: `spec/evidence.md`. No line is lost: each begins a message, continues one, or is skipped
 * with a reason.
 */
import { type Calendar, calendarOfYear } from "./calendar.ts";
import { createDateSurvey, dayOf } from "./date-order.ts";
import { type Header, type HeaderShape, parseHeader } from "./header.ts";
import { readBody } from "./kind.ts";
import { stripMarks } from "./marks.ts";
import type { Assumptions, Coverage, DateOrder, ParsedMessage, SkippedLine } from "./message.ts";
import { createLineSplitter, type TextLine } from "./text-lines.ts";

/** What a first pass found. */
export interface ExportSurvey {
  readonly shape: HeaderShape;
  /** Lines with a header of that shape. */
  readonly headers: number;
  readonly dateOrder: NonNullable<Assumptions["dateOrder"]>;
  readonly clock: "12h" | "24h";
  readonly calendar: Calendar;
}

/** First pass. `end` says what the file is, or undefined if it is no chat export. */
export function createExportSurvey(): {
  push(chunk: Uint8Array): void;
  end(): ExportSurvey | undefined;
} {
  const seen = { android: createShapeSurvey(), ios: createShapeSurvey() };
  const lines = createLineSplitter(({ text }) => {
    const header = parseHeader(text);
    if (header !== undefined) seen[header.shape].add(header);
  });
  return {
    push: (chunk) => {
      lines.push(chunk);
    },
    end() {
      lines.end();
      const shape = seen.ios.headers() > seen.android.headers() ? "ios" : "android";
      const survey = seen[shape];
      const headers = survey.headers();
      return headers === 0 ? undefined : { shape, headers, ...survey.decide() };
    },
  };
}

function createShapeSurvey() {
  const dates = createDateSurvey();
  const calendars = new Map<Calendar, number>();
  let headers = 0;
  let twelve = 0;
  return {
    headers: () => headers,
    add(header: Header) {
      headers += 1;
      dates.add(header);
      if (header.clock === "12h") twelve += 1;
      const year = header.digits[0] > 2 ? header.numbers[0] : header.numbers[2];
      const calendar = calendarOfYear(year) ?? "gregorian";
      calendars.set(calendar, (calendars.get(calendar) ?? 0) + 1);
    },
    decide() {
      const [calendar] = [...calendars].sort((a, b) => b[1] - a[1])[0] ?? ["gregorian" as const];
      const clock: "12h" | "24h" = twelve * 2 > headers ? "12h" : "24h";
      return { dateOrder: dates.decide(), clock, calendar };
    },
  };
}

/** How a second pass reads the file. */
export interface TextParserOptions {
  readonly shape: HeaderShape;
  readonly dateOrder: DateOrder;
  readonly onMessage: (message: ParsedMessage) => void;
}

interface Open {
  readonly at: string;
  readonly sender: string | null;
  readonly body: string[];
  readonly line: TextLine;
}

/** Second pass. `end` gives the account of every line. */
export function createTextParser({ shape, dateOrder, onMessage }: TextParserOptions): {
  push(chunk: Uint8Array): void;
  end(): Coverage;
} {
  let open: Open | undefined;
  let total = 0;
  let parsed = 0;
  let continued = 0;
  const skipped: SkippedLine[] = [];

  function close(): void {
    if (open !== undefined) onMessage(messageOf(open));
    open = undefined;
  }

  const lines = createLineSplitter((line) => {
    total += 1;
    const header = parseHeader(line.text);
    // A day that does not exist in this file's order is a line of somebody's text, not a header.
    const at = header?.shape === shape ? dayTime(header, dateOrder) : undefined;
    const begun = header === undefined || at === undefined ? undefined : begin(header, line, at);
    if (begun !== undefined) {
      close();
      parsed += 1;
      open = begun;
    } else if (open === undefined) {
      const reason = line.text.trim() === "" ? "blank" : "before_first_message";
      skipped.push({ line: line.number, reason });
    } else {
      continued += 1;
      open.body.push(line.text);
    }
  });

  return {
    push: (chunk) => {
      lines.push(chunk);
    },
    end() {
      lines.end();
      close();
      return { lines: total, parsed, continued, skipped };
    },
  };
}

function dayTime(header: Header, order: DateOrder): string | undefined {
  const day = dayOf(header, order);
  if (day === undefined) return undefined;
  const two = (number: number) => String(number).padStart(2, "0");
  const date = `${String(day.year).padStart(4, "0")}-${two(day.month)}-${two(day.day)}`;
  const seconds = header.second === undefined ? "" : `:${two(header.second)}`;
  return `${date}T${two(header.hour)}:${two(header.minute)}${seconds}`;
}

function begin(header: Header, line: TextLine, at: string): Open {
  const rest = line.text.slice(header.rest);
  const split = splitSender(rest);
  return split === undefined
    ? { at, sender: null, body: [rest], line }
    : { at, sender: split.sender, body: [split.text], line };
}

/** `Name: text`. A name is short, and a quotation mark in it means a system line about something. */
function splitSender(rest: string): { sender: string; text: string } | undefined {
  const colon = /[:：](?:\s|$)/u.exec(rest);
  if (colon === null) return undefined;
  const sender = stripMarks(rest.slice(0, colon.index)).trim();
  if (sender === "" || sender.length > 80 || /["“”„«»]/u.test(sender)) return undefined;
  return { sender, text: rest.slice(colon.index + colon[0].length) };
}

function messageOf({ at, sender, body, line }: Open): ParsedMessage {
  const source = { line: line.number, lines: body.length, offset: line.offset };
  const text = body.join("\n");
  if (sender === null) return { at, sender, kind: "system", text: stripMarks(text), source };
  return { at, sender, ...readBody(text), source };
}
