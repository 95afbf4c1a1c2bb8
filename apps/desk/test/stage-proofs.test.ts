import { describe, expect, test } from "vitest";

import type { StageMessage } from "@honeyguide/analysis";
import type { FuzzyTime, MailboxId } from "@honeyguide/domain";

import type { SetInMessage, StageDecideBody } from "../server/stage-body.ts";
import { findAgain, judged, toProofs } from "../server/stage-proofs.ts";

const said = (id: string, text: string, more: Partial<StageMessage> = {}): StageMessage => ({
  id,
  from: "sender",
  kind: "text",
  text,
  at: "2024-03-12T10:00",
  ...more,
});
const reading = (...messages: readonly StageMessage[]) => ({
  messages,
  looked: messages.length,
  of: messages.length,
});
const set: SetInMessage = {
  shows: "chase",
  message: "p1:7",
  at: "2024-03-12T10:00",
  start: 0,
  text: "Hello?",
};
const mailboxId = "m" as MailboxId;
const known = (...bodies: readonly StageDecideBody[]) => ({
  stageDecisions: {
    standing: () =>
      bodies.map((body, nth) => ({
        id: `d${nth}`,
        mailboxId,
        responder: "r",
        at: "2026-11-22T10:00:00.000Z",
        body,
      })),
    refresh: () => Promise.resolve(),
  },
  gate: { nameOf: () => "first responder" },
});
const proofsOf = (list: ReturnType<typeof reading>, ...bodies: readonly StageDecideBody[]) =>
  toProofs(known(...bodies), { id: mailboxId }, list);

describe("where a step that was set stands after a new reading", () => {
  test.for<[string, readonly StageMessage[], string | undefined]>([
    // what the new reading has, and which message it is
    ["the same line", [said("p1:7", "Hello? You?")], "p1:7"],
    ["another line of the exhibit", [said("p1:7", "no"), said("p1:9", "Hello?")], "p1:9"],
    [
      "of two the one at that time",
      [said("p1:8", "Hello?", { at: "2024-03-13T10:00" }), said("p2:9", "Hello?")],
      "p2:9",
    ],
    ["the whole of an excerpt", [said("p2:70", "Hello?", { at: null })], "p2:70"],
    ["words of the person", [said("p1:7", "Hello?", { from: "target" })], undefined],
    ["other words", [said("p1:7", "Bye")], undefined],
  ])("%s", ([, messages, id]) => {
    expect(findAgain({ messages }, set)?.id).toBe(id);
  });

  test("a message without words is told by its exhibit and time, and by nothing less", () => {
    const picture = { ...set, start: null, text: "" };
    const at = (id: string, time: string | null) => said(id, "", { kind: "left_out", at: time });
    const found = (one: StageMessage, body = picture) => findAgain({ messages: [one] }, body)?.id;
    expect(found(at("p1:9", "2024-03-12T10:00"))).toBe("p1:9");
    expect(found(at("p2:9", "2024-03-12T10:00"))).toBeUndefined();
    expect(found(at("p1:9", "2024-03-12T10:01"))).toBeUndefined();
    expect(found(at("p1:9", null), { ...picture, at: null })).toBeUndefined();
  });

  test("gone is said only of a report that was looked at to its end", () => {
    const one = reading(said("p1:1", "Bye"));
    const gone = proofsOf(one, set).find(({ id }) => id === "d0");
    expect(gone).toMatchObject({ isGone: true, sentence: "Hello?", at: "2024-03-12T10:00" });
    const long = proofsOf({ ...one, of: 6000 }, set).find(({ id }) => id === "d0");
    expect(long?.isGone).toBe(false);
  });
});

describe("the order of steps", () => {
  test("those without a message stand before the first that is later, whatever was set first", () => {
    const list = reading(
      said("p1:1", "Hi", { at: "2024-03-12T10:00" }),
      said("p1:2", "Hello?", { at: "2024-03-14T10:00" }),
    );
    const dated = (at: string) => ({ shows: "reproach", at: at as FuzzyTime, note: "" });
    const own = { ...set, message: "p1:2", at: "2024-03-14T10:00" };
    const bodies = [own, dated("2024-03-13"), dated("2024-04"), dated("2023~")] as const;
    expect(proofsOf(list, ...bodies).map(({ id }) => id)).toEqual([
      "d3",
      "p1:1 first_message",
      "d1",
      "d0",
      "d2",
    ]);
  });
});

describe("what people say of pictures", () => {
  const list = reading(
    said("p1:1", "Hi"),
    said("p1:2", "", { kind: "left_out" }),
    said("p1:3", "look at this"),
  );
  const kinds = (...bodies: readonly StageDecideBody[]) =>
    judged(list, proofsOf(list, ...bodies)).messages.map(({ kind }) => kind);
  const no = { message: "p1:2", rule: "left_out_sent", verdict: "rejected" } as const;
  const picture = { ...set, shows: "picture_sent", start: null };

  test.for<[string, readonly StageDecideBody[], readonly string[]]>([
    ["nothing", [], ["text", "left_out", "text"]],
    ["it is none", [no], ["text", "other", "text"]],
    ["it is one", [{ ...picture, message: "p1:2", text: "" }], ["text", "picture", "text"]],
    [
      "it is one, the rule or not",
      [no, { ...picture, message: "p1:2", text: "" }],
      ["text", "picture", "text"],
    ],
    [
      "another is",
      [{ ...picture, message: "p1:3", text: "look at this" }],
      ["text", "left_out", "picture"],
    ],
    [
      "no, another is not",
      [
        { ...picture, message: "p1:3", text: "look at this" },
        { set: "d0", verdict: "rejected" },
      ],
      ["text", "left_out", "other"],
    ],
  ])("%s", ([, bodies, expected]) => {
    expect(kinds(...bodies)).toEqual(expected);
  });
});
