// Evaluation that anyone can repeat: makes test sets from seeds and named data, links them with the
// engine as the Desk does, and prints the tables of docs/evaluation.md. Data that is not there is
// skipped by name.
//
//   npm run evaluate -- [--full] [--only=dev,test,short,sizes,hard,real,fidelity,peers]
//     [--seeds=7001,7002] [--data=FOLDER] [--misspellings=FILE] [--svg=docs/img/reliability.svg]
//     [--docs=docs/evaluation.md]   rewrites its figures; format it afterwards
import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { judge } from "./background.mjs";
import { chooseThreshold, linkF1At, poolRuns, runConditions } from "./conditions.mjs";
import { loadEngine } from "./engine.mjs";
import { tryFidelity } from "./fidelity.mjs";
import { makeSections } from "./figures.mjs";
import { makeHardNegatives } from "./hard-negatives.mjs";
import { tryHardNegatives } from "./hard.mjs";
import { findData, missingNus } from "./named-data.mjs";
import { tryPeers } from "./peers.mjs";
import { tryRealMessages } from "./real-messages.mjs";
import { drawReliability, makeBins, observedFrom } from "./reliability.mjs";
import { rates, ratesAt } from "./measures.mjs";
import { makeSet, readSources } from "./sets.mjs";
import { rateHead, show, showInterval, toRow, toTable } from "./tables.mjs";

const options = Object.fromEntries(
  process.argv.slice(2).map((entry) => {
    const [name, value = "true"] = entry.replace(/^--/, "").split("=");
    return [name, value];
  }),
);
const isFull = options.full === "true";
const only = options.only?.split(",");
const isWanted = (section) => only === undefined || only.includes(section);
// Sets for fitting have other seeds, and senders of the other part of the corpus.
const seeds = options.seeds?.split(",") ?? (isFull ? ["7001", "7002", "7003"] : ["7001"]);

// One pair in 10,000 has one script: 60 scripts of 8 copies are 1,680 pairs.
const [scripts, copies, background] = [60, 8, 5317];

const fiveOfShort = ["slot20", "slot40", "rand20", "insert50", "typo20"];

const sections = makeSections((text) => process.stdout.write(text));
const { say } = sections;
const started = process.cpuUsage();
const engine = await loadEngine();
const sources = readSources(options);
say(`# Evaluation, rules version ${engine.rulesVersion}\n`);
if (sources === undefined) say(`Test sets skipped: ${missingNus}.\n`);
else {
  say(
    `${sources.messages.length} messages to draw from; misspellings: ` +
      `${sources.misspellingsFrom === undefined ? "no published list found, short forms and slips only" : `${sources.misspellings.size} words of codespell`}. Seeds ${seeds.join(", ")}.\n`,
  );
}

const judged = [];
await section("dev", tryDevelopmentSet);
if (sources !== undefined) {
  const bands = isFull ? ["5-11", "12-20", "21-40"] : ["12-20", "21-40"];
  await section("test", () => {
    for (const band of bands) tryBand(band);
  });
  await section("short", () => {
    tryBand("6-11");
  });
  if (judged.length > 0) await section("reliability", sayReliability);
  await section("sizes", trySizes);
  await section("fidelity", sayFidelity);
  await section("hard", tryHard);
  await section("real", () => {
    say("\n## Real messages, the sender as label\n");
    tryRealMessages(engine, sources.messages, say);
  });
  await section("peers", () => tryPeers(sources, { seed: seeds[0], isFull }, say));
}
if (options.docs !== undefined) sections.writeInto(options.docs);
const { user, system } = process.cpuUsage(started);
say(`\n${Math.round((user + system) / 1e6)} CPU-s in this process, peers not counted.`);

async function section(name, run) {
  if (!isWanted(name) && name !== "reliability") return;
  sections.start(name);
  await run();
  sections.end();
}

function tryDevelopmentSet() {
  const path = options.dev ?? findData(options.data, "linking-dev/dev.json");
  if (path === undefined || !existsSync(path)) {
    say("Development set skipped: no linking-dev/dev.json in the folder of --data.\n");
    return;
  }
  const set = JSON.parse(readFileSync(path, "utf8"));
  say(`## Development set, ${set.bg.length} messages of background, scripts with odd numbers\n`);
  const even = [];
  const odd = runConditions(engine, set, {
    isWanted: (script) => script % 2 === 1,
    onRun(run, result) {
      const evenRun = reuse(result, (script) => script % 2 === 0);
      even.push(evenRun);
    },
  });
  sayRows(odd);
  const threshold = chooseThreshold([...even, poolRuns(even)]);
  say(
    `\nPairs by their own score, the threshold with the best F1 on even scripts (${threshold.toFixed(2)} bits) ` +
      `frozen: F1 on odd scripts ${odd.map((run) => `${run.name} ${show(linkF1At(run, threshold))}`).join(", ")}.\n`,
  );
}

// Counts a run again for other scripts, without linking again.
function reuse({ links, groups, odds, suggestions, seconds, scriptOf, texts }, wants) {
  const same = { ...engine, run: () => ({ links, groups, odds, suggestions, seconds }) };
  const copiesOf = texts
    .filter(([id]) => scriptOf.has(id))
    .map(([id, text]) => [scriptOf.get(id), text]);
  const others = texts.filter(([id]) => !scriptOf.has(id)).map(([, text]) => text);
  const [run] = runConditions(same, { conds: { run: copiesOf }, bg: others }, { isWanted: wants });
  return run;
}

function testSet(seed, band, more = {}) {
  return makeSet(sources, { seed, band, part: "test", scripts, copies, background, ...more });
}

function tryBand(band) {
  const runsOf = new Map();
  let removed = 0;
  for (const seed of seeds) {
    const set = testSet(seed, band);
    removed += set.about.nearCopiesRemoved.any;
    runConditions(engine, set, {
      onRun(run, result) {
        runsOf.set(run.name, [...(runsOf.get(run.name) ?? []), rename(run, seed)]);
        judgePairs(result, set);
      },
    });
  }
  const runs = [...runsOf].map(([name, list]) => ({ ...poolRuns(list), name }));
  say(
    `\n## Held-out scripts of ${band} words: ${seeds.length * scripts} scripts, ${copies} copies, ` +
      `one pair in 10,000, ${removed} near-copies removed\n`,
  );
  sayRows([...runs, poolRuns(runs)]);
  if (band === "6-11") sayShort(runs);
}

// What is held back on purpose is still shown to a person.
function sayShort(runs) {
  const five = poolRuns(runs.filter(({ name }) => fiveOfShort.includes(name)));
  const { suggest } = engine.thresholds;
  const shown = ratesAt(five.steps.link, suggest, five.wanted);
  const either = ratesWith(five.byScript, five.steps.suggested, five.wanted);
  say(
    `\nPooled over ${fiveOfShort.join(", ")}: F1 of campaigns ${show(five.rates.group.f1)} ` +
      `(P ${show(five.rates.group.precision)}, R ${show(five.rates.group.recall)}); of pairs linked or ` +
      `suggested ${show(shown.f1)} (P ${show(shown.precision)}, R ${show(shown.recall)}); of pairs in one ` +
      `campaign or suggested ${show(either.f1)} (P ${show(either.precision)}, R ${show(either.recall)}).`,
  );
}

// A suggestion is never between two reports of one campaign.
function ratesWith(byScript, suggested, wanted) {
  const counts = [...byScript.values()].flat();
  const sum = (list, key) => list.reduce((total, entry) => total + entry[key], 0);
  return rates(
    sum(counts, "groupHits") + sum(suggested, "hits"),
    sum(counts, "groupFalse") + sum(suggested, "wrong"),
    wanted,
  );
}

// Scripts of two seeds are different scripts.
function rename(run, seed) {
  return {
    ...run,
    byScript: new Map([...run.byScript].map(([script, list]) => [`${seed} ${script}`, list])),
  };
}

function sayRows(runs) {
  say(toTable(rateHead, runs.map(toRow)));
}

/** Every pair with a stated probability; of two background messages only what can be judged. */
function judgePairs({ links, suggestions, scriptOf, texts }, set) {
  const textOf = new Map(texts);
  const messageOf = (id) => ({ text: textOf.get(id), sender: set.senders.bg[Number(id.slice(1))] });
  for (const { a, b, probability } of [...links, ...suggestions]) {
    const [left, right] = [scriptOf.get(a), scriptOf.get(b)];
    const isBackground = left === undefined && right === undefined;
    if (isBackground && judge(messageOf(a), messageOf(b)) !== "different") continue;
    judged.push({ probability, isTrue: !isBackground && left === right });
  }
}

function sayReliability() {
  const bins = makeBins(judged);
  say("\n## Stated probabilities, held-out sets of all kinds of change together\n");
  say(
    toTable(
      ["Stated from", "to", "Pairs", "Mean stated", "Right", "95 %"],
      bins.map(({ from, to, count, stated, observed, interval }) => [
        show(from),
        show(to),
        `${count}`,
        ...(count === 0 ? ["", "", ""] : [show(stated), show(observed), showInterval(interval)]),
      ]),
    ),
  );
  const certain = observedFrom(judged, 0.925);
  const top = observedFrom(judged, 1 / (1 + 2 ** -engine.thresholds.certain));
  say(
    `\n"almost certain" (.925 and more): ${show(certain.observed)} right of ${certain.count} pairs; ` +
      `verdict "certain": ${show(top.observed)} of ${top.count}.\n`,
  );
  if (options.svg !== undefined) writeFileSync(options.svg, drawReliability(bins));
}

function trySizes() {
  say("\n## Sizes of campaigns, each copy changed in its own way\n");
  const rows = [];
  const plan = [
    [2, 120],
    [5, 60],
    [8, 60],
    [20, 24],
    [500, 2],
  ];
  for (const [size, count] of plan) {
    const set = testSet(`${seeds[0]} size ${size}`, "12-40", {
      scripts: count,
      copies: size,
      changes: ["mixed"],
    });
    const [run] = runConditions(engine, set);
    rows.push([`${count} × ${size}`, ...toRow(run).slice(1)]);
  }
  say(toTable(["Campaigns × copies", ...rateHead.slice(1)], rows));
}

function sayFidelity() {
  const set = testSet(seeds[0], "12-40", { changes: ["mixed"] });
  let tried;
  runConditions(engine, set, {
    onRun(_, result) {
      tried = tryFidelity(engine, result);
    },
  });
  say(
    `\nExplanations: the shown shared words taken out of both messages, ${tried.dropped} of ` +
      `${tried.tried} links are no longer links.\n`,
  );
}

function tryHard() {
  say("\n## Hard negatives\n");
  const lists = makeHardNegatives(sources, { seed: seeds[0], part: "test", background });
  tryHardNegatives(engine, lists, say);
}
