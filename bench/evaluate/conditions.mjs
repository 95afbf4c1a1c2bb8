// One run of the engine for each kind of change, counted by script.
import { toTexts } from "./engine.mjs";
import {
  bestThreshold,
  campaignSteps,
  countByScript,
  interval,
  linkSteps,
  ratesAt,
  recallAt,
  toRates,
} from "./measures.mjs";

/**
 * Links each kind of change of a set and counts.
 *
 * @param isWanted which scripts to count; the others stay in the corpus as they would at a desk.
 */
export function runConditions(engine, set, { changes, isWanted = () => true, onRun } = {}) {
  const runs = (changes ?? Object.keys(set.conds)).map((name) => {
    const { scriptOf, texts } = toTexts(set.conds[name], set.bg);
    const result = engine.run(texts);
    const run = { name, ...countRun(engine, result, scriptOf, texts.length, isWanted) };
    onRun?.(run, { ...result, scriptOf, texts });
    return run;
  });
  return [...runs, poolRuns(runs)];
}

function countRun(engine, result, scriptOf, messages, isWanted) {
  const counts = [...countByScript(result, scriptOf)].filter(([script]) => isWanted(script));
  const wanted = new Map([...scriptOf].filter(([, script]) => isWanted(script)));
  const others = new Map([...scriptOf].filter(([, script]) => !isWanted(script)));
  const scored = [...result.links, ...result.suggestions];
  const isOther = ({ a, b }) => others.has(a) && others.has(b);
  const steps = {
    campaign: campaignSteps(result, wanted, engine.thresholds.link),
    link: linkSteps(
      scored.filter((link) => !isOther(link)),
      wanted,
    ),
    suggested: linkSteps(
      result.suggestions.filter((link) => !isOther(link)),
      wanted,
    ),
  };
  return finish({
    counts: new Map(counts),
    steps,
    messages,
    seconds: result.seconds,
  });
}

/** All kinds of change together; a script stays one script for the interval. */
export function poolRuns(runs) {
  const counts = new Map();
  for (const run of runs) {
    for (const [script, list] of run.byScript) {
      counts.set(script, [...(counts.get(script) ?? []), ...list]);
    }
  }
  const pooled = {
    name: "pooled",
    byScript: counts,
    steps: {
      campaign: runs.flatMap(({ steps }) => steps.campaign),
      link: runs.flatMap(({ steps }) => steps.link),
      suggested: runs.flatMap(({ steps }) => steps.suggested),
    },
    messages: runs.reduce((sum, run) => sum + run.messages, 0),
    seconds: runs.reduce((sum, run) => sum + run.seconds, 0),
  };
  return withFigures(pooled);
}

function finish({ counts, ...run }) {
  return withFigures({
    ...run,
    byScript: new Map([...counts].map(([script, count]) => [script, [count]])),
  });
}

function withFigures(run) {
  const rows = [...run.byScript.values()];
  const wanted = rows.flat().reduce((sum, { pairs }) => sum + pairs, 0);
  const rates = toRates(rows.flat());
  const wrong = rows.flat().reduce((sum, { linkFalse }) => sum + linkFalse, 0);
  return {
    ...run,
    wanted,
    rates,
    between: interval(rows, (counts) => toRates(counts).group.f1, 400),
    recallAt999: recallAt(run.steps.campaign, 0.999, wanted),
    falsePer1000: (1000 * wrong) / run.messages,
  };
}

/** The threshold with the best pooled F1 over pairs that have a score of their own. */
export function chooseThreshold(runs) {
  const pooled = runs.at(-1);
  return bestThreshold(pooled.steps.link, pooled.wanted).bits;
}

/** F1 of pairs by their own score at a given threshold. */
export function linkF1At(run, threshold) {
  return ratesAt(run.steps.link, threshold, run.wanted).f1;
}
