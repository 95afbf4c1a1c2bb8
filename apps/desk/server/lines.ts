/**
 * The lines of readings by page, and searching them. What was opened is held for a while in the
 * memory of the open Desk and nowhere else: a few chunks, and of the reports that are searched
 * their folded words. All of it is dropped when nobody is signed in or nothing was asked for long.
 */
import type { ParsedMessage } from "@honeyguide/evidence";
import { type DeskDatabase, selectChunks, selectFolded } from "@honeyguide/store/desk";

import { fold } from "./fold.ts";
import { unpack } from "./keep-chunks.ts";
import { linesPerChunk } from "./make-reading.ts";
import { places } from "./places.ts";
import type { StandingReading } from "./readings.ts";
import type { Vault } from "./vault.ts";

/** A message and where it stands among all that are shown. */
export interface PlacedMessage {
  readonly reading: StandingReading;
  readonly message: ParsedMessage;
}

export interface Lines {
  /** Messages of these readings, one reading after the other. */
  readonly page: (
    readings: readonly StandingReading[],
    from: number,
    limit: number,
  ) => Promise<readonly PlacedMessage[]>;
  /** Where a query stands: positions as for `page`, at most `most` of them, and how many there are. */
  readonly search: (
    readings: readonly StandingReading[],
    query: string,
    most: number,
  ) => Promise<{ readonly total: number; readonly hits: readonly number[] }>;
  /** Make ready for searching. */
  readonly warm: (readings: readonly StandingReading[]) => Promise<void>;
  /** Drop what was opened: all of it, or what was not asked for lately. */
  readonly drop: (all: boolean) => void;
}

/** Chunks held open: of 500 messages each. */
const mostChunks = 40;
/** UTF-16 units of folded words held open, over all reports. */
const mostFolded = 256 * 1024 * 1024;
const idleMs = 10 * 60_000;
const readAtOnce = 50;

interface Folded {
  /** Every line's words, each line ended by `\n`. */
  readonly text: string;
  at: number;
}

/** The lines of one database. */
export function makeLines(db: DeskDatabase, vault: Vault, now: () => Date): Lines {
  const chunks = new Map<string, { messages: readonly ParsedMessage[]; at: number }>();
  const folded = new Map<string, Folded>();
  const opening = new Map<string, Promise<string>>();

  async function openChunks(reading: StandingReading, from: number, to: number) {
    const { mailboxId, exhibit, generation } = reading;
    const key = { mailbox_id: mailboxId, exhibit, generation };
    const rows = await selectChunks(db, key, from, to).execute();
    for (const { chunk, body } of rows) {
      const place = places.chunkLines(mailboxId, exhibit, generation, chunk);
      const text = new TextDecoder().decode(unpack(vault.openBytes(place, body)));
      // Ours: sealed by this Desk, and what was sealed elsewhere does not open.
      const messages = JSON.parse(text) as readonly ParsedMessage[];
      chunks.set(nameOf(reading, chunk), { messages, at: now().getTime() });
    }
    for (const name of chunks.keys()) {
      if (chunks.size <= mostChunks) break;
      chunks.delete(name);
    }
  }

  async function messagesOf(reading: StandingReading, from: number, to: number) {
    const first = Math.floor(from / linesPerChunk);
    const last = Math.ceil(to / linesPerChunk);
    const names = Array.from({ length: last - first }, (_, at) => nameOf(reading, first + at));
    if (names.some((name) => !chunks.has(name))) await openChunks(reading, first, last);
    const found = names.flatMap((name) => {
      const chunk = chunks.get(name);
      if (chunk === undefined) return [];
      // The newest last: the oldest is dropped first.
      chunks.delete(name);
      chunks.set(name, { ...chunk, at: now().getTime() });
      return chunk.messages;
    });
    return found.slice(from - first * linesPerChunk, to - first * linesPerChunk);
  }

  async function foldedOf(reading: StandingReading): Promise<string> {
    const name = nameOf(reading, 0);
    const held = folded.get(name);
    if (held !== undefined) {
      folded.delete(name);
      folded.set(name, { text: held.text, at: now().getTime() });
      return held.text;
    }
    const found = opening.get(name) ?? openFolded(reading);
    opening.set(name, found);
    try {
      const text = await found;
      folded.set(name, { text, at: now().getTime() });
      makeRoom();
      return text;
    } finally {
      opening.delete(name);
    }
  }

  async function openFolded({ mailboxId, exhibit, generation }: StandingReading): Promise<string> {
    const key = { mailbox_id: mailboxId, exhibit, generation };
    const texts: string[] = [];
    for (let from = 0; ; from += readAtOnce) {
      const rows = await selectFolded(db, key, from, readAtOnce).execute();
      for (const row of rows) {
        const place = places.chunkFolded(mailboxId, exhibit, generation, row.chunk);
        const bytes = unpack(vault.openBytes(place, row.folded));
        texts.push(`${new TextDecoder().decode(bytes)}\n`);
      }
      if (rows.length < readAtOnce) return texts.join("");
    }
  }

  function makeRoom(): void {
    let units = [...folded.values()].reduce((sum, { text }) => sum + text.length, 0);
    for (const [name, { text }] of folded) {
      if (units <= mostFolded || folded.size === 1) return;
      folded.delete(name);
      units -= text.length;
    }
  }

  return {
    async page(readings, from, limit) {
      const placed: PlacedMessage[] = [];
      let start = 0;
      for (const reading of readings) {
        const first = Math.max(from - start, 0);
        const end = Math.min(from + limit - start, reading.lines);
        start += reading.lines;
        if (first >= end) continue;
        const messages = await messagesOf(reading, first, end);
        for (const message of messages) placed.push({ reading, message });
      }
      return placed;
    },
    async search(readings, query, most) {
      const wanted = fold(query);
      const hits: number[] = [];
      let total = 0;
      let start = 0;
      for (const reading of readings) {
        if (wanted !== "" && reading.lines > 0) {
          for (const line of linesWith(await foldedOf(reading), wanted)) {
            total += 1;
            if (hits.length < most) hits.push(start + line);
          }
        }
        start += reading.lines;
      }
      return { total, hits };
    },
    async warm(readings) {
      for (const reading of readings) if (reading.lines > 0) await foldedOf(reading);
    },
    drop(all) {
      const before = now().getTime() - idleMs;
      for (const held of [chunks, folded]) {
        for (const [name, { at }] of held) if (all || at < before) held.delete(name);
      }
    },
  };
}

/** The numbers of the lines that hold a text, each once, ascending. */
function* linesWith(text: string, wanted: string): Generator<number> {
  let line = 0;
  let counted = 0;
  let at = text.indexOf(wanted);
  while (at >= 0) {
    for (let end = text.indexOf("\n", counted); end >= 0 && end < at;) {
      line += 1;
      counted = end + 1;
      end = text.indexOf("\n", counted);
    }
    yield line;
    const next = text.indexOf("\n", at);
    if (next < 0) return;
    at = text.indexOf(wanted, next);
  }
}

function nameOf({ mailboxId, exhibit, generation }: StandingReading, chunk: number): string {
  return `${mailboxId}/${exhibit}/${generation}/${chunk}`;
}
