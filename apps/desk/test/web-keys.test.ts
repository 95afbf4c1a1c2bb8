import { describe, expect, test } from "vitest";

import { type Act, type KeyState, noKeys, type Press, readKey } from "../web/keys.ts";

const plain: Press = {
  key: "",
  command: false,
  alt: false,
  inField: false,
  onControl: false,
  held: false,
  at: 0,
};

/** What a row of presses does; each comes 100 ms after the one before unless it says otherwise. */
function type(presses: readonly (string | Partial<Press>)[], letterKeys = true): (Act | null)[] {
  let state: KeyState = noKeys;
  return presses.map((press, index) => {
    const partial = typeof press === "string" ? { key: press } : press;
    const read = readKey(state, { ...plain, at: index * 100, ...partial }, letterKeys);
    state = read.state;
    return read.act;
  });
}

describe("keys", () => {
  test.for([
    // key, act
    ["j", "down"],
    ["k", "up"],
    ["y", "same"],
    ["n", "not_same"],
    ["u", "unsure"],
    ["c", "new_campaign"],
    ["o", "not_ours"],
    ["s", "later"],
    ["e", "done"],
    ["z", "undo"],
    ["a", "assign"],
    ["r", "reply"],
    ["v", "reveal"],
    ["t", "stage"],
    ["!", "stop"],
    ["?", "help"],
    ["/", "search"],
    ["N", "previous_hit"],
    ["[", "previous"],
    ["]", "next"],
    ["Enter", "open"],
    ["Escape", "back"],
    ["ArrowDown", "down"],
    ["q", null],
  ] as const)("%s means %s", ([key, act]) => {
    expect(type([key])).toEqual([act]);
  });

  test("a field keeps its letters, but not the palette, Esc or sending", () => {
    expect(type([{ key: "y", inField: true }])).toEqual([null]);
    expect(type([{ key: "Enter", inField: true }])).toEqual([null]);
    expect(type([{ key: "Escape", inField: true }])).toEqual(["back"]);
    expect(type([{ key: "k", command: true, inField: true }])).toEqual(["palette"]);
    expect(type([{ key: "f", command: true, inField: true }])).toEqual(["find"]);
    expect(type([{ key: "f" }])).toEqual([null]);
    expect(type([{ key: "Enter", command: true, inField: true }])).toEqual(["send"]);
  });

  test("a button answers Enter itself", () => {
    expect(type([{ key: "Enter", onControl: true }])).toEqual([null]);
  });

  test("Ctrl or Alt with a letter is the browser's", () => {
    expect(type([{ key: "n", command: true }])).toEqual([null]);
    expect(type([{ key: "n", alt: true }])).toEqual([null]);
  });

  test("g then a letter goes to a room; the letter alone keeps its own act", () => {
    expect(type(["g", "i"])).toEqual([null, "go_inbox"]);
    expect(type(["g", "c"])).toEqual([null, "go_campaigns"]);
    expect(type(["g", "u"])).toEqual([null, "go_audit"]);
    expect(type(["g", "y"])).toEqual([null, null]);
    expect(type(["g", "i", "c"])).toEqual([null, "go_inbox", "new_campaign"]);
  });

  test("g is forgotten after a while", () => {
    expect(type(["g", { key: "c", at: 1501 }])).toEqual([null, "new_campaign"]);
  });

  test("switched off, single letters do nothing and all else still acts", () => {
    expect(type(["y", "?", "g", "i"], false)).toEqual([null, null, null, null]);
    expect(type(["ArrowUp", "Enter", "Escape"], false)).toEqual(["up", "open", "back"]);
    expect(type([{ key: "k", command: true }], false)).toEqual(["palette"]);
  });

  test("Shift three times covers the screen, from inside a field as well", () => {
    const shift = { key: "Shift", inField: true };
    expect(type([shift, shift, shift])).toEqual([null, null, "cover"]);
    expect(type([shift, shift, { ...shift, at: 5201 }])).toEqual([null, null, null]);
    expect(type([shift, { ...shift, held: true }, { ...shift, held: true }])).toEqual([
      null,
      null,
      null,
    ]);
  });

  test("writing capitals between does not add up to a cover", () => {
    const shift = { key: "Shift", inField: true };
    const letter = { key: "A", inField: true };
    expect(type([shift, letter, shift, letter, shift])).not.toContain("cover");
  });

  test("Esc held covers the screen", () => {
    const held = { key: "Escape", held: true };
    expect(type(["Escape", { ...held, at: 400 }, { ...held, at: 800 }])).toEqual([
      "back",
      null,
      "cover",
    ]);
  });
});
