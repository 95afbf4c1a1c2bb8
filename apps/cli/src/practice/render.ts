/** The files that a person of the practice case gives. */
import { crc32, deflateSync } from "node:zlib";

import type { Conversation } from "./case.ts";

type Line = Conversation["lines"][number];

/** The chat as its program would export it, or as somebody would paste it. */
export function renderChat({ shape, lines, sender }: Conversation): string {
  if (shape === "paste") return `${lines.map((line) => line.text).join("\n\n")}\n`;
  const them = sender.name === "" ? sender.number : sender.name;
  const render = shape === "android" ? androidLine : iosLine;
  return lines.map((line) => `${render(line, { "<": "Me", ">": them, "=": "" })}\n`).join("");
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
