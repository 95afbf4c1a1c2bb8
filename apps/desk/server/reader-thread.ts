/**
 * The thread in which files of people nobody knows are read: hashed, told what they are, parsed.
 * It holds no key and no connection; what it runs out of is its own memory, and its end is not the
 * Desk's.
 */
import { createHash } from "node:crypto";
import type { MessagePort } from "node:worker_threads";

import type { EvidenceKind } from "@honeyguide/domain";
import {
  createMediaReader,
  type MediaFacts,
  openZip,
  sniffBytes,
  sniffMediaType,
  sourceOf,
} from "@honeyguide/evidence";

import type { MediaFactsView } from "../api.ts";
import { type MadeChunk, makeReading } from "./make-reading.ts";
import { joined, openMessages } from "./message-source.ts";
import type { Asked, InnerFile, ReadOrder, ReadOutcome, Told } from "./reader-words.ts";

/** What is larger is hashed and told what it is, and not read. Bytes. */
const maxReadBytes = 512 * 1024 * 1024;
const readKinds: readonly EvidenceKind[] = ["chat_export", "text"];
const readTypes = /^(?:text\/|application\/(?:zip|json|xml)$|message\/)/;

/** Serve one Desk until it ends the thread. */
export function serveReader(port: MessagePort): void {
  const tell = (told: Told, transfer: readonly ArrayBuffer[] = []) => {
    port.postMessage(told, [...transfer]);
  };
  let taken: (() => void) | undefined;
  let job: Job | undefined;
  const give = (told: Told, transfer: readonly ArrayBuffer[]) =>
    new Promise<void>((resolve) => {
      taken = resolve;
      tell(told, transfer);
    });
  const finish = (ended: Job) => {
    ended.end(give).then(tell, () => {
      tell({ tell: "failed" });
    });
  };
  port.on("message", (asked: Asked) => {
    switch (asked.ask) {
      case "read":
        job = makeReadJob(asked.order);
        return;
      case "extract":
        job = makeExtractJob(asked.numbers);
        return;
      case "bytes":
        job?.push(asked.bytes);
        tell({ tell: "more" });
        return;
      case "more":
        taken?.();
        return;
      case "end":
        if (job !== undefined) finish(job);
        job = undefined;
    }
  });
}

type Give = (told: Told, transfer: readonly ArrayBuffer[]) => Promise<void>;

interface Job {
  readonly push: (bytes: Uint8Array) => void;
  readonly end: (give: Give) => Promise<Told>;
}

function makeReadJob(order: ReadOrder): Job {
  const looked = makeLook(order.name);
  let kept: Uint8Array[] | undefined = [];
  return {
    push(bytes) {
      looked.push(bytes);
      if (looked.bytes() > maxReadBytes || !isRead(order, looked.type())) kept = undefined;
      kept?.push(bytes);
    },
    async end(give) {
      const { bytes, sha256, mediaType, facts } = looked.end();
      const base = { bytes, sha256, mediaType, facts };
      const outcome = (more: Pick<ReadOutcome, "read" | "inner">): Told => ({
        tell: "outcome",
        outcome: { ...base, ...more },
      });
      if (!isRead(order, mediaType)) return outcome({ read: null, inner: [] });
      if (kept === undefined) {
        return outcome({ read: { ok: false, reason: "too_large" }, inner: [] });
      }
      if (mediaType !== "application/zip") {
        return outcome({ read: await readWords(kept, order, mediaType, give), inner: [] });
      }
      const archive = joined(kept);
      kept = undefined;
      const read = await readWords([archive], order, mediaType, give);
      return outcome({ read, inner: await lookInside(archive) });
    },
  };
}

function isRead({ kind }: ReadOrder, mediaType: string): boolean {
  return readKinds.includes(kind) || readTypes.test(mediaType);
}

async function readWords(
  chunks: readonly Uint8Array[],
  order: ReadOrder,
  type: string,
  give: Give,
): Promise<ReadOutcome["read"]> {
  const { name, choice } = order;
  const source = await openMessages(chunks, { dateOrder: choice.dateOrder ?? null, name, type });
  if (!source.ok) return { ok: false, reason: source.reason };
  const { reading, compared, sha256 } = await makeReading(source.value, order, (chunk) =>
    give({ tell: "chunk", chunk }, buffersOf(chunk)),
  );
  return { ok: true, made: reading, compared, sha256 };
}

function buffersOf({ lines, folded }: MadeChunk): readonly ArrayBuffer[] {
  return [lines.buffer as ArrayBuffer, folded.buffer as ArrayBuffer];
}

/** What a file is by its bytes, as they pass. */
function makeLook(name: string) {
  const hash = createHash("sha256");
  const media = createMediaReader({ name });
  let bytes = 0;
  let head: Uint8Array = new Uint8Array(0);
  let sniffed: string | undefined;
  const type = () => sniffed ?? sniffMediaType(head);
  return {
    bytes: () => bytes,
    type,
    push(chunk: Uint8Array) {
      hash.update(chunk);
      media.push(chunk);
      bytes += chunk.length;
      if (head.length >= sniffBytes) return;
      head = Buffer.concat([head, chunk]).subarray(0, sniffBytes);
      sniffed = head.length >= sniffBytes ? sniffMediaType(head) : undefined;
    },
    end() {
      const mediaType = type();
      return { bytes, sha256: hash.digest("hex"), mediaType, facts: toFacts(media.end()) };
    },
  };
}

/** A text says nothing of itself but what is odd about it. */
function toFacts({ mediaType, ...facts }: MediaFacts): MediaFactsView | null {
  return mediaType.startsWith("text/") && facts.warnings.length === 0 ? null : facts;
}

/** The files of an archive in its order; the first that is not what the list says ends the list. */
async function lookInside(archive: Uint8Array): Promise<readonly InnerFile[]> {
  const zip = await openZip(sourceOf(archive));
  if (!zip.ok) return [];
  const files: InnerFile[] = [];
  for (const entry of zip.entries) {
    const look = makeLook(baseName(entry.path));
    try {
      for await (const piece of entry.stream()) look.push(piece);
    } catch {
      break;
    }
    const found = look.end();
    files.push({ name: baseName(entry.path), kind: kindOf(found.mediaType), ...found });
  }
  return files;
}

function makeExtractJob(numbers: readonly number[]): Job {
  const kept: Uint8Array[] = [];
  return {
    push: (bytes) => void kept.push(bytes),
    async end(give) {
      const zip = await openZip(sourceOf(joined(kept)));
      for (const number of zip.ok ? numbers : []) {
        const entry = zip.ok ? zip.entries[number - 1] : undefined;
        if (entry === undefined) continue;
        for await (const piece of entry.stream()) {
          const bytes = new Uint8Array(piece);
          await give({ tell: "piece", number, bytes }, [bytes.buffer]);
        }
        await give({ tell: "extracted", number }, []);
      }
      return { tell: "nothing_more" };
    },
  };
}

function kindOf(mediaType: string): EvidenceKind {
  if (mediaType.startsWith("image/")) return "picture";
  if (mediaType.startsWith("audio/")) return "voice";
  if (mediaType.startsWith("video/")) return "video";
  return mediaType.startsWith("text/") ? "text" : "file";
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
