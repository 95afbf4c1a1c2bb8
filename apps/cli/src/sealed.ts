/** `honeyguide sealed`: a report as it is stored, for the ordinary `age` and `tar`. */
import { createWriteStream } from "node:fs";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { type Changes, ChangesSchema, MailboxIdSchema } from "@honeyguide/protocol/wire";
import * as v from "valibot";

import { ReportViewSchema } from "./desk-answers.ts";
import { signIn } from "./desk-client.ts";
import { type IntakeClient, makeIntakeClient } from "./intake-client.ts";
import { readOptions } from "./options.ts";
import type { Command, Outside } from "./outside.ts";
import { CouldNotError, WrongUseError } from "./refusal.ts";
import { keep, makePrivateDirectory, readIfThere } from "./start/keep.ts";
import { defaultData, type Layout, layoutOf } from "./start/layout.ts";
import { words } from "./words.ts";

type Change = Changes["changes"][number];
type Filed = Extract<Change, { readonly parts: unknown }>;

/** Write the sealed files of one report into a directory. Nothing is opened. */
export const sealed: Command = async (argv, outside) => {
  const { values, positionals } = readOptions(
    argv,
    { to: { type: "string" }, data: { type: "string" } },
    1,
  );
  const [name] = positionals;
  if (name === undefined || values.to === undefined) throw new WrongUseError(words.sealed.use);
  const layout = layoutOf(values.data ?? defaultData);
  const address = await readIfThere(layout.intakeAddress);
  const bearer = await readIfThere(layout.pullToken);
  if (address === undefined || bearer === undefined) {
    throw new CouldNotError(words.noIntake(layout.data), 5);
  }
  const mailbox = await mailboxOf(name, layout, outside);
  const intake = makeIntakeClient(address, outside);
  const filed = await findFiled(intake, bearer, mailbox);
  const [report] = filed;
  if (report === undefined) throw new CouldNotError(words.unknownReport(name), 3);

  const folder = resolve(values.to);
  await makePrivateDirectory(folder);
  const written = [...(await writeWrap(folder, filed)), ...(await writeParts(folder, filed))];
  if (values.json === true) await outside.out(`${JSON.stringify({ files: written })}\n`);
  else await outside.out(written.map((path) => `${path}\n`).join(""));
  return 0;

  async function writeParts(into: string, all: readonly Filed[]): Promise<readonly string[]> {
    const paths: string[] = [];
    const content = all.find((one) => "content" in one)?.content;
    const others = all.flatMap(({ parts }) => parts).filter(({ part }) => part !== content);
    const named = [
      ...(content === undefined ? [] : [{ part: content, file: "content.age" }]),
      ...others.map(({ part }, at) => ({ part, file: `part-${at + 1}.age` })),
    ];
    for (const { part, file } of named) {
      const path = `/v1/desk/reports/${mailbox}/parts/${part}`;
      const { body } = await intake.ask({ method: "GET", path, bearer: bearer ?? "" });
      const target = join(into, file);
      await pipeline(
        body === null ? [] : Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]),
        createWriteStream(target, { mode: 0o600 }),
      );
      paths.push(target);
    }
    return paths;
  }
};

/** A report that is held has no wrap: its key is with the person's code. */
async function writeWrap(folder: string, filed: readonly Filed[]): Promise<readonly string[]> {
  const wrap = filed
    .flatMap((one) => ("wrap" in one && one.wrap !== null ? [one.wrap] : []))
    .at(-1);
  if (wrap === undefined) return [];
  const path = join(folder, "wrap.age");
  await keep(path, Buffer.from(wrap, "base64url"));
  return [path];
}

async function mailboxOf(name: string, layout: Layout, outside: Outside): Promise<string> {
  if (v.is(MailboxIdSchema, name)) return name;
  const desk = await signIn(layout, outside);
  const path = `/v1/reports/${encodeURIComponent(name)}`;
  const { row } = await desk.ask(path, ReportViewSchema, words.unknownReport(name));
  return row.id;
}

/** All that the intake tells the Desk about one mailbox, in order. */
async function findFiled(
  intake: IntakeClient,
  bearer: string,
  mailbox: string,
): Promise<readonly Filed[]> {
  const found: Filed[] = [];
  for (let after = 0; ;) {
    const { changes, next } = await intake.askJson(
      { method: "GET", path: `/v1/desk/changes?after=${after}&limit=500`, bearer },
      ChangesSchema,
    );
    found.push(...changes.filter(isFiled).filter((change) => change.mailboxId === mailbox));
    if (changes.length === 0 || next <= after) return found;
    after = next;
  }
}

function isFiled(change: Change): change is Filed {
  return "parts" in change;
}
