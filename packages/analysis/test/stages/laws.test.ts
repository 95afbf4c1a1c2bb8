import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { FuzzyTime } from "@honeyguide/domain";

import {
  findPersonas,
  findStages,
  measureTimings,
  type PersonaReport,
  stages,
  stepKinds,
} from "../../src/index.ts";

const message = fc.record({
  from: fc.constantFrom("sender" as const, "target" as const),
  kind: fc.constantFrom("text" as const, "picture" as const, "left_out" as const, "media" as const),
  text: fc.constantFrom(
    "Hello. We met at the bar",
    "Send me a pic",
    "Who else is in?",
    "I'm single again",
    "",
    "x",
  ),
  at: fc.constantFrom(null, "2024-01-12T18:05", "2024-01", "2024-01-13T23:00Z"),
});
const messages = fc
  .array(message, { maxLength: 8 })
  .map((list) => list.map((one, at) => ({ ...one, id: `m${at}` })));

describe("laws of stages", () => {
  test("a further message takes no proof away", () => {
    fc.assert(
      fc.property(messages, message, (list, more) => {
        const before = findStages({ messages: list });
        const after = findStages({ messages: [...list, { ...more, id: "more" }] });
        expect(after.slice(0, before.length)).toEqual(before);
      }),
    );
  });

  test("every proof names a message of the sender, and a sentence inside it", () => {
    fc.assert(
      fc.property(messages, (list) => {
        for (const { message: id, sentence, step } of findStages({ messages: list })) {
          const own = list.find((one) => one.id === id);
          expect(own?.from).toBe("sender");
          expect(sentence?.end ?? 0).toBeLessThanOrEqual(own?.text.length ?? -1);
          expect(step).toBeGreaterThan(0);
        }
      }),
    );
  });

  test("a file that is left out is never later than the first picture by name, and says what it is", () => {
    fc.assert(
      fc.property(messages, (list) => {
        const named = list.map((one) =>
          one.kind === "left_out" ? { ...one, kind: "media" as const } : one,
        );
        const found = measureTimings({ messages: list }).toFirstPicture;
        const own = list.find(({ id }) => id === found?.to);
        expect(own?.kind).toBe(found?.shownBy);
        const strict = measureTimings({ messages: named }).toFirstPicture;
        if (found?.shownBy === "picture") expect(strict).toEqual(found);
      }),
    );
  });

  test("what a person can say of a step has each step, and each name once", () => {
    expect(new Set(stepKinds.map(({ stage }) => stage)).size).toBe(10);
    expect(new Set(stepKinds.map(({ id }) => id)).size).toBe(stepKinds.length);
    expect(stepKinds.filter(({ id }) => id === "other_pivot")).toHaveLength(1);
  });

  test("steps are counted from 1 to 10, and a revoked technique is in none", () => {
    expect(stages.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const ids = stages.flatMap(({ attack }) => attack);
    expect(ids.every((id) => /^T\d{4}(?:\.\d{3})?$/.test(id))).toBe(true);
    expect(ids).not.toContain("T1656");
  });
});

const report = fc.record({
  names: fc.subarray(["Charlie", "charlie ", "Charlotte", "Abi"]),
  identifiers: fc
    .subarray(["+447700900123", "+447700900456"])
    .map((list) => list.map((value) => ({ kind: "number" as const, value }))),
  when: fc.constantFrom(null, "2024-01" as FuzzyTime, "2023-01~/.." as FuzzyTime),
  messages,
});

describe("laws of personas", () => {
  test("the order of reports has no influence", () => {
    fc.assert(
      fc.property(fc.array(report, { maxLength: 5 }), fc.integer(), (list, seed) => {
        const all: readonly PersonaReport[] = list.map((one, at) => ({
          ...one,
          id: `r${at}`,
          encounters: [],
        }));
        const turn = all.length === 0 ? 0 : Math.abs(seed) % all.length;
        const turned = [...all.slice(turn), ...all.slice(0, turn)].reverse();
        expect(findPersonas(turned)).toEqual(findPersonas(all));
      }),
    );
  });

  test("one number with two names, and one name with two numbers, are said plainly", () => {
    const one = (id: string, name: string, value: string): PersonaReport => ({
      id,
      names: [name],
      identifiers: [{ kind: "number", value }],
      when: "2024-01" as FuzzyTime,
      messages: [],
      encounters: [],
    });
    const { personas, statements } = findPersonas([
      one("a", "Charlie", "+447700900123"),
      one("b", "charlie", "+447700900456"),
      one("c", "Charlotte", "+447700900123"),
    ]);
    expect(statements).toEqual([
      {
        kind: "one_identifier_several_names",
        identifier: { kind: "number", value: "+447700900123" },
        names: ["Charlie", "Charlotte"],
      },
      {
        kind: "one_name_several_numbers",
        name: "Charlie",
        numbers: ["+447700900123", "+447700900456"],
      },
    ]);
    expect(personas[0]).toMatchObject({
      reports: ["a", "b"],
      first: "2024-01-01T00:00:00",
      last: "2024-01-31T23:59:59",
    });
  });
});
