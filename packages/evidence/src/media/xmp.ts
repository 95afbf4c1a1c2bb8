/**
 * XMP (ISO 16684-1) and IPTC-IIM: more claims. XMP is looked through for a few names, as attribute or
 * as element; it is not parsed as XML, so that nothing in it can be expanded or fetched.
 */
import { addClaim, addLocation, type Draft, toIsoTime, toText, viewOf } from "./draft.ts";
import type { MediaClaim } from "./media-facts.ts";

const names: readonly (readonly [MediaClaim["claim"], string])[] = [
  ["taken_at", "xmp:CreateDate"],
  ["taken_at", "photoshop:DateCreated"],
  ["taken_at", "exif:DateTimeOriginal"],
  ["changed_at", "xmp:ModifyDate"],
  ["software", "xmp:CreatorTool"],
  ["device", "tiff:Model"],
  ["author", "dc:creator"],
  ["title", "dc:title"],
];
const mostLetters = 600;

/** Read the claims of an XMP packet. */
export function readXmp(draft: Draft, bytes: Uint8Array): void {
  const text = toText(bytes);
  for (const [claim, name] of names) {
    const value = findValue(text, name);
    addClaim(draft, "xmp", claim, claim.endsWith("_at") ? toXmpTime(value) : value);
  }
  if (/(?:exif:GPSL(?:atitude|ongitude)|Iptc4xmpCore:Location)\b/.test(text)) {
    addLocation(draft, "xmp");
  }
}

function toXmpTime(value: string): string {
  return toIsoTime(value, /(?:Z|[+-]\d\d:\d\d)$/.exec(value)?.[0]);
}

/** The value of an attribute, or the text inside an element, its inner tags taken off. */
function findValue(text: string, name: string): string {
  const at = text.indexOf(name);
  if (at === -1) return "";
  const rest = text.slice(at + name.length, at + name.length + mostLetters);
  const attribute = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(rest);
  if (attribute !== null) return unescape(attribute[1] ?? attribute[2] ?? "");
  const open = rest.indexOf(">");
  const close = rest.indexOf(`</${name}`);
  if (open === -1 || close <= open) return "";
  return unescape(rest.slice(open + 1, close).replace(/<[^>]{0,200}>/g, " "));
}

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
};

function unescape(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name] ?? "");
}

/** Read the claims of a Photoshop segment (`8BIM` resources): the IPTC record in it. */
export function readPhotoshop(draft: Draft, bytes: Uint8Array): void {
  const view = viewOf(bytes);
  for (let at = 0; at + 12 <= bytes.length;) {
    if (view.getUint32(at) !== 0x3842494d) return;
    const id = view.getUint16(at + 4);
    const name = 1 + (bytes[at + 6] ?? 0);
    const sizeAt = at + 6 + name + (name % 2);
    if (sizeAt + 4 > bytes.length) return;
    const size = view.getUint32(sizeAt);
    if (id === 0x0404) readIptc(draft, bytes.subarray(sizeAt + 4, sizeAt + 4 + size));
    at = sizeAt + 4 + size + (size % 2);
  }
}

const datasets = new Map<number, MediaClaim["claim"]>([
  [5, "title"],
  [65, "software"],
  [80, "author"],
]);
const places = new Set([26, 90, 92, 95, 100, 101]);

function readIptc(draft: Draft, bytes: Uint8Array): void {
  const view = viewOf(bytes);
  let date = "";
  let time = "";
  for (let at = 0; at + 5 <= bytes.length && bytes[at] === 0x1c;) {
    const [record, set = 0] = bytes.subarray(at + 1, at + 3);
    const size = view.getUint16(at + 3);
    const text = toText(bytes.subarray(at + 5, at + 5 + size));
    if (record === 2) addDataset(draft, set, text);
    if (record === 2 && set === 55) date = text;
    if (record === 2 && set === 60) time = text;
    at += 5 + size;
  }
  addClaim(draft, "iptc", "taken_at", toIptcTime(date, time));
}

function addDataset(draft: Draft, set: number, text: string): void {
  const claim = datasets.get(set);
  if (claim !== undefined) addClaim(draft, "iptc", claim, text);
  if (places.has(set) && text !== "") addLocation(draft, "iptc");
}

/** `20261122` and `100102+0000`. */
function toIptcTime(date: string, time: string): string {
  const day = date.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
  if (day === date) return "";
  const clock = time.replace(/^(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?$/, "T$1:$2:$3$4:$5");
  return clock === time ? day : `${day}${clock.replace(/:$/, "")}`;
}
