import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { background } from "../src/background.ts";
import { chooseCandidates, mostPerKey, type Posting } from "../src/choose-candidates.ts";
import { indexKeys } from "../src/index-keys.ts";
import type { ReportFacts } from "../src/report-facts.ts";
import { makeLanguageModel } from "../src/surprisal.ts";

const model = makeLanguageModel(background);
const keys = (text: string, numbers: readonly string[] = []) =>
  indexKeys(
    {
      id: "r",
      messages: [{ id: "m", text }],
      identifiers: numbers.map((value) => ({ kind: "number", value })),
      names: [],
    },
    model,
  );
const common = (a: string, b: string) => {
  const others = new Set(keys(b).map(({ hash }) => hash));
  return keys(a).filter(({ hash }) => others.has(hash)).length;
};

describe("the keys of a report", () => {
  test("are few, distinct, safe integers, and the same again", () => {
    fc.assert(
      fc.property(
        fc.lorem({ maxCount: 120 }),
        fc.array(fc.string(), { maxLength: 3 }),
        (text, numbers) => {
          const found = keys(text, numbers);
          const hashes = found.map(({ hash }) => hash);
          expect(keys(text, numbers)).toEqual(found);
          expect(new Set(hashes).size).toBe(hashes.length);
          expect(hashes.every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true);
          expect(found.filter(({ kind }) => kind === "text").length).toBeLessThanOrEqual(32);
          expect(found.filter(({ kind }) => kind === "identifier")).toHaveLength(
            new Set(numbers).size,
          );
        },
      ),
    );
  });

  test("of a long chat are bounded, its identifiers first", () => {
    const report: ReportFacts = {
      id: "r",
      messages: Array.from({ length: 500 }, (_, at) => ({
        id: `m${at}`,
        text: `satsuma${at} aqueduct${at} bassoon${at} ferry${at}`,
      })),
      identifiers: [{ kind: "number", value: "+447700900123" }],
      names: [],
    };
    const found = indexKeys(report, model);
    expect(found).toHaveLength(1024);
    expect(found[0]?.kind).toBe("identifier");
  });

  test("are shared by a message in disguise, with other words put in, and not by another", () => {
    const script = "we met at the harvest supper near the aqueduct and you juggled satsumas";
    expect(common(script, "WE M3T at the hаrvest supper near the aqueduct!!")).toBeGreaterThan(4);
    expect(common(script, "hi Sam, we met at the Easter supper near the aqueduct")).toBeGreaterThan(
      2,
    );
    expect(common(script, "your parcel waits at the depot, please pay the customs fee")).toBe(0);
  });

  test("of everyday words there are none", () => {
    expect(keys("how are you")).toEqual([]);
  });

  test("of a kind of identifier are no other kind's", () => {
    const [number] = keys("", ["12345"]);
    const [handle] = indexKeys(
      { id: "r", messages: [], identifiers: [{ kind: "handle", value: "12345" }], names: [] },
      model,
    );
    expect(number?.hash).not.toBe(handle?.hash);
  });
});

describe("choosing from what the index gave", () => {
  const text = (...reports: readonly string[]): Posting<string> => ({ kind: "text", reports });

  test("two features of text, or one identifier", () => {
    expect(chooseCandidates([text("a", "b"), text("b", "c")])).toEqual(["b"]);
    expect(chooseCandidates([{ kind: "identifier", reports: ["a"] }])).toEqual(["a"]);
  });

  test("of what many have only the first few, and it takes four", () => {
    const many = Array.from({ length: mostPerKey }, (_, at) => `r${String(at).padStart(2, "0")}`);
    expect(chooseCandidates([text(...many), text(...many), text(...many)])).toEqual([]);
    const found = chooseCandidates(Array.from({ length: 4 }, () => text(...many)));
    expect(found).toEqual(many.slice(0, 8));
  });

  test("never more than 256, those with most in common first", () => {
    const lists = Array.from({ length: 20 }, (_, list) =>
      Array.from({ length: 60 }, (_, at) => `r${list}-${at}`),
    );
    const postings = lists.flatMap((list) => [text(...list), text(...list)]);
    const found = chooseCandidates([...postings, text("r19-59")]);
    expect(found).toHaveLength(256);
    expect(found[0]).toBe("r19-59");
  });
});
