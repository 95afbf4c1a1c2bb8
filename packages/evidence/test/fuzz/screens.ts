/** Screens that bytes draw: sizes, colours and boxes, and an engine that reads whatever it likes. */
import { readScreenshot } from "../../src/index.ts";
import type {
  Box,
  ReadLine,
  ReadWord,
  RgbaImage,
  ScreenshotReading,
} from "../../src/screenshot/reading.ts";

const head = 6;
const perBox = 7;
/** Enough for a bubble with lines in it, few enough for many runs. */
const mostPixels = 10_000;

/** Width, height and kind of noise, the colour of the page, then boxes with a colour each. */
function draw(bytes: Uint8Array): RgbaImage {
  const [wide = 0, high = 0, kind = 0, ...page] = bytes.subarray(0, head);
  // Above 600 a screen is made smaller before surfaces are looked for.
  const width = 1 + wide * (kind & 1 ? 5 : 1);
  const height = Math.max(1, Math.min(high * 2, Math.floor(mostPixels / width)));
  const data = new Uint8Array(width * height * 4).fill(255);
  const paint = ({ left, top, width: across, height: down }: Box, colour: readonly number[]) => {
    for (let y = top; y < Math.min(height, top + down); y += 1) {
      for (let x = left; x < Math.min(width, left + across); x += 1) {
        for (let channel = 0; channel < 3; channel += 1) {
          data[(y * width + x) * 4 + channel] = colour[channel] ?? 0;
        }
      }
    }
  };
  paint({ left: 0, top: 0, width, height }, page);
  for (let at = head; at + perBox <= bytes.length; at += perBox) {
    const [left = 0, top = 0, across = 0, down = 0, ...colour] = bytes.subarray(at, at + perBox);
    const [x, y] = [width / 256, height / 256];
    const box = { left: left * x, top: top * y, width: across * x, height: down * y };
    paint(whole(box), colour);
  }
  if (kind & 2) for (let at = 0; at < data.length; at += 1) data[at] = noisy(data, bytes, at);
  return { width, height, data };
}

function whole({ left, top, width, height }: Box): Box {
  return {
    left: Math.floor(left),
    top: Math.floor(top),
    width: Math.ceil(width),
    height: Math.ceil(height),
  };
}

/** Some of the pixels a little off, or far off, as the bytes say. */
function noisy(data: Uint8Array, bytes: Uint8Array, at: number): number {
  const by = bytes[(at * 7) % bytes.length] ?? 0;
  return (data[at] ?? 0) ^ (by & ((bytes[2] ?? 0) >> 3));
}

const words =
  "hello|07700|900123|+44|https://|example.org/a_b|_|-|18:05|.|www.|@|I|1|▢||x x|://|a.pdf|\n|\ud83d".split(
    "|",
  );

/** Reads words, numbers and links that are not there, at places that are not in the line. */
function makeReader(bytes: Uint8Array): ReadLine {
  let at = 0;
  const next = () => bytes[at++ % bytes.length] ?? 0;
  return () =>
    Array.from({ length: next() % 6 }, (): ReadWord => {
      const box = {
        left: next() * 3 - 60,
        top: next() - 60,
        width: next() * 2 - 60,
        height: next(),
      };
      return { text: words[next() % words.length] ?? "", confidence: (next() % 101) / 100, box };
    });
}

/** What is wrong with a reading of the screen that these bytes draw. */
export function readDrawn(bytes: Uint8Array): string | undefined {
  if (bytes.length < head) return undefined;
  const image = draw(bytes);
  let progress = 0;
  const reading = readScreenshot({
    image,
    readLine: makeReader(bytes),
    onProgress(done, of) {
      if (done < progress || done > of) progress = Number.NaN;
      else progress = done;
    },
  });
  return Number.isNaN(progress) ? "progress goes back" : faultOf(reading, image);
}

function faultOf({ messages, header }: ScreenshotReading, image: RgbaImage): string | undefined {
  for (const { box } of [...messages, ...(header === null ? [] : [header])]) {
    if (!isWithin(box, image)) return "a box is not in the picture";
  }
  let last = 0;
  for (const { box, text, confidence } of messages) {
    if (box.top < last) return "messages are not in order";
    last = box.top;
    if (text === "") return "a message says nothing";
    if (!(confidence >= 0 && confidence <= 1)) return "no confidence";
  }
  return undefined;
}

/** Of the smaller picture that surfaces are found in, a pixel may be half outside. */
function isWithin({ left, top, width, height }: Box, image: RgbaImage): boolean {
  const over = Math.max(2, image.width / 200);
  return (
    Math.min(left, top, width, height) >= 0 &&
    left + width <= image.width + over &&
    top + height <= image.height + over
  );
}

const screen = (wide: number, high: number, kind: number, ...boxes: readonly number[][]) =>
  Uint8Array.from([wide, high, kind, 239, 234, 226, ...boxes.flat()]);
const bar = [0, 0, 255, 24, 0, 128, 105];
const name = [60, 8, 60, 8, 255, 255, 255];
const strokes = (left: number, top: number, count: number) =>
  Array.from({ length: count }, (_, at) => [left + at * 9, top, 5, 12, 17, 27, 33]);
const chat = [
  bar,
  name,
  [6, 40, 150, 40, 255, 255, 255],
  ...strokes(16, 50, 12),
  [100, 100, 150, 60, 217, 253, 211],
  ...strokes(110, 108, 12),
  ...strokes(110, 128, 9),
  [220, 148, 20, 6, 102, 119, 129],
  [90, 180, 70, 16, 255, 255, 255],
  ...strokes(100, 182, 5),
];

/** Screens that are nearly chats. */
export const screens: readonly Uint8Array[] = [
  screen(100, 80, 0, ...chat),
  screen(100, 80, 26, ...chat),
  screen(140, 12, 1, ...chat),
  screen(60, 130, 0, bar, [0, 0, 10, 255, 1, 2, 3], ...strokes(3, 40, 20), ...strokes(90, 200, 6)),
];
