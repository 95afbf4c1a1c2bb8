/**
 * The files that the Desk reads from its keys directory (mode 0600, outside the database), and the
 * one that it removes: the token of the set-up link.
 */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { MalformedKeyError } from "@honeyguide/domain";
import { type AgeIdentity, parseKeyFile } from "@honeyguide/protocol/keys";

/** What is in the keys directory. */
export interface KeyFiles {
  readonly team: readonly [AgeIdentity, ...AgeIdentity[]];
  /** 32 bytes. */
  readonly dataKey: Uint8Array;
  readonly pullToken: string;
  readonly cliToken: string;
  /** Undefined once the set-up link is dead. */
  readonly setupToken: string | undefined;
}

/**
 * Read them all.
 *
 * @throws {MalformedKeyError} if one does not hold what it should; names the file.
 */
export async function readKeyFiles(directory: string): Promise<KeyFiles> {
  const text = (name: string) => readFile(join(directory, name), "utf8");
  const dataKey = Buffer.from((await text("desk-data.key")).trim(), "base64");
  if (dataKey.length !== 32) throw new MalformedKeyError("desk-data.key does not hold 32 bytes");
  return {
    team: parseKeyFile(await text("team.key")),
    dataKey,
    pullToken: token("pull.token", await text("pull.token")),
    cliToken: token("cli.token", await text("cli.token")),
    setupToken: await text("setup.token").then(
      (found) => token("setup.token", found),
      () => undefined,
    ),
  };
}

/** The end of the set-up link. */
export async function removeSetupToken(directory: string): Promise<void> {
  await rm(join(directory, "setup.token"), { force: true });
}

/** A short token would be worth trying. */
function token(name: string, text: string): string {
  const trimmed = text.trim();
  if (trimmed.length < 22) throw new MalformedKeyError(`${name} does not hold a token`);
  return trimmed;
}
