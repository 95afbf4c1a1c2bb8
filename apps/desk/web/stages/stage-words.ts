/** Timings and steps in words. Pure, so that a test can read what a responder reads. */
import type { Elapsed, Middle, StageProofView } from "../../api.ts";
import { t } from "../i18n/t.ts";
import { dayWords, spanWords } from "../time-words.ts";

/** How long it was, as exactly as it is known; "not known" where it is not, never nothing. */
export function elapsedWords(span: Elapsed | null): string {
  if (span === null) return t("timing.unknown");
  const [least, most] = [inWords(span.least), inWords(span.most)];
  const plain = least === most ? least : t("timing.between", { least, most });
  const said = span.isAbout ? t("timing.about", { span: plain }) : plain;
  return span.timeZone === "stated" ? said : t("timing.no_zone", { span: said });
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
  const at = standing.find((proof) => proof.at !== null)?.at;
  return at === undefined || at === null ? t("stages.undated") : dayWords(at);
}

function inWords(seconds: number): string {
  return spanWords(seconds / 60);
}
