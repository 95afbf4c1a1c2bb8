/**
 * What is written on a surface: how far each pixel is from the surface's colour, whichever of the
 * two is darker. Emoji are found by their shape and colours and taken out, with their places kept.
 */
import { clip, colourDistance } from "./colour.ts";
import { type Box, type GreyImage, type RgbaImage } from "./reading.ts";

/** Ink of one bubble: 0 is surface, 255 the strongest of the letters. */
export interface Ink extends GreyImage {
  /** Where it begins in the picture. */
  readonly left: number;
  readonly top: number;
  /** Places of emoji, in this image. */
  readonly pictures: readonly Box[];
}

/** From here on a pixel counts as written. */
export const written = 64;
/** Of the screen's width: no program writes as near to the edge of a bubble. */
const rimShare = 0.006;
/** Of the screen's width: small letters are not higher on any phone. */
const letterShare = 0.028;

/**
 * The ink within `box`.
 *
 * @param least - how far from `colour` (0 to 765) full ink is at least: paler things stay pale.
 */
export function takeInk(
  image: RgbaImage,
  box: Box,
  colour: readonly [number, number, number],
  least = 60,
): Ink {
  const { left, top, width, height } = clip(box, image);
  const { distance, strongest } = measureDistance(image, { left, top, width, height }, colour);
  const full = Math.max(least, strongest);
  const data = distance.map((far) => Math.min(255, (far * 255) / full));
  const whole = { left, top, width, height, data: new Uint8Array(data) };
  const { pictures, names, isPicture } = findPictures(image, whole);
  for (let at = 0; at < names.length; at += 1) {
    if (isPicture[names[at] ?? 0] === 1) whole.data[at] = 0;
  }
  return { ...whole, pictures };
}

/** How far each pixel of a box is from a colour, 0 to 765, and what its letters are. */
function measureDistance(
  image: RgbaImage,
  { left, top, width, height }: Box,
  colour: readonly [number, number, number],
) {
  const distance = new Uint16Array(width * height);
  const seen = new Uint32Array(766);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = ((top + y) * image.width + left + x) * 4;
      const pixel = [image.data[at] ?? 0, image.data[at + 1] ?? 0, image.data[at + 2] ?? 0];
      const far = Math.round(colourDistance(pixel, colour));
      distance[y * width + x] = far;
      seen[far] = (seen[far] ?? 0) + 1;
    }
  }
  return { distance, strongest: strongestOf(seen, width * height) };
}

/** What one in 200 pixels is above: a few stray ones do not decide what is black. */
function strongestOf(seen: Uint32Array, all: number): number {
  let above = 0;
  for (let distance = seen.length - 1; distance > 0; distance -= 1) {
    above += seen[distance] ?? 0;
    if (above > all / 200) return distance;
  }
  return 0;
}

interface Shape {
  left: number;
  right: number;
  top: number;
  bottom: number;
  pixels: number;
  coloured: number;
}

/** Emoji: connected, about as wide as high, well filled and colourful. Letters are never all three. */
function findPictures(image: RgbaImage, ink: Omit<Ink, "pictures">) {
  const { shapes, names } = findShapes(image, ink);
  const isPicture = new Uint8Array(shapes.length + 1);
  // What touches the edge is a shadow or the page behind a round corner, never a letter.
  const rim = Math.max(1, Math.round(image.width * rimShare));
  shapes.forEach((shape, index) => {
    if (touchesRim(shape, ink, rim)) isPicture[index + 1] = 1;
  });
  const heights = shapes.filter(({ pixels }) => pixels > 12).map(heightOf);
  // Where there is nothing but emoji, their height is not that of letters.
  const usual = heights.sort((a, b) => a - b)[heights.length >> 1] ?? 0;
  const letter = Math.min(usual, image.width * letterShare);
  const large = shapes
    .map((shape, index) => ({ shape, index }))
    .filter(({ shape, index }) => isPicture[index + 1] === 0 && looksDrawn(shape, letter));
  for (const { index } of large) isPicture[index + 1] = 1;
  // Eyes and mouths in another colour, and what stands around a face, belong to it.
  const boxes = large.map(({ shape }) => toBox(shape));
  shapes.forEach((shape, index) => {
    if (boxes.some((box) => isWithin(toBox(shape), box))) isPicture[index + 1] = 1;
  });
  return { pictures: boxes, names, isPicture };
}

function touchesRim(
  { left, right, top, bottom }: Shape,
  { width, height }: GreyImage,
  rim: number,
): boolean {
  return left < rim || top < rim || right >= width - rim || bottom >= height - rim;
}

function looksDrawn(shape: Shape, letter: number): boolean {
  const width = shape.right - shape.left + 1;
  const height = heightOf(shape);
  if (height > letter * 2.4 && width > letter * 2.4 && shape.pixels > width * height * 0.5)
    return true;
  return (
    height > letter * 1.6 &&
    width > height * 0.7 &&
    width < height * 1.9 &&
    shape.pixels > width * height * 0.55 &&
    shape.coloured > shape.pixels * 0.3
  );
}

const heightOf = ({ top, bottom }: Shape) => bottom - top + 1;

function toBox({ left, right, top, bottom }: Shape): Box {
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function isWithin(inner: Box, outer: Box): boolean {
  const x = inner.left + inner.width / 2;
  const y = inner.top + inner.height / 2;
  return (
    x >= outer.left &&
    x <= outer.left + outer.width &&
    y >= outer.top &&
    y <= outer.top + outer.height
  );
}

/** Connected ink, eight neighbours each; `names` has 0 for surface and 1 + index for a shape. */
function findShapes(image: RgbaImage, { left, top, width, height, data }: Omit<Ink, "pictures">) {
  const names = new Int32Array(width * height);
  const queue = new Int32Array(width * height);
  const shapes: Shape[] = [];
  for (let start = 0; start < data.length; start += 1) {
    if (names[start] !== 0 || (data[start] ?? 0) < written) continue;
    const shape: Shape = { left: width, right: 0, top: height, bottom: 0, pixels: 0, coloured: 0 };
    shapes.push(shape);
    let end = 0;
    names[start] = shapes.length;
    queue[end++] = start;
    for (let begin = 0; begin < end; begin += 1) {
      const at = queue[begin] ?? 0;
      const y = Math.floor(at / width);
      const x = at - y * width;
      add(shape, x, y, isColoured(image, ((top + y) * image.width + left + x) * 4));
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) {
          const near = row * width + column;
          if (names[near] !== 0 || (data[near] ?? 0) < written) continue;
          names[near] = shapes.length;
          queue[end++] = near;
        }
      }
    }
  }
  return { shapes, names };
}

function add(shape: Shape, x: number, y: number, coloured: boolean): void {
  shape.left = Math.min(shape.left, x);
  shape.right = Math.max(shape.right, x);
  shape.top = Math.min(shape.top, y);
  shape.bottom = Math.max(shape.bottom, y);
  shape.pixels += 1;
  if (coloured) shape.coloured += 1;
}

function isColoured({ data }: RgbaImage, at: number): boolean {
  const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
  return Math.max(red, green, blue) - Math.min(red, green, blue) > 70;
}
