/**
 * Opening what is sealed, small files the fast way. Whatever the fast way does not open goes
 * through `protocol/open`, whose errors are the ones that count.
 */
import {
  MalformedEvidenceError,
  MalformedReportError,
  type Report,
  ReportSchema,
} from "@honeyguide/domain";
import { type AgeIdentity, parseKeyFile } from "@honeyguide/protocol/keys";
import { openContentKey, openEvidence, openReport } from "@honeyguide/protocol/open";
import { reportPath } from "@honeyguide/protocol/seal";
import { type TarFile, unpackTar } from "@honeyguide/protocol/tar";
import * as v from "valibot";

import { type NativeIdentity, openNatively, toNativeIdentity } from "./native-age.ts";
import { readAll } from "./sealed-parts.ts";

/** What `protocol/open` holds in memory at most as well. */
const maxReportBytes = 8 * 1024 * 1024;

/** The team's keys, ready for use. */
export interface TeamKeys {
  readonly identities: readonly AgeIdentity[];
  readonly native: readonly NativeIdentity[];
}

/** One report's own key, ready for use. */
export interface ContentKey {
  readonly identity: AgeIdentity;
  readonly native: readonly NativeIdentity[];
}

/** A file as it streams out of its part. */
export type OpenFile = TarFile & { readonly content: ReadableStream<Uint8Array> };

/** Prepare keys. */
export function makeTeamKeys(identities: readonly AgeIdentity[]): TeamKeys {
  return { identities, native: identities.flatMap((one) => toNativeIdentity(one) ?? []) };
}

/** A report's own key; throws as `openContentKey`. */
export async function openKey(wrap: Uint8Array, team: TeamKeys): Promise<ContentKey> {
  const plain = openNatively(wrap, team.native);
  const [identity] =
    plain === undefined
      ? [await openContentKey(wrap, team.identities)]
      : parseKeyFile(new TextDecoder().decode(plain));
  return { identity, native: makeTeamKeys([identity]).native };
}

/** An account; throws as `openReport`. */
export async function openAccount(
  sealed: Uint8Array,
  { identity, native }: ContentKey,
): Promise<Report> {
  const archive = openNatively(sealed, native);
  if (archive === undefined) return openReport(sealed, identity);
  try {
    const { path, bytes, content } = await unpackTar(streamOf(archive));
    const json = path === reportPath ? await readAll(content, maxReportBytes) : undefined;
    if (json?.length !== bytes) {
      throw new MalformedEvidenceError("the archive does not begin with report.json");
    }
    const text = new TextDecoder("utf-8", { fatal: true }).decode(json);
    return v.parse(ReportSchema, JSON.parse(text));
  } catch (cause) {
    throw new MalformedReportError("the envelope does not hold a report", { cause });
  }
}

/**
 * The file of a part; throws as `openEvidence`.
 *
 * @param sealed - all of a small part, or a large one as a stream.
 */
export async function openPart(
  sealed: Uint8Array | ReadableStream<Uint8Array>,
  { identity, native }: ContentKey,
): Promise<OpenFile> {
  if (!(sealed instanceof Uint8Array)) return openEvidence(sealed, identity);
  const archive = openNatively(sealed, native);
  return archive === undefined
    ? openEvidence(streamOf(sealed), identity)
    : unpackTar(streamOf(archive));
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(out) {
      out.enqueue(bytes);
      out.close();
    },
  });
}
