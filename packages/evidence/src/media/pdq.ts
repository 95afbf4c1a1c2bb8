/**
 * PDQ, the perceptual hash of photos: 256 bits that stay nearly the same when a photo is scaled,
 * recompressed or brightened. After Meta's paper and reference (ThreatExchange, `pdq/`), step by
 * step in single precision, so that equal pixels give equal bits.
 *
 * It recognises photos. Screenshots of chats look alike to it or not at random: never use it there.
 */

/** Pixels, four bytes each: red, green, blue, alpha; row by row from the top left. */
export interface PixelImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** A hash and how much there was to see. */
export interface PdqHash {
  /** 64 hex digits. */
  readonly hash: string;
  /** 0 to 100; at 49 and below the hash says nothing. */
  readonly quality: number;
}

const side = 64;
const waves = 16;
/** The filter costs too much on more, and the reference hashes no more. */
const mostPixels = 512;
const leastPixels = 5;
const passes = 2;
const { fround } = Math;

/** Of cosine wave 1 to 16 along 64 pixels: row by wave. */
const cosines = Float32Array.from({ length: waves * side }, (_, at) => {
  const wave = Math.floor(at / side) + 1;
  const pixel = 2 * (at % side) + 1;
  return fround(Math.sqrt(2 / side)) * Math.cos((Math.PI / 2 / side) * wave * pixel);
});

/**
 * The hash of a picture. Transparent pixels count with the colour that they hide.
 *
 * @throws RangeError where `data` is not `width` times `height` pixels.
 */
export function pdqHash(image: PixelImage): PdqHash {
  const { width, height, data } = image;
  if (data.length !== width * height * 4) throw new RangeError("Four bytes for each pixel.");
  if (width < leastPixels || height < leastPixels) return { hash: "0".repeat(64), quality: 0 };
  const small = shrink(toGrey(image));
  return { hash: toHex(toBits(transform(small))), quality: gradients(small) };
}

/** In how many of 256 bits two hashes differ; the reference calls up to 31 the same photo. */
export function pdqDistance(a: string, b: string): number {
  let distance = 0;
  for (let at = 0; at < 64; at += 8) {
    distance += countBits(
      Number.parseInt(a.slice(at, at + 8), 16) ^ Number.parseInt(b.slice(at, at + 8), 16),
    );
  }
  return distance;
}

function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

interface Grey {
  readonly width: number;
  readonly height: number;
  readonly luma: Float32Array;
}

/** Luma of at most 512 by 512 pixels: of a larger picture the nearest ones. Nothing is made larger. */
function toGrey({ width, height, data }: PixelImage): Grey {
  const columns = Math.min(width, mostPixels);
  const rows = Math.min(height, mostPixels);
  const luma = new Float32Array(columns * rows);
  const [red, green, blue] = [fround(0.299), fround(0.587), fround(0.114)];
  for (let row = 0; row < rows; row += 1) {
    const line = Math.floor((row * height) / rows) * width;
    for (let column = 0; column < columns; column += 1) {
      const at = 4 * (line + Math.floor((column * width) / columns));
      const redGreen = fround(fround(red * (data[at] ?? 0)) + fround(green * (data[at + 1] ?? 0)));
      luma[row * columns + column] = redGreen + fround(blue * (data[at + 2] ?? 0));
    }
  }
  return { width: columns, height: rows, luma };
}

/** Down to 64 by 64: blurred twice along both ways, then the middle pixel of each block. */
function shrink({ width, height, luma }: Grey): Float32Array {
  if (width === side && height === side) return luma;
  const other = new Float32Array(luma.length);
  const across = windowOf(width);
  const down = windowOf(height);
  for (let pass = 0; pass < passes; pass += 1) {
    for (let row = 0; row < height; row += 1) {
      blur(luma, other, { start: row * width, step: 1, length: width, window: across });
    }
    for (let column = 0; column < width; column += 1) {
      blur(other, luma, { start: column, step: width, length: height, window: down });
    }
  }
  return Float32Array.from({ length: side * side }, (_, at) => {
    const row = Math.floor(((Math.floor(at / side) + 0.5) * height) / side);
    const column = Math.floor((((at % side) + 0.5) * width) / side);
    return luma[row * width + column] ?? 0;
  });
}

/** Two passes of half a block make a tent as wide as one. */
function windowOf(length: number): number {
  return Math.floor((length + 2 * side - 1) / (2 * side));
}

interface Line {
  readonly start: number;
  readonly step: number;
  readonly length: number;
  readonly window: number;
}

/** A moving average along one line; near its ends, of the pixels that there are. */
function blur(from: Float32Array, to: Float32Array, { start, step, length, window }: Line): void {
  const ahead = window >>> 1;
  const behind = window - ahead - 1;
  let sum = 0;
  let count = 0;
  for (let at = -ahead; at < length; at += 1) {
    const enters = at + ahead;
    if (enters < length) {
      sum = fround(sum + (from[start + enters * step] ?? 0));
      count += 1;
    }
    const leaves = at - behind - 1;
    if (leaves >= 0) {
      sum = fround(sum - (from[start + leaves * step] ?? 0));
      count -= 1;
    }
    if (at >= 0) to[start + at * step] = sum / count;
  }
}

/** How much changes from pixel to pixel, in whole percents: noise below one does not count. */
function gradients(small: Float32Array): number {
  let sum = 0;
  const step = (a: number, b: number) => {
    const percent = fround(fround(fround((small[a] ?? 0) - (small[b] ?? 0)) * 100) / 255);
    sum += Math.abs(Math.trunc(percent));
  };
  for (let at = 0; at < side * side; at += 1) {
    if (at + side < side * side) step(at, at + side);
    if (at % side < side - 1) step(at, at + 1);
  }
  return Math.min(100, Math.floor(sum / 90));
}

/** The first 16 waves of a two-dimensional cosine transform, without the constant one. */
function transform(small: Float32Array): Float32Array {
  const half = new Float32Array(waves * side);
  for (let wave = 0; wave < waves; wave += 1) {
    for (let column = 0; column < side; column += 1) {
      let sum = 0;
      for (let row = 0; row < side; row += 1) {
        const weighed = (cosines[wave * side + row] ?? 0) * (small[row * side + column] ?? 0);
        sum = fround(sum + fround(weighed));
      }
      half[wave * side + column] = sum;
    }
  }
  const whole = new Float32Array(waves * waves);
  for (let down = 0; down < waves; down += 1) {
    for (let across = 0; across < waves; across += 1) {
      let sum = 0;
      for (let column = 0; column < side; column += 1) {
        const weighed = (half[down * side + column] ?? 0) * (cosines[across * side + column] ?? 0);
        sum = fround(sum + fround(weighed));
      }
      whole[down * waves + across] = sum;
    }
  }
  return whole;
}

/** Which waves are stronger than the median, the lower one of the two in the middle. */
function toBits(strengths: Float32Array): readonly boolean[] {
  const median = strengths.toSorted()[strengths.length / 2 - 1] ?? 0;
  return Array.from(strengths, (strength) => strength > median);
}

/** The last wave is the highest bit. */
function toHex(bits: readonly boolean[]): string {
  let hex = "";
  for (let at = bits.length - 4; at >= 0; at -= 4) {
    const digit = [3, 2, 1, 0].reduce((sum, bit) => 2 * sum + (bits[at + bit] === true ? 1 : 0), 0);
    hex += digit.toString(16);
  }
  return hex;
}
