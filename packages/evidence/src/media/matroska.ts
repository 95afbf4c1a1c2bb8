/** WebM and Matroska (RFC 8794, RFC 9559): the segment's facts; frames are passed over. */
import { addClaim, addSize, type Draft, secondsSince, toText, viewOf } from "./draft.ts";
import { Malformed, skip, type Steps, take, takeFirst, takeOrEnd } from "./stream.ts";

const containers = new Set([
  0x18538067, // Segment
  0x1549a966, // Info
  0x1654ae6b, // Tracks
  0xae, // TrackEntry
  0xe0, // Video
  0x1f43b675, // Cluster
]);
const nanoseconds = 1e9;

interface Film {
  readonly draft: Draft;
  /** Nanoseconds. */
  scale: number;
  /** Both in units of `scale`. */
  duration: number;
  latest: number;
  cluster: number;
  width: number;
}

/** Elements up to the end of the file, in and out of the ones that matter. */
export function* matroskaSteps(draft: Draft): Steps {
  const film: Film = { draft, scale: 1e6, duration: 0, latest: 0, cluster: 0, width: 0 };
  try {
    for (;;) {
      const id = yield* elementId();
      if (id === undefined) return;
      const length = yield* elementLength();
      if (containers.has(id)) continue;
      // Only what contains the others may have no length: files that were recorded live.
      if (length === undefined) throw new Malformed();
      yield* element(film, id, length);
    }
  } finally {
    const known = film.duration > 0 ? film.duration : film.latest;
    if (known > 0) draft.seconds = (known * film.scale) / nanoseconds;
    if (film.duration === 0 && known > 0) draft.warnings.add("duration_estimated");
  }
}

function* elementId(): Steps<number | undefined> {
  const first = yield* takeOrEnd(1);
  if (first === undefined) return undefined;
  const [byte = 0] = first;
  const more = Math.clz32(byte) - 24;
  if (more > 3) throw new Malformed();
  const rest = yield* take(more);
  return rest.reduce((sum, next) => sum * 256 + next, byte);
}

/** Undefined where it says that it does not know. */
function* elementLength(): Steps<number | undefined> {
  const [byte = 0] = yield* take(1);
  const more = Math.clz32(byte) - 24;
  if (more > 7) throw new Malformed();
  const rest = yield* take(more);
  const high = byte & (0x7f >> more);
  const isUnknown = high === 0x7f >> more && rest.every((next) => next === 0xff);
  return isUnknown ? undefined : rest.reduce((sum, next) => sum * 256 + next, high);
}

function* element(film: Film, id: number, length: number): Steps {
  const read = readers.get(id);
  if (read === undefined) yield* skip(length);
  else read(film, yield* takeFirst(length, 1024));
}

type Reader = (film: Film, bytes: Uint8Array) => void;

const readers = new Map<number, Reader>([
  [0x2ad7b1, (film, bytes) => (film.scale = toNumber(bytes) || 1e6)],
  [0x4489, (film, bytes) => (film.duration = toFloat(bytes))],
  [0x4461, readDate],
  [0x7ba9, nameReader("title")],
  [0x4d80, nameReader("software")],
  [0x5741, nameReader("software")],
  [0xb0, (film, bytes) => (film.width = toNumber(bytes))],
  [0xba, readHeight],
  [0xe7, readClusterTime],
  [0xa3, readBlock],
]);

function readDate({ draft }: Film, bytes: Uint8Array): void {
  if (bytes.length !== 8) return;
  const seconds = Number(viewOf(bytes).getBigInt64(0)) / nanoseconds;
  addClaim(draft, "matroska", "taken_at", secondsSince(2001, seconds));
}

function nameReader(claim: "title" | "software"): Reader {
  return ({ draft }, bytes) => {
    addClaim(draft, "matroska", claim, toText(bytes));
  };
}

function readHeight({ draft, width }: Film, bytes: Uint8Array): void {
  addSize(draft, width, toNumber(bytes));
}

function readClusterTime(film: Film, bytes: Uint8Array): void {
  film.cluster = toNumber(bytes);
  film.latest = Math.max(film.latest, film.cluster);
}

/** A block: number of its track, then its time after the cluster's. */
function readBlock(film: Film, bytes: Uint8Array): void {
  const at = Math.clz32(bytes[0] ?? 0) - 23;
  if (at + 2 > bytes.length) return;
  film.latest = Math.max(film.latest, film.cluster + viewOf(bytes).getInt16(at));
}

function toNumber(bytes: Uint8Array): number {
  return bytes.subarray(0, 8).reduce((sum, next) => sum * 256 + next, 0);
}

function toFloat(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  const value =
    bytes.length === 4 ? view.getFloat32(0) : bytes.length === 8 ? view.getFloat64(0) : 0;
  return Number.isFinite(value) ? value : 0;
}
