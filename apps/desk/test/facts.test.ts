import { identifierVersion } from "@honeyguide/analysis";
import type { Report } from "@honeyguide/domain";
import { describe, expect, test } from "vitest";

import { makeFacts } from "../server/facts.ts";
import type { Compared } from "../server/reading.ts";

const sender: Report["sender"] = {
  channel: "whatsapp",
  typedNumber: "07700 900123",
  handle: "@Abi_X",
  name: "~Abi",
  claimedMeeting: "",
  knew: [],
};
const factsOf = (compared: readonly Compared[]) =>
  makeFacts("r", { sender } as Report, { compared, pictures: [], files: [] }, "44");
const compared = (given: Partial<Compared>): Compared => ({
  sender: null,
  messages: [],
  identifiers: [],
  identifiersBy: identifierVersion,
  ...given,
});

describe("makeFacts", () => {
  test("keeps number, WhatsApp name and shown name apart", () => {
    const { identifiers, names } = factsOf([]);
    expect(identifiers).toEqual([
      { kind: "number", value: "+447700900123" },
      { kind: "username", value: "abi_x" },
      { kind: "display_name", value: "abi" },
    ]);
    expect(names).toEqual(["Abi"]);
  });

  test("dates what is written, from first to last; what they wrote from stays that", () => {
    const at = (id: string, day: string, text: string) => ({ id, text, at: `${day}T10:00:00Z` });
    const messages = [
      at("a", "2025-12-03", "https://badger.example/card 07700 900123"),
      at("b", "2026-02-01", "again https://badger.example/card"),
    ];
    const { identifiers } = factsOf([compared({ messages, identifiersBy: 0 })]);
    expect(identifiers).toContainEqual({
      kind: "link",
      value: "badger.example/card",
      isWritten: true,
      times: { first: "2025-12-03", last: "2026-02-01" },
    });
    expect(identifiers[0]).toEqual({ kind: "number", value: "+447700900123" });
  });

  test("finds again what an older version did not know", () => {
    const messages = [{ id: "a", text: "send it to bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4" }];
    const old: Compared = { sender: null, messages, identifiers: [] };
    expect(factsOf([old]).identifiers.map(({ kind }) => kind)).toContain("wallet");
    expect(factsOf([compared({ messages })]).identifiers.map(({ kind }) => kind)).not.toContain(
      "wallet",
    );
  });
});
