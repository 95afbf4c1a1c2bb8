import {
  channels,
  circumstances,
  knowledge,
  type PhoneNumber,
  recipients,
  type ReportId,
  ReportSchema,
  roles,
} from "@honeyguide/domain";
import { hardText } from "@honeyguide/domain/testing";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

import {
  type Answers,
  emptyAnswers,
  splitPeople,
  stepBeside,
  steps,
  stepsFor,
} from "../web/form/answers.ts";
import { complaintsOf, typedTexts } from "../web/form/complaints.ts";
import { type ReportFrame, toReport } from "../web/form/to-report.ts";

const answers: fc.Arbitrary<Answers> = fc.record({
  step: fc.constantFrom(...steps),
  circumstances: fc.uniqueArray(fc.constantFrom(...circumstances), { minLength: 1 }),
  unopened: fc.boolean(),
  sender: fc.record({
    channel: fc.option(fc.constantFrom(...channels)),
    typedNumber: hardText,
    handle: hardText,
    name: hardText,
    claimedMeeting: fc.string({ maxLength: 900 }),
    knew: fc.uniqueArray(fc.constantFrom(...knowledge)),
  }),
  people: fc.array(
    fc.record({
      who: hardText,
      number: hardText,
      state: fc.constantFrom("they_asked" as const, "they_have_it" as const),
    }),
  ),
  reach: fc.record({
    how: fc.constantFrom("code" as const, "code_and_name", "call", "trusted"),
    name: hardText,
    number: hardText,
    times: hardText,
    trusted: hardText,
    role: fc.constantFrom(...roles),
    unsafe: hardText,
  }),
  opening: fc.constantFrom("now" as const, "until_i_say" as const),
  mayKnow: fc.uniqueArray(fc.constantFrom(...recipients)),
});

const frame: ReportFrame = {
  id: "2f1f0f2e-8d3c-4a5b-9c6d-7e8f9a0b1c2d" as ReportId,
  sealedAt: new Date("2026-11-22T10:42:17Z"),
  language: "en-GB",
  evidence: [],
  number: undefined,
  mailbox: `age1${"q".repeat(58)}`,
};

describe("the report made of the answers", () => {
  test("fits the schema whatever was typed", () => {
    fc.assert(
      fc.property(answers, (given) => {
        expect(v.safeParse(ReportSchema, toReport(given, frame)).success).toBe(true);
      }),
    );
  });

  test("has the name, number and friend of the way that was chosen, and of no other", () => {
    const given = emptyAnswers();
    given.opening = "now";
    given.reach = {
      ...given.reach,
      how: "call",
      name: "Sam",
      number: "07700 900123",
      trusted: "Abi",
    };
    const { reach } = toReport(given, frame);
    expect(reach).toMatchObject({ how: "call", name: "", number: "07700 900123", trusted: "" });
  });

  test("has no list of people when the tick was taken back", () => {
    const given = emptyAnswers();
    given.opening = "now";
    given.people = [{ who: "Abi", number: "", state: "they_asked" }];
    given.circumstances = ["asked_for_people"];
    expect(toReport(given, frame).people).toHaveLength(1);
    given.circumstances = ["odd_messages"];
    expect(toReport(given, frame).people).toEqual([]);
  });

  test("keeps what was typed beside the number that was read", () => {
    const given = { ...emptyAnswers(), opening: "now" as const };
    given.sender.typedNumber = " 07700 900123 ";
    const number = "+447700900123" as PhoneNumber;
    const { sender } = toReport(given, { ...frame, number });
    expect(sender).toMatchObject({ typedNumber: "07700 900123", number });
  });

  test("is not made while nobody said when it may be opened", () => {
    expect(() => toReport(emptyAnswers(), frame)).toThrow(RangeError);
  });
});

describe("the way through the form", () => {
  test("asks for people only those who were asked for people", () => {
    expect(stepsFor({ circumstances: ["threat"] })).not.toContain("people");
    expect(stepsFor({ circumstances: ["asked_for_people"] })).toContain("people");
  });

  test("goes back the way it came", () => {
    fc.assert(
      fc.property(answers, (given) => {
        const after = stepBeside(given, 1);
        fc.pre(after !== undefined && stepsFor(given).includes(given.step));
        expect(stepBeside({ ...given, step: after }, -1)).toBe(given.step);
      }),
    );
  });

  test.for([
    // step, change, undecided chats, field that is complained of
    ["what", {}, 0, "circumstances"],
    ["what", { circumstances: ["something_else"] }, 0, undefined],
    ["have", {}, 1, "items"],
    ["have", {}, 0, undefined],
    ["sender", {}, 0, undefined],
    ["reach", {}, 0, undefined],
    ["reach", { reach: { ...emptyAnswers().reach, how: "call" } }, 0, "reach-number"],
    ["opening", {}, 0, "opening"],
    ["opening", { opening: "until_i_say" }, 0, undefined],
  ] as const)("at %s with %j complains rightly", ([step, change, undecided, field]) => {
    const given = { ...emptyAnswers(), step, ...change } as Answers;
    expect(complaintsOf(given, undecided)[0]?.field).toBe(field);
  });

  test("looks for a code in every text that a person can type", () => {
    const given = emptyAnswers();
    given.sender.claimedMeeting = "a";
    given.people = [{ who: "b", number: "c", state: "they_asked" }];
    given.reach.unsafe = "d";
    expect(typedTexts(given)).toEqual(["a", "b", "c", "d"]);
  });
});

test.for([
  // pasted, who, number
  ["Abi 07700 900456", "Abi", "07700 900456"],
  ["+44 (7700) 900-456, the boss", "the boss", "+44 (7700) 900-456"],
  ["press officer", "press officer", ""],
  ["Sam: +447700900123", "Sam", "+447700900123"],
] as const)("splits %j", ([pasted, who, number]) => {
  expect(splitPeople(`\n${pasted}\r\n\n`)).toEqual([{ who, number, state: "they_asked" }]);
});
