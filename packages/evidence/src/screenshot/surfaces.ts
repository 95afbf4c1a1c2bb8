/**
 * The even surfaces of a screenshot: bubbles, bars and the page behind them. A surface is a set of
 * connected pixels around which nothing changes; letters are holes in it. Two surfaces are always
 * parted by an edge, so that they never run together, however alike their colours are.
 */
import { type Box, type RgbaImage } from "./reading.ts";

/** One surface, in pixels of the image that was given. */
export interface Surface {
  readonly box: Box;
  readonly pixels: number;
  /**
   * The share of the box that lies between the first and the last pixel of a row, or of a column,
   * whichever is more: letters near an edge, and the noise around them, bite into one of the two.
   */
  readonly fullness: number;
  readonly colour: readonly [number, number, number];
  /** First and last pixel of the middle half of its rows, by the median: a bubble's tail is out. */
  readonly edges: { readonly left: number; readonly right: number };
}

/**
 * All surfaces of at least `smallest` pixels, the largest first. Linear in the number of pixels.
 *
 * @param evenness - neighbours that differ by more (0 to 765) are no surface.
 */
export function findSurfaces(
  image: RgbaImage,
  smallest: number,
  evenness: number,
): readonly Surface[] {
  const { width, height } = image;
  const label = markEven(image, evenness);
  const queue = new Int32Array(width * height);
  const found: Surface[] = [];
  let next = 2;
  for (let start = 0; start < label.length; start += 1) {
    if (label[start] !== 1) continue;
    const count = flood({ label, queue, start, width, name: next });
    next += 1;
    if (count >= smallest) found.push(measure(image, queue.subarray(0, count)));
  }
  return found.sort((a, b) => b.pixels - a.pixels);
}

/** 1 where the pixel is like its right, lower and lower-right neighbours, else 0. */
function markEven({ width, height, data }: RgbaImage, evenness: number): Int32Array {
  const even = new Int32Array(width * height);
  for (let y = 0; y < height - 1; y += 1) {
    for (let x = 0; x < width - 1; x += 1) {
      const at = (y * width + x) * 4;
      even[y * width + x] =
        differ(data, at, at + 4) <= evenness &&
        differ(data, at, at + width * 4) <= evenness &&
        differ(data, at, at + width * 4 + 4) <= evenness
          ? 1
          : 0;
    }
  }
  return even;
}

function differ(data: RgbaImage["data"], a: number, b: number): number {
  return (
    Math.abs((data[a] ?? 0) - (data[b] ?? 0)) +
    Math.abs((data[a + 1] ?? 0) - (data[b + 1] ?? 0)) +
    Math.abs((data[a + 2] ?? 0) - (data[b + 2] ?? 0))
  );
}

interface Flood {
  readonly label: Int32Array;
  readonly queue: Int32Array;
  readonly start: number;
  readonly width: number;
  readonly name: number;
}

/** Names all pixels connected with `start`; they are the first of `queue` afterwards. */
function flood({ label, queue, start, width, name }: Flood): number {
  let end = 0;
  label[start] = name;
  queue[end++] = start;
  for (let begin = 0; begin < end; begin += 1) {
    const at = queue[begin] ?? 0;
    // The last column and row are never even, so that no neighbour is on another line.
    for (const near of [at - 1, at + 1, at - width, at + width]) {
      if (label[near] !== 1) continue;
      label[near] = name;
      queue[end++] = near;
    }
  }
  return end;
}

function measure({ width, data }: RgbaImage, pixels: Int32Array): Surface {
  const rows = new Map<number, Span>();
  const columns = new Map<number, Span>();
  const sum: [number, number, number] = [0, 0, 0];
  for (const at of pixels) {
    const y = Math.floor(at / width);
    const x = at - y * width;
    widen(rows, y, x);
    widen(columns, x, y);
    for (let channel = 0; channel < 3; channel += 1) {
      sum[channel] = (sum[channel] ?? 0) + (data[at * 4 + channel] ?? 0);
    }
  }
  const across = [...rows.values()];
  const left = smallestOf(columns.keys());
  const top = smallestOf(rows.keys());
  const count = pixels.length;
  const box = { left, top, width: columns.size + 1, height: rows.size + 1 };
  const filled = Math.max(filledBy(across), filledBy([...columns.values()]));
  return {
    box,
    pixels: count,
    fullness: filled / (columns.size * rows.size),
    colour: [sum[0] / count, sum[1] / count, sum[2] / count],
    edges: {
      left: middleOf(across.map(({ first }) => first)),
      right: middleOf(across.map(({ last }) => last)) + 1,
    },
  };
}

interface Span {
  first: number;
  last: number;
}

function widen(spans: Map<number, Span>, name: number, at: number): void {
  const span = spans.get(name);
  if (span === undefined) spans.set(name, { first: at, last: at });
  else {
    span.first = Math.min(span.first, at);
    span.last = Math.max(span.last, at);
  }
}

function filledBy(spans: readonly Span[]): number {
  return spans.reduce((all, { first, last }) => all + last - first + 1, 0);
}

function smallestOf(values: Iterable<number>): number {
  let least = Infinity;
  for (const value of values) least = Math.min(least, value);
  return least;
}

function middleOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
