/**
 * Which of the pictures in a HEIC or AVIF file is shown, and how large (ISO 23008-12): tiles, previews
 * and depth maps stand beside it. Properties have numbers, and a table says which are whose.
 */
import { type Draft, viewOf } from "./draft.ts";

interface Property {
  readonly width: number;
  readonly height: number;
  readonly kind: "size" | "clip" | "turn";
}

/** Takes up the boxes that say what is shown, as they pass. */
export interface Shown {
  /** One more box in the list of properties. */
  readonly nextProperty: () => void;
  readonly addSize: (bytes: Uint8Array) => void;
  readonly addClip: (bytes: Uint8Array) => void;
  readonly addTurn: (bytes: Uint8Array) => void;
  readonly setPrimary: (bytes: Uint8Array) => void;
  /** The table; it comes last. */
  readonly choose: (bytes: Uint8Array) => void;
}

const mostItems = 4096;

/** Nothing known; facts go into the draft. */
export function makeShown(draft: Draft): Shown {
  const properties = new Map<number, Property>();
  let number = 0;
  let primary = 1;
  const add = (kind: Property["kind"], width: number, height: number) => {
    if (properties.size < mostItems) properties.set(number, { kind, width, height });
  };
  return {
    nextProperty: () => void (number += 1),
    addSize(bytes) {
      if (bytes.length < 12) return;
      const view = viewOf(bytes);
      const [width, height] = [view.getUint32(4), view.getUint32(8)];
      add("size", width, height);
      // Until the table says better: the largest.
      if (width * height > (draft.width ?? 0) * (draft.height ?? 0)) setSize(draft, width, height);
    },
    addClip(bytes) {
      if (bytes.length < 16) return;
      const view = viewOf(bytes);
      const [width, height] = [ratio(view, 0), ratio(view, 8)];
      if (width > 0 && height > 0) add("clip", width, height);
    },
    addTurn: (bytes) => {
      add("turn", (bytes[0] ?? 0) & 3, 0);
    },
    setPrimary(bytes) {
      const isWide = bytes[0] !== 0;
      if (bytes.length >= (isWide ? 8 : 6)) {
        primary = isWide ? viewOf(bytes).getUint32(4) : viewOf(bytes).getUint16(4);
      }
    },
    choose(bytes) {
      const chosen = findProperties(bytes, primary).flatMap((one) => properties.get(one) ?? []);
      const size = chosen.find(({ kind }) => kind === "clip") ?? chosen.find(isSize);
      if (size !== undefined) setSize(draft, size.width, size.height);
      const turn = chosen.find(({ kind }) => kind === "turn");
      if (turn !== undefined) draft.isTurned = turn.width % 2 === 1;
    },
  };
}

const isSize = ({ kind }: Property) => kind === "size";

function setSize(draft: Draft, width: number, height: number): void {
  draft.width = width;
  draft.height = height;
}

function ratio(view: DataView, at: number): number {
  const below = view.getUint32(at + 4);
  return below === 0 ? 0 : Math.round(view.getUint32(at) / below);
}

/** The numbers of the properties of one item. */
function findProperties(bytes: Uint8Array, item: number): readonly number[] {
  if (bytes.length < 8) return [];
  const view = viewOf(bytes);
  const idBytes = bytes[0] === 0 ? 2 : 4;
  const isWide = ((bytes[3] ?? 0) & 1) === 1;
  const entries = Math.min(view.getUint32(4), mostItems);
  let at = 8;
  for (let entry = 0; entry < entries && at + idBytes < bytes.length; entry += 1) {
    const id = idBytes === 2 ? view.getUint16(at) : view.getUint32(at);
    const count = bytes[at + idBytes] ?? 0;
    const from = at + idBytes + 1;
    at = from + count * (isWide ? 2 : 1);
    if (id === item) return readNumbers(bytes.subarray(from, at), isWide);
  }
  return [];
}

/** The highest bit says that a reader must know the property. */
function readNumbers(bytes: Uint8Array, isWide: boolean): readonly number[] {
  if (!isWide) return Array.from(bytes, (byte) => byte & 0x7f);
  const view = viewOf(bytes);
  const count = Math.floor(bytes.length / 2);
  return Array.from({ length: count }, (_, at) => view.getUint16(2 * at) & 0x7fff);
}
