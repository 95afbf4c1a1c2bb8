/**
 * Which foreign format a text is, by its first letters and its shape.
 */
import type { TextEncoding } from "../encoding.ts";
import { looksLikeJson, readJson } from "./json-source.ts";
import { refused, type SourceResult } from "./source-reading.ts";
import { sourceText } from "./source-text.ts";

/** Letters that the shape is judged by. */
const headBytes = 64 * 1024;
/** Twice that is what a computer has to hold to read it. */
const longestSource = 512 * 1024 * 1024;

/**
 * Read a text of a foreign format.
 *
 * @returns undefined if it is none: a chat export or a paste.
 */
export async function readSource(
  bytes: Uint8Array,
  encoding: TextEncoding,
): Promise<SourceResult | undefined> {
  const head = new TextDecoder(encoding).decode(bytes.subarray(0, headBytes));
  const reader = readerFor(head.trimStart());
  if (reader === undefined) return undefined;
  if (bytes.length > longestSource) return refused("too_large");
  return await reader(bytes, encoding);
}

type Reader = (bytes: Uint8Array, encoding: TextEncoding) => SourceResult | Promise<SourceResult>;

function readerFor(head: string): Reader | undefined {
  if (looksLikeJson(head)) return (bytes, encoding) => readJson(sourceText(bytes, encoding));
  return undefined;
}
