/** Timings and steps in words. Pure, so that a test can read what a responder reads. */
import { isFuzzyTime } from "@honeyguide/domain";

import type { Elapsed, Middle, PictureElapsed, StageProofView, StepKindView } from "../../api.ts";
import { fuzzyWords } from "../fuzzy-words.ts";
import { t, wordFor } from "../i18n/t.ts";
import { dayWords, spanWords, timeWords } from "../time-words.ts";

/** How long it was, as exactly as it is known; "not known" where it is not, never nothing. */
export function elapsedWords(span: Elapsed | null): string {
  if (span === null) return t("timing.unknown");
  const [least, most] = [inWords(span.least), inWords(span.most)];
  const plain = least === most ? least : t("timing.between", { least, most });
  const said = span.isAbout ? t("timing.about", { span: plain }) : plain;
  return span.timeZone === "stated" ? said : t("timing.no_zone", { span: said });
}

/** How long it was until a picture, or until a file that may be one. */
export function pictureWords(span: PictureElapsed | null): string {
  const words = elapsedWords(span);
  return span?.shownBy === "left_out" ? t("timing.left_out", { span: words }) : words;
}

/** When a step was: as its message has it, or as well as a person knows. */
export function whenWords({ message, at }: Pick<StageProofView, "message" | "at">): string {
  return message === null && isFuzzyTime(at) ? fuzzyWords(at) : timeWords(at);
}

/** The middle of several, with its ends and on how many reports it rests. */
export function middleWords(middle: Middle | null): string {
  if (middle === null) return t("timing.unknown");
  const { reports: count, least, median, most } = middle;
  return t("timing.middle", {
    count,
    ...{ least: inWords(least), median: inWords(median), most: inWords(most) },
  });
}

/** What stands in a cell: the day of the first step that nobody rejected; empty where there is none. */
export function cellWords(proofs: readonly StageProofView[], column: string): string {
  const standing = proofs.filter(
    (proof) => proof.column === column && proof.decided?.verdict !== "rejected",
  );
  if (standing.length === 0) return "";
  const first = standing.find((proof) => proof.at !== null);
  if (first === undefined) return t("stages.undated");
  return first.message === null ? whenWords(first) : dayWords(first.at);
}

/** The sentences of a text, as the browser tells them in any language, without the space around. */
export function sentencesOf(
  text: string,
): readonly { readonly start: number; readonly end: number; readonly text: string }[] {
  const segments = new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text);
  return [...segments].flatMap(({ segment, index }) => {
    const start = index + (segment.length - segment.trimStart().length);
    const words = segment.trim();
    return words === "" ? [] : [{ start, end: start + words.length, text: words }];
  });
}

/** What a person can say that a message shows, in words, step by step. */
export function toGroups(kinds: readonly StepKindView[]): readonly {
  readonly step: number;
  readonly name: string;
  readonly kinds: readonly { readonly id: string; readonly words: string }[];
}[] {
  return [...new Set(kinds.map(({ step }) => step))].map((step) => {
    const own = kinds.filter((kind) => kind.step === step);
    const stage = own[0]?.stage ?? "research";
    return {
      step,
      name: t(`stage.${stage}`),
      kinds: own.map(({ id, isSealed }) => ({ id, words: kindWords(id, isSealed) })),
    };
  });
}

function kindWords(id: string, isSealed: boolean): string {
  const name = wordFor(`stage.rule.${id}`) ?? id;
  return isSealed ? t("stages.set_sealed", { name }) : name;
}

function inWords(seconds: number): string {
  return spanWords(seconds / 60);
}
