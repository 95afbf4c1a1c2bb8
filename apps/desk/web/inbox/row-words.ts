/** A row's cells as words. */
import type { InboxRow } from "../../api.ts";
import { t } from "../i18n/t.ts";
import { clockWords, timeWords } from "../time-words.ts";

/** The clock, or the state where that says more. */
export function rowClock({ status, clock, laterUntil }: InboxRow): string {
  if (status === "new") return clockWords(clock);
  return status === "later"
    ? t("status.later", { time: timeWords(laterUntil) })
    : t(`status.${status}`);
}

/** The person's own ticks. */
export function rowWhat({ what }: InboxRow): string {
  return what.map((tick) => t(`circumstance.${tick}`)).join(", ");
}

/** How the person can be reached, and the broad role. */
export function rowFrom({ from, role }: InboxRow): string {
  return role === "not_said" ? t(`from.${from}`) : `${t(`from.${from}`)}, ${t(`role.${role}`)}`;
}

/** Everything of a row that can be searched. */
export function rowText(row: InboxRow): string {
  return [
    row.label,
    rowClock(row),
    rowWhat(row),
    rowFrom(row),
    row.sameAs?.campaignName ?? "",
    row.holder ?? "",
    row.preview,
  ].join(" ");
}
