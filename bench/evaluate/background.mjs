// Links among real messages that nobody altered. The sender in the corpus is an independent label:
// two messages of one sender may well be one text fitted to two people; two of different senders are
// either false or real copies (chain messages, footers), which two strict rules count apart.
import { makePlain } from "./near-copies.mjs";

// The corpus has this where the sender is not known.
const unknownSender = "0";
const strictShare = 0.8;

/**
 * How many links are between different senders, per 1,000 messages.
 *
 * @param messageOf id -> { text, sender }
 */
export function countBackground(links, messageOf) {
  const counts = { all: links.length, sameSender: 0, unknown: 0, copies: 0, runs: 0, different: 0 };
  const examples = [];
  for (const link of links) {
    const [a, b] = [messageOf.get(link.a), messageOf.get(link.b)];
    const kind = judge(a, b);
    counts[kind] += 1;
    if (kind === "different") examples.push([link.bits, a.text, b.text]);
  }
  const per1000 = (count) => (1000 * count) / messageOf.size;
  return {
    ...counts,
    messages: messageOf.size,
    differentPer1000: per1000(counts.different),
    copiesPer1000: per1000(counts.copies),
    runsPer1000: per1000(counts.runs),
    examples,
  };
}

/**
 * `sameSender`, `unknown`, `copies` (the same words but for a fifth), `runs` (six words in a row the
 * same: a footer, a saying passed on) or `different`.
 */
export function judge(a, b) {
  if (a.sender === unknownSender || b.sender === unknownSender) return "unknown";
  if (a.sender === b.sender) return "sameSender";
  const [left, right] = [makePlain(a.text), makePlain(b.text)];
  const shared = [...left.set].filter((word) => right.set.has(word)).length;
  if (shared >= strictShare * Math.max(left.set.size, right.set.size)) return "copies";
  return [...left.runs].some((run) => right.runs.has(run)) ? "runs" : "different";
}

/** Of the pairs with most bits, the share that has one sender. */
export function precisionAt(scored, messageOf, counts) {
  const known = [...scored].sort((x, y) => y.bits - x.bits);
  return counts.map((count) => {
    const top = known.slice(0, count);
    const right = top.filter(
      ({ a, b }) => messageOf.get(a).sender === messageOf.get(b).sender,
    ).length;
    return { count, found: top.length, precision: right / Math.max(1, top.length) };
  });
}
