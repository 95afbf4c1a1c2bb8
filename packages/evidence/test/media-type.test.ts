import { describe, expect, test } from "vitest";

import { sniffMediaType } from "../src/index.ts";

const latin = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));

/** The first file of a zip: 26 bytes, the length of its name, no extra field, its name, its content. */
function zip(name: string, content = ""): Uint8Array {
  const length = String.fromCharCode(name.length);
  return latin(`PK\x03\x04${"\0".repeat(22)}${length}\0\0\0${name}${content}`);
}

const office = "application/vnd.openxmlformats-officedocument";

describe("sniffMediaType", () => {
  test.for([
    // first bytes, type
    ["\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heic"],
    ["\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "image/avif"],
    ["\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "image/heic"],
    ["\0\0\0\x18ftypavif\0\0\0\0mif1miaf", "image/avif"],
    ["\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", "audio/mp4"],
    ["\0\0\0\x14ftyp3gp5\0\0\0\x003gp5", "video/3gpp"],
    ["\0\0\0\x14ftypisom\0\0\x02\0isom", "video/mp4"],
    ["\0\0\0\x08wide\0\0\x10\0mdat", "video/quicktime"],
    ["\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"],
    ["\xff\x0a\x7a\x8f", "image/jxl"],
    ["\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", "video/webm"],
    ["\x1a\x45\xdf\xa3\xa3\x42\x82\x88matroska", "video/x-matroska"],
    ["\xff\xf1\x50\x80\x02\x1f\xfc", "audio/aac"],
    ["\xff\xfb\x90\x64", "audio/mpeg"],
    ["\xff\xf3\x40\xc4", "audio/mpeg"],
    ["RIFF\0\0\0\0AVI LIST", "video/x-msvideo"],
    ["{\\rtf1\\ansi", "application/rtf"],
    ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"],
    ["\x1f\x8b\x08\0", "application/gzip"],
    ["BM\x36\0\0\0\0\0\0\0", "image/bmp"],
    ["BMW will call you on Tuesday", "text/plain"],
    ["GIF8 is how it begins", "text/plain"],
    ["<!DOCTYPE html><p>hello", "text/html"],
    ["  \n<!-- saved -->\n<HTML lang=en>", "text/html"],
    ["<script>alert(1)</script>", "text/html"],
    ["<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"],
    ["<?xml version='1.0'?>\n<!DOCTYPE svg PUBLIC 'x'>\n<svg>", "image/svg+xml"],
    ["<?xml version='1.0'?>\n<!-- SMS -->\n<smses count='1'>", "text/plain"],
    ["22/11/2026, 10:01 - Sam: <script> is a word", "text/plain"],
    ["", "application/octet-stream"],
    ["\0\x01\x02\x03", "application/octet-stream"],
  ] as const)("%j is %s", ([head, type]) => {
    expect(sniffMediaType(latin(head))).toBe(type);
  });

  test.for([
    [
      zip("[Content_Types].xml", "PK\x03\x04word/document.xml"),
      `${office}.wordprocessingml.document`,
    ],
    [zip("[Content_Types].xml", "PK\x03\x04xl/workbook.xml"), `${office}.spreadsheetml.sheet`],
    [zip("_rels/.rels", "ppt/presentation.xml"), `${office}.presentationml.presentation`],
    [
      zip("mimetype", "application/vnd.oasis.opendocument.text"),
      "application/vnd.oasis.opendocument.text",
    ],
    [zip("META-INF/MANIFEST.MF"), "application/java-archive"],
    [zip("WhatsApp Chat with Sam.txt"), "application/zip"],
    [zip("mimetype", "text/html"), "application/zip"],
  ] as const)("a zip by its first file: %#", ([head, type]) => {
    expect(sniffMediaType(head)).toBe(type);
  });

  test("marked UTF-16 does not hide a page", () => {
    const page = Buffer.from("\uFEFF<html><body>", "utf16le");
    expect(sniffMediaType(Uint8Array.from(page))).toBe("text/html");
  });
});
