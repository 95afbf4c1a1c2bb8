/**
 * A screenshot of a chat → its messages, in order, with the side each stands on. Letters are found
 * here and read by the engine line by line. Spec: evidence.md, "Screenshots".
 */
import { type Bubble, findBubbles } from "./bubbles.ts";
import { readExactly, type Stretch } from "./exact-words.ts";
import { type Ink, takeInk } from "./ink.ts";
import { findName } from "./header.ts";
import { joinLines } from "./join-lines.ts";
import { cut, findLines, type Line, margin, medianOf } from "./lines.ts";
import {
  type Box,
  type ReadLine,
  type RgbaImage,
  type ScreenshotMessage,
  type ScreenshotReading,
} from "./reading.ts";
import { findNotices } from "./notices.ts";
import { makeStrip } from "./strip.ts";
import { takeTime } from "./time-label.ts";
import { withPictures } from "./with-pictures.ts";

/** What is asked of {@link readScreenshot}. */
export interface ScreenshotOptions {
  readonly image: RgbaImage;
  readonly readLine: ReadLine;
  /** Lines read, and lines there are. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** Height of a line with the strokes below it, in pixels of the engine. */
const lineHeight = 40;

interface Written {
  readonly bubble: Bubble;
  readonly ink: Ink;
  readonly lines: readonly Line[];
}

/**
 * Read a screenshot. What has no words (a photo in the chat, a sticker) is left out; an emoji is
 * {@link unreadPicture}.
 */
export function readScreenshot({
  image,
  readLine,
  onProgress = () => undefined,
}: ScreenshotOptions): ScreenshotReading {
  const screen = findBubbles(image);
  const { header } = screen;
  const notices = findNotices(image, screen);
  const bubbles = [...screen.bubbles, ...notices].sort((a, b) => a.box.top - b.box.top);
  const found = bubbles
    .map((bubble) => write(image, bubble))
    .filter(({ ink, lines }) => lines.length > 0 || ink.pictures.length > 0);
  const top = header === null ? undefined : write(image, header);
  const of = found.reduce((sum, { lines }) => sum + lines.length, top === undefined ? 0 : 1);
  const usual = usualHeight(found);
  const engine = makeEngine(readLine, usual);
  let done = 0;
  const messages = found.map((one) => {
    const message = readBubble(one, engine);
    done += one.lines.length;
    onProgress(done, of);
    return message;
  });
  const head = top === undefined ? null : readHeader(top, engine);
  onProgress(of, of);
  const isNoise = (message: ScreenshotMessage) =>
    message.text === "" || (isNotice(message, notices) && !isWritten(message));
  return { messages: withOneSign(messages.filter((one) => !isNoise(one))), header: head };
}

function write(image: RgbaImage, bubble: Bubble): Written {
  const ink = takeInk(image, bubble.box, bubble.colour);
  return { bubble, ink, lines: findLines(ink) };
}

/** Of all lines on the screen that hold a few words, the height that most have. */
function usualHeight(found: readonly Written[]): number {
  const heights = found
    .filter(({ bubble }) => bubble.side !== "middle")
    .flatMap(({ lines }) => lines.filter(({ words }) => words.length > 2))
    .map(({ box }) => box.height);
  const all = found.flatMap(({ lines }) => lines.map(({ box }) => box.height));
  return medianOf(heights.length > 0 ? heights : all);
}

/** A phone prints all its times in one way: 18:05 or 18.05. */
function withOneSign(messages: readonly ScreenshotMessage[]): readonly ScreenshotMessage[] {
  const times = messages.flatMap(({ time }) => (time === null ? [] : [time]));
  const points = times.filter((time) => time.includes(".")).length;
  const [sign, other] = points * 2 > times.length ? [".", ":"] : [":", "."];
  return messages.map((one) =>
    one.time === null ? one : { ...one, time: one.time.replace(other, sign) },
  );
}

function isNotice({ box }: ScreenshotMessage, notices: readonly Bubble[]): boolean {
  return notices.some((notice) => notice.box === box);
}

/** Whether it is writing, and not a wallpaper between two bubbles. */
function isWritten({ text, confidence }: ScreenshotMessage): boolean {
  return confidence > 0.6 && (text.match(/[\p{L}\d]/gu) ?? []).length >= 3;
}

interface Engine {
  readonly usual: number;
  readonly readLine: ReadLine;
  readonly read: (ink: Ink, box: Box) => readonly Stretch[];
}

function makeEngine(readLine: ReadLine, usual: number): Engine {
  return {
    usual,
    readLine,
    read(ink, box) {
      // A short line may have no letter that goes up or down: its own height says little.
      const height = box.height < usual * 0.55 ? box.height * 1.4 : Math.max(box.height, usual);
      const scale = lineHeight / height;
      const line = cut(ink, box, scale);
      const words = readLine(line);
      const stretches = readExactly(
        words,
        (part, zoom, letters) => readLine(cut(ink, inInk(part, box, scale), scale * zoom), letters),
        makeStrip(line, Math.min(lineHeight, box.height * scale)),
      );
      return stretches.map((one) => ({ ...one, left: box.left + (one.left - margin) / scale }));
    },
  };
}

/** From the engine's pixels back to the ink's, with room on the sides, and within the line. */
function inInk(part: Box, line: Box, scale: number): Box {
  const around = 2;
  const last = line.left + line.width;
  const begin = line.left + (part.left - margin) / scale - around * 2;
  const end = line.left + (part.left + part.width - margin) / scale + around;
  const left = Math.round(Math.min(last - 1, Math.max(line.left, begin)));
  const right = Math.round(Math.max(left + 1, Math.min(last, end)));
  return { left, top: line.top, width: right - left, height: line.height };
}

function readBubble({ bubble, ink, lines }: Written, engine: Engine): ScreenshotMessage {
  const { time, rest } =
    bubble.side === "middle" ? { time: null, rest: lines } : takeTime(ink, lines, engine);
  const words = rest.map((line) => ({ line, stretches: readLineWith(ink, line, engine) }));
  const read = withPictures(words, ink.pictures, engine.usual);
  const stretches = read.flatMap(({ stretches: some }) => some);
  const { text, broken } = joinLines(read);
  return {
    side: bubble.side,
    text,
    confidence: Math.min(1, ...stretches.map(({ confidence }) => confidence)),
    time: time?.text ?? null,
    box: bubble.box,
    doubtful: [
      ...stretches.filter(({ isDoubtful }) => isDoubtful).map((one) => one.text),
      ...broken,
      ...(time === null || time.isSure ? [] : [time.text]),
    ],
  };
}

function readLineWith(ink: Ink, line: Line, engine: Engine): readonly Stretch[] {
  return engine.read(ink, line.box).map((stretch) => ({ ...stretch, text: mend(stretch.text) }));
}

/** No chat has a bare stroke where an English I can stand, and no address begins with one slash. */
function mend(text: string): string {
  return text
    .replaceAll("|", "I")
    .replace(/^l(?=$|['’])/, "I")
    .replace(/^(https?):\/+(?=\w)/, "$1://");
}

function readHeader({ bubble, ink }: Written, engine: Engine): ScreenshotReading["header"] {
  const box = findName(ink);
  if (box === undefined) return null;
  const words = engine.read(ink, box).filter(({ confidence }) => confidence > 0.5);
  if (words.length === 0) return null;
  return {
    text: words.map(({ text }) => mend(text)).join(" "),
    confidence: Math.min(...words.map(({ confidence }) => confidence)),
    box: bubble.box,
  };
}
