/**
 * JSON of a program that exports conversations. The places where programs keep their messages are
 * few; a first walk looks at some records there and finds whose they are, a second reads them all.
 * What stands beside them and speaks of the file is counted too.
 */
import { readGoogle } from "./google.ts";
import type { JsonFormat, JsonReader, JsonSample, RecordReading } from "./json-reader.ts";
import { hasSeveralTexts, type JsonPath, walkJson } from "./json-walk.ts";
import { readMeta } from "./meta.ts";
import { createRecords, timeZoneOf } from "./records.ts";
import { readSignalJson } from "./signal-json.ts";
import { refused, type SourceResult } from "./source-reading.ts";
import type { SourceText } from "./source-text.ts";
import { readTelegram } from "./telegram.ts";

const formats: readonly JsonFormat[] = [readTelegram, readMeta, readSignalJson, readGoogle];
const sampled = 25;

/** Whether a text begins as JSON does, and not as a chat with brackets around its dates. */
export function looksLikeJson(head: string): boolean {
  const start = head.slice(0, 4096);
  if (/^\{\s*(?:"(?:[^"\\]|\\.)*(?:$|"\s*(?::|$))|\}\s*$|$)/.test(start)) return true;
  return /^\[\s*(?:[{\]]|\[\s*[{["]|"(?:[^"\\]|\\.)*(?:$|"\s*(?:[,\]]|$))|(?:-?\d+(?:\.\d+)?|true|false|null)\s*[,\]]\s*(?:[\]"{-]|\d+\s*[,\]]|$))/.test(
    start,
  );
}

/** Read JSON, or JSON lines. */
export function readJson(text: SourceText): SourceResult {
  const isLines = hasSeveralTexts(text.utf8);
  const sample = sampleOf(text.utf8, isLines);
  const reader = formats.map((format) => format(sample)).find((made) => made !== undefined);
  if (reader === undefined) {
    return refused(sample.isJson ? "json_unknown" : "json_damaged");
  }
  const records = createRecords();
  const paths: JsonPath[] = [];
  walkJson(text.utf8, {
    enters: (path) => !isLines && isEntered(path),
    value(path, value, utf8Offset) {
      const offset = text.offsetOf(utf8Offset);
      const reading = readValue(reader, value, path, isLines);
      if (typeof reading === "string") records.skipped(reading);
      else {
        records.parsed(offset, ...reading);
        paths.push(...reading.map(() => path));
      }
      return true;
    },
  });
  const messages = records.messages.map((message, index) => {
    const conversation = reader.conversation?.(paths[index] ?? []);
    return conversation === undefined || conversation === ""
      ? message
      : { ...message, conversation };
  });
  return {
    ok: true,
    value: {
      format: reader.format,
      why: reader.why,
      coverage: records.coverage(),
      assumptions: { timeZone: timeZoneOf(messages) },
      messages,
      attachments: [],
    },
  };
}

function readValue(
  reader: JsonReader,
  value: unknown,
  path: JsonPath,
  isLines: boolean,
): RecordReading {
  if (value === undefined) return "malformed";
  if (isLines || isRecord(path)) return reader.read(value, path);
  reader.context?.(value, path);
  return "about_file";
}

/** The containers of messages, whoever exports them. */
function isEntered(path: JsonPath): boolean {
  const keys = path.slice(1).map((step) => (typeof step === "number" ? "#" : step));
  return entered.has(keys.join("/"));
}

const entered: ReadonlySet<string> = new Set([
  "",
  "messages",
  "chats",
  "chats/list",
  "chats/list/#",
  "chats/list/#/messages",
  "left_chats",
  "left_chats/list",
  "left_chats/list/#",
  "left_chats/list/#/messages",
  "conversations",
  "conversations/#",
  "conversations/#/events",
]);

/** The members of a list of messages. */
function isRecord(path: JsonPath): boolean {
  if (typeof path.at(-1) !== "number") return false;
  const list = path.at(-2);
  return path.length === 2 || list === "messages" || list === "events";
}

function sampleOf(utf8: Uint8Array, isLines: boolean): JsonSample & { isJson: boolean } {
  const records: unknown[] = [];
  const context = new Map<string, unknown>();
  let first: JsonPath | undefined;
  let broken = false;
  walkJson(utf8, {
    enters: (path) => !isLines && isEntered(path),
    value(path, value) {
      if (value === undefined) broken = true;
      else if (isLines || isRecord(path)) {
        first ??= path;
        records.push(value);
      } else if (context.size < 100) context.set(path.slice(1).join("/"), value);
      return records.length < sampled;
    },
  });
  return { records, context, path: first ?? [], isJson: !broken };
}
