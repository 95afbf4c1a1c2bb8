// The hard negatives, linked among background.
import { judge } from "./background.mjs";
import { countByScript, tally, toRates } from "./measures.mjs";
import { show, toTable } from "./tables.mjs";

/** Links each list of `makeHardNegatives` among its background and tells what was mistaken. */
export function tryHardNegatives(engine, lists, say) {
  const rows = [];
  for (const name of ["openers", "twoScripts", "quotes"]) {
    rows.push([words[name], ...mistakes(engine, lists[name], lists.background)]);
  }
  say(
    toTable(
      ["", "P", "R", "F1", "Campaigns", "joined with another", "Replies", "linked"],
      rows.map((row) => row.map((cell) => (typeof cell === "number" ? `${cell}` : cell))),
    ),
  );
  const { greetings, background } = lists;
  const messageOf = new Map(greetings.map((message, at) => [`g${at}`, message]));
  const { links } = engine.run([
    ...[...messageOf].map(([id, { text }]) => [id, text]),
    ...background.map((text, at) => [`b${at}`, text]),
  ]);
  const among = links.filter(({ a, b }) => messageOf.has(a) && messageOf.has(b));
  const counts = { unknown: 0, sameSender: 0, copies: 0, runs: 0, different: 0 };
  for (const { a, b } of among) counts[judge(messageOf.get(a), messageOf.get(b))] += 1;
  say(
    `\n${greetings.length} real greetings of holidays: ${among.length} pairs link, of one sender ` +
      `${counts.sameSender}, of an unknown one ${counts.unknown}, strangers' real copies ` +
      `${counts.copies + counts.runs}, other strangers ${counts.different}.\n`,
  );
}

const words = {
  openers: "two campaigns, one stock opener",
  twoScripts: "one sender, two scripts",
  quotes: "replies that quote",
};

function mistakes(engine, entries, background) {
  const texts = [
    ...entries.map(({ text }, at) => [`c${at}`, text]),
    ...background.map((text, at) => [`b${at}`, text]),
  ];
  const scriptOf = new Map();
  const replies = new Set();
  entries.forEach(({ campaign }, at) => {
    if (campaign === undefined) replies.add(`c${at}`);
    else scriptOf.set(`c${at}`, campaign);
  });
  const { links, groups } = engine.run(texts);
  const notReplies = (ids) => ids.filter((id) => !replies.has(id));
  const counts = countByScript(
    {
      links: links.filter(({ a, b }) => !replies.has(a) && !replies.has(b)),
      groups: groups.map(notReplies).filter(({ length }) => length > 1),
    },
    scriptOf,
  );
  const { group } = toRates([...counts.values()]);
  const joined = new Set();
  for (const ids of groups) {
    const inside = [...tally(ids, scriptOf).keys()].filter((script) => script !== undefined);
    if (inside.length > 1) for (const script of inside) joined.add(script);
  }
  const linked = new Set(links.flatMap(({ a, b }) => [a, b]).filter((id) => replies.has(id)));
  return [
    show(group.precision),
    show(group.recall),
    show(group.f1),
    counts.size,
    joined.size,
    replies.size,
    linked.size,
  ];
}
