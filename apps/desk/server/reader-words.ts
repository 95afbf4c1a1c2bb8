/** What the Desk and its reader's thread say to each other. One job at a time. */
import type { EvidenceKind } from "@honeyguide/domain";

import type { MediaFactsView } from "../api.ts";
import type { About } from "./choose-sender.ts";
import type { MadeChunk } from "./make-reading.ts";
import type { Compared, MadeReading, ReadingChoice } from "./reading.ts";

/** A file that is to be read. */
export interface ReadOrder {
  /** The exhibit's name; its messages are named after it. */
  readonly exhibit: string;
  readonly kind: EvidenceKind;
  /** As the phone named it: a hint for what it is taken for, never more. */
  readonly name: string;
  readonly about: About;
  readonly choice: ReadingChoice;
}

/** A file inside an archive. */
export interface InnerFile {
  readonly name: string;
  readonly kind: EvidenceKind;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly facts: MediaFactsView | null;
}

/** What the thread found out about a file. */
export interface ReadOutcome {
  readonly bytes: number;
  readonly sha256: string;
  readonly mediaType: string;
  readonly facts: MediaFactsView | null;
  /** Null for what has no words to read; else what was read, or why not. */
  readonly read:
    | {
        readonly ok: true;
        readonly made: MadeReading;
        readonly compared: Compared;
        readonly sha256: string;
      }
    | { readonly ok: false; readonly reason: string }
    | null;
  /** Of an archive; in its order. */
  readonly inner: readonly InnerFile[];
}

/** To the thread. */
export type Asked =
  | { readonly ask: "read"; readonly order: ReadOrder }
  | { readonly ask: "extract"; readonly numbers: readonly number[] }
  | { readonly ask: "bytes"; readonly bytes: Uint8Array }
  | { readonly ask: "end" }
  /** Something that the thread gave was taken. */
  | { readonly ask: "more" };

/** From the thread. */
export type Told =
  /** Bytes that came were taken. */
  | { readonly tell: "more" }
  | { readonly tell: "chunk"; readonly chunk: MadeChunk }
  | { readonly tell: "piece"; readonly number: number; readonly bytes: Uint8Array }
  /** All of an inner file was given. */
  | { readonly tell: "extracted"; readonly number: number }
  | { readonly tell: "nothing_more" }
  | { readonly tell: "outcome"; readonly outcome: ReadOutcome }
  | { readonly tell: "failed" };
