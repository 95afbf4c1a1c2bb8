/** Golden results: the conversations of the practice case, and ordinary ones that show no more. */
import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import {
  findDemands,
  findStages,
  givenIn,
  measureTimings,
  type StageConversation,
} from "../../src/index.ts";

interface Practice {
  readonly key: string;
  readonly lines?: readonly string[];
  readonly people?: Parameters<typeof givenIn>[0]["people"];
  readonly circumstances: Parameters<typeof givenIn>[0]["circumstances"];
}

const file = new URL("../../../../practice/conversations.json", import.meta.url);
const { conversations } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly conversations: readonly Practice[];
};

function conversation({ lines = [] }: Practice): StageConversation {
  const found = lines.flatMap((line) => /^(\S+) ([<>]) (.*)$/su.exec(line) ?? []);
  const messages = [];
  for (let at = 0; at + 3 < found.length; at += 4) {
    const text = found[at + 3] ?? "";
    // A reading keeps of both only that a file was left out.
    const isLeftOut = text === "\u200eimage omitted" || text === "<Media omitted>";
    messages.push({
      id: String(at / 4),
      at: found[at + 1] ?? null,
      from: found[at + 2] === ">" ? ("sender" as const) : ("target" as const),
      kind: isLeftOut ? ("left_out" as const) : ("text" as const),
      text: isLeftOut ? "" : text,
    });
  }
  return { messages };
}

const byKey = (key: string) => conversations.find((one) => one.key === key)!;
const rulesOf = (key: string) =>
  findStages(conversation(byKey(key))).map(
    ({ step, rule, message }) => `${message} ${step} ${rule}`,
  );

describe("the practice case", () => {
  test("the steps of the conversations that go furthest", () => {
    expect({
      T9: rulesOf("T9"),
      T10: rulesOf("T10"),
      T6: rulesOf("T6"),
      T8: rulesOf("T8"),
    }).toMatchInlineSnapshot(`
      {
        "T10": [
          "0 4 first_message",
          "2 5 claimed_meeting",
          "3 6 picture_offer",
          "4 6 left_out_sent",
        ],
        "T6": [
          "0 4 first_message",
          "1 5 claimed_meeting",
          "4 5 reproach",
          "7 7 exposure_threat",
        ],
        "T8": [
          "0 4 first_message",
          "1 5 claimed_meeting",
          "4 6 picture_offer",
          "6 8 number_request",
          "6 8 name_request",
        ],
        "T9": [
          "0 4 first_message",
          "0 5 reproach",
          "1 5 claimed_meeting",
          "2 5 claimed_intimacy",
          "2 5 reproach",
        ],
      }
    `);
  });

  test("every conversation, step by step, as in the golden file", async () => {
    const all = conversations.map(({ key }) => `${key}: ${rulesOf(key).join(", ")}\n`);
    await expect(all.join("")).toMatchFileSnapshot("./practice.golden.txt");
  });

  test("ordinary conversations show no asking for pictures, people or money, and no threat", () => {
    const ordinary = conversations.filter(({ key }) => key.startsWith("D"));
    expect(ordinary.length).toBeGreaterThan(9);
    const steps = ordinary.flatMap((one) =>
      findStages(conversation(one))
        .filter(({ step, rule }) => step >= 6 && !rule.endsWith("_sent"))
        .map(({ rule }) => `${one.key} ${rule}`),
    );
    expect(steps).toEqual([]);
  });

  test("what was asked for, and what was given as far as the report says", () => {
    const report = byKey("T8");
    expect(findDemands(conversation(report)).map(({ kind }) => kind)).toEqual(["numbers", "names"]);
    expect(givenIn({ people: report.people ?? [], circumstances: report.circumstances })).toEqual({
      people: { given: 1, asked: 1 },
      hasPrivate: false,
      gaveSomething: false,
    });
  });

  test("the picture came 18 minutes after the first message, and the next word two days later", () => {
    const { toFirstPicture, recontactGap } = measureTimings(conversation(byKey("T10")));
    expect(toFirstPicture?.least).toBe(18 * 60 + 55);
    expect(recontactGap?.least).toBe(2 * 86_400 + 2 * 3600 + 25 * 60 + 22);
  });
});
