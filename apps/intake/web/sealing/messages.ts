/**
 * What the page and the sealing worker say to each other. The worker holds the code, the keys and
 * the files; the page holds the answers and shows what it is told.
 */
import type { ConsentRecipient, EvidenceKind } from "@honeyguide/domain";
import type {
  DateOrder,
  EvidenceFormat,
  ParsedMessage,
  ParseRefusal,
  SkipReason,
} from "@honeyguide/evidence";
import type { MailboxState, Site } from "@honeyguide/protocol/wire";

import type { Answers } from "../form/answers.ts";
import type { Trouble } from "./persist.ts";

/** What the person pressed to add something. The kind of the file itself is read from its bytes. */
export type AddedAs = "chat" | "picture" | "other" | "text";

/** What of a chat goes. `later`: only theirs now, the rest may follow. */
export type Take = "whole" | "conversation" | "theirs" | "later";

/** What the person decided about a file of messages. */
export interface ChatChoice {
  readonly take: Take;
  /** Whose messages are "theirs", where the file does not say who pressed Send. */
  readonly sender: string | undefined;
  /** Of a file that holds several. */
  readonly conversation: string | undefined;
  /** Paths of the files of an archive that stay on the phone. */
  readonly without: readonly string[];
  readonly dateOrder: DateOrder | undefined;
}

/** Words read from a picture, in order, as the person left them. */
export interface PictureWords {
  readonly messages: readonly Pick<
    ParsedMessage,
    "sender" | "kind" | "text" | "direction" | "confidence"
  >[];
  readonly tool: string;
  readonly version: string;
  readonly corrected: boolean;
}

/** A conversation: all that a file holds, or one of several in it. */
export interface ChatThread {
  /** As the file names it; "" where it does not. */
  readonly name: string;
  readonly messages: number;
  /** Wall-clock time as the file prints it, or null. */
  readonly first: string | null;
  readonly last: string | null;
  /** Whoever wrote, but not the owner of the file where the file says who that is. */
  readonly senders: readonly { readonly sender: string; readonly messages: number }[];
  /** The file says which messages its owner got. */
  readonly isDirected: boolean;
}

/** A line of the file, or a record of it, that is in no message. */
export interface UnreadLine {
  readonly line: number;
  readonly reason: Exclude<SkipReason, "blank" | "about_file">;
  /** "" for a record. */
  readonly text: string;
}

/** A date of the file that can be read in two ways. */
export interface DateQuestion {
  /** "03/04". */
  readonly printed: string;
  /** `YYYY-MM-DD`, read each way. */
  readonly dayFirst: string;
  readonly monthFirst: string;
  readonly answer: DateOrder | undefined;
}

/** A file that came in an archive beside the chat. */
export interface MediaFile {
  readonly path: string;
  readonly bytes: number;
  /** From its first bytes. */
  readonly kind: EvidenceKind;
  /** Who sent it, where a message names it. */
  readonly sender: string | null;
}

export type UnreadReason = ParseRefusal | "too_long" | "no_messages";

export interface ReadChat extends ChatThread {
  readonly isRead: true;
  readonly format: EvidenceFormat;
  /** Newest first; none where the file holds one conversation. */
  readonly threads: readonly ChatThread[];
  /** Who the other side seems to be, from the name of the file. */
  readonly guess: string | undefined;
  readonly unit: "line" | "record";
  /** The first of them; `unreadCount` is of all. */
  readonly unread: readonly UnreadLine[];
  readonly unreadCount: number;
  readonly question: DateQuestion | undefined;
  readonly media: readonly MediaFile[];
}

/** What a file of messages says, as far as this phone read it. */
export type ChatSummary = { readonly isRead: false; readonly reason: UnreadReason } | ReadChat;

export type ItemPhase =
  | "reading"
  /** A chat waits for the choice of what to send. */
  | "choose"
  | "sealing"
  | "paused"
  /** The line was down for two minutes: the person decides. */
  | "stuck"
  | "stored"
  | "refused";

export interface Item {
  readonly id: string;
  readonly addedAs: AddedAs;
  readonly kind: EvidenceKind;
  readonly phase: ItemPhase;
  /** Of the file, as the person gave it. */
  readonly bytes: number;
  /** Of the sealed part: how much there is to send, and how much is stored. */
  readonly sealedBytes: number;
  readonly storedBytes: number;
  readonly trouble?: Trouble | "empty" | "too_large" | "unreadable";
  readonly chat?: ChatSummary;
  readonly take?: Take;
  /** These are the words of a picture: its item's id. */
  readonly wordsOf?: string;
}

export interface Code {
  readonly words: readonly string[];
  readonly digits: readonly string[];
}

export interface Letter {
  readonly id: string;
  readonly from: "team" | "person";
  /** RFC 3339. */
  readonly at: string;
  readonly text: string;
  readonly nextUpdateBy: string | undefined;
  readonly mayKnow: readonly ConsentRecipient[] | undefined;
  /** How many files came with it. */
  readonly files: number;
  /** False where it could not be opened on this phone. */
  readonly isRead: boolean;
}

export interface MailboxView {
  readonly state: MailboxState;
  readonly sentAt: string | null;
  readonly openedAt: string | null;
  readonly letters: readonly Letter[];
  readonly mayKnow: readonly ConsentRecipient[];
}

export type Resumed =
  | {
      readonly kind: "draft";
      readonly answers: Answers | undefined;
      readonly items: readonly Item[];
    }
  | { readonly kind: "mailbox"; readonly mailbox: MailboxView };

/** What is wrong with a code as typed. */
export type CodeComplaint =
  | { readonly reason: "empty" }
  | { readonly reason: "count" | "digit_count"; readonly count: number }
  | {
      readonly reason: "unknown_word";
      readonly position: number;
      readonly suggestion: string | undefined;
    };

interface NumberRead {
  readonly spoken: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | undefined;
}

/** Everything the page may ask, with what it gives and gets. */
export interface Calls {
  /** A new report: makes its code and its keys. Nothing leaves the phone yet. */
  readonly start: { readonly in: { readonly site: Site }; readonly out: Code };
  /** The site, for a person who comes with a code. */
  readonly meet: { readonly in: { readonly site: Site }; readonly out: null };
  readonly complete: { readonly in: { readonly start: string }; readonly out: readonly string[] };
  readonly resume: {
    readonly in: { readonly typed: string };
    readonly out: Resumed | { readonly kind: "not_a_code"; readonly complaint: CodeComplaint };
  };
  readonly code: { readonly in: null; readonly out: Code };
  readonly add: {
    readonly in: { readonly id: string; readonly file: File; readonly addedAs: AddedAs };
    readonly out: null;
  };
  readonly choose: {
    readonly in: { readonly id: string; readonly choice: ChatChoice };
    readonly out: null;
  };
  /** Read a chat again, with the dates as the person says. */
  readonly reread: {
    readonly in: { readonly id: string; readonly dateOrder: DateOrder };
    readonly out: null;
  };
  /** Add the words of a picture as an item of their own. `of`: the picture's. */
  readonly addWords: {
    readonly in: { readonly id: string; readonly of: string; readonly words: PictureWords };
    readonly out: null;
  };
  readonly pause: { readonly in: { readonly id: string }; readonly out: null };
  /** After a pause, or after trouble. */
  readonly proceed: { readonly in: { readonly id: string }; readonly out: null };
  readonly remove: { readonly in: { readonly id: string }; readonly out: null };
  readonly save: { readonly in: { readonly answers: Answers }; readonly out: null };
  readonly readNumber: {
    readonly in: { readonly typed: string };
    readonly out: NumberRead | null;
  };
  /** The first of these texts that holds a receipt code, if one does. */
  readonly findCode: { readonly in: { readonly texts: readonly string[] }; readonly out: boolean };
  readonly send: {
    readonly in: { readonly answers: Answers; readonly language: string };
    readonly out: { readonly hour: string; readonly signature: "good" | "unchecked" };
  };
  readonly look: { readonly in: null; readonly out: MailboxView };
  readonly write: {
    readonly in: { readonly text: string; readonly mayKnow: readonly ConsentRecipient[] | null };
    readonly out: MailboxView;
  };
  readonly release: { readonly in: null; readonly out: MailboxView };
  readonly takeBack: { readonly in: null; readonly out: MailboxView };
}
export type CallName = keyof Calls;

/** Why a call came back without an answer. `broken` is a fault of ours. */
export type Refusal = Trouble | "bad_receipt" | "cannot_seal" | "holds_code" | "broken";

export interface ToWorker<Name extends CallName> {
  readonly call: Name;
  readonly number: number;
  readonly input: Calls[Name]["in"];
}

export type FromWorker =
  | { readonly kind: "answer"; readonly number: number; readonly value: Calls[CallName]["out"] }
  | { readonly kind: "refusal"; readonly number: number; readonly refusal: Refusal }
  | { readonly kind: "item"; readonly item: Item }
  /** Something is stored under the code: from now on it leads back. */
  | { readonly kind: "stored" }
  /** Waiting for the line, or not any more. */
  | { readonly kind: "line"; readonly trouble: Trouble | null };
