/**
 * What the page and the sealing worker say to each other. The worker holds the code, the keys and
 * the files; the page holds the answers and shows what it is told.
 */
import type { ConsentRecipient, EvidenceKind } from "@honeyguide/domain";
import type { MailboxState, Site } from "@honeyguide/protocol/wire";

import type { Answers } from "../form/answers.ts";
import type { Trouble } from "./persist.ts";

/** What the person pressed to add something. The kind of the file itself is read from its bytes. */
export type AddedAs = "chat" | "picture" | "other" | "text";

/** What of a chat goes. `later`: only theirs now, the rest may follow. */
export type Take = "whole" | "theirs" | "later";

export interface ChatSummary {
  /** From the file's own headers; false where no messages were found in it. */
  readonly isRead: boolean;
  readonly isWhatsApp: boolean;
  readonly messages: number;
  /** Wall-clock time as the file prints it, or null. */
  readonly first: string | null;
  readonly last: string | null;
  readonly senders: readonly { readonly sender: string; readonly messages: number }[];
  /** Who the other side seems to be, from the name of the file. */
  readonly guess: string | undefined;
}

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
    readonly in: { readonly id: string; readonly take: Take; readonly sender: string | undefined };
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
