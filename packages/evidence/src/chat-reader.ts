/**
 * A chat export in one reading. The beginning of a file mostly says what the rest is like, so it is
 * parsed with what the first megabyte says while the survey of the whole goes on. Where the whole
 * says otherwise in the end, the caller is told and reads once more with what it says.
 *
 * Spec: `spec/evidence.md`, section 3. The result is that of a survey and a second reading.
 */
import { createLineParser, createTextParser, type LineParser } from "./chat-export.ts";
import {
  createExportSurvey,
  createLineSurvey,
  type ExportSurvey,
  type LineSurvey,
} from "./chat-survey.ts";
import { createHeaderReader } from "./header-reader.ts";
import type { Coverage, DateOrder, ParsedMessage } from "./message.ts";
import { createLineScanner } from "./text-lines.ts";

/** What to read with, and where the messages go. */
export interface ChatReaderOptions {
  /** Overrides what the file seems to say. */
  readonly dateOrder?: DateOrder | undefined;
  /** Called for each message, in the order of the file. */
  readonly onMessage: (message: ParsedMessage) => void;
}

/** What came of it. */
export interface ChatReading {
  /** What the whole file is. */
  readonly survey: ExportSurvey;
  /**
   * The account of every line; undefined if the messages so far are not right: then forget them and
   * read again with {@link createTextParser} and this survey.
   */
  readonly coverage: Coverage | undefined;
}

/** So much of a file is looked at before the first message is handed on. */
const headBytes = 1024 * 1024;

/** Bytes in, messages out. `end` gives undefined for what is no chat export. */
export function createChatReader(options: ChatReaderOptions): {
  /** The next bytes, cut anywhere. */
  push(chunk: Uint8Array): void;
  /** What came of it; undefined if it is no chat export. */
  end(): ChatReading | undefined;
} {
  let head: Uint8Array[] | undefined = [];
  let held = 0;
  let body: ReturnType<typeof createBodyReader> | undefined;

  function begin(): ReturnType<typeof createBodyReader> {
    const survey = createExportSurvey();
    const pieces = head ?? [];
    for (const piece of pieces) survey.push(piece);
    const reader = createBodyReader(survey.end(), options);
    for (const piece of pieces) reader.push(piece);
    head = undefined;
    return reader;
  }

  return {
    push(chunk) {
      let at = 0;
      if (head !== undefined) {
        at = Math.min(chunk.length, headBytes - held);
        head.push(chunk.slice(0, at));
        held += at;
        if (held < headBytes) return;
      }
      body ??= begin();
      if (at < chunk.length) body.push(chunk.subarray(at));
    },
    end: () => (body ?? begin()).end(),
  };
}

/** Parses with a first opinion and goes on surveying. */
function createBodyReader(first: ExportSurvey | undefined, options: ChatReaderOptions) {
  const survey: LineSurvey = createLineSurvey();
  const parser: LineParser | undefined = first && createLineParser(parserOptions(first, options));
  const readHeader = createHeaderReader();
  const lines = createLineScanner((line) => {
    const header = line.isCut ? undefined : readHeader(line);
    survey.add(line, header, parser?.add(line, header));
  });
  return {
    push: (chunk: Uint8Array) => {
      lines.push(chunk);
    },
    end(): ChatReading | undefined {
      const whole = survey.decide(lines.end());
      const coverage = parser?.end();
      if (whole === undefined) return undefined;
      const isRight = first !== undefined && readsAlike(first, whole, options);
      return { survey: whole, coverage: isRight ? coverage : undefined };
    },
  };
}

function parserOptions(survey: ExportSurvey, { dateOrder, onMessage }: ChatReaderOptions) {
  return { ...survey, dateOrder: dateOrder ?? survey.dateOrder.order, onMessage };
}

/** Whether two surveys make the same messages. */
function readsAlike(a: ExportSurvey, b: ExportSurvey, { dateOrder }: ChatReaderOptions): boolean {
  const areSame = (some: readonly string[], others: readonly string[]) =>
    some.length === others.length && some.every((one) => others.includes(one));
  return (
    a.shape === b.shape &&
    a.encoding === b.encoding &&
    a.title === b.title &&
    (dateOrder !== undefined || a.dateOrder.order === b.dateOrder.order) &&
    areSame(a.layouts, b.layouts) &&
    areSame(a.unreadPeriods, b.unreadPeriods) &&
    areSame(a.colonNames, b.colonNames)
  );
}

/**
 * Read a whole export that is in memory.
 *
 * @returns undefined if it is no chat export.
 */
export function readChat(
  bytes: Uint8Array,
  dateOrder?: DateOrder,
):
  | {
      readonly survey: ExportSurvey;
      readonly coverage: Coverage;
      readonly messages: readonly ParsedMessage[];
    }
  | undefined {
  let messages: ParsedMessage[] = [];
  const onMessage = (message: ParsedMessage) => {
    messages.push(message);
  };
  const reader = createChatReader({ dateOrder, onMessage });
  reader.push(bytes);
  const reading = reader.end();
  if (reading === undefined) return undefined;
  const { survey } = reading;
  if (reading.coverage !== undefined) return { survey, coverage: reading.coverage, messages };
  messages = [];
  const parser = createTextParser(parserOptions(survey, { dateOrder, onMessage }));
  parser.push(bytes);
  return { survey, coverage: parser.end(), messages };
}
