/** MP3 (ISO 11172-3): each frame's header is looked at, so that its duration is no guess. */
import { toLatin } from "../latin.ts";
import { addClaim, type Draft, toText, viewOf } from "./draft.ts";
import { Malformed, skip, type Steps, take, takeFirst, takeOrEnd } from "./stream.ts";

const rates = [44_100, 48_000, 32_000];
const kilobits = {
  first: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  second: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

interface Frame {
  readonly bytes: number;
  readonly samples: number;
  readonly rate: number;
}

/** Frames up to the end; tags before, between and behind them. */
export function* mp3Steps(draft: Draft): Steps {
  let seconds = 0;
  let lost = false;
  try {
    for (;;) {
      const head = yield* takeOrEnd(4);
      if (head === undefined) return;
      const start = toLatin(head.subarray(0, 3));
      if (start === "ID3") {
        const rest = yield* take(3);
        yield* readId3(draft, Uint8Array.of(...head, ...rest));
      } else if (start === "TAG") {
        yield* skip(124);
      } else {
        const frame = readFrame(head);
        if (frame === undefined) {
          lost = true;
          throw new Malformed();
        }
        const first = yield* takeFirst(frame.bytes - 4, seconds === 0 ? 48 : 0);
        if (!isTable(first)) seconds += frame.samples / frame.rate;
      }
    }
  } finally {
    if (seconds > 0) draft.seconds = seconds;
    if (lost && seconds > 0) draft.warnings.add("duration_estimated");
  }
}

/** The first frame may hold a table of contents in place of sound. */
function isTable(bytes: Uint8Array): boolean {
  return /Xing|Info|VBRI/.test(toLatin(bytes));
}

/** Layer III only: what else is called MP3 is not. */
function readFrame(head: Uint8Array): Frame | undefined {
  const bits = viewOf(head).getUint32(0);
  if (bits >>> 21 !== 0x7ff || ((bits >>> 17) & 3) !== 1) return undefined;
  const version = (bits >>> 19) & 3;
  const isFirst = version === 3;
  const rate = (rates[(bits >>> 10) & 3] ?? 0) / (isFirst ? 1 : version === 2 ? 2 : 4);
  const kilo = kilobits[isFirst ? "first" : "second"][(bits >>> 12) & 15] ?? 0;
  if (rate === 0 || kilo === 0 || version === 1) return undefined;
  const samples = isFirst ? 1152 : 576;
  return { bytes: Math.floor((samples * 125 * kilo) / rate) + ((bits >>> 9) & 1), samples, rate };
}

const tags: Readonly<Record<string, "title" | "author" | "taken_at" | "software">> = {
  TIT2: "title",
  TPE1: "author",
  TDRC: "taken_at",
  TYER: "taken_at",
  TSSE: "software",
  TENC: "software",
};
const mostTagBytes = 65_536;

/**
 * An ID3v2 tag.
 *
 * @param head - its first seven bytes, read already.
 */
function* readId3(draft: Draft, head: Uint8Array): Steps {
  const length = (yield* take(3)).reduce(
    (sum, next) => sum * 128 + (next & 127),
    (head[6] ?? 0) & 127,
  );
  const bytes = yield* takeFirst(length, mostTagBytes);
  const version = head[3] ?? 0;
  if (version < 3) return;
  const view = viewOf(bytes);
  for (let at = 0; at + 10 <= bytes.length && bytes[at] !== 0;) {
    const name = toLatin(bytes.subarray(at, at + 4));
    const plain = view.getUint32(at + 4);
    const size = version === 3 ? plain : toSynchsafe(plain);
    const claim = tags[name];
    const text = bytes.subarray(at + 10, at + 10 + Math.min(size, 2048));
    if (claim !== undefined) addClaim(draft, "id3", claim, toTagText(text));
    at += 10 + size;
  }
}

/** Seven bits of each byte. */
function toSynchsafe(value: number): number {
  return (
    ((value >>> 24) & 127) * 2 ** 21 +
    ((value >>> 16) & 127) * 2 ** 14 +
    ((value >>> 8) & 127) * 128 +
    (value & 127)
  );
}

/** The first byte says how it is written. */
function toTagText(bytes: Uint8Array): string {
  const [encoding] = bytes;
  const text = bytes.subarray(1);
  if (encoding === 1 || encoding === 2) {
    const isBig = encoding === 2 || (text[0] === 0xfe && text[1] === 0xff);
    const written = new TextDecoder(isBig ? "utf-16be" : "utf-16le").decode(text);
    return written.replace(/^\uFEFF/, "").split("\0")[0] ?? "";
  }
  return toText(text);
}
