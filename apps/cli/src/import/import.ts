/**
 * `honeyguide import`: a report around files, sealed here and handed in like any other. A file that
 * is there already, by its SHA-256, is not handed in again, so a run that broke off can be repeated.
 */
import type { Command } from "../outside.ts";
import { CouldNotError } from "../refusal.ts";
import { readIfThere } from "../start/keep.ts";
import type { Layout } from "../start/layout.ts";
import { words } from "../words.ts";
import { readAsked } from "./asked.ts";
import { findFiles, type FoundFile } from "./find-files.ts";
import { factsOf, handIn } from "./hand-in.ts";
import { importWords } from "./import-words.ts";
import { type Known, openKnown } from "./known.ts";
import { lookInto } from "./look.ts";
import type { Looked } from "./looked.ts";
import { makeProgress, type Progress } from "./progress.ts";

/** As many as the account of a report can name. */
const mostFiles = 50;

/** Look, seal and hand in. */
export const importFiles: Command = async (argv, outside) => {
  const asked = readAsked(argv, outside);
  const { isJson, isDry, isQuiet, layout } = asked;
  const { files, leftOut } = await findFiles(asked.named);
  if (files.length === 0) throw new CouldNotError(importWords.empty);
  const address = isDry ? undefined : (asked.to ?? (await addressOf(layout)));
  const known = await openKnown(layout, outside);
  if (!known.hasDesk && !isQuiet) outside.err(importWords.noDesk);

  // Each byte is read for its fingerprint, and once more when it is sealed.
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0) * (isDry ? 1 : 2);
  const bar = makeProgress(total, outside);
  const say = isQuiet ? () => undefined : bar.say;
  try {
    for (const path of leftOut) say(importWords.leftOut(path));
    const fresh = await lookAtAll(files, asked.conversation, { known, bar, say });
    const reports = grouped(fresh, asked.isEach);
    if (address !== undefined && reports.length > 0) {
      await handIn({ asked, reports, address, known, bar }, outside);
      return 0;
    }
    bar.end();
    await outside.out(isDry ? dryRun(fresh, reports.length, isJson) : nothingNew(isJson));
    return 0;
  } finally {
    bar.end();
  }
};

function nothingNew(isJson: boolean): string {
  return isJson ? `${JSON.stringify({ files: 0 })}\n` : importWords.nothingNew;
}

function dryRun(fresh: readonly Looked[], reports: number, isJson: boolean): string {
  return isJson
    ? `${JSON.stringify({ reports, looked: fresh.map(factsOf) })}\n`
    : importWords.dryRun(fresh.length, reports);
}

interface Looking {
  readonly known: Known;
  readonly bar: Progress;
  readonly say: (line: string) => void;
}

/** What is not there yet, each file once. */
async function lookAtAll(
  files: readonly FoundFile[],
  conversation: string | undefined,
  { known, bar, say }: Looking,
): Promise<readonly Looked[]> {
  const fresh = new Map<string, Looked>();
  let others = 0;
  for (const file of files) {
    const looked = await lookInto(file, conversation, bar.advance);
    if (looked === undefined) {
      others += 1;
      say(importWords.otherConversation(file.path, conversation ?? ""));
      continue;
    }
    const before = fresh.get(looked.sha256);
    const holder = before === undefined ? await known.find(looked.sha256) : undefined;
    if (before !== undefined) say(importWords.twice(file.path, before.path));
    else if (holder !== undefined) say(importWords.known(file.path, holder.label));
    else {
      fresh.set(looked.sha256, looked);
      const isCut = looked.given.evidence.derived !== undefined;
      say(isCut ? importWords.lookedOne(looked, conversation ?? "") : importWords.looked(looked));
    }
  }
  if (conversation !== undefined && others === files.length) {
    throw new CouldNotError(importWords.noConversation(conversation), 3);
  }
  return [...fresh.values()];
}

/** The files of each report: all in one, or one for each file or folder that was named. */
function grouped(looked: readonly Looked[], each: boolean): readonly (readonly Looked[])[] {
  const groups = new Map<string, Looked[]>();
  for (const one of looked) {
    const name = each ? one.named : "";
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  for (const { length } of groups.values()) {
    if (length > mostFiles) throw new CouldNotError(importWords.tooMany(length, mostFiles));
  }
  return [...groups.values()];
}

async function addressOf(layout: Layout): Promise<string> {
  const address = await readIfThere(layout.intakeAddress);
  if (address === undefined) throw new CouldNotError(words.noIntake(layout.data), 5);
  return address;
}
