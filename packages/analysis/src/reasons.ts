/**
 * Why two reports are linked, or not. A score without its reasons cannot be defended to a target, a
 * court or an editor, so the reasons are the result and the score is their sum. Source: Fellegi and
 * Sunter, "A Theory for Record Linkage", JASA 64 (1969).
 */
import type { IdentifierKind } from "./report-facts.ts";

/** Where a shared word stands; offsets in UTF-16 code units of the message's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What was seen, enough to print a sentence and to mark the place. */
export type ReasonDetail =
  | { readonly kind: "start"; readonly chance: number }
  | {
      /** `domain`: another page of it. `bare_handle`: one name at two networks, or at an unknown one. */
      readonly kind: Exclude<IdentifierKind, "display_name"> | "domain" | "bare_handle";
      readonly value: string;
      /** How likely two unrelated reports have this in common. */
      readonly chance: number;
      /** How many other reports, which nothing else ties to these two, have it as well. */
      readonly unrelated: number;
      /** At least one of the two has it in the words of a message only. */
      readonly isWritten?: boolean;
      /** Of a number, where it may have gone to someone else between the two uses. */
      readonly holder?: "may_be_someone_else" | "recycled";
      /** Of a number: days between the two uses, at most; null where nobody knows. */
      readonly gapDays?: number | null;
    }
  | { readonly kind: "identifiers_differ"; readonly a: string; readonly b: string }
  | {
      /** `photo`: by how it looks, however turned. `file`: byte by byte. */
      readonly kind: "photo" | "file";
      /** What `a` calls it, and `b`. */
      readonly a: string;
      readonly b: string;
      /** Of 256 bits, those that differ. */
      readonly distance: number;
      /** How many reports have it, as far as they were compared. */
      readonly reports: number;
      /** Of these, how many that no number, account, handle or address ties together. */
      readonly unconnected: number;
      readonly chance: number;
    }
  | {
      readonly kind: "name";
      readonly a: string;
      readonly b: string;
      readonly chance: number;
      /** How many other reports, which nothing else ties to these two, have it as well. */
      readonly unrelated: number;
    }
  | {
      readonly kind: "words";
      /** Runs of shared words, rarest first, as `a` writes them. */
      readonly shared: readonly string[];
      readonly chance: number;
      readonly aMessage: string;
      readonly bMessage: string;
      readonly aSpans: readonly Span[];
      readonly bSpans: readonly Span[];
    }
  | {
      /** By an embedder; `similarity` is the cosine of two vectors. */
      readonly kind: "meaning";
      readonly similarity: number;
      readonly aMessage: string;
      readonly bMessage: string;
    }
  | { readonly kind: "short"; readonly bits: number }
  | { readonly kind: "template"; readonly shared: readonly string[] };

export interface LinkReason {
  readonly feature: string;
  readonly agrees: boolean;
  /** +3 makes a link eight times as likely, -3 an eighth. */
  readonly bits: number;
  readonly detail: ReasonDetail;
}

export type Verdict = "suggest" | "link" | "certain";

export interface Link {
  readonly a: string;
  readonly b: string;
  /** Log2 odds that both have one sender; the sum of the bits of `reasons`. */
  readonly bits: number;
  readonly probability: number;
  readonly verdict: Verdict;
  /** The starting point first, then strongest first; evidence against is among them. */
  readonly reasons: readonly LinkReason[];
}
