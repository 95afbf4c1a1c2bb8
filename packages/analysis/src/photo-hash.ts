/**
 * Photos by their perceptual hash: how far two are apart, in every way that a photo can be turned or
 * mirrored, and which of many are near. The hash is PDQ: 16 by 16 strengths of waves, each stronger
 * than their median or not, so that turning a photo moves bits and flips some.
 */

/** Up to so many of 256 bits may differ between two copies of one photo. */
export const samePhotoDistance = 31;
/** At this quality and below there is too little to see in a photo. */
export const leastPhotoQuality = 50;

const bits = 256;
const wordBits = 16;
const words = bits / wordBits;

/** 16 words of 16 bits, the lowest first. */
export type PhotoWords = Uint16Array;

/** The words of a hash of 64 hex digits. */
export function toPhotoWords(hash: string): PhotoWords {
  return Uint16Array.from({ length: words }, (_, at) =>
    Number.parseInt(hash.slice(hash.length - 4 * at - 4, hash.length - 4 * at), 16),
  );
}

/** In how many bits two differ. */
export function photoDistance(a: PhotoWords, b: PhotoWords): number {
  let distance = 0;
  for (let at = 0; at < words; at += 1) distance += countBits((a[at] ?? 0) ^ (b[at] ?? 0));
  return distance;
}

function countBits(word: number): number {
  let left = word - ((word >>> 1) & 0x5555);
  left = (left & 0x3333) + ((left >>> 2) & 0x3333);
  left = (left + (left >>> 4)) & 0x0f0f;
  return (left + (left >>> 8)) & 31;
}

/**
 * The hashes of a photo as it is, mirrored, and turned by quarters: eight. Mirrored, waves with an odd
 * number of half periods change their sign. That the median is taken for zero costs a bit or two.
 */
export function turnedPhotos(photo: PhotoWords): readonly PhotoWords[] {
  const mirrored = photo.map((word) => word ^ oddWaves);
  const upright = [photo, mirrored, upsideDown(photo), upsideDown(mirrored)];
  return [...upright, ...upright.map(transpose)];
}

/** The lowest bit stands for the first wave, which has one half period. */
const oddWaves = 0x5555;

function upsideDown(photo: PhotoWords): PhotoWords {
  return photo.map((word, row) => (row % 2 === 0 ? ~word : word));
}

function transpose(photo: PhotoWords): PhotoWords {
  return photo.map((_, row) => {
    let word = 0;
    for (let column = 0; column < words; column += 1) {
      word |= (((photo[column] ?? 0) >>> row) & 1) << column;
    }
    return word;
  });
}

/** How far two photos are apart when one is turned and mirrored as it fits best. */
export function nearestDistance(a: PhotoWords, b: PhotoWords): number {
  return Math.min(...turnedPhotos(b).map((turned) => photoDistance(a, turned)));
}

/** A photo that is near another, by its place in the list. */
export interface NearPhoto {
  readonly at: number;
  readonly distance: number;
}

/**
 * Finds photos that are near. Of 31 bits in 16 words some word has at most one that differs, so that
 * words are looked up and nothing near is missed.
 */
export function makePhotoIndex(
  photos: readonly PhotoWords[],
): (photo: PhotoWords) => readonly NearPhoto[] {
  const tables = Array.from({ length: words }, (_, word) => makeTable(photos, word));
  const seen = new Uint32Array(photos.length);
  let looks = 0;
  return (photo) => {
    const near = new Map<number, number>();
    for (const turned of turnedPhotos(photo)) {
      looks += 1;
      lookUp(tables, turned, (at) => {
        if (seen[at] === looks) return;
        seen[at] = looks;
        const distance = photoDistance(turned, photos[at] ?? turned);
        if (distance > samePhotoDistance) return;
        near.set(at, Math.min(distance, near.get(at) ?? distance));
      });
    }
    return [...near].map(([at, distance]) => ({ at, distance })).sort((x, y) => x.at - y.at);
  };
}

/** A word that more photos share than this finds the first of them only: skies, walls, one meme. */
const mostPerWord = 128;
const wordValues = 2 ** wordBits;

/** Photos sorted by one of their words. Arrays and not a map: it is asked 2176 times for each photo. */
interface Table {
  /** Where those of a word begin in `photos`; those of the next end them. */
  readonly starts: Uint32Array;
  readonly photos: Uint32Array;
}

function makeTable(photos: readonly PhotoWords[], word: number): Table {
  const starts = new Uint32Array(wordValues + 1);
  for (const photo of photos) {
    const next = (photo[word] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let at = 1; at <= wordValues; at += 1)
    starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  const filled = starts.slice();
  const sorted = new Uint32Array(photos.length);
  photos.forEach((photo, at) => {
    const key = photo[word] ?? 0;
    const place = filled[key] ?? 0;
    sorted[place] = at;
    filled[key] = place + 1;
  });
  return { starts, photos: sorted };
}

function lookUp(tables: readonly Table[], photo: PhotoWords, visit: (at: number) => void): void {
  tables.forEach(({ starts, photos }, table) => {
    const word = photo[table] ?? 0;
    for (let bit = -1; bit < wordBits; bit += 1) {
      const key = bit < 0 ? word : word ^ (1 << bit);
      const from = starts[key] ?? 0;
      const to = Math.min(starts[key + 1] ?? 0, from + mostPerWord);
      for (let at = from; at < to; at += 1) visit(photos[at] ?? 0);
    }
  });
}
