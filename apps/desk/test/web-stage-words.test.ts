import { describe, expect, test } from "vitest";

import { stepKinds } from "@honeyguide/analysis";

import type { PictureElapsed, StageProofView } from "../api.ts";
import { stepKindViews } from "../server/stage-columns.ts";
import { reasonOf } from "../web/campaign/template-words.ts";
import { t, wordFor } from "../web/i18n/t.ts";
import {
  cellWords,
  pictureWords,
  sentencesOf,
  toGroups,
  whenWords,
} from "../web/stages/stage-words.ts";

const proof = (more: Partial<StageProofView>): StageProofView => ({
  id: "p1:1 chase",
  column: "chase",
  stage: "rapport",
  step: 5,
  attack: [],
  rule: "chase",
  confidence: "likely",
  message: "p1:1",
  sentence: "Say something",
  at: "2024-03-14T18:05",
  isGone: false,
  set: null,
  decided: null,
  ...more,
});

describe("what a person can say that a message shows", () => {
  test("each has words of its own, under its step, and says whether it is sealed", () => {
    for (const { id } of stepKinds) expect(wordFor(`stage.rule.${id}`), id).toBeDefined();
    const groups = toGroups(stepKindViews);
    expect(groups.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const words = groups.flatMap(({ kinds }) => kinds.map((kind) => kind.words));
    expect(new Set(words).size).toBe(words.length);
    expect(words).toContain("threatens to show something (sealed)");
    expect(words).toContain("a reproach");
  });
});

describe("sentences", () => {
  test.for([
    // text, its sentences
    ["We met.  I'm a trader!\nSay hi", ["We met.", "I'm a trader!", "Say hi"]],
    ["\u4f60\u597d\u3002\u518d\u89c1\u3002", ["\u4f60\u597d\u3002", "\u518d\u89c1\u3002"]],
    ["one", ["one"]],
    ["  \n ", []],
    ["", []],
  ] as const)("%j", ([text, sentences]) => {
    const found = sentencesOf(text);
    expect(found.map((one) => one.text)).toEqual(sentences);
    for (const { start, end, text: words } of found) expect(text.slice(start, end)).toBe(words);
  });
});

describe("when a step was", () => {
  test("of a message its time, of none as well as a person knows", () => {
    expect(whenWords(proof({}))).toBe("14 March 2024, 18:05");
    expect(whenWords(proof({ message: null, at: "2024-03" }))).toBe("March 2024");
    expect(whenWords(proof({ message: null, at: null }))).toBe(t("time.unknown"));
  });

  test("a cell has the first that nobody rejected, set by hand or not", () => {
    const rejected = { verdict: "rejected", by: "x", at: "2026-11-22T10:00:00Z" } as const;
    const set = proof({ id: "d1", message: null, at: "2024-01-10/2024-01-12" });
    expect(cellWords([set, proof({})], "chase")).toContain("10 January 2024");
    expect(cellWords([{ ...set, decided: rejected }, proof({})], "chase")).toBe("14 March 2024");
    expect(cellWords([{ ...set, decided: rejected }], "chase")).toBe("");
    expect(cellWords([proof({ at: null })], "chase")).toBe(t("stages.undated"));
  });

  test("a time to a file that was left out says that it may be no picture", () => {
    const span: PictureElapsed = {
      ...{ least: 1080, most: 1080, timeZone: "stated", isAbout: false, from: "a", to: "b" },
      shownBy: "picture",
    };
    expect(pictureWords(span)).toBe("18 min");
    expect(pictureWords({ ...span, shownBy: "left_out" })).toContain("may be no picture");
    expect(pictureWords(null)).toBe(t("timing.unknown"));
  });
});

test("the kind of a slot always has a reason", () => {
  expect(reasonOf({ because: "capitals" })).toBe("capitals");
  expect(reasonOf({ because: null })).toBe("nothing");
});
