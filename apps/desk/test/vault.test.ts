import { randomBytes } from "node:crypto";

import { hardText } from "@honeyguide/domain/testing";
import type { Encrypted } from "@honeyguide/store/desk";
import fc from "fast-check";
import { expect, test } from "vitest";

import { makeVault, type Place, UnreadableRowError } from "../server/vault.ts";

const vault = makeVault(randomBytes(32));
const place: Place<unknown> = { table: "note", column: "body", row: "1" };

test("what is sealed opens as it was, whatever its letters", () => {
  fc.assert(
    fc.property(fc.dictionary(hardText, hardText), (value) => {
      expect(vault.open(place, vault.seal(place, value))).toEqual({ ...value });
    }),
  );
});

test("the same value is never sealed alike twice", () => {
  expect(vault.seal(place, "same")).not.toEqual(vault.seal(place, "same"));
});

test.for([
  ["another row", { ...place, row: "2" }],
  ["another column", { ...place, column: "name" }],
  ["another table", { ...place, table: "letter" }],
] as const)("does not open in %s", ([, other]) => {
  expect(() => vault.open(other, vault.seal(place, "a"))).toThrow(UnreadableRowError);
});

test("does not open with another key", () => {
  const other = makeVault(randomBytes(32));
  expect(() => other.open(place, vault.seal(place, "a"))).toThrow(UnreadableRowError);
});

test("no altered byte goes unseen", () => {
  const sealed = vault.seal(place, "some words");
  for (let at = 0; at < sealed.length; at += 1) {
    const altered = sealed.slice() as Encrypted;
    altered[at]! ^= 1;
    expect(() => vault.open(place, altered)).toThrow(UnreadableRowError);
  }
});

test.for([0, 31, 33])("refuses a key of %d bytes", (length) => {
  expect(() => makeVault(new Uint8Array(length))).toThrow(RangeError);
});
