// Test sets from seeds and named data: scripts are real messages, hidden among real messages. What
// is a script, what fills its slots and what is background come from different people; two parts of
// the corpus share no sender, so that what is fitted on one is tried on the other.
//
//   node bench/evaluate/sets.mjs --seed=N --band=6-11 --out=FILE [--part=train|test|all]
//     [--split=senders|messages] [--scripts=120] [--copies=8] [--background=N] [--changes=slot40,mixed]
//     [--data=FOLDER] [--misspellings=FILE]
//
// FILE: {"scripts":[text], "bg":[text], "conds":{change:[[script, text]]}, "about":{…},
// "senders":{"scripts":[…], "bg":[…]}}. It holds messages of people: keep it out of the repository.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import { kinds, makeCopies } from "./changes.mjs";
import { missingNus, readMisspellings, readNus } from "./named-data.mjs";
import { countRarity, makePlain, methods, nearCopyMethods } from "./near-copies.mjs";
import { hash, makeRandom } from "./random.mjs";

/** Words from and to, both included. */
export const bands = {
  "5-11": [5, 11],
  "6-11": [6, 11],
  "12-20": [12, 20],
  "12-40": [12, 40],
  "21-40": [21, 40],
};

const leastWords = 5;
const mostWords = 60;
const mostScriptsOfOne = 5;

/** Everything a set is made from, read once. */
export function readSources(options = {}) {
  const messages = readNus(options.data);
  if (messages === undefined) return undefined;
  const inRange = messages.filter(({ length }) => length >= leastWords && length <= mostWords);
  const { misspellings, path } = readMisspellings(options.data, options.misspellings);
  const rarity = countRarity(inRange.map(({ text }) => text));
  return { messages: inRange, rarity, misspellings, misspellingsFrom: path };
}

/** A set as `sets.mjs` writes it. */
export function makeSet(sources, options) {
  const {
    seed,
    band = "12-40",
    part = "train",
    split = "senders",
    scripts: wanted = 120,
    copies = 8,
    background = Infinity,
    changes = kinds,
  } = options;
  const random = makeRandom(`${seed} ${band} roles`);
  const roles = assignRoles(ofPart(sources.messages, part), split, random);
  const [from, to] = bands[band];
  const areNear = (a, b) => nearCopyMethods(a, b, sources.rarity);
  const scripts = chooseScripts(roles.scripts, { wanted, from, to, areNear }, random);
  const plainScripts = scripts.map(({ plain }) => plain);
  const fillers = withoutNearCopies(roles.fillers, plainScripts, areNear);
  const others = withoutNearCopies(roles.background, plainScripts, areNear);
  const bg = random.shuffle(others.kept).slice(0, background);

  const around = { fillers: fillers.kept.map(({ text }) => text), ...sources };
  const conds = {};
  for (const change of changes) {
    conds[change] = scripts.flatMap(({ text }, at) => {
      const dice = makeRandom(`${seed} ${band} ${change} ${at}`);
      return makeCopies(change, text, copies, dice, around).map((copy) => [at, copy]);
    });
  }
  const senderOf = ({ sender }) => hash(sender).toString(36);
  return {
    about: {
      seed,
      band,
      part,
      split,
      copies,
      fillers: fillers.kept.length,
      nearCopiesRemoved: others.removed,
      misspellings: sources.misspellings.size,
    },
    scripts: scripts.map(({ text }) => text),
    bg: bg.map(({ text }) => text),
    conds,
    senders: { scripts: scripts.map(senderOf), bg: bg.map(senderOf) },
  };
}

/** One of two halves of the senders; the same halves for every seed. */
export function ofPart(messages, part) {
  if (part === "all") return messages;
  const bySender = countBySender(messages);
  const sizes = { train: 0, test: 0 };
  const partOf = new Map();
  for (const [sender, count] of [...bySender].sort((x, y) => y[1] - x[1] || compare(x[0], y[0]))) {
    const smaller = sizes.train <= sizes.test ? "train" : "test";
    partOf.set(sender, smaller);
    sizes[smaller] += count;
  }
  return messages.filter(({ sender }) => partOf.get(sender) === part);
}

/** Shares of the messages that each role takes. */
const sharesOf = {
  senders: { scripts: 1 / 4, fillers: 1 / 4, background: 1 / 2 },
  messages: { scripts: 1 / 20, fillers: 3 / 20, background: 4 / 5 },
};

function assignRoles(messages, split, random) {
  const shares = sharesOf[split];
  const roles = { scripts: [], fillers: [], background: [] };
  const keyOf = split === "senders" ? ({ sender }) => sender : ({ id }) => id;
  const groups = new Map();
  for (const message of messages) {
    const known = groups.get(keyOf(message));
    if (known === undefined) groups.set(keyOf(message), [message]);
    else known.push(message);
  }
  const sorted = [...groups.keys()].sort(compare);
  for (const key of random.shuffle(sorted)) {
    const [role] = Object.entries(shares)
      .map(([name, share]) => [name, roles[name].length / share])
      .sort((x, y) => x[1] - y[1])[0];
    for (const message of groups.get(key)) roles[role].push(message);
  }
  return roles;
}

/** Scripts that are no near-copies of each other, few of one sender. */
function chooseScripts(messages, { wanted, from, to, areNear }, random) {
  const chosen = [];
  const bySender = new Map();
  for (const message of random.shuffle(messages)) {
    if (chosen.length === wanted) break;
    const { text, sender, length } = message;
    const count = bySender.get(sender) ?? 0;
    if (length < from || length > to || count === mostScriptsOfOne) continue;
    const plain = makePlain(text);
    // What is hardly words (a row of signs, one word many times) is no script.
    if (plain.set.size < from * 0.8) continue;
    if (chosen.some((other) => areNear(other.plain, plain).length > 0)) continue;
    bySender.set(sender, count + 1);
    chosen.push({ ...message, plain });
  }
  return chosen;
}

function withoutNearCopies(messages, scripts, areNear) {
  const removed = Object.fromEntries(["any", ...methods].map((method) => [method, 0]));
  const kept = messages.filter(({ text }) => {
    const plain = makePlain(text);
    const found = new Set(scripts.flatMap((script) => areNear(script, plain)));
    for (const method of found) removed[method] += 1;
    if (found.size > 0) removed.any += 1;
    return found.size === 0;
  });
  return { kept, removed };
}

function countBySender(messages) {
  const counts = new Map();
  for (const { sender } of messages) counts.set(sender, (counts.get(sender) ?? 0) + 1);
  return counts;
}

function compare(x, y) {
  if (x === y) return 0;
  return x < y ? -1 : 1;
}

function main() {
  const options = Object.fromEntries(
    process.argv.slice(2).map((entry) => entry.replace(/^--/, "").split("=")),
  );
  if (options.seed === undefined || options.out === undefined) {
    process.stderr.write("usage: node bench/evaluate/sets.mjs --seed=N --out=FILE [--band=6-11]\n");
    process.exitCode = 2;
    return;
  }
  const sources = readSources(options);
  if (sources === undefined) {
    process.stdout.write(`Skipped: ${missingNus}.\n`);
    return;
  }
  const number = (value) => (value === undefined ? undefined : Number(value));
  const set = makeSet(sources, {
    ...options,
    scripts: number(options.scripts),
    copies: number(options.copies),
    background: number(options.background),
    changes: options.changes?.split(","),
  });
  writeFileSync(options.out, JSON.stringify(set));
  const { about, scripts, bg, conds } = set;
  const lexicon = sources.misspellingsFrom ?? "none found: short forms and slips only";
  process.stdout.write(
    `${scripts.length} scripts, ${bg.length} of background, ${Object.keys(conds).length} kinds of change\n` +
      `near-copies removed: ${JSON.stringify(about.nearCopiesRemoved)}\nmisspellings: ${lexicon}\n`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
