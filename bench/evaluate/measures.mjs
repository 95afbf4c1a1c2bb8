// Counts by script, so that scripts can be drawn again for intervals: pairs inside campaigns, pairs
// linked by themselves, B-cubed (Bagga and Baldwin 1998), and the largest part of each campaign.
// Pairs of two background messages are not in here: nobody labelled them (`background.mjs`).
import { makeRandom } from "./random.mjs";

/** Counts of one run, by script. */
export function countByScript({ links, groups }, scriptOf) {
  const sizes = new Map();
  for (const script of scriptOf.values()) sizes.set(script, (sizes.get(script) ?? 0) + 1);
  const counts = new Map(
    [...sizes].map(([script, size]) => [
      script,
      {
        size,
        pairs: (size * (size - 1)) / 2,
        groupHits: 0,
        groupFalse: 0,
        linkHits: 0,
        linkFalse: 0,
        precision: 0,
        recall: 0,
        largest: 1 / size,
      },
    ]),
  );
  for (const ids of groups) countGroup(ids, scriptOf, counts);
  countAlone(groups, scriptOf, counts);
  for (const { a, b } of links) {
    const [left, right] = [scriptOf.get(a), scriptOf.get(b)];
    if (left !== undefined && left === right) counts.get(left).linkHits += 1;
    else for (const script of [left, right]) addFalse(counts.get(script), left, right);
  }
  return counts;
}

// A false pair of two scripts counts half for each.
function addFalse(count, left, right) {
  if (count === undefined) return;
  count.linkFalse += left === undefined || right === undefined ? 1 : 0.5;
}

function countGroup(ids, scriptOf, counts) {
  const inside = tally(ids, scriptOf);
  const background = inside.get(undefined) ?? 0;
  for (const [script, n] of inside) {
    const count = counts.get(script);
    if (count === undefined) continue;
    count.groupHits += (n * (n - 1)) / 2;
    count.groupFalse += n * background + (n * (ids.length - background - n)) / 2;
    count.precision += (n * n) / ids.length;
    count.recall += (n * n) / count.size;
    count.largest = Math.max(count.largest, n / count.size);
  }
}

function countAlone(groups, scriptOf, counts) {
  const grouped = new Set(groups.flat());
  for (const [id, script] of scriptOf) {
    if (grouped.has(id)) continue;
    const count = counts.get(script);
    count.precision += 1;
    count.recall += 1 / count.size;
  }
}

/** How many ids each script has; `undefined` for background. */
export function tally(ids, scriptOf) {
  const inside = new Map();
  for (const id of ids) inside.set(scriptOf.get(id), (inside.get(scriptOf.get(id)) ?? 0) + 1);
  return inside;
}

/** Rates of any number of scripts together. */
export function toRates(counts) {
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  const copies = sum("size");
  const pairs = sum("pairs");
  return {
    group: rates(sum("groupHits"), sum("groupFalse"), pairs),
    link: rates(sum("linkHits"), sum("linkFalse"), pairs),
    bcubed: harmonic(sum("precision") / copies, sum("recall") / copies),
    largest: sum("largest") / counts.length,
  };
}

/** Precision, recall and F1. */
export function rates(hits, wrong, wanted) {
  const precision = hits + wrong === 0 ? 1 : hits / (hits + wrong);
  const recall = wanted === 0 ? 1 : hits / wanted;
  return { precision, recall, f1: harmonic(precision, recall) };
}

function harmonic(x, y) {
  return x + y === 0 ? 0 : (2 * x * y) / (x + y);
}

/**
 * The interval that holds 95 % of a figure when scripts are drawn again with replacement (percentile
 * bootstrap, Efron 1979).
 *
 * @param rows one list of counts for each script: all kinds of change of a script go together.
 */
export function interval(rows, figure, draws = 1000) {
  const random = makeRandom("bootstrap");
  const values = Array.from({ length: draws }, () =>
    figure(rows.flatMap(() => rows[random.below(rows.length)])),
  ).sort((x, y) => x - y);
  const at = (share) => values[Math.min(draws - 1, Math.floor(share * draws))];
  return [at(0.025), at(0.975)];
}

/**
 * Steps of a curve over a falling score: at `bits`, so many true and false pairs more. A pair of one
 * campaign has the bits of its link or, where they are more, those with which both ends belong to the
 * campaign.
 */
export function campaignSteps({ links, groups, odds }, scriptOf, least) {
  const keyOf = (a, b) => (a < b ? `${a} ${b}` : `${b} ${a}`);
  const own = new Map(links.map(({ a, b, bits }) => [keyOf(a, b), bits]));
  return groups.flatMap((ids) =>
    pairsOf(ids).flatMap(([a, b]) => {
      const [left, right] = [scriptOf.get(a), scriptOf.get(b)];
      if (left === undefined && right === undefined) return [];
      const both = Math.min(odds.get(a), odds.get(b));
      const found = Math.max(own.get(keyOf(a, b)) ?? -Infinity, both);
      return [toStep(Number.isFinite(found) ? found : least, left, right)];
    }),
  );
}

function pairsOf(ids) {
  return ids.flatMap((a, at) => ids.slice(at + 1).map((b) => [a, b]));
}

function toStep(bits, left, right) {
  return left === right ? { bits, hits: 1, wrong: 0 } : { bits, hits: 0, wrong: 1 };
}

/**
 * The same where a group is all that pairs from a threshold on connect: two of it have the bits of the
 * weakest link on the strongest way between them.
 */
export function connectedSteps({ links, groups }, scriptOf, least) {
  const members = new Map([...new Set(groups.flat())].map((id) => [id, [id]]));
  const steps = [];
  const join = (left, right, bits) => {
    steps.push({ bits, ...crossPairs(tally(left, scriptOf), tally(right, scriptOf)) });
    const [into, from] = left.length >= right.length ? [left, right] : [right, left];
    for (const id of from) {
      into.push(id);
      members.set(id, into);
    }
  };
  for (const { a, b, bits } of [...links].sort((x, y) => y.bits - x.bits)) {
    const [left, right] = [members.get(a), members.get(b)];
    if (left === undefined || right === undefined || left === right) continue;
    join(left, right, bits);
  }
  for (const ids of groups) {
    for (const id of ids) {
      const [left, right] = [members.get(ids[0]), members.get(id)];
      if (left !== right) join(left, right, least);
    }
  }
  return steps;
}

function crossPairs(left, right) {
  let hits = 0;
  let touching = 0;
  for (const [script, n] of left) {
    for (const [other, m] of right) {
      if (script === undefined && other === undefined) continue;
      touching += n * m;
      if (script === other) hits += n * m;
    }
  }
  return { hits, wrong: touching - hits };
}

/** Steps of the pairs that have a score of their own. */
export function linkSteps(scored, scriptOf) {
  return scored.flatMap(({ a, b, bits }) => {
    const [left, right] = [scriptOf.get(a), scriptOf.get(b)];
    if (left === undefined && right === undefined) return [];
    return [toStep(bits, left, right)];
  });
}

/** The largest share of true pairs found while so few of those found are false. */
export function recallAt(steps, precision, wanted) {
  let best = 0;
  walk(steps, (hits, wrong) => {
    if (hits / (hits + wrong) >= precision) best = Math.max(best, hits / wanted);
  });
  return best;
}

/** The threshold with the best F1. */
export function bestThreshold(steps, wanted) {
  let best = { f1: -1, bits: Infinity };
  walk(steps, (hits, wrong, bits) => {
    const { f1 } = rates(hits, wrong, wanted);
    if (f1 > best.f1) best = { f1, bits };
  });
  return best;
}

/** Rates at a threshold. */
export function ratesAt(steps, threshold, wanted) {
  const found = steps.filter(({ bits }) => bits >= threshold);
  const sum = (key) => found.reduce((total, step) => total + step[key], 0);
  return rates(sum("hits"), sum("wrong"), wanted);
}

// Tells the sums after all steps of one score.
function walk(steps, tell) {
  const sorted = [...steps].sort((x, y) => y.bits - x.bits);
  let hits = 0;
  let wrong = 0;
  sorted.forEach((step, at) => {
    hits += step.hits;
    wrong += step.wrong;
    if (step.bits !== sorted[at + 1]?.bits) tell(hits, wrong, step.bits);
  });
}
