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
  const { bubbles, header } = findBubbles(image);
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
  return { messages: messages.filter(({ text }) => text !== ""), header: head };
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
      const words = readLine(cut(ink, box, scale));
      const stretches = readExactly(words, (part, zoom, letters) =>
        readLine(cut(ink, inInk(part, box, scale), scale * zoom), letters),
      );
      return stretches.map((one) => ({ ...one, left: box.left + (one.left - margin) / scale }));
    },
  };
}

/** From the engine's pixels back to the ink's, with room on the sides. */
function inInk(part: Box, line: Box, scale: number): Box {
  const around = 2;
  const left = Math.max(line.left, line.left + (part.left - margin) / scale - around * 2);
  const right = Math.min(
    line.left + line.width,
    line.left + (part.left + part.width - margin) / scale + around,
  );
  return {
    left: Math.round(left),
    top: line.top,
    width: Math.round(right - left),
    height: line.height,
  };
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
    time,
    box: bubble.box,
    doubtful: [
      ...stretches.filter(({ isDoubtful }) => isDoubtful).map((one) => one.text),
      ...broken,
    ],
  };
}

function readLineWith(ink: Ink, line: Line, engine: Engine): readonly Stretch[] {
  return engine.read(ink, line.box).map((stretch) => ({ ...stretch, text: mend(stretch.text) }));
}

/** No chat has a bare stroke where an English I can stand. */
function mend(text: string): string {
  return text.replaceAll("|", "I").replace(/^l(?=$|['’])/, "I");
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
