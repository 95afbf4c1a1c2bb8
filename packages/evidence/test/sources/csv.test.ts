import { describe, expect, test } from "vitest";

import { readEvidence } from "../../src/read-evidence.ts";
import { cellTime } from "../../src/sources/cell-time.ts";

async function read(text: string | Uint8Array, dateOrder?: "mdy") {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const result = await readEvidence(bytes, dateOrder === undefined ? {} : { dateOrder });
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

describe("a table", () => {
  test("of a timeline", async () => {
    const text =
      'message,datetime,timestamp_desc\r\n"hello, ""Sam""\nthere",2024-03-14T18:05:00+00:00,Sent\r\n\r\nhi,2024-03-14T18:06:00+00:00,Sent\r\n';
    const { format, why, messages, coverage, assumptions } = await read(text);
    expect(format).toBe("csv");
    expect(why).toBe("a first row of columns: message, datetime; not read: timestamp_desc");
    expect(messages).toMatchObject([
      { at: "2024-03-14T18:05:00+00:00", sender: null, text: 'hello, "Sam"\nthere' },
      { text: "hi", source: { line: 4, lines: 1, offset: text.indexOf("hi,") } },
    ]);
    expect(assumptions.timeZone).toBe("stated");
    expect(coverage).toMatchObject({ unit: "record", lines: 4, parsed: 2 });
    expect(coverage.skipped).toEqual([
      { line: 1, reason: "about_file" },
      { line: 3, reason: "blank" },
    ]);
  });

  test("of iMazing: who, which way, which thread, which file", async () => {
    const { messages } = await read(
      "Chat Session,Message Date,Delivered Date,Service,Type,Sender ID,Sender Name,Status,Subject,Text,Attachment\n" +
        "Charlie,2024-03-14 18:05:33,,iMessage,Incoming,+447700900123,Charlie,Read,,look,IMG_1.jpg\n" +
        "Charlie,2024-03-14 18:06:00,,iMessage,Outgoing,,,Read,,who is this,\n",
    );
    expect(messages).toMatchObject([
      {
        at: "2024-03-14T18:05:33",
        sender: "Charlie",
        direction: "received",
        conversation: "Charlie",
        kind: "media",
        attachments: ["IMG_1.jpg"],
      },
      { sender: null, direction: "sent", text: "who is this" },
    ]);
  });

  test("with days and times apart, whose order all rows decide, and a person may", async () => {
    const text = "Date;Time;From;Message\n03/04/2024;18:05;Abi;one\n13/04/2024;18:06;Abi;two\n";
    const { messages, assumptions } = await read(text);
    expect(messages.map(({ at }) => at)).toEqual(["2024-04-03T18:05", "2024-04-13T18:06"]);
    expect(assumptions.dateOrder).toMatchObject({ order: "dmy", decidedBy: "unambiguous" });
    const told = await read(text, "mdy");
    expect(told.messages.map(({ at }) => at)).toEqual(["2024-03-04T18:05", null]);
    expect(told.assumptions.dateOrder?.decidedBy).toBe("override");
  });

  test("of Windows, in UTF-16 with tabs, has offsets of the file", async () => {
    const text = "\ufeffSender\tText\r\nZoë 😀\thello\r\nSam\thi\r\n";
    const bytes = new Uint8Array(text.length * 2);
    [...Array(text.length).keys()].forEach((at) => {
      bytes[at * 2] = text.charCodeAt(at) & 0xff;
      bytes[at * 2 + 1] = text.charCodeAt(at) >> 8;
    });
    const { messages } = await read(bytes);
    expect(messages[1]).toMatchObject({
      sender: "Sam",
      source: { offset: text.indexOf("Sam") * 2 },
    });
  });

  test("with a quotation mark that is never closed loses that row only", async () => {
    const { messages, coverage } = await read('from,message\nAbi,one\nAbi,"two\nAbi,three\n');
    expect(messages.map(({ text }) => text)).toEqual(["one", "three"]);
    expect(coverage.skipped[1]).toEqual({ line: 3, reason: "malformed" });
  });

  test("is not a sentence with commas", async () => {
    expect((await read("hello, Sam, a message for you\nfrom me, and so on\n")).format).toBe(
      "plain",
    );
  });
});

test.for([
  // cell, time
  ["1710439533", "2024-03-14T18:05:33Z"],
  ["1710439533123", "2024-03-14T18:05:33Z"],
  ["2024-03-14 18:05", "2024-03-14T18:05"],
  ["2024-03-14T18:05:33.120Z", "2024-03-14T18:05:33Z"],
  ["14 Mar 2024 18:05:33 +0100", "2024-03-14T18:05:33+01:00"],
  ["Mar 14, 2024 6:05 PM", "2024-03-14T18:05"],
  ["14 Mar 2024 18:05 XYZ", undefined],
  ["2024-02-30 10:00", undefined],
  ["yesterday", undefined],
  ["", undefined],
] as const)("the time %s", ([cell, at]) => {
  expect(cellTime(cell)?.at).toBe(at);
});
