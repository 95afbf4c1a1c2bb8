/** SHA-256 (FIPS 180-4) of a few bytes, for checksums of addresses; not for secrets. */

const primes = [...firstPrimes(64)];
const k = Uint32Array.from(primes, (prime) => fractionOf(Math.cbrt(prime)));
const initial = Uint32Array.from(primes.slice(0, 8), (prime) => fractionOf(Math.sqrt(prime)));

/** The 32 bytes of the hash. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = initial.slice();
  for (let at = 0; at < padded.length; at += 64) addBlock(state, scheduleOf(view, at));
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((word, nth) => {
    out.setUint32(nth * 4, word);
  });
  return new Uint8Array(out.buffer);
}

function scheduleOf(view: DataView, start: number): Uint32Array {
  const w = new Uint32Array(64);
  const word = (at: number) => w[at] ?? 0;
  for (let t = 0; t < 16; t += 1) w[t] = view.getUint32(start + 4 * t);
  for (let t = 16; t < 64; t += 1) {
    const [x, y] = [word(t - 15), word(t - 2)];
    const low = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const high = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    w[t] = word(t - 16) + low + word(t - 7) + high;
  }
  return w;
}

function addBlock(state: Uint32Array, w: Uint32Array): void {
  const word = (at: number) => state[at] ?? 0;
  let [a, b, c, d] = [word(0), word(1), word(2), word(3)];
  let [e, f, g, h] = [word(4), word(5), word(6), word(7)];
  for (let t = 0; t < 64; t += 1) {
    const choice = (e & f) ^ (~e & g);
    const first =
      (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + (k[t] ?? 0) + (w[t] ?? 0)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, nth) => {
    state[nth] = word(nth) + value;
  });
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function fractionOf(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}

function* firstPrimes(count: number): Generator<number> {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) {
    if (found.some((prime) => n % prime === 0)) continue;
    found.push(n);
    yield n;
  }
}
