/**
 * Writing the chunks of a reading as they are made, sealed and packed, some at a time: a long
 * reading is no long transaction, and what is cut off is removed by the next one.
 */
import { randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";

import type { MailboxId, PartId } from "@honeyguide/domain";
import { type DeskDatabase, insertChunks, type ReadingChunkTable } from "@honeyguide/store/desk";

import type { MadeChunk } from "./make-reading.ts";
import { places } from "./places.ts";
import type { Vault } from "./vault.ts";

interface ChunkPlace {
  readonly mailbox_id: MailboxId;
  readonly part: PartId;
  readonly exhibit: string;
  readonly generation: string;
}

/** Written with one statement. */
const batch = 8;

/** A name that no other reading of the exhibit has. */
export function newGeneration(): string {
  return randomBytes(9).toString("base64url");
}

/** Write chunks one after the other; `end` writes the last of them. */
export function keepChunks(
  { db, vault }: { readonly db: DeskDatabase; readonly vault: Vault },
  { mailbox_id, part, exhibit, generation }: ChunkPlace,
) {
  let rows: ReadingChunkTable[] = [];
  let chunk = 0;
  async function write(): Promise<void> {
    if (rows.length > 0) await insertChunks(db, rows).execute();
    rows = [];
  }
  return {
    add: async ({ lines, folded }: MadeChunk): Promise<void> => {
      const key = [mailbox_id, exhibit, generation, chunk] as const;
      rows.push({
        mailbox_id,
        part,
        exhibit,
        generation,
        chunk,
        body: vault.sealBytes(places.chunkLines(...key), pack(lines)),
        folded: vault.sealBytes(places.chunkFolded(...key), pack(folded)),
      });
      chunk += 1;
      if (rows.length >= batch) await write();
    },
    end: write,
  };
}

/** The fastest level: what is saved is the way to the database and back. A millisecond or two. */
function pack(bytes: Uint8Array): Uint8Array {
  return deflateRawSync(bytes, { level: 1 });
}

/** What {@link keepChunks} has packed. */
export function unpack(bytes: Uint8Array): Uint8Array {
  return inflateRawSync(bytes);
}
