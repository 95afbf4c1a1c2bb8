import {
  channels,
  circumstances,
  confidences,
  encounters,
  knowledge,
  type PhoneNumber,
  recipients,
  type ReportId,
  ReportSchema,
  roles,
  statementSubjects,
} from "@honeyguide/domain";
import { hardText } from "@honeyguide/domain/testing";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

import {
  type Answers,
  emptyAnswers,
  countedSteps,
  splitPeople,
  stepBeside,
  steps,
  stepsFor,
} from "../web/form/answers.ts";
import { emptyTold } from "../web/form/calls.ts";
import { complaintsOf, typedTexts } from "../web/form/complaints.ts";
import { type ReportFrame, toReport } from "../web/form/to-report.ts";
import { emptyWhen, type When, whenKinds, whenOfDay } from "../web/form/when.ts";
import { SavedSchema } from "../web/sealing/saved.ts";

const digits = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map(String),
  fc.integer({ min: 1, max: 9999 }).map(String),
  hardText,
);
const date = fc.record({ day: digits, month: digits, year: digits });
const when: fc.Arbitrary<When> = fc.record({
  kind: fc.constantFrom(...whenKinds),
  from: date,
  to: date,
});

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
  when,
  calls: fc.array(
    fc.record({
      kind: fc.constantFrom(...encounters),
      when,
      statements: fc.array(
        fc.record({
          about: fc.constantFrom(...statementSubjects),
          text: fc.oneof(hardText, fc.string({ minLength: 1999, maxLength: 2100 })),
          confidence: fc.option(fc.constantFrom(...confidences)),
        }),
        { maxLength: 45 },
      ),
    }),
    { maxLength: 22 },
  ),
  telling: fc.constant(null),
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

  test("has a call with what was written of it and how sure, and no empty call", () => {
    const given = { ...emptyAnswers(), opening: "now" as const };
    const told = emptyTold("video_call");
    told.when = { ...emptyWhen(), kind: "about", from: { day: "", month: "1", year: "2023" } };
    told.statements = [
      { about: "accent", text: " northern ", confidence: "heard_unsure" },
      { about: "age", text: "", confidence: null },
    ];
    given.calls = [emptyTold("meeting"), told];
    given.when = { ...emptyWhen(), kind: "year", from: { day: "9", month: "9", year: "2022" } };
    const report = toReport(given, frame);
    expect(report.when).toBe("2022");
    expect(report.encounters).toEqual([
      {
        kind: "video_call",
        when: "2023-01~",
        statements: [{ about: "accent", text: "northern", confidence: "heard_unsure" }],
      },
    ]);
  });

  test("has a call of which only the date is known", () => {
    const given = { ...emptyAnswers(), opening: "now" as const };
    given.circumstances = ["odd_messages"];
    const told = emptyTold("call");
    told.when = { ...emptyWhen(), kind: "year", from: { day: "", month: "", year: "2023" } };
    given.calls = [told];
    const report = toReport(given, frame);
    expect(report.encounters).toEqual([{ kind: "call", when: "2023", statements: [] }]);
    expect(v.parse(ReportSchema, report)).toEqual(report);
  });

  test("is not made while nobody said when it may be opened", () => {
    expect(() => toReport(emptyAnswers(), frame)).toThrow(RangeError);
  });
});

describe("the way through the form", () => {
  test("asks for people only those who were asked for people", () => {
    expect(stepsFor({ circumstances: ["threat"], telling: null })).not.toContain("people");
    expect(stepsFor({ circumstances: ["asked_for_people"], telling: null })).toContain("people");
  });

  test("asks about a call only while one is told, and counts it as the question it came from", () => {
    const given = { ...emptyAnswers(), step: "calls" as const };
    const before = countedSteps(given);
    expect(stepBeside(given, 1)).toBe("reach");
    const telling = { ...given, calls: [emptyTold("call")], telling: 0 };
    expect(stepBeside(telling, 1)).toBe("call_when");
    expect(countedSteps({ ...telling, step: "call_said" })).toEqual(before);
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
    ["when", {}, 0, undefined],
    ["when", { when: { ...emptyWhen(), kind: "month" } }, 0, "when-from-year"],
    ["calls", { calls: [emptyTold("call")] }, 0, undefined],
    ["call_when", { calls: [emptyTold("call")], telling: 0 }, 0, undefined],
    ["call_said", { calls: [emptyTold("call")], telling: 0 }, 0, "said-0"],
    [
      "call_said",
      {
        calls: [{ ...emptyTold("call"), when: whenOfDay("2023-12-03") }],
        telling: 0,
      },
      0,
      undefined,
    ],
    [
      "call_said",
      {
        calls: [
          { ...emptyTold("call"), statements: [{ about: "age", text: "30", confidence: null }] },
        ],
        telling: 0,
      },
      0,
      "sure-0",
    ],
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
    given.calls = [
      { ...emptyTold("call"), statements: [{ about: "age", text: "e", confidence: null }] },
    ];
    given.people = [{ who: "b", number: "c", state: "they_asked" }];
    given.reach.unsafe = "d";
    expect(typedTexts(given)).toEqual(["a", "e", "b", "c", "d"]);
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

describe("the place that is kept", () => {
  const place = (kept: unknown) => ({ kind: "draft", id: frame.id, answers: kept, items: [] });

  test("gives back every answer", () => {
    fc.assert(
      fc.property(answers, (given) => {
        const stored: unknown = JSON.parse(JSON.stringify(place(given)));
        expect(v.parse(SavedSchema, stored)).toEqual(place(given));
      }),
    );
  });

  test("from before the page asked for dates and calls is read", () => {
    const old = Object.fromEntries(
      Object.entries(emptyAnswers()).filter(
        ([name]) => !["when", "calls", "telling"].includes(name),
      ),
    );
    expect(v.parse(SavedSchema, place(old))).toEqual(place(emptyAnswers()));
  });
});
