import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { background } from "../src/background.ts";
import { chooseCandidates, mostPerKey } from "../src/choose-candidates.ts";
import { type Decision, linkReports, type ReportFacts } from "../src/index.ts";
import { indexKeys, type IndexKey } from "../src/index-keys.ts";
import { makeLinkMemory } from "../src/link-memory.ts";
import { makeLanguageModel } from "../src/surprisal.ts";

const model = makeLanguageModel(background);

const words =
  "aqueduct satsuma juggle harvest bassoon lantern ferry plinth you met we the at was so fun again supper".split(
    " ",
  );
const report = fc.record({
  texts: fc.array(
    fc
      .array(fc.constantFrom(...words), { minLength: 3, maxLength: 20 })
      .map((list) => list.join(" ")),
    { maxLength: 2 },
  ),
  number: fc.option(fc.integer({ min: 100, max: 103 }).map((end) => `+447700900${end}`)),
});
const reports = fc.array(report, { minLength: 2, maxLength: 8 }).map((list) =>
  list.map(({ texts, number }, at): ReportFacts => ({
    id: `r${at}`,
    messages: texts.map((text, nth) => ({ id: `m${nth}`, text })),
    identifiers: number === null ? [] : [{ kind: "number", value: number }],
    names: [],
  })),
);
const decisions = fc.array(
  fc.record({
    kind: fc.constantFrom<Decision["kind"]>("must_link", "cannot_link"),
    a: fc.integer({ min: 0, max: 7 }).map((n) => `r${n}`),
    b: fc.integer({ min: 0, max: 7 }).map((n) => `r${n}`),
  }),
  { maxLength: 4 },
);

/** An index in memory with the rules of the one in the database. */
function makeIndex() {
  const postings = new Map<number, string[]>();
  return (id: string, keys: readonly IndexKey[]) => {
    const found = chooseCandidates(
      keys.map(({ hash, kind }) => ({ kind, reports: [...(postings.get(hash) ?? [])] })),
    );
    for (const { hash } of keys) {
      const list = postings.get(hash) ?? [];
      if (list.length < mostPerKey) postings.set(hash, [...list, id]);
    }
    return found;
  };
}

/** Every report in turn, each compared with what the index finds for it. */
function linkInTurn(list: readonly ReportFacts[], decided: readonly Decision[] = []) {
  const memory = makeLinkMemory();
  const add = makeIndex();
  for (const one of list) memory.compare(one, add(one.id, indexKeys(one, model)));
  return memory.link({ decisions: decided });
}

describe("linking one report after the other", () => {
  test("finds what comparing all with all finds", () => {
    fc.assert(
      fc.property(reports, decisions, (list, decided) => {
        const memory = makeLinkMemory();
        list.forEach((one, at) =>
          memory.compare(
            one,
            list.slice(0, at).map(({ id }) => id),
          ),
        );
        const inTurn = memory.link({ decisions: decided });
        const atOnce = linkReports(list, { decisions: decided });
        expect(inTurn.campaigns.map(({ ids }) => ids)).toEqual(
          atOnce.campaigns.map(({ ids }) => ids),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("in whatever order they come, through the index", () => {
    fc.assert(
      fc.property(
        reports.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        decisions,
        ([list, turned], decided) => {
          expect(linkInTurn(turned, decided)).toEqual(linkInTurn(list, decided));
        },
      ),
    );
  });

  test("a report that is forgotten leaves no trace; one that changed is compared anew", () => {
    fc.assert(
      fc.property(reports, fc.nat({ max: 7 }), (list, nth) => {
        const gone = list[nth % list.length];
        if (gone === undefined) return;
        const memory = makeLinkMemory();
        const all = list.map(({ id }) => id);
        for (const one of list) memory.compare(one, all);
        memory.forget(gone.id);
        const without = makeLinkMemory();
        for (const one of list) if (one !== gone) without.compare(one, all);
        expect(memory.link({})).toEqual(without.link({}));
        memory.compare({ ...gone, messages: [] }, all);
        memory.compare(gone, all);
        const whole = makeLinkMemory();
        for (const one of list) whole.compare(one, all);
        expect(memory.link({})).toEqual(whole.link({}));
      }),
      { numRuns: 60 },
    );
  });

  test("what it says is near is enough the next time", () => {
    fc.assert(
      fc.property(reports, (list) => {
        const all = list.map(({ id }) => id);
        const memory = makeLinkMemory();
        for (const one of list) memory.compare(one, all);
        const near = list.map((one) => memory.compare(one, all));
        const again = makeLinkMemory();
        list.forEach((one, at) => again.compare(one, near[at] ?? []));
        expect(again.link({})).toEqual(memory.link({}));
      }),
      { numRuns: 60 },
    );
  });

  test("only what was compared may be put in another's place", () => {
    const memory = makeLinkMemory();
    expect(() => {
      memory.replace({ id: "r", messages: [], identifiers: [], names: [] });
    }).toThrow(RangeError);
  });

  test("a campaign of hundreds stays one, though most of its phrases are common", () => {
    const places = ["the bar", "the library", "the station", "the museum"];
    const list = Array.from({ length: 400 }, (_, at): ReportFacts => {
      const text = `It was so lovely to bump into you at ${places[at % 4] ?? ""} last week, I keep thinking about your speech and wondered if you might fancy a private viewing ${at}`;
      return { id: `c${at}`, messages: [{ id: "m", text }], identifiers: [], names: [] };
    });
    const { campaigns } = linkInTurn(list);
    expect(campaigns.map(({ ids }) => ids.length)).toEqual([400]);
  });
});
