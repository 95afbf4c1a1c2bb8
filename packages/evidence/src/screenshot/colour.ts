/** Sums over pixels, and pictures in other sizes. */
import { type Box, type GreyImage, type RgbaImage } from "./reading.ts";

/** Distance of two colours: the sum of what red, green and blue differ by, 0 to 765. */
export function colourDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let channel = 0; channel < 3; channel += 1) {
    sum += Math.abs((a[channel] ?? 0) - (b[channel] ?? 0));
  }
  return sum;
}

/** The picture made smaller by a whole number, by the mean of the pixels. */
export function shrink(image: RgbaImage, by: number): RgbaImage {
  if (by <= 1) return image;
  const width = Math.floor(image.width / by);
  const height = Math.floor(image.height / by);
  const data = new Uint8Array(width * height * 4);
  const area = by * by;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        let sum = 0;
        for (let row = 0; row < by; row += 1) {
          let at = ((y * by + row) * image.width + x * by) * 4 + channel;
          for (let column = 0; column < by; column += 1, at += 4) sum += image.data[at] ?? 0;
        }
        data[(y * width + x) * 4 + channel] = sum / area;
      }
    }
  }
  return { width, height, data };
}

/** The part of `box` that lies within an image of this size. */
export function clip(box: Box, { width, height }: { width: number; height: number }): Box {
  const left = Math.max(0, Math.min(width, Math.floor(box.left)));
  const top = Math.max(0, Math.min(height, Math.floor(box.top)));
  const right = Math.max(left, Math.min(width, Math.ceil(box.left + box.width)));
  const bottom = Math.max(top, Math.min(height, Math.ceil(box.top + box.height)));
  return { left, top, width: right - left, height: bottom - top };
}

/** An image of another size, by linear interpolation (larger) or the mean of what falls together. */
export function resize(image: GreyImage, scale: number): GreyImage {
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const across = alongOneAxis(image.width, width);
  const down = alongOneAxis(image.height, height);
  const rows = new Float32Array(width * image.height);
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (const [from, weight] of across[x] ?? []) {
        sum += (image.data[y * image.width + from] ?? 0) * weight;
      }
      rows[y * width + x] = sum;
    }
  }
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (const [from, weight] of down[y] ?? []) sum += (rows[from * width + x] ?? 0) * weight;
      data[y * width + x] = Math.round(sum);
    }
  }
  return { width, height, data };
}

/** For each new position, the old ones it is made of: a triangle as wide as the step. */
function alongOneAxis(
  from: number,
  to: number,
): readonly (readonly (readonly [number, number])[])[] {
  const step = from / to;
  const reach = Math.max(1, step);
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * step - 0.5;
    const parts: [number, number][] = [];
    let total = 0;
    for (let at = Math.ceil(centre - reach); at <= Math.floor(centre + reach); at += 1) {
      const weight = 1 - Math.abs(at - centre) / reach;
      if (weight <= 0) continue;
      parts.push([Math.max(0, Math.min(from - 1, at)), weight]);
      total += weight;
    }
    return parts.map(([at, weight]) => [at, weight / total] as const);
  });
}
