import { describe, expect, test } from "vitest";

import { identifiersInText, linkReports } from "../src/index.ts";

describe("payments in a message", () => {
  test.for([
    // As the registry of ISO 13616 prints them
    ["GB29 NWBK 6016 1331 9268 19", "iban:GB29NWBK60161331926819"],
    ["DE89370400440532013000", "iban:DE89370400440532013000"],
    ["NO93 8601 1117 947", "iban:NO9386011117947"],
    ["https://paypal.me/Abi_X/25", "paypal:abi_x"],
    ["https://www.paypal.com/paypalme/abi_x", "paypal:abi_x"],
    ["https://cash.app/$AbiX", "cashapp:abix"],
    ["my cash app $AbiX", "cashapp:abix"],
    ["https://revolut.me/abix", "revolut:abix"],
    ["https://monzo.me/abix/20", "monzo:abix"],
  ] as const)("%s", ([text, value]) => {
    expect(identifiersInText(`Send it to ${text}, today.`)).toEqual([
      { kind: "payment", value, isWritten: true },
    ]);
  });

  test.for([
    "GB29 NWBK 6016 1331 9268 18", // check digits
    "GB29 NWBK 6016 1331 9268", // length
    "it was $abix and $20",
  ])("%s is none", (text) => {
    expect(identifiersInText(text).filter(({ kind }) => kind === "payment")).toEqual([]);
  });

  test("two reports with one account are linked by it, and say so", () => {
    const value = "iban:GB29NWBK60161331926819";
    const report = (id: string) => ({
      id,
      messages: [],
      identifiers: [{ kind: "payment" as const, value }],
      names: [],
    });
    const [link] = linkReports([report("a"), report("b")]).links;
    expect(link?.reasons[1]?.detail).toMatchObject({ kind: "payment", value });
  });
});
