/** The end of a file, kept while it passes: a zip is read from there, whatever stands before it. */

/** The directory's end with the longest comment. */
const keptBytes = 22 + 65_535;

/** The last bytes of what was pushed. */
export interface Tail {
  readonly push: (chunk: Uint8Array) => void;
  /** Whether a program for zips would open the file. */
  readonly endsAsZip: () => boolean;
}

/** Keep the last bytes, moving them only when twice as many have come. */
export function makeTail(): Tail {
  const room = new Uint8Array(2 * keptBytes);
  let used = 0;
  return {
    push(chunk) {
      const part = chunk.subarray(Math.max(0, chunk.length - keptBytes));
      if (used + part.length > room.length) {
        const keep = Math.min(used, keptBytes, room.length - part.length);
        room.copyWithin(0, used - keep, used);
        used = keep;
      }
      room.set(part, used);
      used += part.length;
    },
    endsAsZip() {
      const bytes = room.subarray(Math.max(0, used - keptBytes), used);
      for (let at = bytes.length - 22; at >= 0; at -= 1) {
        if (bytes[at] !== 0x50 || bytes[at + 1] !== 0x4b) continue;
        if (bytes[at + 2] !== 5 || bytes[at + 3] !== 6) continue;
        const comment = (bytes[at + 20] ?? 0) + 256 * (bytes[at + 21] ?? 0);
        if (at + 22 + comment <= bytes.length) return true;
      }
      return false;
    },
  };
}
