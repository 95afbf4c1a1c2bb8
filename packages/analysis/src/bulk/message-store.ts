/**
 * Messages as word numbers, in pieces of some megabytes: one array that doubles would need three
 * times its size at the moment when it does.
 */
import { grow } from "./typed.ts";

const pieceBits = 20;
const pieceSize = 1 << pieceBits;
const withinPiece = pieceSize - 1;
const none = new Uint32Array(1);

export class MessageStore {
  readonly #pieces: Uint32Array[] = [];
  #starts = new Uint32Array(1 << 12);
  #used = pieceSize;
  /** All that each message says, in bits. */
  ownBits = new Float32Array(1 << 12);
  #size = 0;
  #words = 0;

  /** Words of all messages together. */
  get words(): number {
    return this.#words;
  }

  get size(): number {
    return this.#size;
  }

  /** Remembers the first `count` of some words as the next message. */
  add(words: Uint32Array, count: number, ownBits: number): void {
    if (this.#used + count + 1 > pieceSize) {
      this.#pieces.push(new Uint32Array(pieceSize));
      this.#used = 0;
    }
    const piece = this.#pieces[this.#pieces.length - 1];
    if (piece === undefined) return;
    this.#starts = grow(this.#starts, this.#size + 1);
    this.ownBits = grow(this.ownBits, this.#size + 1);
    this.#starts[this.#size] = (this.#pieces.length - 1) * pieceSize + this.#used;
    this.ownBits[this.#size] = ownBits;
    piece[this.#used] = count;
    for (let at = 0; at < count; at += 1) piece[this.#used + 1 + at] = words[at] ?? 0;
    this.#used += count + 1;
    this.#size += 1;
    this.#words += count;
  }

  /** The array that holds the words of a message, from {@link startOf} on; their number is before. */
  pieceOf(message: number): Uint32Array {
    return this.#pieces[(this.#starts[message] ?? 0) >>> pieceBits] ?? none;
  }

  /** Where the words of a message start in its piece. */
  startOf(message: number): number {
    return ((this.#starts[message] ?? 0) & withinPiece) + 1;
  }

  /** Copies the words of a message into `words`, and says how many. */
  read(message: number, words: Uint32Array): number {
    const piece = this.pieceOf(message);
    const from = this.startOf(message);
    const count = piece[from - 1] ?? 0;
    for (let at = 0; at < count; at += 1) words[at] = piece[from + at] ?? 0;
    return count;
  }
}
