import { describe, expect, test } from "vitest";

import { readEvidence } from "../../src/read-evidence.ts";
import { repairText } from "../../src/sources/meta.ts";

async function read(value: unknown, lines = false) {
  const text = lines
    ? (value as unknown[]).map((line) => `${JSON.stringify(line)}\n`).join("")
    : JSON.stringify(value);
  return readText(text);
}

async function readText(text: string) {
  const result = await readEvidence(new TextEncoder().encode(text));
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

async function reasonFor(text: string): Promise<string> {
  const result = await readEvidence(new TextEncoder().encode(text));
  return result.ok ? result.value.format : result.reason;
}

describe("Telegram", () => {
  const message = (id: number, more: object) => ({
    id,
    type: "message",
    date: "2024-03-14T18:05:33",
    date_unixtime: "1710439533",
    from: "Charlie",
    from_id: "user2",
    text: "hello",
    ...more,
  });

  test("keeps the chats of an account apart and knows whose it is", async () => {
    const full = {
      about: "x",
      personal_information: { user_id: 1, first_name: "Sam" },
      chats: {
        about: "y",
        list: [
          {
            name: "Charlie",
            type: "personal_chat",
            id: 5,
            messages: [message(1, {}), message(2, { from: "Sam", from_id: "user1" })],
          },
          {
            name: "Abi",
            type: "personal_chat",
            id: 6,
            messages: [message(3, { from: "Abi", from_id: "user3" })],
          },
        ],
      },
    };
    const { format, messages, coverage } = await read(full);
    expect(format).toBe("telegram-json");
    expect(messages.map(({ conversation, direction }) => [conversation, direction])).toEqual([
      ["Charlie", "received"],
      ["Charlie", "sent"],
      ["Abi", "received"],
    ]);
    expect(messages[0]?.at).toBe("2024-03-14T18:05:33Z");
    expect(coverage).toMatchObject({ parsed: 3, lines: 12 });
    expect(coverage.skipped.every(({ reason }) => reason === "about_file")).toBe(true);
  });

  test.for([
    // what is special, kind, text
    [
      { type: "service", action: "phone_call", actor: "Charlie", duration_seconds: 12, text: "" },
      "call",
      "phone_call 12",
    ],
    [
      {
        type: "service",
        action: "create_group",
        actor: "Charlie",
        title: "Lunch",
        members: ["Sam"],
        text: "",
      },
      "system",
      "Charlie: create_group Lunch Sam",
    ],
    [{ photo: "photos/a.jpg", text: "look" }, "media", "look"],
    [
      { file: "(File not included. Change data exporting settings to download.)", text: "" },
      "media",
      "",
    ],
    [
      {
        contact_information: { first_name: "Abi", last_name: "", phone_number: "+447700900123" },
        text: "",
      },
      "contact",
      "Abi\n+447700900123",
    ],
    [{ location_information: { latitude: 1.5, longitude: 2 }, text: "" }, "location", "1.5, 2"],
    [
      { poll: { question: "When?", answers: [{ text: "Now" }, { text: "Later" }] }, text: "" },
      "poll",
      "When?\nNow\nLater",
    ],
    [
      { text: ["see ", { type: "link", text: "https://example.org" }, "!"] },
      "text",
      "see https://example.org!",
    ],
    [
      {
        text: [
          { type: "bold", text: "a" },
          { type: "italic", text: "b" },
        ],
      },
      "text",
      "ab",
    ],
  ] as const)("reads %j", async ([more, kind, text]) => {
    const { messages } = await read({
      name: "Charlie",
      messages: [message(1, {}), message(2, more)],
    });
    expect(messages[1]).toMatchObject({ kind, text, conversation: "Charlie" });
  });

  test("lists a record of a kind that it does not know, and one that is broken", async () => {
    const { messages, coverage } = await readText(
      `{"messages":[${JSON.stringify(message(1, {}))},${JSON.stringify(message(2, { type: "hologram" }))},{"id":3,"text":nope},${JSON.stringify(message(4, {}))}]}`,
    );
    expect(messages).toHaveLength(2);
    expect(coverage.skipped).toEqual([
      { line: 2, reason: "unknown_kind" },
      { line: 3, reason: "malformed" },
    ]);
  });

  test("keeps what came before a file breaks off, and says that it does", async () => {
    const whole = JSON.stringify({ messages: [message(1, {}), message(2, {})] });
    const { messages, coverage } = await readText(whole.slice(0, -40));
    expect(messages).toHaveLength(1);
    expect(coverage.skipped).toEqual([{ line: 2, reason: "malformed" }]);
  });
});

describe("Instagram and Messenger", () => {
  test("puts letters together that were written as bytes, and nothing else", () => {
    expect(repairText("caf\u00c3\u00a9 \u00f0\u009f\u0098\u0080")).toBe("café 😀");
    expect(repairText("café")).toBe("café");
    expect(repairText("€ \u00c3\u00a9")).toBe("€ \u00c3\u00a9");
  });

  test("reads reactions, files, shares, calls and what was taken back", async () => {
    const base = { sender_name: "Zo\u00c3\u00ab", timestamp_ms: 1710439533123 };
    const { format, messages } = await read({
      participants: [{ name: "Zo\u00c3\u00ab" }, { name: "Sam" }],
      messages: [
        { ...base, content: "hi", reactions: [{ reaction: "\u00e2\u009d\u00a4", actor: "Sam" }] },
        { ...base, photos: [{ uri: "photos/a.jpg", creation_timestamp: 1 }] },
        { ...base, share: { link: "https://example.org", share_text: "see" } },
        { ...base, content: "called", call_duration: 65 },
        { ...base, is_unsent: true },
      ],
      title: "Zo\u00c3\u00ab",
      thread_path: "inbox/zoe",
    });
    expect(format).toBe("meta-json");
    expect(messages.map(({ kind, text }) => [kind, text])).toEqual([
      ["text", "hi"],
      ["system", "Sam: ❤"],
      ["media", ""],
      ["text", "see\nhttps://example.org"],
      ["call", "called\n65 s"],
      ["deleted", ""],
    ]);
    expect(messages[0]).toMatchObject({
      at: "2024-03-14T18:05:33Z",
      sender: "Zoë",
      conversation: "Zoë",
    });
  });

  test("reads the encrypted kind, whose letters are right", async () => {
    const { messages } = await read({
      participants: ["Zoë", "Sam"],
      threadName: "Zoë_1",
      messages: [
        {
          isUnsent: false,
          media: [{ uri: "./media/a.jpg" }],
          reactions: [],
          senderName: "Zoë",
          text: "Ã©",
          timestamp: 1710439533123,
          type: "media",
        },
      ],
    });
    expect(messages[0]).toMatchObject({
      sender: "Zoë",
      text: "Ã©",
      kind: "media",
      conversation: "Zoë_1",
    });
  });
});

describe("Signal", () => {
  test("as frames of its own backup", async () => {
    const item = (more: object) => ({
      chatItem: { chatId: "1", authorId: "2", dateSent: "1710439533000", ...more },
    });
    const { format, messages, coverage } = await read(
      [
        { version: "1", backupTimeMs: "1710439533000" },
        { account: { givenName: "Sam" } },
        { recipient: { id: "1", self: {} } },
        { recipient: { id: "2", contact: { e164: "447700900123", profileGivenName: "Charlie" } } },
        { chat: { id: "1", recipientId: "2" } },
        item({
          incoming: { read: true },
          standardMessage: { text: { body: "hello" }, reactions: [{ emoji: "👍", authorId: "1" }] },
        }),
        item({
          authorId: "1",
          outgoing: {},
          standardMessage: { attachments: [{ pointer: { fileName: "a.jpg" } }] },
        }),
        item({ incoming: {}, remoteDeletedMessage: {} }),
        item({ incoming: {}, viewOnceMessage: {} }),
        item({ directionless: {}, updateMessage: { individualCall: { type: "AUDIO_CALL" } } }),
        item({ incoming: {}, hologramMessage: {} }),
      ],
      true,
    );
    expect(format).toBe("signal-json");
    expect(messages.map(({ kind, text, direction }) => [kind, text, direction])).toEqual([
      ["text", "hello", "received"],
      ["system", "1: 👍", undefined],
      ["media", "", "sent"],
      ["deleted", "", "received"],
      ["view_once", "", "received"],
      ["call", "individualCall", undefined],
    ]);
    expect(messages[0]).toMatchObject({
      sender: "Charlie (+447700900123)",
      conversation: "Charlie (+447700900123)",
    });
    expect(coverage.skipped.at(-1)).toEqual({ line: 11, reason: "unknown_kind" });
  });

  test("as rows of its database", async () => {
    const row = {
      conversationId: "c1",
      sent_at: 1710439533000,
      source: "+447700900123",
      body: "hello",
    };
    const { format, messages } = await read([
      { ...row, type: "incoming", attachments: [{ fileName: "a.jpg" }] },
      { ...row, type: "outgoing", source: null, editHistory: [{}] },
      { ...row, type: "call-history", body: "" },
    ]);
    expect(format).toBe("signal-json");
    expect(messages).toMatchObject([
      {
        sender: "+447700900123",
        kind: "media",
        direction: "received",
        conversation: "c1",
        attachments: ["a.jpg"],
      },
      { sender: null, direction: "sent", edited: true },
      { kind: "call" },
    ]);
  });

  test("as lines of signal-export", async () => {
    const line = { date: "2024-03-14T18:05:33", quote: "", sticker: null, attachments: [] };
    const { format, messages, assumptions } = await read(
      [
        { ...line, sender: "Charlie", body: "hello  ", reactions: [["Me", "👍"]] },
        { ...line, sender: "Me", body: "who  ", reactions: [] },
      ],
      true,
    );
    expect(format).toBe("signal-json");
    expect(assumptions.timeZone).toBe("unknown");
    expect(messages.map(({ text, direction }) => [text, direction])).toEqual([
      ["hello", "received"],
      ["Me: 👍", undefined],
      ["who", "sent"],
    ]);
  });
});

describe("Google", () => {
  test("Chat in Takeout", async () => {
    const { format, messages } = await read({
      messages: [
        {
          creator: { name: "Charlie", email: "charlie@example.org" },
          created_date: "Thursday, March 14, 2024 at 6:05:33\u202fPM UTC",
          text: "hello",
        },
        {
          creator: { name: "Sam" },
          created_date: "yesterday",
          attached_files: [{ export_name: "a.jpg" }],
        },
      ],
    });
    expect(format).toBe("google-messages-json");
    expect(messages).toMatchObject([
      { at: "2024-03-14T18:05:33Z", sender: "Charlie <charlie@example.org>", text: "hello" },
      { at: null, kind: "media", attachments: ["a.jpg"] },
    ]);
  });

  test("Hangouts in Takeout", async () => {
    const { messages } = await read({
      conversations: [
        {
          conversation: {
            conversation: {
              participant_data: [{ id: { gaia_id: "7" }, fallback_name: "Charlie" }],
            },
          },
          events: [
            {
              sender_id: { gaia_id: "7" },
              self_event_state: { user_id: { gaia_id: "8" } },
              timestamp: "1710439533000000",
              event_type: "REGULAR_CHAT_MESSAGE",
              chat_message: {
                message_content: {
                  segment: [
                    { type: "TEXT", text: "see " },
                    { type: "LINE_BREAK" },
                    { type: "LINK", text: "https://example.org" },
                  ],
                },
              },
            },
          ],
        },
      ],
    });
    expect(messages[0]).toMatchObject({
      at: "2024-03-14T18:05:33Z",
      sender: "Charlie",
      text: "see \nhttps://example.org",
      conversation: "Charlie",
      direction: "received",
    });
  });

  test("rows of Android's store", async () => {
    const row = { address: "+447700900123", date: "1710439533000", body: "hello" };
    const { messages } = await read(
      [
        { ...row, type: "1" },
        { ...row, type: "2" },
      ],
      true,
    );
    expect(messages).toMatchObject([
      { sender: "+447700900123", direction: "received", conversation: "+447700900123" },
      { sender: null, direction: "sent" },
    ]);
  });
});

describe("JSON that is something else", () => {
  test.for([
    ["{}", "json_unknown"],
    ["[]", "json_unknown"],
    ['{"a": [1, 2, {"b": null}]}', "json_unknown"],
    ['["one", "two"]', "json_unknown"],
    ['{"messages": [{"role": "user", "content": "hi"}]}', "json_unknown"],
    ['{"a": 1', "json_damaged"],
    ['{"a": nope}', "json_damaged"],
    [`{"messages":${"[".repeat(100_000)}`, "json_damaged"],
    ['{"__proto__": {"messages": 1}}', "json_unknown"],
    ["[12/03/2024, 18:05:33] Charlie: hi\n[12/03/2024, 18:06:33] Sam: hi\n", "whatsapp-ios"],
    ["{hello} is what he wrote\n", "plain"],
    ["[1] is the first of them\n", "plain"],
  ] as const)("%s: %s", async ([text, reason]) => {
    expect(await reasonFor(text)).toBe(reason);
  });

  test("with members called as what objects inherit is read as it stands", async () => {
    const { messages } = await readText(
      '{"messages":[{"__proto__":{"from":"x"},"constructor":1,"type":"message","date_unixtime":"1710439533","text":"a"}]}',
    );
    expect(messages[0]).toMatchObject({ sender: null, text: "a" });
    expect(({} as Record<string, unknown>).from).toBeUndefined();
  });
});
