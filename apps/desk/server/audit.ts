/**
 * Who did and saw what. Each line is written in the transaction of the act itself, and carries the
 * hash of the line before it:
 *
 *   hash(n) = SHA-256(hash(n - 1) | n | time | encrypted line)
 *
 * so a line that is changed, removed or put in between breaks the chain from there on. The newest
 * lines can still be cut off by someone who holds the database; a copy of the head kept elsewhere
 * shows it.
 */
import { createHash } from "node:crypto";

import {
  type AuditTable,
  type DeskDatabase,
  type Encrypted,
  insertAudit,
  lockAudit,
  selectAudit,
  selectAuditAfter,
  selectAuditHead,
} from "@honeyguide/store/desk";

import type { AuditLine } from "../api.ts";
import type { Place, Vault } from "./vault.ts";

/** One act. `on` is a label such as `R-12`, never a name. */
export interface Act {
  readonly who: string;
  readonly act: string;
  readonly on: string | null;
  readonly reason: string | null;
}

export interface Audit {
  /** Add lines, inside the transaction of what they tell. */
  readonly write: (trx: DeskDatabase, at: Date, ...acts: readonly Act[]) => Promise<void>;
  /** The newest first. */
  readonly read: (db: DeskDatabase, limit: number) => Promise<readonly AuditLine[]>;
  /** Follow the whole chain; the number of the first line that does not fit, if any. */
  readonly check: (db: DeskDatabase) => Promise<number | undefined>;
}

const chunk = 500;

/** The audit of one database. */
export function makeAudit(vault: Vault): Audit {
  const place = (sequence: number): Place<Act> => ({
    table: "audit",
    column: "body",
    row: String(sequence),
  });
  return {
    async write(trx, at, ...acts) {
      if (acts.length === 0) return;
      await lockAudit(trx).execute();
      const head = await selectAuditHead(trx).executeTakeFirst();
      let { sequence, hash } = head ?? { sequence: 0, hash: new Uint8Array(32) };
      const lines = acts.map((act): AuditTable => {
        sequence += 1;
        const line = { sequence, at: at.toISOString(), body: vault.seal(place(sequence), act) };
        hash = hashOf(hash, line);
        return { ...line, hash };
      });
      await insertAudit(trx, lines).execute();
    },
    async read(db, limit) {
      const rows = await selectAudit(db, limit).execute();
      return rows.map(({ sequence, at, body }) => ({
        at,
        ...vault.open(place(sequence), body),
      }));
    },
    async check(db) {
      let last: Pick<AuditTable, "sequence" | "hash"> = { sequence: 0, hash: new Uint8Array(32) };
      for (;;) {
        const rows = await selectAuditAfter(db, last.sequence, chunk).execute();
        for (const row of rows) {
          const fits =
            row.sequence === last.sequence + 1 &&
            Buffer.compare(row.hash, hashOf(last.hash, row)) === 0;
          if (!fits) return last.sequence + 1;
          last = row;
        }
        if (rows.length < chunk) return undefined;
      }
    },
  };
}

function hashOf(
  before: Uint8Array,
  { sequence, at, body }: { sequence: number; at: string; body: Encrypted },
): Uint8Array {
  const line = `${sequence}\n${at}\n`;
  return new Uint8Array(createHash("sha256").update(before).update(line).update(body).digest());
}
