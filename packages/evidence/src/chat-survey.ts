/**
 * The first reading of a chat export, which finds what the whole of it says about its headers: how
 * they are written, in which order their dates are, which names have a colon in them.
 *
 * Spec: `spec/evidence.md`, sections 3 and 5.
 */
import { type Calendar, calendarOfYear } from "./calendar.ts";
import { createNameSurvey, type NameFindings } from "./chat-names.ts";
import { createDateSurvey, type SurveyedDate } from "./date-order.ts";
import type { TextEncoding } from "./encoding.ts";
import type { Header, HeaderShape } from "./header.ts";
import { createHeaderReader, type FoundHeader } from "./header-reader.ts";
import type { Assumptions } from "./message.ts";
import type { FoundSender } from "./sender-name.ts";
import { createLineScanner, type LineSpan } from "./text-lines.ts";

/** What a first pass found. */
export interface ExportSurvey extends NameFindings {
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
  const survey = createLineSurvey();
  const readHeader = createHeaderReader();
  const lines = createLineScanner((line) => {
    survey.add(line, line.isCut ? undefined : readHeader(line));
  });
  return {
    push: (chunk) => {
      lines.push(chunk);
    },
    end: () => survey.decide(lines.end()),
  };
}

/** A survey of lines whose headers were read. */
export interface LineSurvey {
  /** Look at one more line; its sender is what one and the same finder found, if anything. */
  add(line: LineSpan, header: FoundHeader | undefined, sender?: FoundSender): void;
  /** What the lines so far say; undefined if they are no chat export. */
  decide(encoding: TextEncoding): ExportSurvey | undefined;
}

/** Begin a survey of one file's lines. */
export function createLineSurvey(): LineSurvey {
  const seen = new Map<string, LayoutSurvey>();
  let filled = 0;
  let latest: LayoutSurvey | undefined;

  function layoutOf(header: Header): LayoutSurvey | undefined {
    const known = seen.get(header.layout);
    if (known !== undefined || seen.size >= mostLayouts) return known;
    const layout = createLayoutSurvey(header, filled);
    seen.set(header.layout, layout);
    return layout;
  }

  return {
    add(line, header, sender) {
      if (header === undefined) {
        if (!line.isCut && !isBlank(line)) filled += 1;
        return;
      }
      filled += 1;
      if (latest?.layout !== header.layout) latest = layoutOf(header);
      latest?.add(header, line, sender);
    },
    decide(encoding) {
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

/** Whether nothing stands in a line. */
export function isBlank({ text, start, end }: LineSpan): boolean {
  const first = start < end ? text.charCodeAt(start) : 0x20;
  return (first <= 0x20 || first > 0x7f) && text.slice(start, end).trim() === "";
}

/** What was joined from two phones has two layouts; what is quoted in a message has its own. */
function isAccepted(layout: LayoutSurvey, best: LayoutSurvey): boolean {
  if (layout === best || layout.firstLine === 1) return true;
  return layout.headers() >= 3 && layout.headers() * 10 >= best.headers();
}

type LayoutSurvey = ReturnType<typeof createLayoutSurvey>;

function createLayoutSurvey(header: Header, firstLine: number) {
  const { shape, layout, numbers, digits, yearFirstScript } = header;
  const dates = createDateSurvey();
  const names = createNameSurvey();
  const calendars = new Map<Calendar, number>();
  const unread = new Set<string>();
  let headers = 0;
  let twelve = 0;
  /** A clock that shows one hour after noon so shows them all so. */
  let isTwentyFour = false;
  /** Headers in a row with one date. */
  let run = 0;
  let date: SurveyedDate = { numbers, digits, yearFirstScript };

  function closeRun(): void {
    if (run === 0) return;
    const { digits, numbers } = date;
    const calendar = calendarOfYear(digits[0] > 2 ? numbers[0] : numbers[2]) ?? "gregorian";
    calendars.set(calendar, (calendars.get(calendar) ?? 0) + run);
    dates.add(date, run);
    run = 0;
  }

  return {
    shape,
    layout,
    firstLine,
    headers: () => headers,
    add(header: FoundHeader, line: LineSpan, sender: FoundSender | undefined): void {
      headers += 1;
      names.add(line, header, sender);
      if (header.clock === "12h") twelve += 1;
      else if (header.hour > 12) isTwentyFour = true;
      if (header.unread !== undefined && unread.size < mostLayouts) unread.add(header.unread);
      if (header.numbers !== date.numbers) {
        closeRun();
        const { numbers, digits, yearFirstScript } = header;
        date = { numbers, digits, yearFirstScript };
      }
      run += 1;
    },
    unreadPeriods: () => (isTwentyFour ? [] : [...unread]),
    decide() {
      closeRun();
      const [most] = [...calendars].sort((a, b) => b[1] - a[1])[0] ?? ["gregorian" as const];
      const clock: "12h" | "24h" = twelve * 2 > headers ? "12h" : "24h";
      return { dateOrder: dates.decide(), clock, calendar: most, ...names.decide() };
    },
  };
}
