/**
 * What a file of evidence says, as values. Nothing here is interpreted: times are as the file
 * prints them, senders as the file names them, and every line of the source is accounted for.
 *
 * Spec: `spec/evidence.md`.
 */

export type MessageKind =
  "text" | "media" | "view_once" | "call" | "system" | "deleted" | "location" | "contact" | "poll";

/** One message and where it stands in its source. */
export interface ParsedMessage {
  /**
   * Wall-clock time as the file prints it, `YYYY-MM-DDTHH:MM` or `…:SS`, with `Z` or `±HH:MM` only
   * where the file itself says so; null where the file gives none.
   */
  readonly at: string | null;
  /** As printed, direction marks taken off; null for system lines and where unknown. */
  readonly sender: string | null;
  readonly kind: MessageKind;
  /** The body, its lines joined by `\n`. For media the caption, or "". */
  readonly text: string;
  /** The thread that it stands in, as printed, where a file holds several. */
  readonly conversation?: string;
  /** Who pressed Send, where the file says so: `sent` by the owner of the file's account. */
  readonly direction?: "sent" | "received";
  /** The files that the message names. */
  readonly attachments?: readonly string[];
  /** 0 to 1, of the words, where a machine read them from a picture. */
  readonly confidence?: number;
  readonly edited?: true;
  readonly source: SourcePosition;
}

/** A place in a source: lines of a text, records of a file that has records. */
export interface SourcePosition {
  /** First line or record, from 1. */
  readonly line: number;
  /** How many of them the message covers. */
  readonly lines: number;
  /** Byte offset of its first byte. */
  readonly offset: number;
}

/** A line or a record that is in no message. */
export interface SkippedLine {
  readonly line: number;
  readonly reason: SkipReason;
}

/** `blank` and `about_file` lose nothing that anybody wrote; the others may. */
export type SkipReason =
  | "blank"
  /** Speaks of the file and not of a message: a heading, a list of members, a closing bracket. */
  | "about_file"
  | "before_first_message"
  /** A record whose parts are not what the format says. */
  | "malformed"
  /** A record of a kind that this version does not know. */
  | "unknown_kind";

/** Every line is counted once: `lines` = `parsed` + `continued` + the number of `skipped`. */
export interface Coverage {
  /** What is counted: lines of a text, or records of a file that has records. */
  readonly unit: "line" | "record";
  readonly lines: number;
  /** Lines that begin a message. */
  readonly parsed: number;
  /** Lines that belong to the message above them. */
  readonly continued: number;
  readonly skipped: readonly SkippedLine[];
}

export type DateOrder = "dmy" | "mdy" | "ymd";

/** What the parser took for granted, and how well the file supports it. */
export interface Assumptions {
  readonly dateOrder?: {
    readonly order: DateOrder;
    /**
     * `unambiguous`: no other order gives valid dates. `monotone`: others would jump back in time
     * or across decades. `locale_default`: the file does not decide; ask. `override`: told.
     */
    readonly decidedBy: "unambiguous" | "monotone" | "locale_default" | "override";
    /** Dates that only fit this order; dates that do not fit it. */
    readonly support: number;
    readonly against: number;
  };
  readonly clock?: "12h" | "24h";
  /** `unknown` for chat exports, none of which names its zone; `stated` where each time has its own. */
  readonly timeZone: "unknown" | "stated";
  /** Words beside the time that may mean morning or evening; the times beside them are null. */
  readonly unreadPeriods?: readonly string[];
  /** Where it is not UTF-8. */
  readonly encoding?: "utf-16le" | "utf-16be" | "windows-1252";
  readonly calendar?: "gregorian" | "buddhist" | "persian" | "islamic-umalqura";
}
