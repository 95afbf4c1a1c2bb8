/** What was read of a file, in sentences. */
import type { Reading } from "../../api.ts";
import { t, wordFor } from "../i18n/t.ts";
import { dayWords } from "../time-words.ts";

/**
 * "We read 14 messages from 3 December 2023 to 28 March 2024, and could not read 2 lines." Says
 * so where everything was read, because that is worth knowing too.
 */
export function readingSentence({
  refused,
  messages,
  first,
  last,
  coverage,
}: Pick<Reading, "refused" | "messages" | "first" | "last" | "coverage">): string {
  if (refused !== null) {
    return t("reading.refused", {
      reason: wordFor(`reading.refused.${refused}`) ?? refused.replaceAll("_", " "),
    });
  }
  const read = t("reading.read", {
    count: messages,
    n: countWords(messages),
    span: spanOfDays(first, last),
  });
  return coverage.unread === 0
    ? t("reading.all", { read })
    : t(`reading.unread.${coverage.unit}`, {
        read,
        count: coverage.unread,
        n: countWords(coverage.unread),
      });
}

/** " from 3 December to 28 March 2024"; the year stands once where it is one. "" without times. */
export function spanOfDays(first: string | null, last: string | null): string {
  if (first === null || last === null) return "";
  const from = dayWords(first);
  const to = dayWords(last);
  if (from === to) return t("reading.on", { day: to });
  const sameYear = first.slice(0, 4) === last.slice(0, 4);
  return t("reading.span", { from: sameYear ? from.replace(/ \d{4}$/, "") : from, to });
}

/** What it was taken for, and by what: "Taken for a WhatsApp export from Android: …". */
export function formatSentence({ format, why }: Pick<Reading, "format" | "why">): string {
  const name = formatWords(format);
  return why === ""
    ? t("reading.taken", { format: name })
    : t("reading.taken_why", { format: name, why });
}

/** Name of a format; one that has no word here is printed as it is called. */
function formatWords(format: string): string {
  return wordFor(`format.${format}`) ?? format;
}

/** Who is taken for the sender, and by what. */
export function senderSentence({ name, because }: Reading["sender"]): string {
  if (because === "counted_elsewhere") return t("reading.sender_elsewhere");
  if (name === null) return t("reading.sender_none");
  return t("reading.sender", { name, why: t(`reading.sender.${because}`) });
}

/** The order that dates were read in, with what speaks for it; empty where there are none. */
export function dateOrderSentence(dateOrder: Reading["dateOrder"]): string {
  if (dateOrder === null) return "";
  const { order, decidedBy, support, against } = dateOrder;
  const read = t(`reading.order.${decidedBy}`, { order: t(`date_order.${order}`) });
  if (support + against === 0) return read;
  const dates = t("reading.order_support", { count: support, n: countWords(support) });
  return against === 0
    ? `${read} ${dates}`
    : `${read} ${dates} ${t("reading.order_against", { count: against, n: countWords(against) })}`;
}

/** The other order that the same dates may be in, or null where there is no doubt between two. */
export function otherOrder(dateOrder: Reading["dateOrder"]): "dmy" | "mdy" | null {
  if (dateOrder === null || dateOrder.order === "ymd") return null;
  return dateOrder.order === "dmy" ? "mdy" : "dmy";
}

/** Whether somebody has to say which of several conversations a report is about. */
export function mustChoose({ sender }: Pick<Reading, "sender">): boolean {
  return sender.because === "several_conversations";
}

/** A count with its thousands apart. */
export function countWords(count: number): string {
  return count.toLocaleString("en-GB");
}

/** A share as "62 %". */
export function percentWords(share: number): string {
  return t("reading.percent", { n: Math.round(share * 100) });
}
