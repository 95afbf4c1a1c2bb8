/** A receipt code where it must not be: in what a person is about to send. */
import {
  parseReceiptCode,
  type ReceiptCode,
  toDigitGroups,
  toWords,
} from "@honeyguide/protocol/receipt";

/**
 * Whether a text is a code, or holds this person's own.
 *
 * @param own - the code of this report, if there is one.
 */
export function holdsCode(text: string, own: ReceiptCode | undefined): boolean {
  if (parseReceiptCode(text).ok) return true;
  if (own === undefined) return false;
  const letters = ` ${
    text
      .toLowerCase()
      .match(/[\p{L}\p{Nd}]+/gu)
      ?.join(" ") ?? ""
  } `;
  const words = ` ${toWords(own).join(" ")} `;
  const digits = toDigitGroups(own).join("");
  return letters.includes(words) || letters.replaceAll(" ", "").includes(digits);
}
