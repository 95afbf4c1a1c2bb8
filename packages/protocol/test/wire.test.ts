import type { MailboxId, PartId } from "@honeyguide/domain";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

import {
  BeginSchema,
  CompleteSchema,
  MailboxIdSchema,
  PartIdSchema,
  SiteSchema,
  partsStatement,
  receiptStatement,
  SendMessageSchema,
} from "../src/wire.ts";

const id = "A".repeat(22);
const part = { part: id, bytes: 10, sha256: "0".repeat(64) };
const complete = { version: 1, wrap: null, content: id, parts: [part] };

describe("the wire", () => {
  test.for([
    ["another version", { version: 2, mailboxId: id, verifier: "A".repeat(43) }],
    ["a short mailbox id", { version: 1, mailboxId: "A", verifier: "A".repeat(43) }],
    [
      "a field it does not know",
      { version: 1, mailboxId: id, verifier: "A".repeat(43), name: "x" },
    ],
  ] as const)("refuses to begin with %s", ([, body]) => {
    expect(v.is(BeginSchema, body)).toBe(false);
  });

  test.for([
    ["no parts", { ...complete, parts: [] }],
    ["an empty part", { ...complete, parts: [{ ...part, bytes: 0 }] }],
    ["a hash in capitals", { ...complete, parts: [{ ...part, sha256: "A".repeat(64) }] }],
    ["a wrap that is not base64url", { ...complete, wrap: "a b" }],
    ["a wrap of a megabyte", { ...complete, wrap: "A".repeat(1_000_000) }],
  ] as const)("refuses to hand over %s", ([, body]) => {
    expect(v.is(CompleteSchema, complete)).toBe(true);
    expect(v.is(CompleteSchema, body)).toBe(false);
  });

  test("a place is 16 bytes of base64url", () => {
    expect(v.parse(MailboxIdSchema, id)).toBe(id);
    expect(v.is(PartIdSchema, "A".repeat(21))).toBe(false);
  });

  test("a site's recipients are age recipients", () => {
    expect(v.is(SiteSchema.entries.recipients, ["age1abc"])).toBe(true);
    expect(v.is(SiteSchema.entries.recipients, ["ssh-ed25519 AAAA"])).toBe(false);
  });

  test("a letter without evidence has no parts", () => {
    const letter = { version: 1, id, sealed: "AAAA" };
    expect(v.parse(SendMessageSchema, letter).parts).toEqual([]);
  });

  test("what is signed does not depend on the order of the parts", () => {
    const a = { part: "A".repeat(22) as PartId, bytes: 1, sha256: "a" };
    const b = { part: "B".repeat(22) as PartId, bytes: 2, sha256: "b" };
    expect(partsStatement([a, b])).toBe(partsStatement([b, a]));
    expect(partsStatement([a, b])).not.toBe(partsStatement([a]));
  });

  test("a receipt names the mailbox, the parts and the hour", () => {
    expect(receiptStatement(id as MailboxId, { sha256: "ab", hour: "2024-03-14T18:00:00Z" })).toBe(
      `honeyguide receipt v1\n${id}\nab\n2024-03-14T18:00:00Z\n`,
    );
  });
});
