// Fits what the linking engine weighs, on test sets and their background, and writes
// packages/analysis/src/weights.ts. None of the weights is negative for evidence that speaks for a
// link. `docs/evaluation.md` explains what is fitted on what.
//
//   node bench/evaluate/fit-weights.mjs --sets=FILE,FILE [--even=FILE] [--dry]
//     [--only=pairs|members|suggestions]
//
// FILE: as `sets.mjs` writes it; of those in `--even` only the scripts with even numbers are used.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { importSource } from "../../packages/analysis/scripts/import-source.mjs";
import { toTexts } from "./engine.mjs";
import { fitLogistic } from "./logistic.mjs";
import { readNus } from "./named-data.mjs";

const options = new Map(process.argv.slice(2).map((entry) => entry.replace(/^--/, "").split("=")));
const target = fileURLToPath(new URL("../../packages/analysis/src/weights.ts", import.meta.url));
const only = options.get("only");
const say = (line) => process.stdout.write(`${line}\n`);

if (only === undefined) {
  // The members are measured in groups, and those depend on what was fitted before.
  for (const stage of ["pairs", "members", "members"]) {
    const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2), `--only=${stage}`];
    execFileSync(process.execPath, ["--max-old-space-size=8000", ...args], { stdio: "inherit" });
  }
} else {
  const weights = await importSource("weights.ts");
  const { fullMessageBits, shortMessageBits } = await importSource("rules.ts");
  const kept = { ...weights };
  if (only === "pairs") kept.textWeights = await fitPairs(fullMessageBits);
  else if (only === "suggestions") kept.suggestWeights = await fitPairs(shortMessageBits);
  else kept.memberWeights = await fitMembers();
  say(JSON.stringify(kept, null, 1));
  if (!options.has("dry")) writeWeights(kept);
}

function* worlds() {
  const named = (option, isEven) =>
    (options.get(option)?.split(",") ?? []).map((path) => ({ path, isEven }));
  for (const { path, isEven } of [...named("sets", false), ...named("even", true)]) {
    const { bg, conds, senders } = JSON.parse(readFileSync(path, "utf8"));
    const sendersOf = senders?.bg ?? sendersByText(bg);
    yield { name: `${path} background`, copies: [], background: bg, senders: sendersOf };
    // What copies are hidden in need not be all of it: their pairs with it are alike.
    const few = 10_000;
    for (const [name, all] of Object.entries(conds)) {
      const copies = isEven ? all.filter(([script]) => script % 2 === 0) : all;
      yield {
        name,
        copies,
        background: bg.slice(0, few),
        senders: sendersOf,
        share: bg.length / few,
      };
    }
  }
}

function sendersByText(texts) {
  const known = new Map(
    (readNus(options.get("data")) ?? []).map(({ text, sender }) => [text, sender]),
  );
  return texts.map((text) => known.get(text.replace(/\s+/gu, " ").trim()) ?? null);
}

/** Who or what a text comes from; null where nobody knows. */
function originOf({ copies, senders }) {
  return (id) => {
    const at = Number(id.slice(1));
    if (id.startsWith("c")) return `script ${copies[at]?.[0]}`;
    return senders[at] === null ? null : `sender ${senders[at]}`;
  };
}

/** 1 for one origin, 0 for two, null where the data do not say: people repeat themselves. */
function labelOf(a, b, originBy, isCopy) {
  const [left, right] = [originBy(a), originBy(b)];
  if (a.startsWith("c") && b.startsWith("c")) return Number(left === right);
  if (a.startsWith("c") || b.startsWith("c")) return isCopy ? null : 0;
  return left === null || right === null || left === right || isCopy ? null : 0;
}

/** @param fullBits a message with less of its own is compared by shares that much less */
async function fitPairs(fullBits) {
  const { findCandidates } = await importSource("candidates.ts");
  const { compareTexts } = await importSource("compare-texts.ts");
  const lexiconOf = await lexicons();
  const { leastCommonBits, startingOdds } = await importSource("rules.ts");
  const rows = [];
  const labels = [];
  const weights = [];
  for (const world of worlds()) {
    const { texts } = toTexts(world.copies, world.background);
    const originBy = originOf(world);
    const lexicon = lexiconOf();
    const forms = texts.map(([, text]) => lexicon(text));
    let kept = 0;
    findCandidates(forms, (first, second) => {
      const [a, b] = [texts[first][0], texts[second][0]];
      const isBackground = a.startsWith("b") && b.startsWith("b");
      if (isBackground !== world.name.endsWith(" background")) return;
      const { common, letters, share } = compareTexts(forms[first], forms[second]);
      if (common < leastCommonBits) return;
      const words = Math.min(forms[first].words.length, forms[second].words.length);
      const isCopy = letters >= 0.5 && words >= 8;
      const label = labelOf(a, b, originBy, isCopy);
      if (label === null) return;
      const full = Math.min(1, Math.min(forms[first].ownBits, forms[second].ownBits) / fullBits);
      rows.push([common, full * letters, full * share]);
      labels.push(label);
      // Every kind of change is a world of its own, with the whole background in it.
      weights.push(isBackground ? 11 : label === 1 ? 1 : (world.share ?? 1));
      kept += 1;
    });
    say(`${world.name}: ${kept} pairs`);
  }
  const fit = fitLogistic({ rows, labels, weights });
  const start = -Math.log2(startingOdds);
  say(`loss ${fit.loss.toExponential(4)}`);
  const [common, letters, share] = fit.weights;
  return { offset: start - fit.start, common, letters, share };
}

async function lexicons() {
  const { makeLexicon } = await importSource("message-forms.ts");
  const { makeLanguageModel } = await importSource("surprisal.ts");
  const { background } = await importSource("background.ts");
  return () => makeLexicon(makeLanguageModel(background));
}

async function fitMembers() {
  const { compareAll, makeEdges } = await importSource("edges.ts");
  const { groupReports, indexEdges } = await importSource("groups.ts");
  const { makeMembership, memberTermNames } = await importSource("membership.ts");
  const { thresholds } = await importSource("rules.ts");
  const lexiconOf = await lexicons();
  const names = memberTermNames.filter((name) => name !== "start");
  const rows = [];
  const labels = [];
  for (const world of worlds()) {
    const { texts } = toTexts(world.copies, world.background);
    const originBy = originOf(world);
    const reports = texts
      .map(([id, text]) => ({ id, messages: [{ id, text }], identifiers: [], names: [] }))
      .sort((x, y) => (x.id < y.id ? -1 : 1));
    const { edges } = makeEdges(reports, compareAll(reports, lexiconOf()), thresholds);
    const ids = reports.map(({ id }) => id);
    const neighbours = indexEdges(edges);
    const members = makeMembership(neighbours);
    let kept = 0;
    for (const group of groupReports(ids, edges, [], thresholds)) {
      const whole = { ids: new Set(group.ids), changes: 0 };
      const most = mostFrequent(group.ids.map(originBy));
      const isBackground = most === null || !most.startsWith("script");
      if (isBackground !== world.name.endsWith(" background")) continue;
      for (const id of [...(group.ids.length > 2 ? group.ids : []), ...around(whole, neighbours)]) {
        const terms = members.terms(id, whole);
        if (terms === undefined) continue;
        const isCopy = terms.letters >= 0.5;
        const others = group.ids.filter((other) => other !== id);
        const label = isBackground
          ? strangerLabel(id, others, originBy, isCopy)
          : memberLabel(id, most, originBy, isCopy);
        if (label === null) continue;
        rows.push(names.map((name) => terms[name]));
        labels.push(label);
        kept += 1;
      }
    }
    say(`${world.name}: ${kept} members and candidates`);
  }
  const fit = fitLogistic({ rows, labels, negative: new Set([names.indexOf("size")]) });
  say(
    `${labels.filter((label) => label === 1).length} of ${labels.length} belong; loss ${fit.loss.toExponential(4)}`,
  );
  return {
    start: fit.start,
    ...Object.fromEntries(names.map((name, at) => [name, fit.weights[at]])),
  };
}

/** Outside a group, with an edge into it. */
function around({ ids }, neighbours) {
  const near = [...ids].flatMap((id) => [...(neighbours.get(id)?.keys() ?? [])]);
  return new Set(near.filter((id) => !ids.has(id)));
}

/** Whether it is of the script that most of a group are of; null where it may be a natural copy. */
function memberLabel(id, most, originBy, isCopy) {
  if (originBy(id) === most) return 1;
  return id.startsWith("b") && isCopy ? null : 0;
}

/** Nobody of the background belongs to another; null where that is not known. */
function strangerLabel(id, others, originBy, isCopy) {
  return others.every((other) => labelOf(id, other, originBy, isCopy) === 0) ? 0 : null;
}

function mostFrequent(origins) {
  const counts = new Map();
  for (const origin of origins) counts.set(origin, (counts.get(origin) ?? 0) + 1);
  return [...counts].sort(([, x], [, y]) => y - x)[0]?.[0] ?? null;
}

function writeWeights({ textWeights, suggestWeights, memberWeights }) {
  const lines = (weights) =>
    Object.entries(weights).map(([name, value]) => `  ${name}: ${Number(value.toPrecision(4))},`);
  const text = [
    "/**",
    " * What the text comparison weighs, in bits. Fitted by `bench/evaluate/fit-weights.mjs`; not edited by",
    " * hand. `docs/evaluation.md` says on which data.",
    " */",
    "export const textWeights = {",
    ...lines(textWeights),
    "} as const;",
    "",
    "/** The same where a short message is only suggested to a person. */",
    "export const suggestWeights = {",
    ...lines(suggestWeights),
    "} as const;",
    "",
    "/** What speaks for a report in a group. */",
    "export const memberWeights = {",
    ...lines(memberWeights),
    "} as const;",
    "",
  ].join("\n");
  writeFileSync(target, text);
  say(text);
}
