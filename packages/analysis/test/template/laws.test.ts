/** Laws of templates: what adding a report may and may not change. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { consensusOf, makeTemplate, type ReportFacts, type Template } from "../../src/index.ts";
import { background } from "../../src/background.ts";
import { makeLanguageModel } from "../../src/surprisal.ts";

const { alone } = makeLanguageModel(background);
const places = ["the harbour", "the old library", "a museum in Leeds", "the canal"];
const things = ["your bicycle", "your award", "your sister", "that speech"];
const copy = (place: string, thing: string) =>
  `It was such a pleasure bumping into you at ${place} yesterday, I keep thinking about ${thing} and wondered whether you fancy a private viewing`;

const report = (id: string, ...texts: string[]): ReportFacts => ({
  id,
  messages: texts.map((text, nth) => ({ id: `m${nth}`, text })),
  identifiers: [],
  names: [],
});
const campaign = (size: number) =>
  Array.from({ length: size }, (_, at) =>
    report(`r${String(at).padStart(2, "0")}`, copy(places[at % 4]!, things[(at >> 1) % 4]!)),
  );
const wording = ({ segments }: Template) =>
  segments.map((segment) => (segment.kind === "fixed" ? segment.text : `[${segment.tag}]`));
const sizes = fc.integer({ min: 2, max: 9 });

describe("laws of templates", () => {
  test("the order of arrival has no influence", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(campaign(9), { minLength: 2 }), (list) => {
        const sorted = [...list].sort((x, y) => (x.id < y.id ? -1 : 1));
        expect(makeTemplate(list, alone)).toEqual(makeTemplate(sorted, alone));
      }),
    );
  });

  test("one more identical copy moves no border", () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, nth) => {
        const members = campaign(size);
        const twin = { ...members[nth % size]!, id: "z" };
        const [before, after] = [
          makeTemplate(members, alone),
          makeTemplate([...members, twin], alone),
        ];
        expect(wording(after)).toEqual(wording(before));
      }),
    );
  });

  test("every copy reads on in its row as it was written, and nothing is in two segments", () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const members = campaign(size);
        for (const { report: id, cells } of makeTemplate(members, alone).rows) {
          const text = members.find((member) => member.id === id)!.messages[0]!.text;
          const read = cells.map((cell) => cell.text).filter((piece) => piece !== "");
          expect(read.join(" ")).toBe(text);
        }
      }),
    );
  });

  test("a copy that lacks a sentence is told so, and the others keep theirs", () => {
    const members = [
      ...campaign(6),
      report("short", "It was such a pleasure bumping into you at the pier yesterday"),
    ];
    const template = makeTemplate(members, alone);
    const last = template.segments.findLastIndex(({ kind }) => kind === "fixed");
    const segment = template.segments[last]!;
    expect(segment.kind === "fixed" && [segment.reports, segment.words[0]?.reports]).toEqual([
      7, 6,
    ]);
    const row = template.rows.find((one) => one.report === "short")!;
    expect(row.cells[last]?.text).toBe("");
    expect(row.cells[last]?.missing).toContain("viewing");
  });

  test("one word more in one copy of many splits nothing and is marked there", () => {
    const members = campaign(8);
    const text = copy("the pier", "your hat").replace(
      "private viewing",
      "private candlelit viewing",
    );
    const after = makeTemplate([...members, report("x", text)], alone);
    expect(wording(after)).toEqual(wording(makeTemplate(members, alone)));
    const cells = after.rows.find((one) => one.report === "x")!.cells;
    const marked = cells.flatMap((cell) =>
      cell.slots.map((at) => cell.text.slice(at.start, at.end)),
    );
    expect(marked).toContain("candlelit");
  });

  test("the consensus names each folded word with its share", () => {
    const [words] = consensusOf(makeTemplate(campaign(6), alone));
    expect(words!.map(({ word }) => word)).toEqual(expect.arrayContaining(["bumping", "viewing"]));
    for (const { share } of words!) expect(share).toBeGreaterThan(0.8);
  });

  test("5,000 copies, all different, are laid out and none is left over", () => {
    const many = Array.from({ length: 5000 }, (_, at) =>
      report(`r${String(at).padStart(5, "0")}`, copy(`${places[at % 4]!} ${at}`, things[at % 3]!)),
    );
    const template = makeTemplate(many, alone);
    expect(template.segments.filter(({ kind }) => kind === "fixed")).not.toHaveLength(0);
    expect(template.rows.every(({ cells }) => cells.some(({ message }) => message !== null))).toBe(
      true,
    );
  }, 30_000);
});
