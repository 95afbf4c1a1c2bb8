import { createHash } from "node:crypto";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { keccak256 } from "../src/identifiers/keccak.ts";
import { sha256 } from "../src/identifiers/sha256.ts";
import { toWallet } from "../src/identifiers/wallets.ts";
import { identifiersInText } from "../src/index.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const ascii = (text: string) => new TextEncoder().encode(text);

test("sha256 is that of the platform", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(hex(sha256(bytes))).toBe(createHash("sha256").update(bytes).digest("hex"));
    }),
  );
});

// Of the Keccak team, and of one block and a byte as other implementations have it.
test.for([
  ["", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"],
  ["abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"],
] as const)("keccak256 of %j", ([text, hash]) => {
  expect(hex(keccak256(ascii(text)))).toBe(hash);
});

describe("toWallet", () => {
  test.for([
    // Base58Check: the first block's, and a script's
    ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "btc:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"],
    ["3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "btc:3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"],
    // BIP 173
    [
      "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
      "btc:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    ],
    // BIP 350
    [
      "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
      "btc:bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    ],
    // EIP-55
    ...[
      "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
      "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
      "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
      "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
      "0x52908400098527886E0F7030069857D2E4169EE7",
      "0xde709f2102306220921060314715629080e2fb77",
    ].map((one) => [one, `eth:${one.toLowerCase()}`] as const),
  ] as const)("%s is one", ([text, value]) => {
    expect(toWallet(text)).toEqual({ kind: "wallet", value });
    expect(identifiersInText(`Send it to ${text}, today.`)).toEqual([
      { kind: "wallet", value, isWritten: true },
    ]);
  });

  test.for([
    // one letter changed
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLz",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
    // BIP 173: checksum, both cases, length of the program
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7KV8F3T4",
    "bc1rw5uspcuh",
    // BIP 350: Bech32 where Bech32m is due, and the other way round
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
    "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
    // a public key's hash of another network
    "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn",
  ])("%s is none", (text) => {
    expect(toWallet(text)).toBeUndefined();
  });
});
