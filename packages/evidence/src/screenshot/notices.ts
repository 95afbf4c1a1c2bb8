/**
 * What a program writes on the page itself, without a bubble: dates and notices, in the middle
 * between two bubbles.
 */
import { type Bubble, type FoundBubbles } from "./bubbles.ts";
import { takeInk } from "./ink.ts";
import { findLines, type Line } from "./lines.ts";
import { type Box, type RgbaImage } from "./reading.ts";

/** Wallpaper is paler than any writing: 0 to 765. */
const palest = 150;

/** Stretches between bubbles with centred lines in them. Their letters are yet to be read. */
export function findNotices(
  image: RgbaImage,
  { bubbles, header, page }: FoundBubbles,
): readonly Bubble[] {
  if (page === null) return [];
  const notices: Bubble[] = [];
  let top = header === null ? 0 : header.box.top + header.box.height;
  for (const { box } of bubbles) {
    const strip = { left: 0, top, width: image.width, height: box.top - top };
    top = Math.max(top, box.top + box.height);
    if (strip.height < image.width * 0.035) continue;
    const found = findCentred(image, strip, page);
    if (found !== undefined) notices.push({ side: "middle", box: found, colour: page });
  }
  return notices;
}

function findCentred(
  image: RgbaImage,
  strip: Box,
  page: readonly [number, number, number],
): Box | undefined {
  const lines = findLines(takeInk(image, strip, page, palest)).filter((line) =>
    isCentred(line, image.width),
  );
  if (lines.length === 0) return undefined;
  const room = image.width * 0.02;
  const left = Math.min(...lines.map(({ box }) => box.left)) - room;
  const right = Math.max(...lines.map(({ box }) => box.left + box.width)) + room;
  const top = Math.max(strip.top, strip.top + Math.min(...lines.map(({ box }) => box.top)) - room);
  const bottom = Math.min(
    strip.top + strip.height,
    strip.top + Math.max(...lines.map(({ box }) => box.top + box.height)) + room,
  );
  return { left, top, width: right - left, height: bottom - top };
}

function isCentred({ box, words }: Line, width: number): boolean {
  const behind = width - box.left - box.width;
  return (
    Math.abs(box.left - behind) < width * 0.05 &&
    box.left > width * 0.06 &&
    box.width > box.height * 2 &&
    words.length > 0
  );
}
