/**
 * Keccak-256 as Ethereum uses it (the padding of the submission, not of FIPS 202), of a few bytes,
 * for the checksum of EIP-55. Slow and short.
 */

const rate = 136;
const lane = (1n << 64n) - 1n;

/** The 32 bytes of the hash. */
export function keccak256(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor(bytes.length / rate) + 1) * rate);
  padded.set(bytes);
  padded[bytes.length] = 0x01;
  padded[padded.length - 1] = (padded[padded.length - 1] ?? 0) | 0x80;
  const view = new DataView(padded.buffer);
  const state = Array.from({ length: 25 }, () => 0n);
  for (let start = 0; start < padded.length; start += rate) {
    for (let at = 0; at < rate / 8; at += 1) {
      state[at] = (state[at] ?? 0n) ^ view.getBigUint64(start + at * 8, true);
    }
    permute(state);
  }
  const out = new DataView(new ArrayBuffer(32));
  state.slice(0, 4).forEach((value, at) => {
    out.setBigUint64(at * 8, value, true);
  });
  return new Uint8Array(out.buffer);
}

function permute(state: bigint[]): void {
  let constants = 1;
  for (let round = 0; round < 24; round += 1) {
    mixColumns(state);
    moveLanes(state);
    mixRows(state);
    for (let bit = 0; bit < 7; bit += 1) {
      if ((constants & 1) === 1) state[0] = (state[0] ?? 0n) ^ (1n << BigInt(2 ** bit - 1));
      constants = (constants << 1) ^ (constants >> 7 === 1 ? 0x171 : 0);
    }
  }
}

function mixColumns(state: bigint[]): void {
  const sums = [0, 1, 2, 3, 4].map((x) =>
    [0, 5, 10, 15, 20].reduce((sum, y) => sum ^ (state[x + y] ?? 0n), 0n),
  );
  state.forEach((value, at) => {
    const left = sums[(at + 4) % 5] ?? 0n;
    const right = sums[(at + 1) % 5] ?? 0n;
    state[at] = value ^ left ^ turn(right, 1n);
  });
}

function moveLanes(state: bigint[]): void {
  let [x, y] = [1, 0];
  let carried = state[1] ?? 0n;
  for (let step = 0; step < 24; step += 1) {
    [x, y] = [y, (2 * x + 3 * y) % 5];
    const at = x + 5 * y;
    const next = state[at] ?? 0n;
    state[at] = turn(carried, BigInt((((step + 1) * (step + 2)) / 2) % 64));
    carried = next;
  }
}

function mixRows(state: bigint[]): void {
  for (let row = 0; row < 25; row += 5) {
    const lanes = state.slice(row, row + 5);
    lanes.forEach((value, x) => {
      const next = lanes[(x + 1) % 5] ?? 0n;
      state[row + x] = value ^ (~next & lane & (lanes[(x + 2) % 5] ?? 0n));
    });
  }
}

function turn(value: bigint, by: bigint): bigint {
  return ((value << by) | (value >> (64n - by))) & lane;
}
