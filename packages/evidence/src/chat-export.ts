/**
 * Chat exports, streaming: bytes in, messages out through a callback, memory bounded by the longest
 * message. Two passes: `createExportSurvey` (`chat-survey.ts`) finds out what the file is,
 * `createTextParser` reads it with that.
 *
 * Spec: `spec/evidence.md`. No line is lost: each begins a message, continues one, or is skipped
 * with a reason.
 */
import type { Day } from "./calendar.ts";
import { isBlank } from "./chat-survey.ts";
import { dayOf, type HeaderDate, isSameDate } from "./date-order.ts";
import type { Header, HeaderShape } from "./header.ts";
import { createHeaderReader, type FoundHeader } from "./header-reader.ts";
import { createBodyReader, type ReadBody } from "./kind.ts";
import { stripMarks } from "./marks.ts";
import type { Coverage, DateOrder, ParsedMessage, SkippedLine, SkipReason } from "./message.ts";
import { endsPlain, startsPlain } from "./plain-body.ts";
import { createSenderFinder, type FoundSender } from "./sender-name.ts";
import { createLineScanner, type LineSpan } from "./text-lines.ts";

/** How a second pass reads the file; what a survey found has all of it. */
export interface TextParserOptions {
  readonly shape: HeaderShape;
  readonly dateOrder: DateOrder;
  /** Without it, every layout of that shape. */
  readonly layouts?: readonly string[];
  readonly unreadPeriods?: readonly string[];
  readonly colonNames?: readonly string[];
  readonly title?: string | undefined;
  /** Called for each message, in the order of the file. */
  readonly onMessage: (message: ParsedMessage) => void;
}

/** A message longer than this goes on in a second one of the same sender and time. */
const longestMessage = 16 * 1024 * 1024;

/** The message in hand. One object for all: a file has millions, and one at a time is open. */
interface Open {
  at: string | null;
  sender: string | null;
  body: string;
  /** The lines below the first. */
  more: string[] | undefined;
  line: number;
  offset: number;
  /** None while no message is open. */
  lines: number;
  letters: number;
  /** Nothing of what was seen so far is anything but somebody's own words. */
  isPlain: boolean;
}

/** Second pass. `end` gives the account of every line. */
export function createTextParser(options: TextParserOptions): {
  /** The next bytes, cut anywhere. */
  push(chunk: Uint8Array): void;
  /** The account of every line. */
  end(): Coverage;
} {
  const parser = createLineParser(options);
  const readHeader = createHeaderReader();
  const lines = createLineScanner((line) => {
    parser.add(line, line.isCut ? undefined : readHeader(line));
  });
  return {
    push: (chunk) => {
      lines.push(chunk);
    },
    end() {
      lines.end();
      return parser.end();
    },
  };
}

/** A parser of lines whose headers were read. */
export interface LineParser {
  /** The next line. @returns who sent the message that begins with it, if one does. */
  add(line: LineSpan, header: FoundHeader | undefined): FoundSender | undefined;
  /** Hands on the last message. @returns the account of every line. */
  end(): Coverage;
}

/** Begin to parse one file's lines. */
export function createLineParser(options: TextParserOptions): LineParser {
  const { onMessage, title } = options;
  const open = createOpen();
  const readBody = createBodyReader();
  const readStart = createStartReader(options);
  let total = 0;
  let parsed = 0;
  let continued = 0;
  const skipped: SkippedLine[] = [];

  function close(): void {
    if (open.lines > 0) onMessage(messageOf(open, title, readBody));
    open.lines = 0;
  }

  function begin({ number, offset }: LineSpan, body: string): void {
    parsed += 1;
    open.body = body;
    open.more = undefined;
    open.line = number;
    open.offset = offset;
    open.lines = 1;
    open.letters = body.length;
  }

  function goOn(text: string, isCut: boolean): void {
    continued += 1;
    open.lines += 1;
    open.letters += text.length;
    open.more ??= [];
    // What was cut off a long line has no line end before it.
    if (isCut) open.more.push(text);
    else open.more.push("\n", text);
  }

  return {
    add(line, header) {
      total += 1;
      const start = header && readStart(line, header);
      if (start !== undefined) {
        close();
        open.at = start.at;
        open.sender = start.sender === undefined ? null : start.sender.name;
        open.isPlain = start.isPlain;
        begin(line, line.text.slice(start.from, line.end));
        return start.sender;
      }
      if (open.lines === 0) {
        skipped.push({ line: line.number, reason: reasonBefore(line) });
        return undefined;
      }
      const text = line.text.slice(line.start, line.end);
      open.isPlain &&= !line.mayHaveMark && endsPlain(text);
      if (open.letters + text.length <= longestMessage) goOn(text, line.isCut);
      else {
        close();
        open.isPlain = false;
        begin(line, text);
      }
      return undefined;
    },
    end() {
      close();
      return { unit: "line", lines: total, parsed, continued, skipped };
    },
  };
}

function createOpen(): Open {
  return {
    at: null,
    sender: null,
    body: "",
    more: undefined,
    line: 0,
    offset: 0,
    lines: 0,
    letters: 0,
    isPlain: false,
  };
}

/** As mail programs and people put them above an export: its name, by its first words. */
const heading =
  /^(?:whatsapp[ -]chat|chat whatsapp|chat de whatsapp|conversa do whatsapp|discussion whatsapp|exported chat|chat history with|чат whatsapp)/iu;

function reasonBefore(line: LineSpan): SkipReason {
  if (isBlank(line)) return "blank";
  const text = stripMarks(line.text.slice(line.start, Math.min(line.end, line.start + 200)));
  return heading.test(text) && text.length < 200 ? "about_file" : "before_first_message";
}

/** How a message begins. */
interface Start {
  at: string | null;
  sender: FoundSender | undefined;
  /** Index in the line's text where the body begins. */
  from: number;
  isPlain: boolean;
}

/** Reads the first line of a message, or says that it is none. Gives the same object each time. */
function createStartReader(options: TextParserOptions) {
  const found: Start = { at: null, sender: undefined, from: 0, isPlain: false };
  const { shape, dateOrder, layouts, unreadPeriods } = options;
  const printTime = createTimePrinter(dateOrder);
  const senderAt = createSenderFinder(options.colonNames);
  let accepted: string | undefined;

  function isAcceptedLayout(layout: string): boolean {
    if (layout === accepted) return true;
    if (layouts?.includes(layout) === false) return false;
    accepted = layout;
    return true;
  }

  return (line: LineSpan, header: FoundHeader): Readonly<Start> | undefined => {
    if (header.shape !== shape || !isAcceptedLayout(header.layout)) return undefined;
    // A day that does not exist in this file's order is a line of somebody's text, not a header.
    const time = printTime(header);
    if (time === undefined) return undefined;
    const isRead = header.unread === undefined || unreadPeriods?.includes(header.unread) === false;
    const sender = senderAt(line, header);
    found.at = isRead ? time : null;
    found.sender = sender;
    found.from = sender === undefined ? header.rest : header.rest + sender.start.length;
    found.isPlain = !line.mayHaveMark && sender !== undefined && isPlainLine(line, header, sender);
    return found;
  };
}

function isPlainLine(
  { bytes, text, end }: LineSpan,
  { rest, restByte }: FoundHeader,
  sender: FoundSender,
): boolean {
  if (!startsPlain(bytes, restByte + sender.bytes.length)) return false;
  return rest + sender.start.length < end && endsPlain(text, end);
}

/** Many messages share a day, and all share the minutes: each is printed once. */
function createTimePrinter(order: DateOrder): (header: Header) => string | undefined {
  const minutes = Array.from(
    { length: 24 * 60 },
    (_, minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`,
  );
  const seconds = Array.from({ length: 61 }, (_, second) => `:${twoDigits(second)}`);
  let last: HeaderDate | undefined;
  let day: string | undefined;
  let lastMinute = -1;
  let toMinute = "";
  return (header) => {
    if (last === undefined || !isSameDate(last, header)) {
      day = printDay(dayOf(header, order));
      last = { numbers: header.numbers, digits: header.digits };
      lastMinute = -1;
    }
    if (day === undefined) return undefined;
    const minute = header.hour * 60 + header.minute;
    if (minute !== lastMinute) {
      toMinute = day + (minutes[minute] ?? "");
      lastMinute = minute;
    }
    return header.second === undefined ? toMinute : toMinute + (seconds[header.second] ?? "");
  };
}

function printDay(day: Day | undefined): string | undefined {
  if (day === undefined) return undefined;
  return `${String(day.year).padStart(4, "0")}-${twoDigits(day.month)}-${twoDigits(day.day)}T`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${String(number)}` : String(number);
}

function messageOf(
  open: Readonly<Open>,
  title: string | undefined,
  readBody: (body: string) => ReadBody,
): ParsedMessage {
  const { at, sender, body, more } = open;
  const source = { line: open.line, lines: open.lines, offset: open.offset };
  const text = more === undefined ? body : body + more.join("");
  if (open.isPlain) return { at, sender, kind: "text", text, source };
  if (sender === null) return { at, sender, kind: "system", text: stripMarks(text), source };
  const read = readBody(text);
  const isProgram = read.kind === "system" || isAbout(text, read.kind, sender, title);
  return isProgram
    ? { at, sender: null, ...read, kind: "system", source }
    : { at, sender, ...read, source };
}

/**
 * iPhones print what happens as if the group, or whoever did it, had written it, with a mark before
 * it: `Abi: \u200eAbi added Sam`.
 */
function isAbout(
  text: string,
  kind: ParsedMessage["kind"],
  sender: string,
  title: string | undefined,
): boolean {
  if (kind !== "text" || !text.startsWith("\u200e")) return false;
  return sender === title || stripMarks(text.slice(0, 200)).startsWith(`${sender} `);
}
