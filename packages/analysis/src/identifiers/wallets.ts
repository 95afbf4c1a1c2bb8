/**
 * Addresses of wallets, each proved by its own checksum: a row of letters that only looks like one
 * points at nobody. Bitcoin: Base58Check, and segwit by BIP 173 and BIP 350. Ethereum: EIP-55 where
 * the letters are of both cases; of one case there is nothing to check.
 */
import type { Identifier } from "../report-facts.ts";
import { keccak256 } from "./keccak.ts";
import { sha256 } from "./sha256.ts";

/** What may be a wallet, in running text. */
export const walletLike =
  /(?<![\p{L}\p{N}])(?:0x[0-9a-f]{40}|bc1[02-9ac-hj-np-z]{8,87}|[13][1-9A-HJ-NP-Za-km-z]{25,34})(?![\p{L}\p{N}])/giu;

/** @returns undefined where the checksum is wrong. */
export function toWallet(text: string): Identifier | undefined {
  const wallet = readWallet(text);
  return wallet === undefined ? undefined : { kind: "wallet", value: wallet };
}

function readWallet(text: string): string | undefined {
  if (/^0x/i.test(text)) return isEthereum(text.slice(2)) ? `eth:${text.toLowerCase()}` : undefined;
  if (/^bc1/i.test(text)) return isSegwit(text) ? `btc:${text.toLowerCase()}` : undefined;
  return isBase58Check(text) ? `btc:${text}` : undefined;
}

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/** Of a public key's hash and of a script's. */
const versions = new Set([0, 5]);

function isBase58Check(text: string): boolean {
  let value = 0n;
  for (const letter of text) {
    const digit = base58.indexOf(letter);
    if (digit < 0) return false;
    value = value * 58n + BigInt(digit);
  }
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  const hex = value === 0n ? "" : value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const bytes = Uint8Array.from([...Array<number>(zeros).fill(0), ...bytesOf(even)]);
  if (bytes.length !== 25 || !versions.has(bytes[0] ?? -1)) return false;
  const sum = sha256(sha256(bytes.subarray(0, 21)));
  return [0, 1, 2, 3].every((at) => sum[at] === bytes[21 + at]);
}

const bech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

function isSegwit(text: string): boolean {
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return false;
  const digits = Array.from(text.toLowerCase().slice(3), (letter) => bech32.indexOf(letter));
  const [version = -1] = digits;
  if (digits.length < 7 || digits.includes(-1) || version > 16) return false;
  const expected = version === 0 ? 1 : 0x2bc830a3;
  // "bc", spread as the checksum has it.
  if (polymod([3, 3, 0, 2, 3, ...digits]) !== expected) return false;
  return isProgram(version, bytesIn(digits.slice(1, -6)));
}

function isProgram(version: number, bytes: number | undefined): boolean {
  if (bytes === undefined) return false;
  return version === 0 ? bytes === 20 || bytes === 32 : bytes >= 2 && bytes <= 40;
}

/** How many bytes groups of five bits are; undefined where bits are left that say something. */
function bytesIn(groups: readonly number[]): number | undefined {
  const spare = (groups.length * 5) % 8;
  const last = groups.at(-1) ?? 0;
  if (spare > 4 || (last & ((1 << spare) - 1)) !== 0) return undefined;
  return Math.floor((groups.length * 5) / 8);
}

function polymod(values: readonly number[]): number {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  return values.reduce((sum, value) => {
    const top = sum >>> 25;
    const next = ((sum & 0x1ffffff) << 5) ^ value;
    return generator.reduce(
      (left, one, bit) => (((top >> bit) & 1) === 1 ? left ^ one : left),
      next,
    );
  }, 1);
}

function isEthereum(hex: string): boolean {
  if (!/^[0-9a-f]{40}$/i.test(hex)) return false;
  if (hex === hex.toLowerCase() || hex === hex.toUpperCase()) return true;
  const letters = Uint8Array.from(hex.toLowerCase(), (letter) => letter.charCodeAt(0));
  const hash = keccak256(letters);
  return Array.from(hex).every((letter, at) => {
    const byte = hash[at >> 1] ?? 0;
    const isHigh = (at % 2 === 0 ? byte >> 4 : byte & 15) >= 8;
    return letter === (isHigh ? letter.toUpperCase() : letter.toLowerCase());
  });
}

function bytesOf(hex: string): readonly number[] {
  return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}
