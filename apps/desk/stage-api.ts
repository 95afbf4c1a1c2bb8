/** What is asked of the Desk about steps, timings and personas. Part of `api.ts`, which hands it on. */
import type {
  DemandKind,
  Elapsed,
  Given,
  NightShare,
  PersonaClaim,
  PersonaStatement,
  PersonaUse,
  PictureElapsed,
  RememberedDemand,
  StageConfidence,
  StageName,
  Use,
} from "@honeyguide/analysis";
import type { ConsentRecipient, FuzzyTime } from "@honeyguide/domain";

export type { Elapsed, PictureElapsed };

/** A column of the matrix. Those in {@link SealedColumn} are sealed for every report, filled or not. */
export type OpenColumn = "contact" | "met" | "reproach" | "flirt" | "picture" | "chase" | "other";
export type SealedColumn = "obtained" | "pressure" | "asked";

/** A step that a rule proposes or a person set, and what people say of it since. */
export interface StageProofView {
  /** `exhibit:line rule` of a proposal; of what a person set, that decision's. */
  readonly id: string;
  readonly column: OpenColumn | SealedColumn;
  readonly stage: StageName;
  /** 1 to 10. */
  readonly step: number;
  /** ATT&CK technique ids that come nearest; empty where none fits. */
  readonly attack: readonly string[];
  readonly rule: string;
  readonly confidence: StageConfidence | "person";
  /** `exhibit:line`; null where a person knows of it without a message. */
  readonly message: string | null;
  /**
   * The sentence that shows it; empty where the message itself does. Without a message, how a person
   * says that it is known.
   */
  readonly sentence: string;
  /** As the message has it, or a fuzzy time; null where it has no time. */
  readonly at: string | null;
  /** Whether no reading has the words any more that a person saw it in. */
  readonly isGone: boolean;
  /** Who set it by hand; null for a proposal. */
  readonly set: { readonly by: string; readonly at: string } | null;
  readonly decided: {
    readonly verdict: StageVerdict;
    readonly by: string;
    readonly at: string;
  } | null;
}

export type StageVerdict = "confirmed" | "rejected";

/** Of one report: what may stand open. */
export interface StageRow {
  readonly id: string;
  readonly label: string;
  readonly mayKnow: readonly ConsentRecipient[];
  readonly proofs: readonly StageProofView[];
  /** The sender's last message. That the sender stopped is not said. */
  readonly lastAt: string | null;
  readonly timings: {
    readonly toFirstPicture: PictureElapsed | null;
    readonly recontactGap: Elapsed | null;
    readonly longestSilence: Elapsed | null;
    readonly nightShare: NightShare | null;
  };
  /** How many messages were looked at, and how many the report has. */
  readonly read: { readonly messages: number; readonly of: number };
}

/** The middle of several spans, in seconds, with the shortest and the longest. */
export interface Middle {
  readonly reports: number;
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** `GET /v1/campaigns/:id/stages`. */
export interface CampaignStages {
  readonly id: string;
  readonly killChain: string;
  readonly attack: { readonly content: string; readonly date: string };
  readonly rows: readonly StageRow[];
  readonly toFirstPicture: Middle | null;
  /** In how many of these reports it is a file that the source left out. */
  readonly leftOut: number;
  readonly recontactGap: Middle | null;
  /**
   * In how many reports each sealed column has something. Null for fewer than three reports, where a
   * total would say whose it is.
   */
  readonly sealed: Readonly<Record<SealedColumn, number>> | null;
}

/** Something that the sender asked for. */
type DemandView =
  | {
      readonly from: "message";
      readonly kind: DemandKind;
      readonly message: string;
      readonly sentence: string;
      readonly at: string | null;
    }
  | RememberedDemand;

/**
 * `POST /v1/reports/:id/stages/shown {reason}`: what is sealed of a report. The reason is in the audit
 * before anything is answered.
 */
export interface SealedStages {
  readonly id: string;
  readonly label: string;
  readonly proofs: readonly StageProofView[];
  readonly demands: readonly DemandView[];
  readonly given: Given;
  readonly toFirstRequest: Elapsed | null;
}

/** `POST /v1/reports/:id/stages/decide`. Answers with an `UndoLine`. */
export type StageDecide =
  | { readonly message: string; readonly rule: string; readonly verdict: StageVerdict }
  | { readonly set: string; readonly verdict: StageVerdict };

/** `GET /v1/stages`: what a person can say that a message shows, step by step. */
export interface StepKindView {
  readonly id: string;
  readonly stage: StageName;
  /** 1 to 10. */
  readonly step: number;
  /** Whether it is shown only for a reason. */
  readonly isSealed: boolean;
}

/**
 * `POST /v1/reports/:id/stages/set`: a step that a person sees in a message of the sender, or knows of
 * without one. What a rule proposes already is confirmed by it. Answers with an `UndoLine`.
 */
export type StageSet =
  | {
      readonly shows: string;
      readonly message: string;
      /** In UTF-16 code units; null for the message itself. */
      readonly sentence: { readonly start: number; readonly end: number } | null;
    }
  | { readonly shows: string; readonly at: FuzzyTime; readonly note?: string };

/** `GET /v1/campaigns/:id/personas`. Reports are named by their labels. */
export interface CampaignPersonas {
  readonly id: string;
  readonly personas: readonly PersonaView[];
  readonly statements: readonly PersonaStatement[];
}

export interface PersonaView extends Use {
  readonly name: string;
  readonly used: readonly PersonaUse[];
  readonly claims: readonly PersonaClaimView[];
}

/** A claim, never a fact. `sentence` is what was written, or what a person remembers. */
export interface PersonaClaimView {
  readonly report: string;
  readonly about: PersonaClaim["about"];
  readonly sentence: string;
  /** How well a person remembers; null for what was written. */
  readonly remembered: string | null;
}
