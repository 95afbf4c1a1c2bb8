import { describe, expect, test } from "vitest";

import {
  changeKind,
  emptyWhen,
  readWhen,
  type TypedDate,
  type When,
  whenOfDay,
} from "../web/form/when.ts";
import { spokenWhen } from "../web/parts/when-words.ts";

const none = { day: "", month: "", year: "" };
const typed = (day: string, month: string, year: string): TypedDate => ({ day, month, year });
const when = (kind: When["kind"], from: TypedDate = none, to: TypedDate = none): When => ({
  kind,
  from,
  to,
});

test.for([
  // answer, EDTF, in words
  [when("day", typed("31", "1", "2023")), "2023-01-31", "31 January 2023"],
  [when("day", typed("٣", "12", "۲۰۲۳")), "2023-12-03", "3 December 2023"],
  [when("month", typed("31", "1", "2023")), "2023-01", "January 2023"],
  [when("year", typed("31", "1", "2023")), "2023", "2023"],
  [when("about", typed("", "1", "2023")), "2023-01~", "about January 2023"],
  [when("about", typed("", "", " 2023 ")), "2023~", "about 2023"],
  [
    when("between", typed("", "12", "2022"), typed("5", "3", "2023")),
    "2022-12/2023-03-05",
    "between December 2022 and 5 March 2023",
  ],
  [
    when("between", typed("", "", "2023"), typed("", "", "2023")),
    "2023/2023",
    "between 2023 and 2023",
  ],
] as const)("reads %j as %s", ([answer, time, words]) => {
  const result = readWhen(answer);
  if (!result.ok || result.time === undefined) throw new Error("no time");
  expect(result.time).toBe(time);
  expect(spokenWhen(result.time)).toBe(words);
});

test("not knowing is an answer", () => {
  expect(readWhen(when("unknown", typed("99", "x", "?")))).toEqual({ ok: true, time: undefined });
});

test.for([
  // answer, end, field, reason
  [when("day"), "from", "year", "year"],
  [when("year", typed("", "", "23")), "from", "year", "year"],
  [when("year", typed("", "", "0000")), "from", "year", "year"],
  [when("year", typed("", "", "last year")), "from", "year", "year"],
  [when("month", typed("", "", "2023")), "from", "month", "month"],
  [when("month", typed("", "13", "2023")), "from", "month", "month"],
  // A season of EDTF, which nobody typed as one.
  [when("month", typed("", "21", "2023")), "from", "month", "month"],
  [when("day", typed("", "2", "2023")), "from", "day", "day"],
  [when("day", typed("29", "2", "2023")), "from", "day", "day"],
  [when("about", typed("3", "", "2023")), "from", "month", "month"],
  [when("between", typed("", "", "2023")), "to", "year", "year"],
  [when("between", typed("", "", "2023"), typed("", "", "2022")), "to", "year", "order"],
] as const)("of %j asks for the %s %s", ([answer, end, field, reason]) => {
  expect(readWhen(answer)).toEqual({ ok: false, complaint: { end, field, reason } });
});

describe("the day that a chat tells", () => {
  test("is an answer that the person can change", () => {
    expect(readWhen(whenOfDay("2023-12-03T18:05"))).toEqual({ ok: true, time: "2023-12-03" });
  });

  test.for([
    // said to be known, the day in the field before, after
    ["between", "3", ""],
    ["about", "3", ""],
    ["month", "3", "3"],
    // Typed by the person.
    ["between", "5", "5"],
    ["day", "", "3"],
    ["day", "5", "5"],
  ] as const)("where it is %s, turns %j into %j", ([kind, before, after]) => {
    const answer = when("unknown", typed(before, "12", "2023"));
    changeKind(answer, kind, "3");
    expect(answer).toEqual(when(kind, typed(after, "12", "2023")));
  });

  test("is not made up where no chat told it", () => {
    const answer = when("about", typed("3", "12", "2023"));
    changeKind(answer, "between", undefined);
    expect(answer.from.day).toBe("3");
    changeKind(when("between", none), "day", undefined);
    expect(none.day).toBe("");
  });

  test.for(["", "03/12/2023", "2023-13-03", "0000-01-01"])("is none in %j", (printed) => {
    expect(whenOfDay(printed)).toEqual(emptyWhen());
  });
});
