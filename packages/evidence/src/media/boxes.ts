/**
 * MP4, QuickTime, 3GP, M4A, HEIC and AVIF: boxes in boxes (ISO 14496-12, QuickTime File Format). The
 * table of contents may stand behind the film; what lies between is passed over.
 */
import { toLatin } from "../latin.ts";
import {
  addClaim,
  addLocation,
  addSize,
  type Draft,
  secondsSince,
  toText,
  viewOf,
} from "./draft.ts";
import { readExif } from "./exif.ts";
import { readItemPlaces, type Extent } from "./item-boxes.ts";
import type { MediaClaim } from "./media-facts.ts";
import { makeShown, type Shown } from "./shown-picture.ts";
import {
  CutShort,
  Malformed,
  maxTakeBytes,
  skip,
  type Steps,
  take,
  takeFirst,
  takeOrEnd,
} from "./stream.ts";
import { readXmp } from "./xmp.ts";

/** Boxes that hold boxes, and how many bytes stand before the first of them. */
const containers = new Map([
  ["moov", 0],
  ["trak", 0],
  ["mdia", 0],
  ["mvex", 0],
  ["udta", 0],
  ["iprp", 0],
  ["ipco", 0],
  ["moof", 0],
]);
const mostDepth = 8;

interface Box {
  readonly type: string;
  /** Of its content. */
  readonly length: number;
}

interface Film {
  readonly draft: Draft;
  /** Position in the file: what items of a picture are found by. */
  at: number;
  timescale: number;
  isTurned: boolean;
  /** Names of QuickTime metadata, by their number from 1. */
  keys: readonly string[];
  /** Where the EXIF of a picture stands. */
  exif: Extent | undefined;
  /** Of the pictures in the file, the one that is shown. */
  readonly shown: Shown;
}

/** Boxes up to the end of the file. */
export function* boxSteps(draft: Draft): Steps {
  const film: Film = {
    draft,
    at: 0,
    timescale: 0,
    isTurned: false,
    keys: [],
    exif: undefined,
    shown: makeShown(draft),
  };
  for (;;) {
    const head = yield* takeOrEnd(8);
    if (head === undefined) return;
    const box = yield* boxHead(film, head);
    if (box.length === Infinity) return yield* lastBox(film);
    yield* oneBox(film, box, 0);
  }
}

function* boxHead(film: Film, head: Uint8Array): Steps<Box> {
  const view = viewOf(head);
  const type = toLatin(head.subarray(4, 8));
  const size = view.getUint32(0);
  film.at += 8;
  if (size === 0) return { type, length: Infinity };
  if (size !== 1) {
    if (size < 8) throw new Malformed();
    return { type, length: size - 8 };
  }
  const large = viewOf(yield* take(8)).getBigUint64(0);
  film.at += 8;
  if (large < 16n) throw new Malformed();
  return { type, length: Number(large - 16n) };
}

/** A box without a length goes to the end of the file. */
function* lastBox(film: Film): Steps {
  yield* takeExif(film, Number.MAX_SAFE_INTEGER);
  for (;;) {
    const bytes: Uint8Array = yield { take: 65_536 };
    if (bytes.length === 0) return;
  }
}

function* oneBox(film: Film, { type, length }: Box, depth: number): Steps {
  const end = film.at + length;
  const before = containers.get(type) ?? (yield* metaHead(film, type, length));
  if (before !== undefined && depth < mostDepth) {
    yield* passOver(film, before);
    yield* innerBoxes(film, type, end, depth + 1);
  } else if (leaves.has(type) || type.startsWith("©")) {
    const most = type === "ilst" || type === "keys" ? maxTakeBytes : 65_536;
    const bytes = yield* takeFirst(Math.max(0, end - film.at), most);
    film.at = end;
    leaves.get(type)?.(film, bytes);
    if (type.startsWith("©")) readUserText(film.draft, type, bytes);
  } else {
    yield* takeExif(film, end);
  }
  yield* passOver(film, end - film.at);
}

function* innerBoxes(film: Film, type: string, end: number, depth: number): Steps {
  try {
    while (film.at + 8 <= end) {
      const box = yield* boxHead(film, yield* take(8));
      if (box.length > end - film.at) throw new Malformed();
      if (type === "ipco") film.shown.nextProperty();
      yield* oneBox(film, box, depth);
    }
  } catch (error) {
    // What is missing is missing of the outer box too.
    throw error instanceof CutShort ? new CutShort(end - film.at) : error;
  }
}

function* passOver(film: Film, length: number): Steps {
  yield* skip(length);
  film.at += Math.max(0, length);
}

/** `meta` has a version in MP4 and HEIC, and none in QuickTime. Four bytes tell. */
function* metaHead(film: Film, type: string, length: number): Steps<number | undefined> {
  if (type !== "meta" || length < 8) return undefined;
  const first = yield* take(8);
  film.at += 8;
  const inner = toLatin(first.subarray(4, 8));
  if (inner !== "hdlr") {
    // A full box: what was read are its version and the length of its first box;
    // then comes its name.
    const length = viewOf(first).getUint32(4) - 8;
    const name = toLatin(yield* take(4));
    film.at += 4;
    if (length < 0) throw new Malformed();
    const bytes = yield* takeFirst(length, 65_536);
    film.at += length;
    leaves.get(name)?.(film, bytes);
    return 0;
  }
  yield* passOver(film, viewOf(first).getUint32(0) - 8);
  return 0;
}

/** The EXIF of a picture, if it stands between here and there. */
function* takeExif(film: Film, end: number): Steps {
  const { exif, at } = film;
  if (exif === undefined || exif.at < at || exif.at + exif.length > end) return;
  yield* skip(exif.at - at);
  const bytes = yield* takeFirst(exif.length, maxTakeBytes);
  film.at = exif.at + exif.length;
  film.exif = undefined;
  // Four bytes say how far behind them the TIFF begins.
  const { isTurned } = film.draft;
  if (bytes.length > 12) readExif(film.draft, bytes.subarray(4 + viewOf(bytes).getUint32(0)));
  // Of these pictures only their own boxes say how they are turned.
  film.draft.isTurned = isTurned;
}

type Leaf = (film: Film, bytes: Uint8Array) => void;

const leaves = new Map<string, Leaf>([
  ["mvhd", readMovieHeader],
  ["mehd", readFragmentsLength],
  ["tkhd", readTrackHeader],
  [
    "ispe",
    ({ shown }, bytes) => {
      shown.addSize(bytes);
    },
  ],
  [
    "irot",
    ({ shown }, bytes) => {
      shown.addTurn(bytes);
    },
  ],
  [
    "clap",
    ({ shown }, bytes) => {
      shown.addClip(bytes);
    },
  ],
  [
    "pitm",
    ({ shown }, bytes) => {
      shown.setPrimary(bytes);
    },
  ],
  [
    "ipma",
    ({ shown }, bytes) => {
      shown.choose(bytes);
    },
  ],
  ["iloc", readPlaces],
  ["iinf", readPlaces],
  ["keys", readKeys],
  ["ilst", readItems],
  ["loci", readPlace],
  ["titl", named3gp("title")],
  ["auth", named3gp("author")],
  ["uuid", readUuid],
]);

function readPlace({ draft }: Film): void {
  addLocation(draft, "quicktime");
}

/** Text of 3GP: version, language, and then the words. */
function named3gp(claim: MediaClaim["claim"]): Leaf {
  return ({ draft }, bytes) => {
    addClaim(draft, "quicktime", claim, toText(bytes.subarray(6)));
  };
}

function readMovieHeader(film: Film, bytes: Uint8Array): void {
  const isLong = bytes[0] === 1;
  if (bytes.length < (isLong ? 32 : 20)) return;
  const view = viewOf(bytes);
  const at = isLong ? 20 : 12;
  const created = isLong ? Number(view.getBigUint64(4)) : view.getUint32(4);
  const changed = isLong ? Number(view.getBigUint64(12)) : view.getUint32(8);
  film.timescale = view.getUint32(at);
  const duration = isLong ? Number(view.getBigUint64(at + 4)) : view.getUint32(at + 4);
  setDuration(film, duration, isLong ? 2 ** 64 : 0xffffffff);
  addClaim(film.draft, "quicktime", "taken_at", secondsSince(1904, created));
  if (changed !== created) {
    addClaim(film.draft, "quicktime", "changed_at", secondsSince(1904, changed));
  }
}

function readFragmentsLength(film: Film, bytes: Uint8Array): void {
  if (bytes.length < 8 || (bytes[0] === 1 && bytes.length < 12)) return;
  const view = viewOf(bytes);
  setDuration(film, bytes[0] === 1 ? Number(view.getBigUint64(4)) : view.getUint32(4), 2 ** 63);
}

/** Zero and all ones both say that nobody knows. */
function setDuration({ draft, timescale }: Film, duration: number, unknown: number): void {
  if (duration > 0 && duration < unknown && timescale > 0) draft.seconds = duration / timescale;
}

function readTrackHeader({ draft }: Film, bytes: Uint8Array): void {
  const matrix = bytes[0] === 1 ? 52 : 40;
  if (bytes.length < matrix + 44) return;
  const view = viewOf(bytes);
  const [a, b] = [view.getInt32(matrix), view.getInt32(matrix + 4)];
  const width = view.getUint32(matrix + 36) >>> 16;
  const height = view.getUint32(matrix + 40) >>> 16;
  if (width === 0 || height === 0 || draft.width !== null) return;
  addSize(draft, width, height);
  draft.isTurned = a === 0 && b !== 0;
}

function readPlaces(film: Film, bytes: Uint8Array): void {
  film.exif = readItemPlaces(bytes, film.exif);
}

function readKeys(film: Film, bytes: Uint8Array): void {
  const names: string[] = [];
  for (let at = 8; at + 8 <= bytes.length && names.length < 256;) {
    const size = viewOf(bytes).getUint32(at);
    if (size < 8) break;
    names.push(toText(bytes.subarray(at + 8, at + size)));
    at += size;
  }
  film.keys = names;
}

/** Each item has a name of four letters or the number of a key, and a `data` box. */
function readItems({ draft, keys }: Film, bytes: Uint8Array): void {
  const view = viewOf(bytes);
  for (let at = 0; at + 24 <= bytes.length;) {
    const size = view.getUint32(at);
    if (size < 24) return;
    const type = toLatin(bytes.subarray(at + 4, at + 8));
    const name = keys[view.getUint32(at + 4) - 1] ?? type;
    addNamed(draft, name, toText(bytes.subarray(at + 24, at + size)));
    at += size;
  }
}

const named: Readonly<Record<string, MediaClaim["claim"]>> = {
  "com.apple.quicktime.make": "device",
  "com.apple.quicktime.model": "device",
  "com.apple.quicktime.software": "software",
  "com.apple.quicktime.creationdate": "taken_at",
  "com.apple.quicktime.artist": "author",
  "com.apple.quicktime.author": "author",
  "com.apple.quicktime.title": "title",
  "com.android.manufacturer": "device",
  "com.android.model": "device",
  "com.android.version": "software",
  "©nam": "title",
  "©ART": "author",
  "©aut": "author",
  "©too": "software",
  "©swr": "software",
  "©mak": "device",
  "©mod": "device",
  "©day": "taken_at",
};

function addNamed(draft: Draft, name: string, value: string): void {
  const claim = named[name];
  if (/location|^©xyz$/i.test(name)) addLocation(draft, "quicktime");
  else if (claim !== undefined) addClaim(draft, "quicktime", claim, value);
}

/** QuickTime user data: length, language, text. */
function readUserText(draft: Draft, type: string, bytes: Uint8Array): void {
  addNamed(draft, type, toText(bytes.subarray(4)));
}

const xmpUuid = "\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";

function readUuid({ draft }: Film, bytes: Uint8Array): void {
  if (toLatin(bytes.subarray(0, 16)) === xmpUuid) readXmp(draft, bytes.subarray(16));
}
