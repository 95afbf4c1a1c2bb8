/** What the candidate index is kept under: hashes that the database cannot make or undo. */
import { createHmac, hkdfSync } from "node:crypto";

import type { IndexKey, ReportFacts } from "@honeyguide/analysis";

/** The practice case and what is real never meet. */
export type World = "practice" | "real";

/** A key as the database sees it. */
export interface BlindedKey {
  readonly kind: IndexKey["kind"];
  /** 48 bits: an `int8` that is also a safe integer. */
  readonly key: number;
}

export interface Blinding {
  readonly blind: (world: World, key: IndexKey) => BlindedKey;
  /** Over all that keys are made from. */
  readonly digest: (world: World, facts: ReportFacts) => Uint8Array;
}

/** HMAC-SHA-256 under a key of its own, derived from the data key (RFC 5869). */
export function makeBlinding(dataKey: Uint8Array): Blinding {
  const info = "honeyguide desk candidate index v1";
  const key = new Uint8Array(hkdfSync("sha256", dataKey, new Uint8Array(0), info, 32));
  const hash = (text: string) => createHmac("sha256", key).update(text).digest();
  return {
    blind: (world, { kind, hash: value }) => ({
      kind,
      key: hash(`key|${world}|${value}`).readUIntBE(0, 6),
    }),
    digest(world, { messages, identifiers }) {
      const texts = messages.map(({ text }) => text);
      const values = identifiers.map(({ kind, value }) => [kind, value]);
      return new Uint8Array(hash(`digest|${world}|${JSON.stringify([texts, values])}`));
    },
  };
}
