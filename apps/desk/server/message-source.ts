/**
 * Exhibits as messages: whole in memory up to a size, larger chat exports as a stream. Runs in the
 * reader's thread, on files of people nobody knows.
 */
import {
  createExportSurvey,
  createTextParser,
  type DateOrder,
  type ParsedExhibit,
  readEvidence,
} from "@honeyguide/evidence";

import type { MessageSource } from "./make-reading.ts";

export type SourceResult =
  | { readonly ok: true; readonly value: MessageSource }
  | { readonly ok: false; readonly reason: string };

/** Above this, a chat export is read as a stream. Bytes. */
const maxWholeBytes = 64 * 1024 * 1024;
/** What is no chat export and no archive has to be in memory as a whole. Bytes. */
const maxOtherBytes = 256 * 1024 * 1024;
/** A message in a million is worth waiting after; every one would take the time of all. */
const pauseMessages = 500;

/** What the file says. */
export async function openMessages(
  chunks: readonly Uint8Array[],
  options: { readonly dateOrder: DateOrder | null; readonly name: string; readonly type: string },
): Promise<SourceResult> {
  const { dateOrder, name, type } = options;
  const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
  if (bytes > maxWholeBytes && type !== "application/zip") {
    const value = openStreamed(chunks, dateOrder);
    if (value !== undefined) return { ok: true, value };
    if (bytes > maxOtherBytes) return { ok: false, reason: "too_large" };
  }
  const parsed = await readEvidence(joined(chunks), {
    name,
    ...(dateOrder === null ? {} : { dateOrder }),
  });
  if (!parsed.ok) return { ok: false, reason: parsed.reason };
  return { ok: true, value: inMemory(parsed.value) };
}

function inMemory({ format, why, assumptions, messages, coverage }: ParsedExhibit): MessageSource {
  return {
    format,
    why,
    assumptions,
    async each(onMessage, pause) {
      for (let at = 0; at < messages.length; at += pauseMessages) {
        for (const message of messages.slice(at, at + pauseMessages)) onMessage(message);
        await pause();
      }
      return coverage;
    },
  };
}

/** Undefined for what is no chat export. */
function openStreamed(
  chunks: readonly Uint8Array[],
  dateOrder: DateOrder | null,
): MessageSource | undefined {
  const first = createExportSurvey();
  for (const chunk of chunks) first.push(chunk);
  const survey = first.end();
  if (survey === undefined) return undefined;
  const { shape, headers, clock, calendar, unreadPeriods } = survey;
  const order =
    dateOrder === null
      ? survey.dateOrder
      : { ...survey.dateOrder, order: dateOrder, decidedBy: "override" as const };
  return {
    format: shape === "ios" ? "whatsapp-ios" : "whatsapp-android",
    why: `${headers} lines begin with a date and a time`,
    assumptions: {
      dateOrder: order,
      clock,
      timeZone: "unknown",
      calendar,
      ...(unreadPeriods.length > 0 && { unreadPeriods }),
    },
    async each(onMessage, pause) {
      const parser = createTextParser({ ...survey, dateOrder: order.order, onMessage });
      for (const chunk of chunks) {
        parser.push(chunk);
        await pause();
      }
      return parser.end();
    },
  };
}

/** All of it in one piece. */
export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only !== undefined) return only;
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
