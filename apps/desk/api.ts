/**
 * What the Desk's page and the command line ask of the Desk, and what they get. Types only: the
 * server checks every request against its own schemas.
 *
 * All requests but `GET /v1/gate` and the ones under `/v1/session` carry `Authorization: Bearer
 * <session>`; an error is `{ "code": … }` with a status. Times are RFC 3339 in UTC.
 */
import type {
  Circumstance,
  ConsentRecipient,
  EncounterNote,
  EvidenceKind,
  FuzzyTime,
  Role,
} from "@honeyguide/domain";

export type * from "./number-api.ts";
export type * from "./stage-api.ts";

/** `GET /v1/gate`: what stands between the visitor and the Desk. */
export interface Gate {
  readonly team: string;
  /** `setup`: the printed link signs in (drill only). `passkey`: one is registered, the link is dead. */
  readonly door: "setup" | "passkey";
  readonly hasRecoverySheet: boolean;
  /** Real reports that wait, sealed, for the first passkey. */
  readonly waitingForPasskey: number;
  readonly now: string;
}

/** `POST /v1/session/setup {token}`, `…/passkey`, `…/recovery {code}`. */
export interface Session {
  readonly session: string;
  readonly responder: string;
  /** True while only the printed link protects the Desk: real reports stay closed. */
  readonly drillOnly: boolean;
}

/** `GET /v1/overview`. */
export interface Overview {
  readonly team: string;
  readonly responder: string;
  readonly drill: boolean;
  readonly drillOnly: boolean;
  /** `moves`: reports that a new version of the rules would put elsewhere. */
  readonly counts: { readonly inbox: number; readonly campaigns: number; readonly moves: number };
  readonly waitingForPasskey: number;
  readonly connection: { readonly ok: boolean; readonly since: string };
  /** How many sealed reports are being opened; 0 when none. */
  readonly opening: { readonly done: number; readonly of: number };
  /** Bytes of the exhibits that are being read; 0 when none. */
  readonly reading: { readonly done: number; readonly of: number };
  readonly undo: UndoLine | null;
  readonly now: string;
}

export type Clock =
  | { readonly tier: "threat" }
  | { readonly tier: "others_at_risk" }
  | { readonly tier: "waiting"; readonly minutes: number }
  | { readonly tier: "new_linked" }
  | { readonly tier: "new" }
  | { readonly tier: "rest" };

/** `GET /v1/inbox?all=0|1`. */
export interface Inbox {
  readonly rows: readonly InboxRow[];
  /** Rows that are not shown because they are done, later or not ours. */
  readonly hidden: number;
  readonly held: number;
}

export interface InboxRow {
  readonly id: string;
  /** `R-12`. */
  readonly label: string;
  readonly status: "new" | "later" | "done" | "not_ours" | "taken_back" | "unreadable" | "held";
  readonly drill: boolean;
  readonly clock: Clock;
  readonly what: readonly Circumstance[];
  readonly from: "code" | "named";
  readonly role: Role;
  /** The best campaign so far; `decided` once a person said so. */
  readonly sameAs: SameAs | null;
  readonly receivedAt: string;
  readonly waitsMinutes: number;
  readonly laterUntil: string | null;
  readonly holder: string | null;
  readonly preview: string;
  readonly sealedItems: number;
}

export interface SameAs {
  readonly campaignId: string;
  readonly campaignName: string;
  readonly verdict: "suggest" | "link" | "certain";
  readonly decided: boolean;
}

/** `GET /v1/reports/:id`. `:id` is a report id or a label such as `R-12`. */
export interface ReportView {
  readonly row: InboxRow;
  readonly consent: {
    readonly opening: "now" | "until_i_say";
    readonly mayKnow: readonly ConsentRecipient[];
  };
  readonly said: {
    readonly circumstances: readonly Circumstance[];
    readonly senderName: string;
    readonly senderNumber: string;
    readonly typedNumber: string;
    readonly handle: string;
    readonly channel: string;
    readonly claimedMeeting: string;
    readonly knew: readonly string[];
    readonly unopened: boolean;
    readonly when: FuzzyTime | null;
    readonly encounters: readonly EncounterNote[];
    readonly people: readonly {
      readonly who: string;
      readonly number: string;
      readonly state: string;
    }[];
    readonly reach: Readonly<Record<string, string>>;
  };
  /** The first lines of what was read, at most {@link firstLines}; the rest is fetched by page. */
  readonly conversation: readonly ConversationLine[];
  /** What was read of each exhibit, in the order of the exhibits. */
  readonly readings: readonly Reading[];
  readonly exhibits: readonly Exhibit[];
  readonly custody: readonly CustodyLine[];
  /** Whether the custody log of this report follows on from its beginning. */
  readonly custodyComplete: boolean;
  readonly letters: readonly Letter[];
  readonly notes: readonly {
    readonly id: string;
    readonly text: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly because: Because | null;
  readonly revealsToday: number;
}

/** How many lines come with a {@link ReportView}. */
export type FirstLines = 200;

/** What was made of one exhibit, and what was not. */
export interface Reading {
  readonly exhibit: string;
  readonly format: string;
  /** What in the file it was told by, in one phrase. */
  readonly why: string;
  /** Null where it was read; else the reason why not, with the original kept. */
  readonly refused: string | null;
  readonly messages: number;
  /** As printed, earliest and latest; null where no message has a time. */
  readonly first: string | null;
  readonly last: string | null;
  readonly coverage: {
    readonly unit: "line" | "record";
    readonly lines: number;
    readonly parsed: number;
    readonly continued: number;
    /** Lines that may have held something and are in no message. */
    readonly unread: number;
    readonly blank: number;
    /** The first 200 that are not blank. */
    readonly skipped: readonly { readonly line: number; readonly reason: string }[];
  };
  readonly dateOrder: {
    readonly order: "dmy" | "mdy" | "ymd";
    readonly decidedBy: "unambiguous" | "monotone" | "locale_default" | "override";
    readonly support: number;
    readonly against: number;
  } | null;
  readonly timeZone: "unknown" | "stated";
  /** Words beside the times that nobody here understands; those times are null. */
  readonly unreadPeriods: readonly string[];
  readonly calendar: string | null;
  /** Threads in the file, most messages first; empty where it holds one. */
  readonly conversations: readonly { readonly name: string; readonly messages: number }[];
  /** The thread that is shown and compared; null for all of it. */
  readonly conversation: string | null;
  /**
   * Who is taken for the sender, and by what. `several_conversations`: nobody, and nothing is
   * compared, until a responder chooses one.
   */
  readonly sender: { readonly name: string | null; readonly because: SenderBecause };
  /** Of the sender's messages, how many are compared with other reports: of many, the outermost. */
  readonly compared: { readonly messages: number; readonly of: number };
  readonly participants: readonly { readonly name: string; readonly messages: number }[];
  /** The lowest confidence of any word that a machine read, 0 to 1; null where none did. */
  readonly confidence: number | null;
  /** Tool and version that read it, and SHA-256 of what it read. */
  readonly tool: string;
  readonly version: string;
  readonly sha256: string;
}

/**
 * `number`, `name`: as the report says; `chosen`: by a responder; `received`: the file says which
 * messages came in; `counted_elsewhere`: another exhibit holds the same words.
 */
export type SenderBecause =
  | "number"
  | "name"
  | "only_one"
  | "not_reporter"
  | "wrote_first"
  | "nobody"
  | "chosen"
  | "received"
  | "several_conversations"
  | "counted_elsewhere";

/** One line of a custody log. Each carries the hash of the line before it. */
export interface CustodyLine {
  readonly event:
    "sealed" | "received" | "opened" | "read" | "read_again" | "revealed" | "exported" | "checked";
  readonly at: string;
  readonly by: string;
  /** Null for what concerns the whole report. */
  readonly exhibit: string | null;
  readonly sha256: string;
  readonly tool: string | null;
  readonly version: string | null;
}

// GET /v1/reports/:id/lines?exhibit=&from=0&limit=500 -> LinesPage (limit at most 1000; `exhibit` absent: all, in order)
export interface LinesPage {
  readonly total: number;
  readonly from: number;
  readonly lines: readonly ConversationLine[];
}
// GET /v1/reports/:id/search?q=&exhibit= -> SearchHits. Case, marks and width do not matter.
export interface SearchHits {
  readonly total: number;
  /** Positions for `from` of the lines above, ascending, at most 1000. */
  readonly hits: readonly number[];
}
// POST /v1/reports/:id/exhibits/:part/read ReadAgain -> Reading. Reads the original again; a custody line says so.
export interface ReadAgain {
  readonly dateOrder?: "dmy" | "mdy" | "ymd" | null;
  /** The thread to show and compare; null for all. */
  readonly conversation?: string | null;
  /** Takes the choice of a thread back: nobody has said which, as before the first choice. */
  readonly undecided?: true;
  /** Who of the participants is the sender; null leaves it to the rules. */
  readonly sender?: string | null;
}
// POST /v1/reports/:id/exhibits/:part/words {reason} -> Reading. Reads the words of a picture (RevealReason as for
//   reveal, same audit); the picture itself is not sent to the page.
// POST /v1/reports/:id/verify -> Verified. Every original is hashed again, every reading made again and compared.
export interface Verified {
  readonly exhibits: number;
  readonly matching: number;
  readonly readings: number;
  readonly readingsMatching: number;
  readonly custodyLines: number;
  readonly chainComplete: boolean;
  /** What does not match; `other_version` says only that it was read with another version. */
  readonly faults: readonly {
    readonly exhibit: string | null;
    readonly fault:
      | "not_here"
      | "original_altered"
      | "reading_altered"
      | "reading_differs"
      | "other_version"
      | "custody_altered"
      | "not_in_custody";
  }[];
}

export interface ConversationLine {
  /** As the file prints it; null where unknown. */
  readonly at: string | null;
  readonly from: "sender" | "target" | "system";
  readonly who: string | null;
  readonly kind: string;
  readonly text: string;
  readonly edited: boolean;
  /** The exhibits that the message names, as `Exhibit.part`. */
  readonly attachments: readonly string[];
  readonly confidence: number | null;
  readonly source: { readonly exhibit: string; readonly line: number };
  /** Where this line's words stand in the campaign's template; offsets in UTF-16 code units of `text`. */
  readonly slots: readonly { readonly start: number; readonly end: number; readonly tag: string }[];
}

export interface Exhibit {
  readonly part: string;
  /** "Picture 1". Never the phone's file name. */
  readonly kind: EvidenceKind;
  readonly ordinal: number;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Whether the sealed bytes have been copied to the Desk and match. */
  readonly state: "copied" | "waiting" | "damaged";
  readonly sentPart: boolean;
  readonly label: string | null;
  readonly parsed: { readonly format: string; readonly messages: number } | null;
  /** The archive that it came in, as `part`; such an exhibit's own `part` is `<archive>.<n>`. */
  readonly inside: string | null;
  /** What the file says of itself without decoding a pixel; null for text. */
  readonly facts: MediaFactsView | null;
  /** The same picture elsewhere, by its perceptual hash. */
  readonly sameAs: readonly {
    readonly label: string;
    readonly ordinal: number;
    readonly distance: number;
  }[];
  /** Made from another exhibit (its SHA-256), such as words read from a picture. */
  readonly derivedFrom: {
    readonly sha256: string;
    readonly tool: string;
    readonly version: string;
    readonly corrected: boolean;
  } | null;
}

/** Claims of a file about itself. Anyone can write them. */
export interface MediaFactsView {
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  readonly claims: readonly {
    readonly claim:
      "taken_at" | "changed_at" | "device" | "software" | "has_location" | "title" | "author";
    readonly value: string;
    readonly from: "exif" | "xmp" | "quicktime" | "png" | "id3" | "vorbis" | "matroska" | "iptc";
  }[];
  /** Such as `more_bytes_after_end`, `also_reads_as_zip`, `cut_short`, `name_says_otherwise`. */
  readonly warnings: readonly string[];
}

export interface Letter {
  readonly id: string;
  readonly from: "team" | "person";
  readonly by: string | null;
  readonly text: string;
  readonly at: string;
  readonly nextUpdateBy: string | null;
  readonly state: "queued" | "sent" | "received";
}

/** P2. The sum of `reasons` is `bits`; the starting point is one of them. */
export interface Because {
  readonly campaignId: string;
  readonly campaignName: string;
  readonly against: string;
  readonly bits: number;
  readonly probability: number;
  readonly word: string;
  readonly range: string;
  readonly verdict: "suggest" | "link" | "certain";
  readonly decided: "same" | "not_same" | "unsure" | null;
  readonly rulesVersion: number;
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly feature: string;
  readonly agrees: boolean;
  readonly bits: number;
  /** From the linking engine, structured; the page and the CLI turn it into a sentence. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** `GET /v1/campaigns`. */
export interface CampaignRow {
  readonly id: string;
  readonly name: string;
  readonly reports: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly numbers: readonly string[];
  readonly names: readonly string[];
}

/** `GET /v1/campaigns/:id`. */
export interface CampaignView {
  readonly row: CampaignRow;
  readonly members: readonly {
    readonly id: string;
    readonly label: string;
    readonly role: Role;
    readonly because: Because | null;
  }[];
  readonly template: {
    readonly text: string;
    readonly segments: readonly TemplateSegment[];
    readonly rows: readonly {
      readonly report: string;
      readonly label: string;
      readonly cells: readonly TemplateCell[];
    }[];
  };
  readonly grid: readonly {
    readonly number: string;
    readonly name: string;
    readonly reports: number;
  }[];
  /** "Charlie and Charlotte are two names of one number." */
  readonly oneNumberManyNames: readonly {
    readonly number: string;
    readonly names: readonly string[];
  }[];
  /** Other campaigns that share a number, an account, a photo …: one operation, several scripts. */
  readonly sameMeans: readonly {
    readonly campaignId: string;
    readonly campaignName: string;
    /** Pairs of reports that share one; a single one is a weak bridge. */
    readonly pairs: number;
    readonly reasons: readonly Reason[];
  }[];
  readonly refused: readonly {
    readonly reportId: string;
    readonly label: string;
    readonly because: Because;
  }[];
}

export interface TemplateSegment {
  readonly kind: "fixed" | "slot";
  readonly text: string;
  /** Words of the wording, each with the number of reports that have it; empty for a slot. */
  readonly words: readonly { readonly text: string; readonly reports: number }[];
  /** Reports that have this kind of message; for a slot those that have something there. */
  readonly reports: number;
  readonly tag: string | null;
  /** How the kind of a slot is known; null for wording. */
  readonly because: "capitals" | "nothing" | "persona" | "phrase" | null;
  readonly values: readonly {
    readonly reportId: string;
    readonly label: string;
    readonly text: string;
  }[];
}

/**
 * What a report has at a segment; `text` empty where it has nothing. `slots` are inside `text`; in
 * wording they are words that others do not have there. `missing` are words of the wording that this
 * copy leaves out.
 */
interface TemplateCell {
  readonly text: string;
  readonly slots: readonly { readonly start: number; readonly end: number; readonly tag: string }[];
  readonly missing: readonly string[];
}

/** `POST /v1/reports/:id/decide`. Answers with an {@link UndoLine}. */
export type Decide =
  | {
      readonly outcome: "same" | "not_same" | "unsure";
      readonly campaignId: string;
      readonly reason?: string;
    }
  | { readonly outcome: "new_campaign" }
  | {
      readonly outcome: "not_ours";
      readonly kind: "ordinary" | "commercial" | "press" | "spam" | "wrong_address";
    }
  | { readonly outcome: "later"; readonly until: string }
  | { readonly outcome: "done" }
  | { readonly outcome: "assign" };

export interface UndoLine {
  readonly id: string;
  readonly act: string;
  readonly label: string;
  readonly campaignName: string | null;
}

/** `GET /v1/rules`. What a new version of the rules of linking would move; nothing moves by itself. */
export interface RulesView {
  readonly version: number;
  /** The version that reports were grouped by; null where nobody wrote it down. */
  readonly from: number | null;
  readonly since: string;
  /** Who decided about it; null while it is a proposal, or where nobody had to. */
  readonly decidedBy: string | null;
  /** Reports that stay where an older version put them, by a decision. */
  readonly kept: number;
  /** Empty where there is nothing to decide. */
  readonly moves: readonly RulesMove[];
}

/** A report that the new version would put elsewhere. */
export interface RulesMove {
  readonly id: string;
  readonly label: string;
  readonly preview: string;
  /** Null where it stands alone. */
  readonly from: { readonly id: string; readonly name: string } | null;
  /** Null where it would be alone, or with `others` in a new campaign. */
  readonly to: { readonly id: string; readonly name: string } | null;
  /** Labels of those that it would be with. */
  readonly others: readonly string[];
}
// POST /v1/rules/decide {move: "all" | ids} -> UndoLine; the other reports stay where they are.

// POST /v1/undo {id} -> 204. POST /v1/reports/:id/reply {text, nextUpdateBy} -> Letter.
// POST /v1/reports/:id/notes {text} -> 201.
// POST /v1/reports/:id/exhibits/:part/reveal {reason} -> bytes of the picture (image/jpeg, image/png,
//   image/webp, image/gif only; 415 otherwise). Reasons:
export type RevealReason = "police_request" | "identify_sender" | "person_asked" | "safety_check";
// POST /v1/reports/:id/exhibits/:part/label {label} -> 204.
// POST /v1/reports/:id/shown {reason} -> 204. The command line is about to print the words of a report
//   (`show --show`): an audit line and a custody line `revealed`, written before the 204.
// GET /v1/exhibits/by-hash/:sha256 -> { labels: string[] }. The reports, not taken back, that hold a
//   file of that SHA-256: as an exhibit, as the whole that was sent in part (`whole`), or as what
//   another was made from (`derived`). Empty where none does.
// GET /v1/audit/check -> AuditCheck. Follows the whole chain.
export interface AuditCheck {
  readonly complete: boolean;
  /** The number of the first line that does not follow from the one before; null where all do. */
  readonly firstFault: number | null;
}
// GET /v1/audit?limit= -> AuditLine[].
export interface AuditLine {
  readonly at: string;
  readonly who: string;
  readonly act: string;
  readonly on: string | null;
  readonly reason: string | null;
}
// POST /v1/session/setup {token} -> Session
// POST /v1/session/passkey/options -> WebAuthn options (PublicKeyCredentialRequestOptionsJSON)
// POST /v1/session/passkey {response} -> Session
// POST /v1/session/recovery {code} -> Session
// (signed in:) POST /v1/passkeys/options {name} -> creation options; POST /v1/passkeys {name, response} -> 201 (the link dies)
//              POST /v1/recovery-sheet -> {code} once; the link dies
// DELETE /v1/session -> 204
// DELETE /v1/drill -> 204: removes the practice case in one act
