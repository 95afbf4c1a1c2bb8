import { describe, expect, test } from "vitest";

import { factsFromSender, identifiersInText } from "../src/index.ts";

describe("factsFromSender", () => {
  test.each([
    ["07700 900123", "number", "+447700900123"],
    ["+44 (0)7700-900-123", "number", "+447700900123"],
    ["0044 7700 900123", "number", "+447700900123"],
    ["447700900123@s.whatsapp.net", "number", "+447700900123"],
    ["@Abi_X", "handle", "abi_x"],
    ["Desk@Example.ORG", "email", "desk@example.org"],
  ])("%s is a %s", (sender, kind, value) => {
    expect(factsFromSender(sender, "44")).toEqual({ identifiers: [{ kind, value }], names: [] });
  });

  test("keeps what is no identifier as a name, and nothing of an empty text", () => {
    expect(factsFromSender("~Charlie")).toEqual({ identifiers: [], names: ["Charlie"] });
    expect(factsFromSender(" \u200e ")).toEqual({ identifiers: [], names: [] });
  });

  test("tells an account whose number is hidden from a number", () => {
    expect(factsFromSender("123456789012345@lid").identifiers[0]?.kind).toBe("account");
  });
});

test("identifiersInText reads numbers, addresses, handles and links, each once", () => {
  const text =
    "Ring 07700 900123 or +44 7700 900123, write to a.b@mail.example or find me on insta @abi_x. " +
    "https://www.Example.co.uk/card?u=7";
  expect(identifiersInText(text, "44")).toEqual(
    expect.arrayContaining([
      { kind: "number", value: "+447700900123" },
      { kind: "email", value: "a.b@mail.example" },
      { kind: "handle", value: "abi_x" },
    ]),
  );
  expect(identifiersInText(text, "44").filter(({ kind }) => kind === "number")).toHaveLength(1);
  const links = identifiersInText(text, "44").filter(({ kind }) => kind === "link");
  expect(links).toHaveLength(1);
  expect(links[0]?.value).toMatch(/^example\.co\.uk\/card/);
  expect(identifiersInText("see you at 8, it was 12.50 for 3")).toEqual([]);
});
