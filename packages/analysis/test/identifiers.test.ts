import { describe, expect, test } from "vitest";

import { factsFromHandle, factsFromSender, identifiersInText } from "../src/index.ts";

describe("factsFromSender", () => {
  test.each([
    ["07700 900123", "number", "+447700900123"],
    ["+44 (0)7700-900-123", "number", "+447700900123"],
    ["0044 7700 900123", "number", "+447700900123"],
    ["447700900123@s.whatsapp.net", "number", "+447700900123"],
    ["123456789012345@lid", "lid", "123456789012345"],
    ["@Abi_X", "handle", "abi_x"],
    ["Desk@Example.ORG", "email", "desk@example.org"],
    ["https://t.me/Abi_X", "handle", "telegram:abi_x"],
    ["https://wa.me/447700900123", "number", "+447700900123"],
  ])("%s is a %s", (sender, kind, value) => {
    expect(factsFromSender(sender, "44")).toEqual({ identifiers: [{ kind, value }], names: [] });
  });

  test("a handle belongs to the network where they wrote", () => {
    expect(factsFromSender("@Abi_X", "44", "whatsapp").identifiers).toEqual([
      { kind: "username", value: "abi_x" },
    ]);
    expect(factsFromSender("@Abi_X", "44", "telegram").identifiers).toEqual([
      { kind: "handle", value: "telegram:abi_x" },
    ]);
  });

  test("tells the name that an account shows from the one in the reporter's phone", () => {
    expect(factsFromSender("~ Abi  P.")).toEqual({
      identifiers: [{ kind: "display_name", value: "abi p" }],
      names: ["Abi  P."],
    });
    expect(factsFromSender("Abi P.")).toEqual({ identifiers: [], names: ["Abi P."] });
    expect(factsFromSender(" \u200e ")).toEqual({ identifiers: [], names: [] });
  });
});

describe("factsFromHandle", () => {
  test.each([
    ["abi_x9", "handle", "abi_x9"],
    ["@abi_x9", "handle", "abi_x9"],
    ["snap: abi_x9", "handle", "snapchat:abi_x9"],
    ["instagram.com/abi_x9", "handle", "instagram:abi_x9"],
    ["https://www.tiktok.com/@abi_x9", "handle", "tiktok:abi_x9"],
  ])("%s", (typed, kind, value) => {
    expect(factsFromHandle(typed, "44")).toEqual({ identifiers: [{ kind, value }], names: [] });
  });

  test("what may be a name stays one", () => {
    expect(factsFromHandle("Charlie")).toEqual({ identifiers: [], names: ["Charlie"] });
    expect(factsFromHandle("")).toEqual({ identifiers: [], names: [] });
  });
});

describe("identifiersInText", () => {
  const found = (text: string) =>
    identifiersInText(text, "44").map(({ kind, value }) => `${kind} ${value}`);

  test("reads numbers, addresses, handles and links, each once and as written", () => {
    const text =
      "Ring 07700 900123 or +44 7700 900123, write to a.b@mail.example or find me on insta @abi_x. " +
      "https://www.Example.co.uk/card?u=7";
    expect(found(text).sort()).toEqual([
      "email a.b@mail.example",
      "handle instagram:abi_x",
      "link example.co.uk/card/u=7",
      "number +447700900123",
    ]);
    expect(identifiersInText(text, "44").every(({ isWritten }) => isWritten)).toBe(true);
    expect(found("see you at 8, it was 12.50 for 3")).toEqual([]);
  });

  test.each([
    ["my telegram is Abi_x9 hun", ["handle telegram:abi_x9"]],
    ["add me @abi.x", ["handle abi.x"]],
    ["on insta, or better on snap @abi_x9", ["handle snapchat:abi_x9"]],
    ["my whatsapp is @abi_x9", ["username abi_x9"]],
    ["snap is broken again @home @7pm", []],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test.each([
    ["https://cards.badger-set.example/a", ["link badger-set.example/a"]],
    ["https://cards.badger-set.example", ["link badger-set.example"]],
    [
      "https://one.github.io/x and https://two.github.io/x",
      ["link one.github.io/x", "link two.github.io/x"],
    ],
    ["https://badger.example/card?utm_source=wa&fbclid=1&id=7", ["link badger.example/card/id=7"]],
    ["https://www.youtube.com and https://bit.ly", []],
    ["https://bit.ly/3xYzAbC", ["link bit.ly/3xYzAbC"]],
    ["https://wa.me/447700900123?text=hi", ["number +447700900123"]],
    ["https://api.whatsapp.com/send?phone=447700900123", ["number +447700900123"]],
    ["https://t.me/joinchat/AAAA", ["link t.me/joinchat/AAAA"]],
    ["https://instagram.com/p/Cxyz", ["link instagram.com/p/Cxyz"]],
    ["https://monzo.com/pay/abi-x9", ["payment monzo:abi-x9"]],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});
