import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { toLatin } from "../src/latin.ts";
import { sniffMediaType } from "../src/media-type.ts";

test("each byte is the letter of its number, in any program", () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256);
  const text = toLatin(bytes);
  const letters = bytes.map((_, index) => text.charCodeAt(index));
  expect(text).toHaveLength(bytes.length);
  expect(letters).toEqual(bytes);
});

test("a PNG is known where the platform decodes latin1 as browsers do", () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  expect(sniffMediaType(png)).toBe("image/png");
});

// Node 20 decodes it as Latin-1 and browsers as Windows-1252, so that only a browser sees the fault.
test("nothing in this room asks the platform for latin1", () => {
  const src = join(import.meta.dirname, "../src");
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  expect(files.length).toBeGreaterThan(40);
  const asking = files.filter((name) =>
    /TextDecoder\("(?:latin1|iso-8859-1|ascii)"/.test(readFileSync(join(src, name), "utf8")),
  );
  expect(asking).toEqual([]);
});
