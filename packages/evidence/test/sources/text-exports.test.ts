import { describe, expect, test } from "vitest";

import { readEvidence } from "../../src/read-evidence.ts";

async function read(text: string) {
  const result = await readEvidence(new TextEncoder().encode(text));
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

describe("Signal as text", () => {
  test("of signal-export: files, a deleted message, who is who", async () => {
    const { format, messages, coverage } = await read(
      "[2024-03-14 18:05:33] Charlie: hello\nthere  \n" +
        "[2024-03-14 18:06:00] Me: ![IMG 1.jpg](./media/IMG%201.jpg)  look  \n" +
        "[2024-03-14 18:07:00] Charlie: (This message was deleted)\n" +
        "[2024-03-14 18:08:00] No-Sender: joined  \n",
    );
    expect(format).toBe("signal-text");
    expect(messages.map(({ source, ...message }) => ({ ...message, line: source.line }))).toEqual([
      {
        at: "2024-03-14T18:05:33",
        sender: "Charlie",
        kind: "text",
        direction: "received",
        text: "hello\nthere",
        line: 1,
      },
      {
        at: "2024-03-14T18:06:00",
        sender: "Me",
        kind: "media",
        direction: "sent",
        text: "look",
        attachments: ["IMG 1.jpg"],
        line: 3,
      },
      {
        at: "2024-03-14T18:07:00",
        sender: "Charlie",
        kind: "deleted",
        direction: "received",
        text: "",
        line: 4,
      },
      { at: "2024-03-14T18:08:00", sender: null, kind: "text", text: "joined", line: 5 },
    ]);
    expect(coverage).toMatchObject({ unit: "line", lines: 5, parsed: 4, continued: 1 });
  });

  test("of sigtop: blocks with fields", async () => {
    const { format, messages, assumptions } = await read(
      "Conversation: Charlie (+447700900123)\n\n" +
        "From: Charlie (+447700900123)\nType: incoming\nSent: Thu, 14 Mar 2024 18:05:33 +0100\n" +
        "Received: Thu, 14 Mar 2024 18:05:35 +0100\nAttachment: a.jpg (image/jpeg, 10 bytes)\n" +
        "Reaction: 👍 from You\n\n> From: You\n> \n> hi\n\nhello\n\nFrom: nobody\n\n" +
        "From: You\nType: outgoing\nSent: Thu, 14 Mar 2024 18:06:00 +0100\n\nwho is this\n\n",
    );
    expect(format).toBe("signal-text");
    expect(assumptions.timeZone).toBe("stated");
    expect(messages).toMatchObject([
      {
        at: "2024-03-14T18:05:33+01:00",
        sender: "Charlie (+447700900123)",
        kind: "media",
        direction: "received",
        conversation: "Charlie (+447700900123)",
        attachments: ["a.jpg"],
        text: "Reaction: 👍 from You\n> From: You\n> \n> hi\n\nhello\n\nFrom: nobody",
        source: { line: 3 },
      },
      { sender: "You", direction: "sent", text: "who is this" },
    ]);
  });

  test("of sigtop, short", async () => {
    const { format, messages } = await read(
      "2024-03-14 18:05 Charlie: hello\nthere\n2024-03-14 18:06 You: who is this\n",
    );
    expect(format).toBe("signal-text");
    expect(messages).toMatchObject([
      { at: "2024-03-14T18:05", sender: "Charlie", text: "hello\nthere" },
      { at: "2024-03-14T18:06", direction: "sent" },
    ]);
  });

  test.for([
    "[2024-03-14, 18:05:33] Charlie: hello\n[2024-03-14, 18:06:33] Sam: hi\n",
    "[2024-03-14 18:05:33] Charlie: hello\n[2024-03-14 18:06:33] Me: hi\n",
  ])("is not an export of WhatsApp with the year first", async (text) => {
    expect((await read(text)).format).toBe("whatsapp-ios");
  });
});

describe("iMessage as text", () => {
  const text =
    "May 17, 2022  5:29:42 PM (Read by you after 3 minutes)\n+447700900123\nHello\n\nthere\n\n" +
    "May 17, 2022  5:30:42 PM\nMe\nWho is this\n" +
    "    May 17, 2022  5:40:00 PM\n    +447700900123\n    A friend\n\n\n" +
    "May 17, 2022  5:40:00 PM\n+447700900123\nA friend\nThis message responded to an earlier message.\n\n" +
    "May 17, 2022  5:41:00 PM You named the conversation Lunch\n\n" +
    "May  7, 2022 12:00:00 AM\nMe\n/Users/sam/Library/Messages/Attachments/aa/IMG_1.jpeg\n";

  test("keeps senders apart, takes a reply once, names files", async () => {
    const { format, messages, coverage } = await read(text);
    expect(format).toBe("imessage-text");
    expect(messages.map((message) => ({ ...message, source: undefined }))).toEqual([
      {
        at: "2022-05-17T17:29:42",
        sender: "+447700900123",
        kind: "text",
        direction: "received",
        text: "Hello\n\nthere",
      },
      {
        at: "2022-05-17T17:30:42",
        sender: "Me",
        kind: "text",
        direction: "sent",
        text: "Who is this",
      },
      {
        at: "2022-05-17T17:40:00",
        sender: "+447700900123",
        kind: "text",
        direction: "received",
        text: "A friend\nThis message responded to an earlier message.",
      },
      {
        at: "2022-05-17T17:41:00",
        sender: null,
        kind: "system",
        text: "You named the conversation Lunch",
      },
      {
        at: "2022-05-07T00:00:00",
        sender: "Me",
        kind: "media",
        direction: "sent",
        text: "",
        attachments: ["IMG_1.jpeg"],
      },
    ]);
    expect(coverage.lines).toBe(text.split("\n").length - 1);
    expect(coverage.lines).toBe(coverage.parsed + coverage.continued + coverage.skipped.length);
  });

  test("keeps an indented reply that stands nowhere else", async () => {
    const { messages } = await read(
      "May 17, 2022  5:29:42 PM\nMe\nHello\n    May 17, 2022  5:40:00 PM\n    +447700900123\n    hi\n\n",
    );
    expect(messages.map(({ sender }) => sender)).toEqual(["Me", "+447700900123"]);
  });
});
