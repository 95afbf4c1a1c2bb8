/**
 * The data directory of a new installation: keys, tokens, and what the public page says of the
 * team. Nothing that is there is ever replaced.
 */
import { createHash, generateKeyPairSync } from "node:crypto";
import { chmod } from "node:fs/promises";

import { keyPairOf, makeKeyPair, parseKeyFile, toKeyFile } from "@honeyguide/protocol/keys";

import type { Outside } from "../outside.ts";
import { CouldNotError } from "../refusal.ts";
import { words } from "../words.ts";
import { isThere, keepOnce, makePrivateDirectory, readIfThere } from "./keep.ts";
import type { Layout } from "./layout.ts";
import type { SiteText } from "./site.ts";

/** What {@link makeDataDirectory} found or made. */
export interface Made {
  readonly recipient: string;
  /** False if the team key was there already. */
  readonly isNew: boolean;
}

/**
 * Make what is missing in a data directory.
 *
 * @param layout - where.
 * @param site - what the public page says; used only if it says nothing yet.
 * @throws {CouldNotError} if it cannot be written, or a key is missing that a database depends on.
 */
export async function makeDataDirectory(
  layout: Layout,
  site: SiteText,
  { random, now }: Pick<Outside, "random" | "now">,
): Promise<Made> {
  const isDirectoryNew = !(await isThere(layout.data));
  await makePrivateDirectory(layout.data);
  if (isDirectoryNew) await chmod(layout.data, 0o700);
  for (const folder of [layout.keys, layout.intake]) {
    await makePrivateDirectory(folder);
    await chmod(folder, 0o700);
  }
  await refuseToReplaceLostKeys(layout);

  const isNew = !(await isThere(layout.teamKey));
  const token = () => Buffer.from(random(32)).toString("base64url");
  if (isNew) await keepOnce(layout.setupToken, `${token()}\n`);
  await keepOnce(layout.deskDataKey, `${Buffer.from(random(32)).toString("base64")}\n`);
  await keepOnce(layout.pullToken, `${token()}\n`);
  await keepOnce(layout.cliToken, `${token()}\n`);
  await keepOnce(layout.receiptKey, makeReceiptKey());
  if (isNew) await keepOnce(layout.teamKey, toKeyFile(await makeKeyPair(), now().toISOString()));

  // Read back, not remembered: another process may have been first.
  const recipient = await recipientOf(layout);
  const pull = (await readIfThere(layout.pullToken)) ?? "";
  await keepOnce(layout.pullHash, `${createHash("sha256").update(pull).digest("base64url")}\n`);
  const page = { version: 1, recipients: [recipient], ...site };
  await keepOnce(layout.site, `${JSON.stringify(page, undefined, 2)}\n`);
  return { recipient, isNew };
}

/**
 * The public team key.
 *
 * @throws {CouldNotError} if there is no team key. Exit 3.
 * @throws {MalformedKeyError} if the file holds something else.
 */
export async function recipientOf(layout: Layout): Promise<string> {
  const text = await readIfThere(layout.teamKey);
  if (text === undefined) throw new CouldNotError(words.noTeamKey(layout.teamKey), 3);
  const [identity] = parseKeyFile(text);
  return (await keyPairOf(identity)).recipient;
}

/** A new key would make everything unreadable that was written with the lost one. */
async function refuseToReplaceLostKeys(layout: Layout): Promise<void> {
  if (!(await isThere(layout.database))) return;
  for (const key of [layout.teamKey, layout.deskDataKey, layout.receiptKey]) {
    if (!(await isThere(key))) throw new CouldNotError(words.lostKey(key));
  }
}

/** Ed25519, PKCS #8: the intake signs receipts with it. */
function makeReceiptKey(): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}
