/**
 * The one door for every format: what a file is, by what it holds and never by its name, and what
 * it says. What looks like JSON, XML or mail and is none that is known is refused and not taken for
 * a paste, so that nobody is told that a file was read when its marks were.
 *
 * Spec: `spec/evidence.md`. Untrusted in; a value or a reason out; never throws.
 */
import { encodingOf } from "./encoding.ts";
import { looksLikeExcerpt, readExcerpt } from "./excerpt.ts";
import { sniffBytes, sniffMediaType } from "./media-type.ts";
import { parseEvidence, type ParseOptions, type ParseResult, sha256Hex } from "./parse-evidence.ts";
import { readSource } from "./sources/read-source.ts";
import { endsAsZip } from "./zip-directory.ts";

export interface ReadOptions extends ParseOptions {
  /** As the person's device names the file. Stands in `why`; decides nothing. */
  readonly name?: string;
}

/**
 * Read a file of evidence, whatever it is.
 *
 * @param bytes - as the person gave it, at most a few times fewer than there is memory.
 * @param options - see {@link ReadOptions}.
 */
export async function readEvidence(
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<ParseResult> {
  const head = bytes.subarray(0, sniffBytes);
  const mediaType = sniffMediaType(head);
  const isText = /^text\/(?:plain|html)$/.test(mediaType) && !endsAsZip(bytes);
  const encoding = isText ? encodingOf(head) : undefined;
  if (encoding === undefined) return parseEvidence(bytes, options);
  const start = new TextDecoder(encoding).decode(head.subarray(0, 64));
  const source = looksLikeExcerpt(start)
    ? readExcerpt(bytes)
    : await readSource(bytes, encoding, options.dateOrder);
  if (source === undefined) return parseEvidence(bytes, options);
  const exhibit = { sha256: sha256Hex(bytes), bytes: bytes.length };
  if (!source.ok) return { ok: false, reason: source.reason, exhibit };
  return { ok: true, value: { ...source.value, exhibit } };
}
