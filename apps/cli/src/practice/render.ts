/** The files that a person of the practice case gives. */
import { crc32, deflateSync } from "node:zlib";

import type { Conversation } from "./case.ts";

type Line = Conversation["lines"][number];

/** The chat as its program would export it, or as somebody would paste it. */
export function renderChat(one: Conversation): string {
  const { shape, lines, sender } = one;
  const them = sender.name === "" ? sender.number : sender.name;
  switch (shape) {
    case "mail":
      return renderMail(one);
    case "sms_backup":
      return renderBackup(one);
    case "android":
    case "ios": {
      const render = shape === "android" ? androidLine : iosLine;
      return lines.map((line) => `${render(line, { "<": "Me", ">": them, "=": "" })}\n`).join("");
    }
    case "paste":
    case "screenshot":
      return `${lines.map((line) => line.text).join("\n\n")}\n`;
  }
}

/** As SMS Backup & Restore writes it: https://www.synctech.com.au/sms-backup-restore/fields-in-xml-backup-files/ */
function renderBackup({ lines, sender }: Conversation): string {
  const rows = lines.map(({ at, mark, text }) => {
    const date = Date.parse(`${at}Z`);
    return `  <sms protocol="0" address="${escaped(sender.number.replaceAll(" ", ""))}" date="${date}" type="${
      mark === "<" ? 2 : 1
    }" subject="null" body="${escaped(text)}" read="1" status="-1" contact_name="(Unknown)" />\n`;
  });
  return `<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count="${rows.length}">\n${rows.join("")}</smses>\n`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"\n]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A mail as a program saves it. */
function renderMail({ key, lines, sender }: Conversation): string {
  const [first] = lines;
  const date = new Date(`${first?.at ?? ""}Z`).toUTCString().replace("GMT", "+0000");
  const host = sender.handle.split("@").at(-1) ?? "";
  const head = [
    `From: ${sender.name} <${sender.handle}>`,
    "To: The office <office@members.example>",
    "Subject: For your attention",
    `Date: ${date}`,
    `Message-ID: <${key.toLowerCase()}@${host}>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
  ];
  return `${head.join("\r\n")}\r\n\r\n${lines.map(({ text }) => text).join("\r\n\r\n")}\r\n`;
}

function androidLine({ at, mark, text }: Line, names: Readonly<Record<string, string>>): string {
  const who = names[mark] ?? "";
  return `${day(at)}, ${at.slice(11, 16)} - ${who === "" ? "" : `${who}: `}${text}`;
}

function iosLine({ at, mark, text }: Line, names: Readonly<Record<string, string>>): string {
  // Apple's export puts a direction mark before lines that the program wrote itself.
  const before = text.startsWith("\u200e") ? "\u200e" : "";
  const who = names[mark] ?? "";
  return `${before}[${day(at)}, ${at.slice(11, 19)}] ${who === "" ? "" : `${who}: `}${text}`;
}

function day(at: string): string {
  return `${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)}`;
}

const pictureSide = 96;

/** A test card: grey squares as a PNG, so that a sealed picture is there and nobody is on it. */
export function renderPicture(): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: pictureSide }, (_, y) => [
    0,
    ...Array.from({ length: pictureSide }, (__, x) =>
      ((x >> 4) + (y >> 4)) % 2 === 0 ? 210 : 150,
    ),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pictureSide, 0);
  header.writeUInt32BE(pictureSide, 4);
  // Eight bits, grey.
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.from(rows.flat()));
  const picture = [signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND")];
  return new Uint8Array(Buffer.concat(picture));
}

function chunk(type: string, content: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
