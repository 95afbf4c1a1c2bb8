/** Ogg, WAV, FLAC, AMR and AAC: how long they play, and what they say of themselves. */
import { toLatin } from "../latin.ts";
import { addClaim, type Draft, toText, viewOf } from "./draft.ts";
import { Malformed, maxTakeBytes, skip, type Steps, take, takeFirst, takeOrEnd } from "./stream.ts";

interface OggStream {
  readonly serial: number;
  /** Positions in a second. */
  readonly rate: number;
  /** Positions at the beginning that are not played. */
  readonly before: number;
}

/** Ogg (RFC 3533) with Opus (RFC 7845), Vorbis or Speex: the last position of its first stream. */
export function* oggSteps(draft: Draft): Steps {
  const first = yield* oggPage();
  if (first === undefined) return;
  const stream = { serial: first.serial, ...readCodec(yield* take(first.length)) };
  const second = yield* oggPage();
  if (second === undefined) return;
  readComments(draft, yield* take(second.length));
  for (let page = yield* oggPage(); page !== undefined; page = yield* oggPage()) {
    setPlayed(draft, stream, page);
    yield* skip(page.length);
  }
}

function setPlayed(draft: Draft, { serial, rate, before }: OggStream, page: OggPage): void {
  if (page.serial !== serial || rate === 0) return;
  draft.seconds = Math.max(draft.seconds ?? 0, (page.position - before) / rate);
}

interface OggPage {
  readonly serial: number;
  readonly position: number;
  /** Of its content. */
  readonly length: number;
}

function* oggPage(): Steps<OggPage | undefined> {
  const head = yield* takeOrEnd(27);
  if (head === undefined) return undefined;
  if (toLatin(head.subarray(0, 4)) !== "OggS") throw new Malformed();
  const view = viewOf(head);
  const lengths = yield* take(head[26] ?? 0);
  return {
    serial: view.getUint32(14, true),
    position: Number(view.getBigInt64(6, true)),
    length: lengths.reduce((sum, next) => sum + next, 0),
  };
}

function readCodec(bytes: Uint8Array): Omit<OggStream, "serial"> {
  const start = toLatin(bytes.subarray(0, 8));
  const view = viewOf(bytes);
  if (start === "OpusHead" && bytes.length >= 12) {
    return { rate: 48_000, before: view.getUint16(10, true) };
  }
  if (start.startsWith("\x01vorbis") && bytes.length >= 16) {
    return { rate: view.getUint32(12, true), before: 0 };
  }
  if (start.startsWith("Speex") && bytes.length >= 40) {
    return { rate: view.getUint32(36, true), before: 0 };
  }
  return { rate: 0, before: 0 };
}

function readComments(draft: Draft, bytes: Uint8Array): void {
  const start = toLatin(bytes.subarray(0, 8));
  if (start === "OpusTags") readVorbisComments(draft, bytes.subarray(8));
  else if (start.startsWith("\x03vorbis")) readVorbisComments(draft, bytes.subarray(7));
}

const comments: Readonly<Record<string, "title" | "author" | "taken_at" | "software">> = {
  TITLE: "title",
  ARTIST: "author",
  DATE: "taken_at",
  ENCODER: "software",
};

/** Who made it, then `NAME=value` a number of times, each with its length before it. */
function readVorbisComments(draft: Draft, bytes: Uint8Array): void {
  const view = viewOf(bytes);
  let at = 0;
  const next = (): string | undefined => {
    if (at + 4 > bytes.length) return undefined;
    const length = view.getUint32(at, true);
    const text = toText(bytes.subarray(at + 4, at + 4 + Math.min(length, 4096)));
    at += 4 + length;
    return text;
  };
  addClaim(draft, "vorbis", "software", next() ?? "");
  at += 4;
  for (let text = next(); text !== undefined; text = next()) {
    const equals = text.indexOf("=");
    const claim = comments[text.slice(0, equals).toUpperCase()];
    if (equals > 0 && claim !== undefined) {
      addClaim(draft, "vorbis", claim, text.slice(equals + 1));
    }
  }
}

/** WAV: chunks of a RIFF. */
export function* wavSteps(draft: Draft): Steps {
  const end = 8 + viewOf(yield* take(12)).getUint32(4, true);
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= end;) {
    const head = yield* takeOrEnd(8);
    if (head === undefined) return;
    const type = toLatin(head.subarray(0, 4));
    const length = viewOf(head).getUint32(4, true);
    const padded = length + (length % 2);
    if (type === "fmt " && length >= 12) {
      bytesPerSecond = viewOf(yield* takeFirst(length, 12)).getUint32(8, true);
      yield* skip(padded - length);
    } else {
      if (type === "data" && bytesPerSecond > 0) draft.seconds = length / bytesPerSecond;
      yield* skip(padded);
    }
    at += 8 + padded;
  }
}

/** FLAC (RFC 9639): the blocks before the frames. */
export function* flacSteps(draft: Draft): Steps {
  yield* skip(4);
  for (let isLast = false; !isLast;) {
    const head = yield* take(4);
    const type = (head[0] ?? 0) & 0x7f;
    isLast = ((head[0] ?? 0) & 0x80) !== 0;
    const length = viewOf(head).getUint32(0) & 0xffffff;
    if (type === 0 && length >= 18) {
      const view = viewOf(yield* takeFirst(length, 18));
      const rate = view.getUint32(10) >>> 12;
      const samples = (view.getUint8(13) & 15) * 2 ** 32 + view.getUint32(14);
      if (rate > 0 && samples > 0) draft.seconds = samples / rate;
    } else if (type === 4 && length <= maxTakeBytes) {
      readVorbisComments(draft, yield* take(length));
    } else {
      yield* skip(length);
    }
  }
  for (;;) {
    const bytes: Uint8Array = yield { take: 65_536 };
    if (bytes.length === 0) return;
  }
}

const amrBytes = [12, 13, 15, 17, 19, 20, 26, 31, 5, 6, 5, 5, 0, 0, 0, 0];
const wideBytes = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 5, 0, 0, 0, 0, 0];

/** AMR and AMR-WB (RFC 4867): 50 frames in a second. */
export function* amrSteps(draft: Draft): Steps {
  const isWide = toLatin(yield* take(6)) === "#!AMR-";
  if (isWide) yield* skip(3);
  let frames = 0;
  try {
    for (;;) {
      const head = yield* takeOrEnd(1);
      if (head === undefined) return;
      frames += 1;
      yield* skip((isWide ? wideBytes : amrBytes)[((head[0] ?? 0) >>> 3) & 15] ?? 0);
    }
  } finally {
    draft.seconds = frames / 50;
  }
}

const aacRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
  7_350,
];

/** AAC in ADTS frames (ISO 13818-7), each of 1024 samples or a few times as many. */
export function* aacSteps(draft: Draft): Steps {
  let seconds = 0;
  for (let head = yield* takeOrEnd(7); head !== undefined; head = yield* takeOrEnd(7)) {
    const frame = readAdts(head);
    seconds += frame.seconds;
    draft.seconds = seconds;
    yield* skip(frame.bytes - 7);
  }
}

function readAdts(head: Uint8Array): { readonly bytes: number; readonly seconds: number } {
  const view = viewOf(head);
  if ((view.getUint16(0) & 0xfff6) !== 0xfff0) throw new Malformed();
  const rate = aacRates[(view.getUint8(2) >>> 2) & 15];
  const bytes = (view.getUint32(3) >>> 13) & 0x1fff;
  if (rate === undefined || bytes < 7) throw new Malformed();
  return { bytes, seconds: (1024 * ((view.getUint8(6) & 3) + 1)) / rate };
}
