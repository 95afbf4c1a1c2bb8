import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { background } from "../../src/background.ts";
import { bulkThresholds, createBulkLinker, shippedWeights } from "../../src/bulk/bulk-linker.ts";
import { groupPairs, noGroup } from "../../src/bulk/group-pairs.ts";
import { compareTexts } from "../../src/compare-texts.ts";
import { makeLexicon } from "../../src/message-forms.ts";
import { makeLanguageModel } from "../../src/surprisal.ts";

const places = ["the bar", "the library", "the station", "the museum", "the harbour", "the chapel"];
const things = ["your speech", "your dog", "your new book", "your old bicycle", "your award"];

const copyOf = (at: number) =>
  `It was so lovely to bump into you at ${places[at % 6] ?? ""} last week, I keep thinking about ${things[at % 5] ?? ""} and wondered if you might fancy a private viewing ${at}`;
const otherOf = (at: number) =>
  `Parcel ${(at * 104_729).toString(36)} waits at locker ${(at * 31).toString(36)} until ${(at * 7919).toString(36)}, bring ${(at * 613).toString(36)} and ask for ${(at * 17).toString(36)}`;

function linkAll(texts: readonly string[], mode: "fast" | "thorough" = "thorough") {
  const linker = createBulkLinker();
  for (const text of texts) linker.push(text);
  return linker.finish(mode);
}

const words =
  "aqueduct satsuma juggle harvest bassoon lantern ferry plinth you met we the at was so fun again supper".split(
    " ",
  );
const text = fc
  .array(fc.constantFrom(...words), { minLength: 3, maxLength: 24 })
  .map((list) => list.join(" "));

describe("bulk linking", () => {
  test("gives each pair the bits that the slow comparison gives it", () => {
    const lexicon = makeLexicon(makeLanguageModel(background));
    const { common, letters, share, offset, fullMessageBits } = shippedWeights;
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 12 }), (texts) => {
        const { pairs } = linkAll(texts);
        for (const [at, bits] of pairs.bits.entries()) {
          const a = lexicon(texts[pairs.first[at] ?? 0] ?? "");
          const b = lexicon(texts[pairs.second[at] ?? 0] ?? "");
          const terms = compareTexts(a, b);
          const full = Math.min(1, Math.min(a.ownBits, b.ownBits) / fullMessageBits);
          const alike = letters * terms.letters + share * terms.share;
          expect(bits).toBeCloseTo(common * terms.common + full * alike - offset, 3);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("is the same by bytes and by text", () => {
    const texts = Array.from({ length: 40 }, (_, at) => `${copyOf(at)} caf\u00e9 h e l l o $${at}`);
    const linker = createBulkLinker();
    for (const one of texts) {
      const bytes = new TextEncoder().encode(`#${one}#`);
      linker.pushBytes(bytes, 1, bytes.length - 1);
    }
    expect(linker.finish()).toEqual(linkAll(texts));
  });

  test("is the same whether or not there was a linker before", () => {
    const texts = Array.from({ length: 20 }, (_, at) => copyOf(at));
    const fresh: typeof background = { ...background };
    const linkFresh = () => {
      const linker = createBulkLinker({ background: fresh });
      for (const text of texts) linker.push(text);
      return linker.finish();
    };
    const first = linkFresh();
    expect(first.pairs.bits.length).toBeGreaterThan(0);
    expect(linkFresh()).toEqual(first);
  });

  test("never links messages that say next to nothing", () => {
    const { pairs, counts } = linkAll(Array.from({ length: 50 }, () => "Hey, how are you?"));
    expect(pairs.bits).toHaveLength(0);
    expect(counts.short).toBe(50);
  });

  test("of nothing is nothing", () => {
    expect(linkAll([]).counts).toMatchObject({ messages: 0, candidates: 0 });
  });

  test.for(["fast", "thorough"] as const)(
    "%s: a campaign of any size is one group, its cost in step with its size",
    { timeout: 120_000 },
    (mode) => {
      const candidatesOf = (size: number) => {
        const texts = Array.from({ length: 2 * size }, (_, at) =>
          at % 2 === 0 ? copyOf(at / 2) : otherOf(at),
        );
        const { groups, counts } = linkAll(texts, mode);
        const group = groups.groupOf[0];
        expect(group).not.toBe(noGroup);
        const members = groups.groupOf.reduce((sum, one) => sum + (one === group ? 1 : 0), 0);
        expect(members).toBe(size);
        for (let at = 1; at < 2 * size; at += 2) expect(groups.groupOf[at]).not.toBe(group);
        return counts.candidates;
      };
      const few = candidatesOf(1000);
      expect(candidatesOf(50_000)).toBeLessThan(55 * few);
    },
  );
});

describe("groups of pairs", () => {
  const strong = bulkThresholds.link + 1;
  const group = (messages: number, pairs: readonly (readonly [number, number])[]) =>
    [
      ...groupPairs(
        messages,
        {
          first: Uint32Array.from(pairs, ([a]) => a),
          second: Uint32Array.from(pairs, ([, b]) => b),
          bits: Float32Array.from(pairs, (_, at) => strong + pairs.length - at),
        },
        bulkThresholds,
      ).groupOf,
    ].map((one) => (one === noGroup ? -1 : one));

  test("two by one pair, a third by two", () => {
    expect(
      group(4, [
        [0, 1],
        [0, 2],
        [1, 2],
        [1, 3],
      ]),
    ).toEqual([0, 0, 0, -1]);
  });

  test("one bridge merges nothing, nor two that share an end; two apart do", () => {
    const both = [
      [0, 1],
      [2, 3],
    ] as const;
    expect(group(4, [...both, [1, 2]])).toEqual([0, 0, 1, 1]);
    expect(group(4, [...both, [1, 2], [1, 3]])).toEqual([0, 0, 1, 1]);
    expect(group(4, [...both, [1, 2], [0, 3]])).toEqual([0, 0, 0, 0]);
  });
});
