/** `honeyguide keys`: the team key and the files beside it. Nothing secret is ever printed. */
import { stat } from "node:fs/promises";

import { readOptions } from "./options.ts";
import type { Command, Outside } from "./outside.ts";
import { CouldNotError, WrongUseError } from "./refusal.ts";
import { makeDataDirectory, recipientOf } from "./start/data-directory.ts";
import { isThere } from "./start/keep.ts";
import { defaultData, type Layout, layoutOf } from "./start/layout.ts";
import { practiceSite } from "./start/site.ts";
import { words } from "./words.ts";

/** List them, show the public key, or make them. */
export const keys: Command = async (argv, outside) => {
  const { values, positionals } = readOptions(argv, { data: { type: "string" } }, 1);
  const layout = layoutOf(values.data ?? defaultData);
  const json = values.json === true;
  const [act = ""] = positionals;
  if (act === "list") return list(layout, json, outside);
  if (act === "show") return showPublic(layout, json, outside);
  if (act === "new") return makeNew(layout, json, outside);
  if (act === "rotate") throw new CouldNotError(words.noRotation);
  throw new WrongUseError(words.keysUse);
};

async function list(layout: Layout, json: boolean, { out }: Outside) {
  const files = await Promise.all(keyFiles(layout).map(look));
  await out(json ? `${JSON.stringify(files)}\n` : files.map(words.keyLine).join(""));
  return files.every((file) => file.isThere || !file.isNeeded) ? 0 : 3;
}

async function showPublic(layout: Layout, json: boolean, { out }: Outside) {
  const recipient = await recipientOf(layout);
  await out(json ? `${JSON.stringify({ recipient })}\n` : `${recipient}\n`);
  return 0 as const;
}

async function makeNew(layout: Layout, json: boolean, outside: Outside) {
  if (await isThere(layout.teamKey)) throw new CouldNotError(words.keyThere(layout.teamKey));
  const { recipient } = await makeDataDirectory(layout, practiceSite, outside);
  await outside.out(json ? `${JSON.stringify({ recipient })}\n` : `${recipient}\n`);
  return 0 as const;
}

/** A file of secrets. */
export interface KeyFile {
  readonly name: string;
  readonly path: string;
  readonly isNeeded: boolean;
}

/** Every file of secrets, and whether things stop without it. */
export function keyFiles(layout: Layout): readonly KeyFile[] {
  const needed = (name: string, path: string) => ({ name, path, isNeeded: true });
  return [
    needed("team.key", layout.teamKey),
    needed("desk-data.key", layout.deskDataKey),
    needed("pull.token", layout.pullToken),
    needed("cli.token", layout.cliToken),
    needed("receipt.key", layout.receiptKey),
    { name: "setup.token", path: layout.setupToken, isNeeded: false },
  ];
}

/** What is known of such a file without reading it. */
export interface LookedAt extends KeyFile {
  readonly isThere: boolean;
  /** Octal, `600`; empty where there is none. */
  readonly mode: string;
}

/** Look at a file without reading it. */
export async function look(file: KeyFile): Promise<LookedAt> {
  return stat(file.path).then(
    ({ mode }) => ({ ...file, isThere: true, mode: (mode & 0o777).toString(8) }),
    () => ({ ...file, isThere: false, mode: "" }),
  );
}
