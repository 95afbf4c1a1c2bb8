import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { InboxRow, TemplateSegment } from "../api.ts";
import {
  gatherValues,
  isLong,
  moveCell,
  partlyShared,
  sharedWording,
  toColumns,
} from "../web/campaign/template-words.ts";
import { findCommands } from "../web/frame/palette-commands.ts";
import { findRows, mergeRows, rowAfter } from "../web/inbox/merge-rows.ts";
import { rowClock, rowFrom, rowText } from "../web/inbox/row-words.ts";
import { parseRoute, type Route, setupToken, toFragment } from "../web/route.ts";
import { cutAtSlots, toSlotTag } from "../web/slot-pieces.ts";

function row(id: string, more: Partial<InboxRow> = {}): InboxRow {
  return {
    id,
    label: `R-${id}`,
    status: "new",
    drill: false,
    clock: { tier: "new" },
    what: ["odd_messages"],
    from: "code",
    role: "staff",
    sameAs: null,
    receivedAt: "2024-03-14T12:00:00Z",
    waitsMinutes: 0,
    laterUntil: null,
    holder: null,
    preview: "",
    sealedItems: 0,
    ...more,
  };
}
const rows = (...ids: readonly string[]) => ids.map((id) => row(id));
const ids = (list: readonly InboxRow[]) => list.map(({ id }) => id);

describe("mergeRows", () => {
  test("new rows wait and known ones keep their place", () => {
    const merged = mergeRows(rows("1", "2", "3"), rows("9", "3", "2", "1"));
    expect(ids(merged.rows)).toEqual(["1", "2", "3"]);
    expect(merged.waiting).toBe(1);
  });

  test("rows that are gone leave, known ones are renewed", () => {
    const merged = mergeRows(rows("1", "2"), [row("2", { holder: "first responder" })]);
    expect(merged.rows).toEqual([row("2", { holder: "first responder" })]);
    expect(merged.waiting).toBe(0);
  });

  test.for([
    // fresh order, decided, what is shown
    [["2", "3", "1"], "1", ["2", "3", "1"]],
    [["2", "1", "3"], "1", ["2", "1", "3"]],
    [["9", "1", "2", "3"], "3", ["1", "2", "3"]],
    [["3", "1", "2"], "3", ["3", "1", "2"]],
    [["2", "3"], "1", ["2", "3"]],
  ] as const)("only the decided row moves: %j", ([fresh, decided, shown]) => {
    expect(ids(mergeRows(rows("1", "2", "3"), rows(...fresh), decided).rows)).toEqual(shown);
  });

  test("no row is ever doubled or invented", () => {
    const list = fc.uniqueArray(fc.integer({ min: 0, max: 12 }).map(String));
    fc.assert(
      fc.property(list, list, fc.option(fc.integer({ min: 0, max: 12 }).map(String)), (a, b, d) => {
        const merged = mergeRows(rows(...a), rows(...b), d);
        expect(new Set(ids(merged.rows))).toEqual(new Set(a.filter((id) => b.includes(id))));
        expect(merged.rows.length + merged.waiting).toBe(b.length);
      }),
    );
  });
});

test.for([
  ["1", "2"],
  ["3", "2"],
  ["none", "1"],
] as const)("after row %s the cursor is on %s", ([id, next]) => {
  expect(rowAfter(rows("1", "2", "3"), id)?.id).toBe(next);
});

test("after the only row there is none", () => {
  expect(rowAfter(rows("1"), "1")).toBeNull();
});

describe("rows as words", () => {
  test("a search needs every word, in any case", () => {
    const list = [row("1", { preview: "Your Parcel waits" }), row("2", { holder: "Abi" })];
    expect(ids(findRows(list, "parcel waits", rowText))).toEqual(["1"]);
    expect(ids(findRows(list, "ABI", rowText))).toEqual(["2"]);
    expect(findRows(list, "  ", rowText)).toBe(list);
  });

  test("a state says more than the clock", () => {
    expect(rowClock(row("1", { clock: { tier: "threat" } }))).toBe("Threat now");
    expect(rowClock(row("1", { status: "held" }))).toBe("held");
    expect(rowFrom(row("1", { role: "not_said", from: "named" }))).toBe("gave a name");
  });
});

describe("the address", () => {
  const routes: readonly Route[] = [
    { screen: "inbox" },
    { screen: "campaigns" },
    { screen: "audit" },
    { screen: "rules" },
    { screen: "report", id: "R-12" },
    { screen: "campaign", id: "a/b #?%" },
  ];
  test.for(routes)("%j survives the fragment", (route) => {
    expect(parseRoute(toFragment(route))).toEqual(route);
  });

  test.for(["", "#", "#/", "#/nowhere", "#/report", "#/report/%", "#setup=abcdefgh"])(
    "%j is the inbox",
    (fragment) => {
      expect(parseRoute(fragment)).toEqual({ screen: "inbox" });
    },
  );

  test("only a whole set-up fragment has a token", () => {
    expect(setupToken("#setup=abc_DEF-123")).toBe("abc_DEF-123");
    expect(setupToken("#setup=short")).toBeNull();
    expect(setupToken("#/inbox#setup=abcdefgh")).toBeNull();
    expect(setupToken("#setup=abcdefgh<x>")).toBeNull();
  });
});

describe("cutAtSlots", () => {
  test("cuts at each slot", () => {
    const pieces = cutAtSlots("over Christmas x", [{ start: 5, end: 14, tag: "WH" }]);
    expect(pieces).toEqual([
      { text: "over ", tag: null },
      { text: "Christmas", tag: "WH" },
      { text: " x", tag: null },
    ]);
  });

  test("never loses or doubles a letter, whatever the slots", () => {
    const slot = fc.record({
      start: fc.integer({ min: -3, max: 30 }),
      end: fc.integer({ min: -3, max: 30 }),
      tag: fc.constantFrom("PL", "??"),
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 24 }), fc.array(slot), (text, slots) => {
        const pieces = cutAtSlots(text, slots);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
      }),
    );
  });

  test("an unknown tag still has a line", () => {
    expect(toSlotTag("CL")).toBe("CL");
    expect(toSlotTag("??")).toBe("XX");
    expect(toSlotTag(null)).toBe("XX");
  });
});

describe("the template", () => {
  const segment = (kind: "fixed" | "slot", tag: string | null = null): TemplateSegment => ({
    kind,
    text: "",
    words: [],
    reports: 0,
    tag,
    because: null,
    values: [],
  });

  test("columns are counted by kind", () => {
    const columns = toColumns([segment("fixed"), segment("slot", "WH"), segment("fixed")]);
    expect(columns.map(({ heading }) => heading)).toEqual([
      "Wording 1",
      "Slot 1, when",
      "Wording 2",
    ]);
  });

  test("the wording is read as one text with its slots in place", () => {
    const wording = sharedWording([
      { ...segment("fixed"), text: "Hope you get a break over" },
      segment("slot", "WH"),
      { ...segment("fixed"), text: "x" },
    ]);
    expect(wording.text).toBe("Hope you get a break over when x");
    expect(cutAtSlots(wording.text, wording.slots).map(({ tag }) => tag)).toEqual([
      null,
      "WH",
      null,
    ]);
  });

  test("words that some copies lack are listed with how many have them", () => {
    const words = [
      { text: "we", reports: 4 },
      { text: "met", reports: 3 },
      { text: "there", reports: 3 },
      { text: "once", reports: 4 },
      { text: "more", reports: 3 },
    ];
    expect(partlyShared([{ ...segment("fixed"), words, reports: 4 }, segment("slot")])).toEqual([
      { words: "met there", count: 3, all: 4 },
      { words: "more", count: 3, all: 4 },
    ]);
  });

  test("a column is long where one report says much in it", () => {
    const cells = [
      { text: "evening", slots: [], missing: [] },
      { text: "x".repeat(51), slots: [], missing: [] },
    ];
    const templateRows = [{ report: "1", label: "R-1", cells }];
    expect([0, 1, 2].map((column) => isLong(templateRows, column))).toEqual([false, true, false]);
  });

  test("values are gathered, the commonest first", () => {
    const value = (label: string, text: string) => ({ reportId: label, label, text });
    expect(
      gatherValues([value("R-1", "Easter"), value("R-2", "Christmas"), value("R-3", "Christmas")]),
    ).toEqual([
      { text: "Christmas", labels: ["R-2", "R-3"] },
      { text: "Easter", labels: ["R-1"] },
    ]);
  });

  test.for([
    ["down", { row: 1, column: 0 }],
    ["right", { row: 0, column: 1 }],
    ["up", { row: 0, column: 0 }],
    ["left", { row: 0, column: 0 }],
  ] as const)("%s from the corner", ([act, to]) => {
    expect(moveCell({ row: 0, column: 0 }, act, 2, 2)).toEqual(to);
  });
});

test("commands that begin with the word come first", () => {
  const command = (name: string) => ({ id: name, name, keys: "", run: () => undefined });
  const list = ["Go to Campaigns", "Campaign new", "Undo"].map(command);
  expect(findCommands(list, "camp").map(({ name }) => name)).toEqual([
    "Campaign new",
    "Go to Campaigns",
  ]);
  expect(findCommands(list, "")).toEqual(list);
});
