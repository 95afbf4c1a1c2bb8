// Real messages only: is what ranks first of one sender, and how many links are between strangers?
import { countBackground, precisionAt } from "./background.mjs";
import { show, toTable } from "./tables.mjs";

/** Runs the engine over the messages of the corpus and tells what it finds. */
export function tryRealMessages(engine, messages, say) {
  const messageOf = new Map(messages.map((message, at) => [`b${at}`, message]));
  const result = engine.run([...messageOf].map(([id, { text }]) => [id, text]));
  const scored = [...result.links, ...result.suggestions];
  const counts = countBackground(result.links, messageOf);
  const certain = countBackground(
    result.links.filter(({ verdict }) => verdict === "certain"),
    messageOf,
  );
  const ranks = precisionAt(scored, messageOf, [500, 1000, 2000, 4000]);
  const known = scored.filter(
    ({ a, b }) => messageOf.get(a).sender !== "0" && messageOf.get(b).sender !== "0",
  );
  const knownRanks = precisionAt(known, messageOf, [500, 1000, 2000, 4000]);
  say(
    `${messages.length} distinct messages of ${new Set(messages.map(({ sender }) => sender)).size} senders; ` +
      `${baseRate(messages).toFixed(3)} of all pairs have one sender; ${result.seconds.toFixed(1)} CPU-s.\n`,
  );
  say(
    toTable(
      ["Pairs with most bits", "of one sender", "leaving unknown senders out"],
      ranks.map(({ count, found, precision }, at) => [
        found < count ? `${count} (only ${found} scored)` : `${count}`,
        show(precision),
        show(knownRanks[at].precision),
      ]),
    ),
  );
  say("");
  say(
    toTable(
      [
        "Links",
        "all",
        "one sender",
        "sender unknown",
        "strangers, 80 % the same words",
        "strangers, six words in a row",
        "strangers, other",
      ],
      [
        toCells("all", counts),
        [
          "per 1,000 messages",
          "",
          "",
          "",
          per(counts.copiesPer1000),
          per(counts.runsPer1000),
          per(counts.differentPer1000),
        ],
        toCells("called certain", certain),
      ],
    ),
  );
  return { counts, ranks, seconds: result.seconds };
}

function per(count) {
  return count.toFixed(2);
}

function toCells(name, { all, sameSender, unknown, copies, runs, different }) {
  return [name, ...[all, sameSender, unknown, copies, runs, different].map((count) => `${count}`)];
}

function baseRate(messages) {
  const bySender = new Map();
  for (const { sender } of messages) bySender.set(sender, (bySender.get(sender) ?? 0) + 1);
  const pairs = (n) => (n * (n - 1)) / 2;
  return [...bySender.values()].reduce((sum, n) => sum + pairs(n), 0) / pairs(messages.length);
}
