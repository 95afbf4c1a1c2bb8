/** Small good files of every format, and the words that each is made of. */
import { zipSync } from "fflate";

import { writeExcerpt } from "../../src/excerpt.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string" ? Array.from(part, (letter) => letter.charCodeAt(0)) : [...part],
    ),
  );

const chat =
  "14/03/2024, 18:05 - Charlie: hello\n14/03/2024, 18:06 - Sam: who is this\nand\n\n" +
  "14/03/2024, 18:07 - Charlie: IMG-1.jpg (file attached)\n15/03/2024, 00:01 - Sam left\n";
const ios =
  "\u200e[14/03/24, 6:05:33\u202fPM] Charlie: \u200eimage omitted\r\n[14/03/24, 6:06:00\u202fPM] Sam: hi\r\n";
const telegram = {
  personal_information: { user_id: 1 },
  chats: {
    list: [
      {
        name: "Charlie",
        messages: [
          {
            id: 1,
            type: "message",
            date_unixtime: "1710439533",
            from: "Charlie",
            from_id: "user2",
            text: ["a ", { type: "link", text: "b" }],
          },
          {
            id: 2,
            type: "service",
            date: "2024-03-14T18:05:33",
            action: "phone_call",
            actor: "Charlie",
            text: "",
          },
        ],
      },
    ],
  },
};
const meta = {
  participants: [{ name: "Charlie" }],
  messages: [
    {
      sender_name: "Zo\u00c3\u00ab",
      timestamp_ms: 1710439533123,
      content: "hi",
      reactions: [{ reaction: "\u00e2\u009d\u00a4", actor: "Sam" }],
      photos: [{ uri: "a.jpg" }],
    },
    {
      sender_name: "Sam",
      timestamp_ms: 1710439533124,
      share: { link: "https://example.org" },
      is_unsent: true,
    },
  ],
  title: "Charlie",
};
const hangouts = {
  conversations: [
    {
      conversation: {
        conversation: { participant_data: [{ id: { gaia_id: "7" }, fallback_name: "Charlie" }] },
      },
      events: [
        {
          sender_id: { gaia_id: "7" },
          timestamp: "1710439533000000",
          event_type: "REGULAR_CHAT_MESSAGE",
          chat_message: { message_content: { segment: [{ type: "TEXT", text: "hi" }] } },
        },
      ],
    },
  ],
};
const signal = [
  { version: "1", backupTimeMs: "1" },
  { recipient: { id: "2", contact: { e164: "447700900123", profileGivenName: "Charlie" } } },
  { chat: { id: "1", recipientId: "2" } },
  {
    chatItem: {
      chatId: "1",
      authorId: "2",
      dateSent: "1710439533000",
      incoming: {},
      standardMessage: { text: { body: "hi" }, reactions: [{ emoji: "x" }] },
    },
  },
];
const rows = [
  {
    conversationId: "c",
    type: "incoming",
    sent_at: 1710439533000,
    source: "+447700900123",
    body: "hi",
  },
];
const lines = (values: readonly unknown[]) =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");
const sms = `<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<!--File Created By SMS Backup & Restore-->
<smses count="2">
  <sms address="+447700900123" date="1710439500000" type="1" body="hi &#55357;&#56832; &amp;" contact_name="Charlie" />
  <mms date="1710439500000" msg_box="1" address="+447700900123"><parts><part ct="text/plain" text="look" /><part ct="image/jpeg" cl="a.jpg" data="/9j/AA==" /></parts><addrs><addr address="+447700900123" type="137" /></addrs></mms>
</smses>
`;
const mail = `From: Charlie <charlie@example.org>\r\nTo: sam@example.com\r\nSubject: =?utf-8?q?a=C3=A9?=\r\nDate: Thu, 14 Mar 2024 18:05:33 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>hi <a href=3D"https://example.org">x</a></p>\r\n--b\r\nContent-Type: image/png; name="a.png"\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@example.org\r\nDate: x\r\nSubject: y\r\n\r\nin\r\n--b--\r\n`;
const mbox = `From charlie@example.org Thu Mar 14 18:05:40 2024\n${mail}\nFrom - Fri Mar 15 09:00:00 2024\n${mail}`;
const csv =
  'from,message,date,chat\r\nAbi,"a, ""b""\nc",03/04/2024 18:05,x\r\nSam,hi,13/04/2024 18:06,x\r\n';
const markdown =
  "[2024-03-14, 18:05] Me: hi  \n[2024-03-14, 18:06] Charlie: ![a](./media/a.jpg)  \nx\n";
const blocks =
  "Conversation: Charlie\n\nFrom: Charlie\nType: incoming\nSent: Thu, 14 Mar 2024 18:05:33 +0100\nAttachment: a.jpg (image/jpeg, 1 bytes)\n\nhi\n\nType: call-history\nReceived: Thu, 14 Mar 2024 18:05:33 +0100\n\n";
const short = "2024-03-14 18:05 Charlie: hi\n2024-03-14 18:06 You: [1 attachment] x\n";
const imessage =
  "May 17, 2022  5:29:42 PM (Read by you)\nCharlie\nhi\n    May 17, 2022  5:30:00 PM\n    Me\n    yes\n\nMay 17, 2022  5:30:00 PM\nMe\nyes\n/a/b.jpg\n\n";
const excerpt = writeExcerpt(
  { sha256: "ab".repeat(32), bytes: 9, format: "csv", tool: "t", version: "1", corrected: true },
  [
    {
      at: "2024-03-14T18:05:33Z",
      sender: "Charlie",
      kind: "text",
      text: "hi",
      conversation: "c",
      confidence: 0.5,
      source: { line: 1, lines: 1, offset: 0 },
    },
  ],
);
const zip = zipSync({
  "WhatsApp Chat with Charlie.txt": encode(chat),
  "IMG-1.jpg": bytes([0xff, 0xd8, 0xff]),
});
const stored = zipSync({ "_chat.txt": [encode(ios), { level: 0 }], "a/b.opus": bytes("OggS") });

const zeros = (length: number) => Array.from({ length }, () => 0);
const box = (type: string, content: readonly number[] = []) => [
  0,
  0,
  0,
  8 + content.length,
  ...bytes(type),
  ...content,
];
const media = [
  bytes(
    [0xff, 0xd8, 0xff, 0xe1, 0, 34],
    "Exif\0\0",
    "II*\0",
    [8, 0, 0, 0, 1, 0, 0x10, 1, 2, 0, 4, 0, 0, 0],
    "abc\0",
    [0, 0, 0, 0],
    [0xff, 0xc0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0],
    [0xff, 0xda, 0, 2, 1, 2, 0xff, 0xd9],
  ),
  bytes(
    "\x89PNG\r\n\x1a\n",
    [0, 0, 0, 13],
    "IHDR",
    [0, 0, 0, 16, 0, 0, 0, 16, 8, 6, 0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 7],
    "tEXta\0hello",
    zeros(4),
    [0, 0, 0, 0],
    "IEND",
    zeros(4),
  ),
  bytes(
    "GIF89a",
    [16, 0, 16, 0, 0, 0, 0],
    [0x21, 0xfe, 3],
    "abc",
    [0],
    [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0, 0, 0x3b],
  ),
  bytes(
    "RIFF",
    [30, 0, 0, 0],
    "WEBPVP8X",
    [10, 0, 0, 0, 0, 0, 0, 0, 15, 0, 0, 15, 0, 0],
    "EXIF",
    [4, 0, 0, 0],
    "II*\0",
  ),
  bytes(
    box("ftyp", [...bytes("mp42"), 0, 0, 0, 0]),
    box("moov", [...box("mvhd", zeros(100)), ...box("trak", [...box("tkhd", zeros(84))])]),
    box("mdat", [1, 2, 3]),
  ),
  bytes(
    box("ftyp", [...bytes("heic"), 0, 0, 0, 0]),
    box("meta", [0, 0, 0, 0, ...box("iinf", zeros(6)), ...box("iloc", zeros(8))]),
  ),
  bytes([
    0x1a, 0x45, 0xdf, 0xa3, 0x84, 0x42, 0x86, 0x81, 1, 0x18, 0x53, 0x80, 0x67, 0x90, 0x15, 0x49,
    0xa9, 0x66, 0x84, 0x44, 0x89, 0x81, 1,
  ]),
  bytes("OggS", [0, 2], zeros(20), [1, 19], "OpusHead", [1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0]),
  bytes(
    "RIFF",
    [36, 0, 0, 0],
    "WAVEfmt ",
    [16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0],
    "data",
    [4, 0, 0, 0, 1, 2, 3, 4],
  ),
  bytes("fLaC", [0x80, 0, 0, 34], zeros(34)),
  bytes(
    "ID3",
    [4, 0, 0, 0, 0, 0, 11],
    "TIT2",
    [0, 0, 0, 1, 0, 0, 0],
    [0xff, 0xfb, 0x90, 0],
    zeros(40),
  ),
  bytes("#!AMR\n", [0x3c, ...zeros(31)]),
  bytes("II*\0", [8, 0, 0, 0, 1, 0, 0, 1, 3, 0, 1, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0]),
  bytes("BM", zeros(12), [40, 0, 0, 0, 16, 0, 0, 0, 16, 0, 0, 0], zeros(30)),
  bytes("%PDF-1.7\n"),
];

/** Good files by format. */
export const seeds = {
  chat: [
    encode(chat),
    encode(ios),
    encode("2024. 3. 14. 오후 6:05, Charlie : hi\n2024. 3. 15. 오전 6:05, Sam : x\n"),
  ],
  paste: [
    encode("Charlie: hi\nSam: who\n\nx\n"),
    encode("[14/03, 18:05] Charlie: hi\nx\n"),
    encode("just words\n\nand more\n"),
  ],
  zip: [zip, stored],
  json: [telegram, telegram.chats.list[0], meta, hangouts, rows]
    .map((value) => encode(JSON.stringify(value)))
    .concat([encode(lines(signal))]),
  sms: [encode(sms)],
  mail: [encode(mail)],
  mbox: [encode(mbox)],
  csv: [encode(csv)],
  markdown: [encode(markdown)],
  blocks: [encode(blocks)],
  short: [encode(short)],
  imessage: [encode(imessage)],
  excerpt: [excerpt],
  media,
} satisfies Readonly<Record<string, readonly Uint8Array[]>>;

const words =
  '{|}|[|]|"|:|,|\\|\\u0000|\\ud83d|null|1e999|-|"messages":|"chats":{"list":|{"type":"message"|"date_unixtime":|"__proto__":|<sms |<mms |</mms>|<part |<|>|</smses>|<!DOCTYPE|<![CDATA[|-->|<!--|&#55357;|&#0;|&amp;|&|=|\'|/>|From |From: |>From |\r\n|\n|\n\n|\r|Content-Type: |multipart/mixed; boundary="b"|--b|--b--|message/rfc822|=?utf-8?q?|=3D|;|\t|""|[14/03/2024, 18:05] |14/03/2024, 18:05 - |- |(file attached)|\u200e|\u202f|\ufeff|\u0660|PM|0|9|99999999999999999999|Conversation: |Type: incoming|Sent: |    |May 17, 2022  5:29:42 PM|PK\x03\x04|PK\x01\x02|PK\x05\x06|../|\0|Exif|moov|mdat|uuid|IHDR|EBML|OggS|xmp:|<x:xmpmeta'.split(
    "|",
  );

/** What formats are made of. */
export const tokens: readonly Uint8Array[] = [
  ...words.filter((word) => word !== "").map(encode),
  bytes([0xff, 0xff, 0xff, 0xff]),
  bytes([0xc3]),
  bytes([0xed, 0xa0, 0x80]),
  bytes([0xff, 0xfe]),
];
