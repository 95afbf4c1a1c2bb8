/**
 * Chat exports, streaming: bytes in, messages out through a callback, memory bounded by the longest
 * message. Two passes: `createExportSurvey` finds out what the file is and how its dates are
 * ordered, `createTextParser` reads it with that.
 *
 * Spec: `spec/evidence.md`. No line is lost: each begins a message, continues one, or is skipped
 * with a reason.
 */
import { type Calendar, calendarOfYear } from "./calendar.ts";
import { createDateSurvey, dayOf, isSameDate } from "./date-order.ts";
import type { TextEncoding } from "./encoding.ts";
import type { Header, HeaderShape } from "./header.ts";
import { createHeaderReader } from "./header-reader.ts";
import { readBody } from "./kind.ts";
import { stripMarks } from "./marks.ts";
import type { Assumptions, Coverage, DateOrder, ParsedMessage, SkippedLine } from "./message.ts";
import { createNameCache, senderEnd } from "./sender-name.ts";
import { createLineSplitter, type TextLine } from "./text-lines.ts";

/** What a first pass found. */
export interface ExportSurvey {
  readonly shape: HeaderShape;
  /** Lines with a header of that shape. */
  readonly headers: number;
  readonly dateOrder: NonNullable<Assumptions["dateOrder"]>;
  readonly clock: "12h" | "24h";
  readonly calendar: Calendar;
  readonly encoding: TextEncoding;
  /** The ways in which its headers are written; a header in another way is a quotation. */
  readonly layouts: readonly string[];
  /** Words beside the time that may mean morning or evening; such a time is not known. */
  readonly unreadPeriods: readonly string[];
}

/** Different ways of writing a header that are kept apart; no export has more than a few. */
const mostLayouts = 64;

/** First pass. `end` says what the file is, or undefined if it is no chat export. */
export function createExportSurvey(): {
  /** The next bytes, cut anywhere. */
  push(chunk: Uint8Array): void;
  /** What the file is, or undefined if it is no chat export. */
  end(): ExportSurvey | undefined;
} {
  const seen = new Map<string, LayoutSurvey>();
  const readHeader = createHeaderReader();
  let filled = 0;
  const lines = createLineSplitter(({ text, isCut }) => {
    if (isCut || text.trim() === "") return;
    filled += 1;
    const header = readHeader(text);
    if (header === undefined) return;
    const layout = seen.get(header.layout);
    if (layout !== undefined) layout.add(header);
    else if (seen.size < mostLayouts) {
      seen.set(header.layout, createLayoutSurvey(header, filled));
    }
  });
  return {
    push: (chunk) => {
      lines.push(chunk);
    },
    end() {
      const encoding = lines.end();
      const ranked = [...seen.values()].sort((a, b) => b.headers() - a.headers());
      const [best] = ranked;
      // One line of prose may look like a header; an export begins with one.
      if (best === undefined || (best.firstLine > 20 && best.headers() * 5 < filled)) {
        return undefined;
      }
      const accepted = ranked.filter(
        (layout) => layout.shape === best.shape && isAccepted(layout, best),
      );
      return {
        shape: best.shape,
        headers: accepted.reduce((sum, layout) => sum + layout.headers(), 0),
        ...best.decide(),
        encoding,
        layouts: accepted.map(({ layout }) => layout),
        unreadPeriods: [...new Set(accepted.flatMap((layout) => layout.unreadPeriods()))],
      };
    },
  };
}

/** What was joined from two phones has two layouts; what is quoted in a message has its own. */
function isAccepted(layout: LayoutSurvey, best: LayoutSurvey): boolean {
  if (layout === best || layout.firstLine === 1) return true;
  return layout.headers() >= 3 && layout.headers() * 10 >= best.headers();
}

type LayoutSurvey = ReturnType<typeof createLayoutSurvey>;

function createLayoutSurvey(first: Header, firstLine: number) {
  const dates = createDateSurvey();
  const calendars = new Map<Calendar, number>();
  const unread = new Set<string>();
  let headers = 0;
  let twelve = 0;
  /** A clock that shows one hour after noon so shows them all so. */
  let isTwentyFour = false;

  function add(header: Header): void {
    headers += 1;
    dates.add(header);
    if (header.clock === "12h") twelve += 1;
    else if (header.hour > 12) isTwentyFour = true;
    if (header.unread !== undefined && unread.size < mostLayouts) {
      unread.add(header.unread);
    }
    const year = header.digits[0] > 2 ? header.numbers[0] : header.numbers[2];
    const calendar = calendarOfYear(year) ?? "gregorian";
    calendars.set(calendar, (calendars.get(calendar) ?? 0) + 1);
  }

  add(first);
  return {
    shape: first.shape,
    layout: first.layout,
    firstLine,
    headers: () => headers,
    add,
    unreadPeriods: () => (isTwentyFour ? [] : [...unread]),
    decide() {
      const [calendar] = [...calendars].sort((a, b) => b[1] - a[1])[0] ?? ["gregorian" as const];
      const clock: "12h" | "24h" = twelve * 2 > headers ? "12h" : "24h";
      return { dateOrder: dates.decide(), clock, calendar };
    },
  };
}

/** How a second pass reads the file; what a survey found has all of it. */
export interface TextParserOptions {
  readonly shape: HeaderShape;
  readonly dateOrder: DateOrder;
  /** Without it, every layout of that shape. */
  readonly layouts?: readonly string[];
  readonly unreadPeriods?: readonly string[];
  /** Called for each message, in the order of the file. */
  readonly onMessage: (message: ParsedMessage) => void;
}

/** A message longer than this goes on in a second one of the same sender and time. */
const longestMessage = 16 * 1024 * 1024;

interface Open {
  readonly at: string | null;
  readonly sender: string | null;
  readonly body: string[];
  readonly line: TextLine;
  lines: number;
  letters: number;
}

/** Second pass. `end` gives the account of every line. */
export function createTextParser(options: TextParserOptions): {
  /** The next bytes, cut anywhere. */
  push(chunk: Uint8Array): void;
  /** The account of every line. */
  end(): Coverage;
} {
  const { onMessage } = options;
  const readStart = createStartReader(options);
  let open: Open | undefined;
  let total = 0;
  let parsed = 0;
  let continued = 0;
  const skipped: SkippedLine[] = [];

  function begin(next: Open): void {
    if (open !== undefined) onMessage(messageOf(open));
    parsed += 1;
    open = next;
  }

  function goOn(message: Open, { text, isCut }: TextLine): void {
    continued += 1;
    message.lines += 1;
    message.letters += text.length;
    if (isCut) message.body.push(`${message.body.pop() ?? ""}${text}`);
    else message.body.push(text);
  }

  const lines = createLineSplitter((line) => {
    total += 1;
    const begun = line.isCut ? undefined : readStart(line);
    if (begun !== undefined) begin(begun);
    else if (open === undefined) {
      const reason = line.text.trim() === "" ? "blank" : "before_first_message";
      skipped.push({ line: line.number, reason });
    } else if (open.letters + line.text.length > longestMessage) {
      begin({ ...open, body: [line.text], line, lines: 1, letters: line.text.length });
    } else goOn(open, line);
  });

  return {
    push: (chunk) => {
      lines.push(chunk);
    },
    end() {
      lines.end();
      if (open !== undefined) onMessage(messageOf(open));
      open = undefined;
      return { unit: "line", lines: total, parsed, continued, skipped };
    },
  };
}

/** Reads the first line of a message, or says that it is none. */
function createStartReader({ shape, dateOrder, layouts, unreadPeriods }: TextParserOptions) {
  const readHeader = createHeaderReader();
  const printDay = createDayPrinter(dateOrder);
  const nameOf = createNameCache();
  let accepted: string | undefined;
  const isAcceptedLayout = (layout: string) => {
    if (layout === accepted) return true;
    if (layouts?.includes(layout) === false) return false;
    accepted = layout;
    return true;
  };

  return (line: TextLine): Open | undefined => {
    const header = readHeader(line.text);
    if (header?.shape !== shape || !isAcceptedLayout(header.layout)) return undefined;
    // A day that does not exist in this file's order is a line of somebody's text, not a header.
    const day = printDay(header);
    if (day === undefined) return undefined;
    const isRead = header.unread === undefined || unreadPeriods?.includes(header.unread) === false;
    const at = isRead ? `${day}T${timeOf(header)}` : null;
    const rest = line.text.slice(header.rest);
    const end = senderEnd(rest);
    const sender = end < 0 ? null : nameOf(rest.slice(0, end));
    const text = sender === null ? rest : rest.slice(end + 2);
    return { at, sender, body: [text], line, lines: 1, letters: text.length };
  };
}

/** Many messages share a day: it is worked out once for a run of them. */
function createDayPrinter(order: DateOrder): (header: Header) => string | undefined {
  let last: Header | undefined;
  let printed: string | undefined;
  return (header) => {
    if (last === undefined || !isSameDate(last, header)) {
      const day = dayOf(header, order);
      const year = day === undefined ? "" : String(day.year).padStart(4, "0");
      printed = day && `${year}-${twoDigits(day.month)}-${twoDigits(day.day)}`;
      last = header;
    }
    return printed;
  };
}

function timeOf({ hour, minute, second }: Header): string {
  const seconds = second === undefined ? "" : `:${twoDigits(second)}`;
  return `${twoDigits(hour)}:${twoDigits(minute)}${seconds}`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${String(number)}` : String(number);
}

function messageOf({ at, sender, body, line, lines }: Open): ParsedMessage {
  const source = { line: line.number, lines, offset: line.offset };
  const text = body.length === 1 ? (body[0] ?? "") : body.join("\n");
  if (sender === null) return { at, sender, kind: "system", text: stripMarks(text), source };
  const read = readBody(text);
  return { at, sender: read.kind === "system" ? null : sender, ...read, source };
}
