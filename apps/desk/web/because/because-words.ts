/** The headline of a Because panel, and its reasons in the order they are read. */
import type { Because, Reason } from "../../api.ts";
import { t } from "../i18n/t.ts";
import { isStart } from "./reason-sentence.ts";

const words = [
  "almost_certain",
  "highly_likely",
  "likely",
  "realistic_possibility",
  "unlikely",
  "highly_unlikely",
  "remote_chance",
] as const;

/** Words first: how probable it is, in the scale of section 5.5. */
export function headline({ word, probability, campaignName }: Because): string {
  const said = word.toLowerCase().replaceAll(" ", "_");
  const known =
    words.find((entry) => entry === said) ?? (probability >= 0.5 ? "likely" : "unlikely");
  return t(`because.head.${known}`, { name: campaignName });
}

/** Reasons as they are shown: where it starts, then for, then against, each strongest first. */
export function orderReasons(reasons: readonly Reason[]): {
  readonly start: readonly Reason[];
  readonly supporting: readonly Reason[];
  readonly contrary: readonly Reason[];
} {
  const strongest = (a: Reason, b: Reason) => Math.abs(b.bits) - Math.abs(a.bits);
  const evidence = reasons.filter((reason) => !isStart(reason));
  return {
    start: reasons.filter(isStart),
    supporting: evidence.filter(({ bits }) => bits >= 0).sort(strongest),
    contrary: evidence.filter(({ bits }) => bits < 0).sort(strongest),
  };
}

/** Bits with their sign and a real minus, as "+12.3". */
export function signedBits(bits: number): string {
  const size = Math.abs(bits);
  const text = size >= 10 ? size.toFixed(0) : size.toFixed(1);
  return `${bits < 0 ? "−" : "+"}${text}`;
}
