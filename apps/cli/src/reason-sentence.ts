/** One reason of a link as a short sentence; with the words it is about only when asked to show. */
import * as v from "valibot";

import type { Reason } from "./desk-answers.ts";

const DetailSchema = v.looseObject({
  kind: v.string(),
  chance: v.optional(v.number()),
  value: v.optional(v.string()),
  a: v.optional(v.string()),
  b: v.optional(v.string()),
  shared: v.optional(v.array(v.unknown())),
  holder: v.optional(v.picklist(["may_be_someone_else", "recycled"])),
});
type Detail = v.InferOutput<typeof DetailSchema>;

const plain: Readonly<Record<string, string>> = {
  start: "any two reports",
  number: "same number",
  account: "same account",
  lid: "same WhatsApp account, its number hidden",
  username: "same WhatsApp name",
  handle: "same handle",
  bare_handle: "same handle at two networks, or at one that is not named",
  email: "same e-mail address",
  link: "same link",
  domain: "links to one domain",
  wallet: "same wallet",
  payment: "same payment account",
  photo: "same photo, perhaps scaled or turned",
  file: "same file, byte for byte",
  identifiers_differ: "other number or account",
  words: "same wording",
  other_words: "wording that only one of them has",
  meaning: "says the same in other words",
  short: "too short to tell much",
  template: "same pattern as the campaign, slots differ",
};

/** A number is one holder's for a time only. */
const heldBy = {
  may_be_someone_else: "same number, so far apart that it may have gone to someone else",
  recycled: "same number, not counted: it may have gone to someone else between the two",
} as const;

/**
 * A sentence for a reason.
 *
 * @param show - name the number, the names, the shared words.
 */
export function reasonSentence({ feature, agrees, detail }: Reason, show: boolean): string {
  const read = v.safeParse(DetailSchema, detail);
  const known: Detail = read.success ? read.output : { kind: feature };
  const name = agrees ? "same name" : "other name";
  const what =
    known.holder !== undefined
      ? heldBy[known.holder]
      : known.kind === "name"
        ? name
        : (plain[known.kind] ?? feature.replaceAll(/[_.]/g, " "));
  const chance = known.kind === "start" ? "" : chanceOf(known.chance);
  return `${what}${show ? shownOf(known) : ""}${chance}`;
}

function shownOf({ value, a, b, shared }: Detail): string {
  if (value !== undefined) return ` ${value}`;
  if (a !== undefined && b !== undefined) return ` (${a}, ${b})`;
  const texts = shared?.filter((one) => typeof one === "string") ?? [];
  return texts.length === 0 ? "" : `: “${texts.join("”, “")}”`;
}

function chanceOf(chance: number | undefined): string {
  if (chance === undefined || !(chance > 0 && chance < 1)) return "";
  return ` (1 in ${Math.round(1 / chance).toLocaleString("en-GB")} by chance)`;
}
