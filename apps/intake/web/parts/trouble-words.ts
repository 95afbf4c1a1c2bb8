/** What to say when something did not work: what happened, what is safe, what to do. */
import { t } from "../i18n/t.ts";
import type { Item, Refusal } from "../sealing/messages.ts";

/** For a call that came back without an answer. */
export function refusalWords(refusal: Refusal): string {
  return t(`trouble.${refusal}`);
}

/** For one file. The others are not affected, and the words say so. */
export function itemTrouble({ trouble }: Item): string {
  switch (trouble) {
    case undefined:
      return "";
    case "empty":
    case "too_large":
    case "unreadable":
      return t(`item.${trouble}`);
    case "refused":
    case "differs":
    case "unknown":
      return t("item.refused");
    case "no_connection":
    case "portal":
    case "busy":
    case "full":
      return t(`trouble.${trouble}`);
    default:
      return assertNever(trouble);
  }
}

function assertNever(trouble: never): never {
  throw new TypeError(`there are no words for ${String(trouble)}`);
}
