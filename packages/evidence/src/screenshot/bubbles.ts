/**
 * The bubbles of a chat in a screenshot, and on which side each stands. Nothing is known of the
 * program: a bubble is an even surface, nearly a rectangle, that is neither the page nor one of its
 * bars. Light and dark, with or without a wallpaper.
 */
import { colourDistance, shrink } from "./colour.ts";
import { type Box, type RgbaImage, type Side } from "./reading.ts";
import { findSurfaces, type Surface } from "./surfaces.ts";

/**
 * What is even. The first is right for most; an edge between two pale colours, which a JPEG draws
 * soft, is found with less, and a bubble full of noise around its letters with more.
 */
const evennesses = [12, 9, 6, 18, 22, 30, 44] as const;

/** One bubble before it is read. */
export interface Bubble {
  readonly side: Side;
  readonly box: Box;
  /** Of its surface: red, green, blue. */
  readonly colour: readonly [number, number, number];
}

/** What is on the screen. */
export interface FoundBubbles {
  /** From top to bottom. */
  readonly bubbles: readonly Bubble[];
  /** The bar above the chat. */
  readonly header: Bubble | null;
  /** Colour of what is behind the bubbles. */
  readonly page: readonly [number, number, number] | null;
}

/** Pixels of the width to look for surfaces in: what is smaller is noise, of a JPEG above all. */
const workWidth = 400;

/**
 * Find bubbles and the header. Linear in the number of pixels.
 *
 * @param image - at most 40 million pixels; whoever decodes sees to that.
 */
export function findBubbles(image: RgbaImage): FoundBubbles {
  const by = Math.max(1, Math.round(image.width / workWidth));
  const small = shrink(image, by);
  const [surfaces, ...coarser] = evennesses.map((most) => findSurfaces(small, small.width, most));
  if (surfaces === undefined) return { bubbles: [], header: null, page: null };
  const page = findPage(surfaces, small);
  // A bubble that ran together with the page reaches as far, and is full of other bubbles.
  const bars = surfaces.filter(
    (one) => isAcross(one, small) && one.fullness > 0.8 && !isLikePage(page, one),
  );
  const isBubble = (one: Surface) =>
    !isLikePage(page, one) &&
    !isAcross(one, small) &&
    isBody(one, small) &&
    !bars.some((bar) => contains(bar.box, one.box)) &&
    !isAboveOrBelow(page, one);
  const outer = coarser.reduce(
    (found, level, step) => {
      // An edge is spread over two pixels, and each half of it must still be one.
      const leastStep = 2.5 * (evennesses[step + 1] ?? 0);
      const clear = level.filter(
        (one) => page === undefined || colourDistance(page.colour, one.colour) > leastStep,
      );
      return withCoarser(found, outermost(clear.filter(isBubble)));
    },
    outermost(surfaces.filter(isBubble)),
  );
  const composer = findComposer(outer, surfaces, small);
  const kept = outer.filter(
    (one) => composer === undefined || bottomOf(one) < bottomOf(composer) - composer.box.height / 2,
  );
  const sided = takeSides(kept, small.width);
  return {
    bubbles: sided
      .map(({ surface, side }) => ({ side, box: inPicture(surface, by), colour: surface.colour }))
      .sort((a, b) => a.box.top - b.box.top),
    page: page?.colour ?? null,
    header: findHeader({ page, bars, small, by, first: kept.map(({ box }) => box.top) }),
  };
}

function outermost(bodies: readonly Surface[]): readonly Surface[] {
  return bodies.filter(
    (one) => !bodies.some((other) => other !== one && contains(other.box, one.box)),
  );
}

/** Those found before, and what is new or makes a piece whole in a coarser step. */
function withCoarser(found: readonly Surface[], coarser: readonly Surface[]): readonly Surface[] {
  return coarser.reduce<readonly Surface[]>((all, one) => {
    const touched = all.filter(({ box }) => overlap(box, one.box));
    if (touched.length === 0) return [...all, one];
    const [piece] = touched;
    const makesWhole =
      touched.length === 1 &&
      piece !== undefined &&
      contains(one.box, piece.box) &&
      colourDistance(one.colour, piece.colour) < 24;
    return makesWhole ? [...all.filter((other) => other !== piece), one] : all;
  }, found);
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}

interface Page {
  readonly colour: readonly [number, number, number];
  readonly top: number;
  readonly bottom: number;
}

/**
 * What is behind the bubbles: the colour that is at the edges of the screen for most of its height.
 * Bubbles and wallpaper part it into pieces, not all of which reach from edge to edge.
 */
function findPage(surfaces: readonly Surface[], { width }: RgbaImage): Page | undefined {
  const atEdges = surfaces.filter(({ box }) => box.left <= 1 || box.left + box.width >= width - 1);
  const colours = atEdges.map(({ colour }) => ({
    colour,
    height: atEdges
      .filter((one) => isLikePage({ colour }, one))
      .reduce((sum, { box }) => sum + box.height, 0),
  }));
  const [{ colour } = { colour: undefined }] = colours.sort((a, b) => b.height - a.height);
  if (colour === undefined) return undefined;
  const parts = surfaces.filter((one) => isLikePage({ colour }, one));
  return {
    colour,
    top: Math.min(...parts.map(({ box }) => box.top)),
    bottom: Math.max(...parts.map(({ box }) => box.top + box.height)),
  };
}

function isLikePage(page: Pick<Page, "colour"> | undefined, one: Surface): boolean {
  return page !== undefined && colourDistance(page.colour, one.colour) < 8;
}

function isAcross({ box }: Surface, { width }: RgbaImage): boolean {
  return box.width >= width * 0.96;
}

function isBody({ box, fullness }: Surface, { width }: RgbaImage): boolean {
  const isRound = fullness < 0.84 && box.width < box.height * 1.2;
  return fullness > 0.8 && !isRound && box.height > width * 0.035 && box.width > width * 0.06;
}

function isAboveOrBelow(page: Page | undefined, { box }: Surface): boolean {
  if (page === undefined) return false;
  const middle = box.top + box.height / 2;
  return middle < page.top || middle > page.bottom;
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.left >= outer.left - 1 &&
    inner.top >= outer.top - 1 &&
    inner.left + inner.width <= outer.left + outer.width + 1 &&
    inner.top + inner.height <= outer.top + outer.height + 1
  );
}

/** Where one writes: the last wide surface, with a button beside it. */
function findComposer(
  bodies: readonly Surface[],
  surfaces: readonly Surface[],
  { width }: RgbaImage,
): Surface | undefined {
  const last = bodies
    .filter(({ box }) => box.width > width * 0.55)
    .reduce<Surface | undefined>(
      (lowest, one) => (lowest === undefined || one.box.top > lowest.box.top ? one : lowest),
      undefined,
    );
  if (last === undefined) return undefined;
  const middle = last.box.top + last.box.height / 2;
  if (bodies.some(({ box }) => box.top > last.box.top + last.box.height)) return undefined;
  const hasButton = surfaces.some(
    ({ box }) =>
      box.left >= last.box.left + last.box.width &&
      box.width < width * 0.2 &&
      Math.abs(box.width - box.height) < box.width * 0.25 &&
      Math.abs(box.top + box.height / 2 - middle) < last.box.height * 0.4,
  );
  return hasButton ? last : undefined;
}

const bottomOf = ({ box }: Surface) => box.top + box.height;

interface Sided {
  readonly surface: Surface;
  readonly side: Side;
}

/**
 * Sides from the gaps to the edges of the screen. A bubble as far from the left as from the right is
 * in the middle, unless it begins or ends where those of one side do and has their colour.
 */
function takeSides(surfaces: readonly Surface[], width: number): readonly Sided[] {
  const clear = surfaces.flatMap((surface) => {
    const side = clearSide(surface, width);
    return side === undefined ? [] : [{ surface, side }];
  });
  return surfaces.map((surface) => ({
    surface,
    side: clearSide(surface, width) ?? sideByLikeness(surface, clear, width),
  }));
}

function clearSide({ edges }: Surface, width: number): "left" | "right" | undefined {
  const before = edges.left;
  const behind = width - edges.right;
  if (Math.abs(before - behind) < width * 0.05) return undefined;
  return before < behind ? "left" : "right";
}

function sideByLikeness(one: Surface, clear: readonly Sided[], width: number): Side {
  const alike = clear.find(
    ({ surface, side }) =>
      colourDistance(surface.colour, one.colour) < 12 &&
      Math.abs(
        surface.edges[side === "left" ? "left" : "right"] -
          one.edges[side === "left" ? "left" : "right"],
      ) <
        width * 0.012,
  );
  return alike?.side ?? "middle";
}

function inPicture({ box, edges }: Surface, by: number): Box {
  return {
    left: edges.left * by,
    top: box.top * by,
    width: (edges.right - edges.left) * by,
    height: box.height * by,
  };
}

interface Top {
  readonly page: Page | undefined;
  readonly bars: readonly Surface[];
  readonly small: RgbaImage;
  readonly by: number;
  /** Where bubbles begin. */
  readonly first: readonly number[];
}

/** The bar above the page, or the page's own top where there is none. */
function findHeader({ page, bars, small, by, first }: Top): Bubble | null {
  const begin = Math.min(small.height, ...first);
  const bar = bars.find(
    ({ box }) =>
      box.top + box.height <= begin &&
      box.top < small.height * 0.2 &&
      box.height > small.width * 0.08,
  );
  const colour = bar?.colour ?? page?.colour;
  if (colour === undefined) return null;
  const top = bar?.box.top ?? 0;
  const height = bar?.box.height ?? Math.min(begin, small.width * 0.26);
  if (height < small.width * 0.06) return null;
  return {
    side: "middle",
    box: { left: 0, top: top * by, width: small.width * by, height: Math.floor(height * by) },
    colour,
  };
}
