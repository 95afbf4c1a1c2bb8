/** UTF-8 without the platform: packages know no `TextDecoder`. */

const replacement = 0xfffd;

/** The text of some bytes; what is no UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string {
  const points: number[] = [];
  const pieces: string[] = [];
  for (let at = from; at < to;) {
    const point = pointAt(bytes, at, to);
    points.push(point < 0 ? replacement : point);
    at += point < 0 ? 1 : pointLength(bytes[at] ?? 0);
    if (points.length === 4096) pieces.push(String.fromCodePoint(...points.splice(0)));
  }
  pieces.push(String.fromCodePoint(...points));
  return pieces.join("");
}

/** The code point that begins at a place, or -1 for what is no UTF-8. */
export function pointAt(bytes: Uint8Array, at: number, to: number): number {
  const length = pointLength(bytes[at] ?? 0);
  return length === 0 ? -1 : readPoint(bytes, at, Math.min(to, at + length), length);
}

/** How many bytes a code point has that begins with this one; 0 if none does. */
export function pointLength(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

const leastPoint = [0, 0, 0x80, 0x800, 0x1_0000] as const;

function readPoint(bytes: Uint8Array, at: number, to: number, length: number): number {
  const first = bytes[at] ?? 0;
  if (length === 1) return first;
  if (to - at < length) return -1;
  let point = first & (0x7f >> length);
  for (let next = at + 1; next < to; next += 1) {
    const code = bytes[next] ?? 0;
    if ((code & 0xc0) !== 0x80) return -1;
    point = (point << 6) | (code & 0x3f);
  }
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  return isSurrogate || point < (leastPoint[length] ?? 0) || point > 0x10_ffff ? -1 : point;
}
