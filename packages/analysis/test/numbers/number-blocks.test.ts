import { existsSync, readFileSync } from "node:fs";

import type { PhoneNumber } from "@honeyguide/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { makeBlockIndex, sizeOfBlock } from "../../src/numbers/block-index.ts";
import { type NumberBlock, readNumberBlocks } from "../../src/numbers/number-blocks.ts";

/** Shaped as Ofcom's S7, with rows of our own in its range for drama. */
const head =
  "NMS Number Block: Number Block,Block Status,CP Name,Non Geo Number Length,Allocation Date\r\n";
const s7 = (...rows: readonly string[]) => head + rows.join("\r\n");
const read = (csv: string) => {
  const found = readNumberBlocks(csv);
  if (!found.ok) throw new Error(found.reason);
  return found;
};
const number = (text: string) => text as PhoneNumber;

describe("reading S7", () => {
  test("takes a block with its holder and the day of its allocation", () => {
    const csv = s7(
      "7700 9,Allocated,Practice Telecom,10 digit numbers,06/11/1995",
      '7700 900,Allocated,"Practice, Apps  Ltd",10 digit numbers,01/02/2019',
      "7001 00,Protected,,10 digit numbers,",
      "",
    );
    expect(read(csv)).toEqual({
      ok: true,
      rows: 3,
      skipped: [],
      blocks: [
        {
          ...{ prefix: "+4477009", status: "allocated", holder: "Practice Telecom" },
          ...{ digits: 10, allocatedOn: "1995-11-06" },
        },
        {
          ...{ prefix: "+447700900", status: "allocated", holder: "Practice, Apps Ltd" },
          ...{ digits: 10, allocatedOn: "2019-02-01" },
        },
        {
          ...{ prefix: "+44700100", status: "protected", holder: "" },
          ...{ digits: 10, allocatedOn: null },
        },
      ],
    });
  });

  test("does not mind the order of the columns, a byte order mark, or bare line feeds", () => {
    const csv =
      "\ufeffBlock Status,Allocation Date,Number Block,Non Geo Number Length,CP Name\nFree,,7700 9,10 digit numbers,\n";
    expect(read(csv).blocks).toMatchObject([{ prefix: "+4477009", status: "free" }]);
  });

  // the row, the reason
  test.for([
    ["7700 9,Allocated,Practice Telecom", "columns"],
    ["0770 09,Allocated,Practice Telecom,10 digit numbers,06/11/1995", "block"],
    ["seven,Allocated,Practice Telecom,10 digit numbers,06/11/1995", "block"],
    ["7700 9,Given,Practice Telecom,10 digit numbers,06/11/1995", "status"],
    ["7700 9,Allocated,,10 digit numbers,06/11/1995", "holder"],
    ["7700 9,Allocated,Practice Telecom,ten digits,06/11/1995", "length"],
    ["7700 9,Allocated,Practice Telecom,3 digit numbers,06/11/1995", "length"],
    ["7700 9,Allocated,Practice Telecom,10 digit numbers,31/02/1995", "date"],
    ["7700 8,Free,,10 digit numbers,", "twice"],
  ] as const)("lists %s as skipped: %s", ([row, reason]) => {
    const found = read(s7("7700 8,Free,,10 digit numbers,", row));
    expect(found).toMatchObject({ rows: 2, skipped: [{ row: 3, reason }] });
    expect(found.blocks).toHaveLength(1);
  });

  test.for(["", "\n", "number,date\n+447700900123,2024-01-01\n"])("refuses %j", (csv) => {
    expect(readNumberBlocks(csv)).toEqual({ ok: false, reason: "no_head" });
  });

  test("never throws, and every row is a block or skipped", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 60 }), { maxLength: 8 }), (rows) => {
        const found = read(head + rows.join("\n"));
        expect(found.blocks.length + found.skipped.length).toBe(found.rows);
      }),
    );
  });
});

describe("the block of a number", () => {
  const block = (prefix: string, change: Partial<NumberBlock> = {}): NumberBlock => ({
    ...{ prefix, status: "allocated", holder: `holder of ${prefix}`, digits: 10 },
    ...{ allocatedOn: null, ...change },
  });

  test("is the one with the longest beginning", () => {
    const index = makeBlockIndex([block("+4477009"), block("+447700900"), block("+4477")]);
    expect(index.find(number("+447700900123"))?.prefix).toBe("+447700900");
    expect(index.find(number("+447700912345"))?.prefix).toBe("+4477009");
    expect(index.find(number("+447799912345"))?.prefix).toBe("+4477");
    expect(index.find(number("+447899912345"))).toBeUndefined();
  });

  test("is none for a number that is too long or too short for it", () => {
    const index = makeBlockIndex([block("+4477009")]);
    expect(index.find(number("+44770090012"))).toBeUndefined();
    expect(index.find(number("+4477009001234"))).toBeUndefined();
  });

  test("holds as many numbers as it has free digits", () => {
    expect(sizeOfBlock(block("+4477009"))).toBe(100_000);
    expect(sizeOfBlock(block("+447700900"))).toBe(1000);
  });
});

const real = new URL("../../../../../shared/data/ofcom-s7/S7.csv", import.meta.url);
test.skipIf(!existsSync(real))("reads the whole of the real list, where it is there", () => {
  const found = read(readFileSync(real, "utf8"));
  expect(found).toMatchObject({ rows: 9902, skipped: [] });
  const count = (status: string) => found.blocks.filter((one) => one.status === status).length;
  expect(
    ["allocated", "protected", "designated", "free", "quarantined", "reserved"].map(count),
  ).toEqual([6436, 2861, 391, 108, 64, 42]);
});
