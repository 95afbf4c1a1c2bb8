/**
 * Messages as word numbers, in pieces of some megabytes: one array that doubles would need three
 * times its size at the moment when it does.
 */
import { grow } from "./typed.ts";

const pieceBits = 20;
const pieceSize = 1 << pieceBits;
const withinPiece = pieceSize - 1;
/**
 * What a message has before its words, so that it comes from memory with them: what all say together
 * in bits, and how many they are, with how many runs of letters they have above it.
 */
const headSize = 2;
const countBits = 9;
const countMask = 2 ** countBits - 1;
const none = new Uint32Array(headSize);

export class MessageStore {
  readonly #pieces: Uint32Array[] = [];
  readonly #bits: Float32Array[] = [];
  #starts = new Uint32Array(1 << 12);
  #used = pieceSize;
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
    if (this.#used + count + headSize > pieceSize) {
      const piece = new Uint32Array(pieceSize);
      this.#pieces.push(piece);
      this.#bits.push(new Float32Array(piece.buffer));
      this.#used = 0;
    }
    const last = this.#pieces.length - 1;
    const [piece, bits] = [this.#pieces[last], this.#bits[last]];
    if (piece === undefined || bits === undefined) return;
    this.#starts = grow(this.#starts, this.#size + 1);
    this.#starts[this.#size] = last * pieceSize + this.#used + headSize;
    bits[this.#used] = ownBits;
    piece[this.#used + 1] = count;
    const from = this.#used + headSize;
    for (let at = 0; at < count; at += 1) piece[from + at] = words[at] ?? 0;
    this.#used = from + count;
    this.#size += 1;
    this.#words += count;
  }

  /** Where the words of a message start, counted over all pieces. */
  placeOf(message: number): number {
    return this.#starts[message] ?? 0;
  }

  /** The array that holds the words at a place, from {@link startOf} on. */
  pieceOf(place: number): Uint32Array {
    return this.#pieces[place >>> pieceBits] ?? none;
  }

  /** How many words the message at a place has. */
  countAt(place: number): number {
    return (this.pieceOf(place)[(place & withinPiece) - 1] ?? 0) & countMask;
  }

  /** What {@link keepRuns} kept of the message at a place, or 0. */
  runsAt(place: number): number {
    return (this.pieceOf(place)[(place & withinPiece) - 1] ?? 0) >>> countBits;
  }

  /** Remembers a number below 2 ** 23 with a message. */
  keepRuns(place: number, runs: number): void {
    this.pieceOf(place)[(place & withinPiece) - 1] = (runs << countBits) | this.countAt(place);
  }

  /** Where the words at a place start in their piece. */
  startOf(place: number): number {
    return place & withinPiece;
  }

  /** All that the message at a place says, in bits. */
  bitsOf(place: number): number {
    return this.#bits[place >>> pieceBits]?.[(place & withinPiece) - headSize] ?? 0;
  }

  /** Copies the words of a message into `words`, and says how many. */
  read(message: number, words: Uint32Array): number {
    const place = this.placeOf(message);
    const piece = this.pieceOf(place);
    const from = this.startOf(place);
    const count = this.countAt(place);
    for (let at = 0; at < count; at += 1) words[at] = piece[from + at] ?? 0;
    return count;
  }
}
