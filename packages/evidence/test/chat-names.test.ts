import { describe, expect, test } from "vitest";

import { parseEvidence } from "../src/parse-evidence.ts";

function sendersOf(lines: readonly string[], stamp = "14/03/2024, 18:05 - ") {
  const bytes = new TextEncoder().encode(lines.map((line) => `${stamp}${line}\n`).join(""));
  const result = parseEvidence(bytes);
  if (!result.ok) throw new Error(result.reason);
  return result.value.messages.map(({ sender, text }) => [sender, text]);
}

const five = ["one", "two", "three", "four", "five"];

describe("a name with a colon", () => {
  test.for([
    // why, lines, [sender, text] of each message
    [
      "is told by all that it wrote",
      [...five.map((text) => `Sam: Work: ${text}`), "Abi: hi"],
      [...five.map((text) => ["Sam: Work", text]), ["Abi", "hi"]],
    ],
    [
      "is not told by four messages",
      five.slice(1).map((text) => `Sam: Work: ${text}`),
      five.slice(1).map((text) => ["Sam", `Work: ${text}`]),
    ],
    [
      "is not told if one message is written otherwise",
      [...five.map((text) => `Sam: PS: ${text}`), "Sam: hello"],
      [...five.map((text) => ["Sam", `PS: ${text}`]), ["Sam", "hello"]],
    ],
    [
      "is told where it is added",
      ["Abi added Sam: Work", "Sam: Work: hello", "Abi: hi"],
      [
        [null, "Abi added Sam: Work"],
        ["Sam: Work", "hello"],
        ["Abi", "hi"],
      ],
    ],
    [
      "is told where it adds somebody",
      ["Sam: Work added Abi", "Sam: Work: hello", "Abi: hi"],
      [
        [null, "Sam: Work added Abi"],
        ["Sam: Work", "hello"],
        ["Abi", "hi"],
      ],
    ],
    [
      "is told beside another that begins so",
      ["Team: A: hi", "Team: B: ho", "Team: A: yes", "Team: B: no"],
      [
        ["Team: A", "hi"],
        ["Team: B", "ho"],
        ["Team: A", "yes"],
        ["Team: B", "no"],
      ],
    ],
  ] as const)("%s", ([, lines, expected]) => {
    expect(sendersOf(lines)).toEqual(expected);
  });

  test("keeps the words of the message to the letter", () => {
    const lines = five.map((text) => `Sam: Work: see: ${text}`);
    expect(sendersOf(lines)[0]).toEqual(["Sam: Work", "see: one"]);
  });
});

describe("what the program says", () => {
  const ios = "[14/03/2024, 18:05:33] ";
  test.for([
    [
      "under the name of a group",
      [
        "Lunch: \u200eMessages and calls are end-to-end encrypted.",
        "Lunch: \u200eSomething that no table has",
        "Abi: hi",
        "Sam: ho",
      ],
      [
        [null, "Messages and calls are end-to-end encrypted."],
        [null, "Something that no table has"],
        ["Abi", "hi"],
        ["Sam", "ho"],
      ],
    ],
    [
      "under the name of a group with a colon",
      ["Lunch: Friday: \u200eAbi created this group", "Abi: hi", "Sam: ho"],
      [
        [null, "Abi created this group"],
        ["Abi", "hi"],
        ["Sam", "ho"],
      ],
    ],
    [
      "under the name of who did it",
      ["Abi: hi", "Abi: \u200eAbi added Sam", "Abi: \u200eimage omitted"],
      [
        ["Abi", "hi"],
        [null, "Abi added Sam"],
        ["Abi", ""],
      ],
    ],
    [
      "is not what somebody writes who has no table's language",
      ["Abi: hi", "Sam: \u200esomething that no table has"],
      [
        ["Abi", "hi"],
        ["Sam", "something that no table has"],
      ],
    ],
  ] as const)("%s", ([, lines, expected]) => {
    expect(sendersOf(lines, ios)).toEqual(expected);
  });

  test.for([
    "Abi changed the subject from “a: b” to “c: d”",
    "Abi ändrade ämnet till ”Lunch: fredag”",
    "Abi 將主旨變更為「午餐: 星期五」",
    "Abi ændrede emnet til »Frokost: fredag«",
    "Abi left",
    "+44 7700 900123 changed their phone number to a new number. Tap to message.",
    "Your security code with Sam changed. Tap to learn more.",
  ])("without a name: %s", (line) => {
    expect(sendersOf(["Abi: hi", line])[1]).toEqual([null, line]);
  });
});

test.for([
  // as printed, as read
  ["~\u202fSam", "~\u202fSam"],
  ["\u202a+44\u00a07700\u00a0900123\u202c", "+44\u00a07700\u00a0900123"],
  ["@sam.charlie_1", "@sam.charlie_1"],
  ["123456789012345@lid", "123456789012345@lid"],
  ["\u2068Sam\u2069", "Sam"],
  ["Sam (work) 🐦", "Sam (work) 🐦"],
] as const)("%j is the sender %j", ([printed, sender]) => {
  expect(sendersOf([`${printed}: hi`, `${printed}: ho`])).toEqual([
    [sender, "hi"],
    [sender, "ho"],
  ]);
});
