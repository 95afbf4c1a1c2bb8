/** What the process is told: its environment and the folder of its own secrets. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { type Site, SiteSchema } from "@honeyguide/protocol/wire";
import * as v from "valibot";

import { makeReceiptSigner, type ReceiptSigner } from "./receipts.ts";

const EnvironmentSchema = v.object({
  HONEYGUIDE_DATABASE_URL: v.string(),
  HONEYGUIDE_INTAKE_DIR: v.string(),
  HONEYGUIDE_WEB_DIR: v.string(),
  PORT: v.optional(v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number)), "8786"),
  HOST: v.optional(v.string(), "localhost"),
});

const SiteFileSchema = v.omit(SiteSchema, ["receiptKey"]);
const Sha256Schema = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));

export interface Settings {
  readonly databaseUrl: string;
  readonly webDir: string;
  readonly port: number;
  /** Where to listen: one address, or both loopbacks for `localhost`. */
  readonly addresses: readonly string[];
  readonly site: Site;
  readonly signer: ReceiptSigner;
  readonly pullHash: Uint8Array;
}

/**
 * Read everything once.
 *
 * @throws {v.ValiError} if something is missing or malformed; its message names fields, not values.
 */
export async function readSettings(environment: NodeJS.ProcessEnv): Promise<Settings> {
  const told = v.parse(EnvironmentSchema, environment);
  const own = async (name: string) =>
    (await readFile(join(told.HONEYGUIDE_INTAKE_DIR, name), "utf8")).trim();
  const signer = makeReceiptSigner(await own("receipt.key"));
  const site = v.parse(SiteFileSchema, JSON.parse(await own("site.json")));
  return {
    databaseUrl: told.HONEYGUIDE_DATABASE_URL,
    webDir: told.HONEYGUIDE_WEB_DIR,
    port: told.PORT,
    addresses: told.HOST === "localhost" ? ["127.0.0.1", "::1"] : [told.HOST],
    site: { ...site, receiptKey: signer.publicKey },
    signer,
    pullHash: Buffer.from(v.parse(Sha256Schema, await own("pull.hash")), "base64url"),
  };
}
