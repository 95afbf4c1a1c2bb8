import { zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { parseEvidence, sha256Hex } from "../src/parse-evidence.ts";
import { sniffMediaType } from "../src/media-type.ts";
import { keepSenderOnly, summariseSenders } from "../src/senders.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const chat =
  "14/03/2024, 18:05 - Charlie: hello\n14/03/2024, 18:06 - Sam: who is this\n" +
  "14/03/2024, 18:07 - Charlie: IMG-1.jpg (file attached)\nlook\nat this\n";
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 1, 2, 3]);

function reasonFor(bytes: Uint8Array): string {
  const result = parseEvidence(bytes);
  return result.ok ? "read" : result.reason;
}

test("a name with bytes that are no UTF-8 does not hide what stands behind it", () => {
  // Too far in for the bytes to be taken for another encoding.
  const before = "14/03/2024, 18:05 - Charlie: hello there\n".repeat(200);
  const bytes = encode(`${before}14/03/2024, 18:06 - Xam: GIF omitted\n`.repeat(2));
  for (let at = bytes.indexOf(0x58); at >= 0; at = bytes.indexOf(0x58, at)) bytes[at] = 0xff;
  const result = parseEvidence(bytes);
  const found = result.ok ? result.value.messages.filter(({ sender }) => sender !== "Charlie") : [];
  expect(found.map(({ sender, kind, text }) => [sender, kind, text])).toEqual([
    ["\ufffdam", "media", ""],
    ["\ufffdam", "media", ""],
  ]);
});

describe("an exported zip", () => {
  test("is read, and each file is matched to the message that names it", () => {
    const bytes = zipSync({
      "WhatsApp Chat with Charlie.txt": encode(chat),
      "IMG-1.jpg": jpeg,
      "x.opus": jpeg,
    });
    const result = parseEvidence(bytes);
    if (!result.ok) throw new Error(result.reason);
    expect(result.value.format).toBe("whatsapp-zip");
    expect(result.value.exhibit).toEqual({ sha256: sha256Hex(bytes), bytes: bytes.length });
    expect(result.value.messages).toHaveLength(3);
    expect(result.value.attachments).toEqual([
      { name: "IMG-1.jpg", bytes: 6, sha256: sha256Hex(jpeg), message: 2 },
      { name: "x.opus", bytes: 6, sha256: sha256Hex(jpeg), message: null },
    ]);
  });

  test("is read beside what a Mac adds, its files matched however their names are composed", () => {
    const bytes = zipSync({
      "__MACOSX/._WhatsApp Chat.txt": jpeg,
      "WhatsApp Chat.txt": encode("14/03/2024, 18:05 - Abi: caf\u00e9.jpg (file attached)"),
      "cafe\u0301.jpg": jpeg,
    });
    const result = parseEvidence(bytes);
    if (!result.ok) throw new Error(result.reason);
    expect(result.value.messages).toHaveLength(1);
    expect(result.value.attachments.map(({ message }) => message)).toEqual([null, 0]);
  });

  test.for([
    ["no chat", zipSync({ "a.jpg": jpeg }), "zip_no_chat"],
    ["two texts, neither a chat's", zipSync({ "a.txt": jpeg, "b.txt": jpeg }), "zip_no_chat"],
    ["a picture called a chat", zipSync({ "_chat.txt": jpeg }), "zip_no_chat"],
    ["half of its bytes", zipSync({ "_chat.txt": encode(chat) }).slice(0, 80), "zip_damaged"],
    [
      "a picture before it",
      Uint8Array.from([...jpeg, ...zipSync({ "_chat.txt": encode(chat) })]),
      "zip_hidden_bytes",
    ],
    [
      "a text before it",
      Uint8Array.from([...encode(chat.repeat(40)), ...zipSync({ "_chat.txt": encode(chat) })]),
      "zip_hidden_bytes",
    ],
  ] as const)("is refused with %s", ([, bytes, reason]) => {
    expect(reasonFor(bytes)).toBe(reason);
  });
});

describe("other bytes", () => {
  test.for([
    ["nothing", new Uint8Array(0), "empty"],
    ["a picture", jpeg, "not_text"],
    ["a program", Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]), "not_text"],
  ] as const)("%s: %s", ([, bytes, reason]) => {
    const result = parseEvidence(bytes);
    expect(result).toMatchObject({ ok: false, reason, exhibit: { bytes: bytes.length } });
  });

  test("never throw", () => {
    const prefix = fc.constantFrom("", "PK\u0003\u0004", "PK\u0005\u0006", "[1/1/24, 1:1] a: ");
    fc.assert(
      fc.property(prefix, fc.uint8Array({ maxLength: 400 }), (start, bytes) => {
        expect(() => parseEvidence(Uint8Array.from([...encode(start), ...bytes]))).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe("a paste", () => {
  test.for([
    [
      "Long time no speak!\nHow are you?\n\nShame you're so busy",
      [
        [null, "Long time no speak!\nHow are you?"],
        [null, "Shame you're so busy"],
      ],
    ],
    [
      "Charlie: hi\nMe: who is this\nCharlie: guess",
      [
        ["Charlie", "hi"],
        ["Me", "who is this"],
        ["Charlie", "guess"],
      ],
    ],
    [
      "[18:05] Charlie: hi\n[18:06] Me: who",
      [
        ["Charlie", "hi"],
        ["Me", "who"],
      ],
    ],
    [
      "[14/03, 18:05] Charlie: hi\nthere\n\n[3/15, 6:05 PM] +44 7700 900123: who",
      [
        ["Charlie", "hi\nthere"],
        ["+44 7700 900123", "who"],
      ],
    ],
    ["Note: this is prose", [[null, "Note: this is prose"]]],
  ] as const)("%j", ([text, expected]) => {
    const result = parseEvidence(encode(text));
    if (!result.ok) throw new Error(result.reason);
    expect(result.value.format).toBe("plain");
    expect(result.value.messages.map(({ sender, text: body }) => [sender, body])).toEqual(expected);
    const { lines, parsed, continued, skipped } = result.value.coverage;
    expect(parsed + continued + skipped.length).toBe(lines);
  });
});

describe("one writer's words", () => {
  test("are kept to the letter, with their headers", () => {
    const kept = keepSenderOnly(encode(chat), "Charlie");
    expect(new TextDecoder().decode(kept)).toBe(
      "14/03/2024, 18:05 - Charlie: hello\n" +
        "14/03/2024, 18:07 - Charlie: IMG-1.jpg (file attached)\nlook\nat this\n",
    );
  });

  test("cannot be taken out of a text that is no chat", () => {
    expect(keepSenderOnly(encode("hello"), "Charlie")).toBeUndefined();
  });

  test("the writers are counted, most first", () => {
    const result = parseEvidence(encode(chat));
    if (!result.ok) throw new Error(result.reason);
    expect(summariseSenders(result.value)).toEqual([
      { sender: "Charlie", messages: 2, first: "2024-03-14T18:05", last: "2024-03-14T18:07" },
      { sender: "Sam", messages: 1, first: "2024-03-14T18:06", last: "2024-03-14T18:06" },
    ]);
  });
});

describe("sniffMediaType", () => {
  test.for([
    ["\xff\xd8\xff\xe0", "image/jpeg"],
    ["\x89PNG\r\n\x1a\n", "image/png"],
    ["RIFF\0\0\0\0WEBPVP8 ", "image/webp"],
    ["\0\0\0\x18ftypheic", "image/heic"],
    ["\0\0\0\x18ftypisom", "video/mp4"],
    ["OggS\0", "audio/ogg"],
    ["%PDF-1.7", "application/pdf"],
    ["hello", "text/plain"],
    ["\0\x01\x02", "application/octet-stream"],
    ["", "application/octet-stream"],
  ] as const)("%j is %s", ([head, type]) => {
    expect(sniffMediaType(Uint8Array.from(Buffer.from(head, "latin1")))).toBe(type);
  });
});
