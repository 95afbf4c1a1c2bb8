/** What the readers of formats write into while a file passes, and how text of strangers is cut. */
import { toLatin } from "../latin.ts";
import { maxClaimLetters, type MediaClaim, type MediaWarning } from "./media-facts.ts";

const mostClaims = 40;

/** Facts in the making. */
export interface Draft {
  width: number | null;
  height: number | null;
  seconds: number | null;
  /** Turned by a quarter: width and height are to be exchanged. */
  isTurned: boolean;
  readonly claims: MediaClaim[];
  readonly warnings: Set<MediaWarning>;
}

/** Nothing known. */
export function makeDraft(): Draft {
  return {
    width: null,
    height: null,
    seconds: null,
    isTurned: false,
    claims: [],
    warnings: new Set(),
  };
}

/** Note a claim once; what is empty says nothing. */
export function addClaim(
  { claims }: Draft,
  from: MediaClaim["from"],
  claim: MediaClaim["claim"],
  text: string,
): void {
  const value = clean(text);
  if (value === "" || claims.length >= mostClaims) return;
  if (claims.some((known) => known.claim === claim && known.value === value)) return;
  claims.push({ claim, value, from });
}

/** Note that a file names a place, without the place. */
export function addLocation({ claims }: Draft, from: MediaClaim["from"]): void {
  if (claims.some(({ claim }) => claim === "has_location")) return;
  claims.push({ claim: "has_location", value: "", from });
}

/** Note the size in pixels, once. */
export function addSize(draft: Draft, width: number, height: number): void {
  if (draft.width !== null || width <= 0 || height <= 0) return;
  draft.width = width;
  draft.height = height;
}

/** Bytes as text: UTF-8 where they are, else Latin-1; up to the first zero byte. */
export function toText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const part = end === -1 ? bytes : bytes.subarray(0, end);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(part);
  } catch {
    return toLatin(part);
  }
}

/** A view for numbers. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** No control characters and no direction marks: it is printed beside other words. */
function clean(text: string): string {
  const letters = Array.from(
    text
      .slice(0, 4 * maxClaimLetters)
      .replace(/[\p{C}\s]+/gu, " ")
      .trim(),
  );
  return letters.slice(0, maxClaimLetters).join("");
}

/** `2026:11:22 10:01:02` as `2026-11-22T10:01:02`; what is no such time stays as it is. */
export function toIsoTime(text: string, offset = ""): string {
  const parts = /^\s*(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d(?::\d\d)?)/.exec(text);
  if (parts === null) return text;
  const [, year = "", month = "", day = "", time = ""] = parts;
  if (year === "0000") return "";
  const zone = /^(?:Z|[+-]\d\d:?\d\d)$/.test(offset.trim()) ? offset.trim() : "";
  return `${year}-${month}-${day}T${time}${zone}`;
}

/** Seconds since a year's beginning in UTC as RFC 3339; empty for zero and for what no calendar has. */
export function secondsSince(year: number, seconds: number): string {
  if (seconds <= 0 || seconds > 4e11) return "";
  const time = new Date(Date.UTC(year, 0, 1) + seconds * 1000);
  return `${time.toISOString().slice(0, 19)}Z`;
}
