import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type Decision, linkReports, type ReportFacts } from "../src/index.ts";

const words =
  "aqueduct satsuma juggle harvest bassoon lantern ferry plinth you met we the at was so fun again supper".split(
    " ",
  );
const text = fc
  .array(fc.constantFrom(...words), { minLength: 3, maxLength: 24 })
  .map((list) => list.join(" "));
const number = fc.integer({ min: 100, max: 104 }).map((end) => `+447700900${end}`);
const reports = fc
  .array(
    fc.record({
      texts: fc.array(text, { maxLength: 3 }),
      number: fc.option(number, { nil: undefined }),
      name: fc.constantFrom("", "Charlie", "Charlotte"),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((list) =>
    list.map(({ texts, number: value, name }, at): ReportFacts => ({
      id: `r${at}`,
      messages: texts.map((entry, nth) => ({ id: `m${nth}`, text: entry })),
      identifiers: value === undefined ? [] : [{ kind: "number", value }],
      names: name === "" ? [] : [name],
    })),
  );
const decisions = fc.array(
  fc.record({
    kind: fc.constantFrom<Decision["kind"]>("must_link", "cannot_link"),
    a: fc.integer({ min: 0, max: 7 }).map((n) => `r${n}`),
    b: fc.integer({ min: 0, max: 7 }).map((n) => `r${n}`),
  }),
  { maxLength: 6 },
);

describe("laws of linking", () => {
  test("the order of reports has no influence", () => {
    fc.assert(
      fc.property(reports, decisions, fc.integer(), (list, decided, seed) => {
        const options = { decisions: decided };
        const turned = [...list].sort((x, y) => rank(x.id, seed) - rank(y.id, seed));
        expect(linkReports(turned, options)).toEqual(linkReports(list, options));
      }),
    );
  });

  test("the reasons add up to the bits, and the start is one of them", () => {
    fc.assert(
      fc.property(reports, (list) => {
        const { links, suggestions } = linkReports(list);
        for (const { bits, probability, reasons } of [...links, ...suggestions]) {
          expect(reasons.reduce((sum, reason) => sum + reason.bits, 0)).toBeCloseTo(bits, 9);
          expect(probability).toBeCloseTo(1 / (1 + 2 ** -bits), 9);
          expect(reasons[0]?.feature).toBe("start");
        }
      }),
    );
  });

  test("a report that has nothing in common with others changes no group", () => {
    const stranger: ReportFacts = {
      id: "a-stranger",
      messages: [{ id: "m", text: "Ihr Paket liegt im Lager bereit, bitte Zollgebühr entrichten" }],
      identifiers: [{ kind: "number", value: "+447700900999" }],
      names: ["Parcel desk"],
    };
    fc.assert(
      fc.property(reports, (list) => {
        expect(groups([...list, stranger])).toEqual(groups(list));
      }),
    );
  });

  test("a pair that must stay apart is never together; one that must be together is, unless", () => {
    fc.assert(
      fc.property(reports, decisions, (list, decided) => {
        const found = groups(list, decided);
        const isTogether = (a: string, b: string) =>
          found.some((ids) => ids.includes(a) && ids.includes(b));
        for (const { kind, a, b } of decided) {
          if (kind === "cannot_link" && a !== b) expect(isTogether(a, b)).toBe(false);
        }
        if (decided.some(({ kind }) => kind === "cannot_link")) return;
        for (const { a, b } of decided) {
          const isThere = [a, b].every((id) => list.some((report) => report.id === id));
          if (isThere && a !== b) expect(isTogether(a, b)).toBe(true);
        }
      }),
    );
  });

  test("pinned reports stay where they stood; one without a pin goes where it belongs", () => {
    const pins = fc.array(fc.constantFrom("x", "y", "z", undefined), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(reports, pins, (list, places) => {
        const stood = new Map(
          list.flatMap(({ id }, at) =>
            places[at] === undefined ? [] : [[id, places[at]] as const],
          ),
        );
        const { campaigns } = linkReports(list, { pins: stood });
        const groupOf = new Map(campaigns.flatMap(({ ids }) => ids.map((id) => [id, ids[0]])));
        for (const [a, left] of stood) {
          for (const [b, right] of stood) {
            if (a === b) continue;
            const isTogether = groupOf.has(a) && groupOf.get(a) === groupOf.get(b);
            expect(isTogether).toBe(left === right);
          }
        }
        const whole = groups(list);
        const free = new Map(whole.flatMap((ids) => ids.map((id) => [id, ids.join(" ")] as const)));
        const asFound = new Map(list.map(({ id }) => [id, free.get(id) ?? id]));
        expect(linkReports(list, { pins: asFound }).campaigns.map(({ ids }) => ids)).toEqual(whole);
      }),
    );
  });

  test("without the words that are shown as shared, the link is gone", () => {
    const script =
      "we met at the harvest supper near the aqueduct, you juggled satsumas by the plinth";
    const one = made("r1", `Hello Sam, ${script}`);
    const two = made("r2", `Evening! ${script}. Miss it?`);
    const [link] = linkReports([one, two]).links;
    const detail = link?.reasons.find(({ feature }) => feature === "words")?.detail;
    if (detail?.kind !== "words") throw new Error("no words");
    expect(detail.shared[0]).toContain("aqueduct");
    const [whole] = two.messages;
    const without = [...detail.bSpans]
      .reverse()
      .reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), whole!.text);
    expect(linkReports([one, made("r2", without)]).links).toEqual([]);
  });
});

function groups(list: readonly ReportFacts[], decided: readonly Decision[] = []) {
  return linkReports(list, { decisions: decided }).campaigns.map(({ ids }) => ids);
}

function rank(id: string, seed: number): number {
  return Math.imul(id.charCodeAt(1) * 2654435761, seed | 1) % 1000;
}

function made(id: string, words: string): ReportFacts {
  return { id, messages: [{ id: "m", text: words }], identifiers: [], names: [] };
}
