/** Screens drawn in code: surfaces, and strokes that stand for letters. */
import type { Box, RgbaImage } from "../../src/screenshot/reading.ts";

export type Colour = readonly [number, number, number];

export const light = {
  page: [239, 234, 226],
  bar: [0, 128, 105],
  left: [255, 255, 255],
  right: [217, 253, 211],
  ink: [17, 27, 33],
} as const satisfies Record<string, Colour>;

export const dark = {
  page: [11, 20, 26],
  bar: [31, 44, 52],
  left: [31, 44, 52],
  right: [0, 92, 75],
  ink: [233, 237, 239],
} as const satisfies Record<string, Colour>;

export type Theme = typeof light | typeof dark;

/** A screen of one colour, and a brush. */
export function makeScreen(width: number, height: number, page: Colour) {
  const data = new Uint8Array(width * height * 4).fill(255);
  const image: RgbaImage = { width, height, data };
  const paint = (box: Box, colour: Colour) => {
    for (let y = box.top; y < box.top + box.height; y += 1) {
      for (let x = box.left; x < box.left + box.width; x += 1) {
        data.set(colour, (y * width + x) * 4);
      }
    }
  };
  paint({ left: 0, top: 0, width, height }, page);
  return { image, paint };
}

/** A bubble with rows of strokes in it, as words are. */
export function drawBubble(
  { paint }: ReturnType<typeof makeScreen>,
  box: Box,
  { surface, ink }: { readonly surface: Colour; readonly ink: Colour },
): void {
  paint(box, surface);
  for (let top = box.top + 14; top + 26 < box.top + box.height; top += 36) {
    for (let left = box.left + 20; left + 24 < box.left + box.width; left += 12) {
      paint({ left, top, width: 5, height: 20 }, ink);
    }
  }
}
