/** `honeyguide numbers`: importing public lists of numbers, and which of them stand. */
import { createHash } from "node:crypto";

import { isDay, readNumberBlocks, readNumberListing } from "@honeyguide/analysis";

import { type DeskClient, signIn } from "../desk-client.ts";
import { readWhole } from "../files.ts";
import { makeProgress } from "../import/progress.ts";
import { oneOf, readOptions } from "../options.ts";
import type { Command, ExitCode, Outside } from "../outside.ts";
import { CouldNotError, WrongUseError } from "../refusal.ts";
import { defaultData, layoutOf } from "../start/layout.ts";
import { ImportBegunSchema, SourceSchema, SourcesSchema } from "./number-answers.ts";
import { numberWords } from "./number-words.ts";

const kinds = ["ofcom-s7", "sms-sites"] as const;
type Kind = (typeof kinds)[number];
/** Rows of a request, well below what the Desk takes at once. */
const rowsAtOnce = 1000;

/** Import a list, or print which there are. */
export const numbers: Command = async (argv, outside) => {
  const { values, positionals } = readOptions(
    argv,
    {
      source: { type: "string" },
      "as-of": { type: "string" },
      name: { type: "string" },
      "calling-code": { type: "string" },
      data: { type: "string" },
    },
    2,
  );
  const [act, path] = positionals;
  const isJson = values.json === true;
  const layout = layoutOf(values.data ?? defaultData);
  if (act === "sources" && path === undefined) {
    return printSources(await signIn(layout, outside), isJson, outside);
  }
  if (act !== "import") throw new WrongUseError(numberWords.needsAct);
  const kind = oneOf("--source", values.source, kinds);
  if (kind === undefined || path === undefined) throw new WrongUseError(numberWords.needsFile);
  const asOf = values["as-of"];
  if (asOf !== undefined && !isDay(asOf)) throw new WrongUseError(numberWords.needsAsOf);
  const bytes = await readWhole(path, outside);
  const list = readList(path, kind, textOf(path, bytes), values["calling-code"]);
  const head = {
    kind,
    name: values.name ?? kind,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    asOf: asOf ?? list.newestDay,
    rows: list.rows.length,
    skipped: list.skipped.length,
  };
  return handIn(await signIn(layout, outside), { head, list, isJson }, outside);
};

interface List {
  readonly member: "blocks" | "listings";
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly skipped: readonly { readonly row: number; readonly reason: string }[];
  /** Of all days in it, where nobody says of which day it is: it is not older than that. */
  readonly newestDay: string | null;
}

function readList(path: string, kind: Kind, text: string, callingCode?: string): List {
  const list = kind === "ofcom-s7" ? blocksOf(text) : listingsOf(text, callingCode);
  if (list === undefined) throw new CouldNotError(numberWords.notTheList(path, kind));
  if (list.rows.length === 0) {
    throw new CouldNotError(numberWords.nothingUsable(path, list.skipped.length));
  }
  return list;
}

function blocksOf(text: string): List | undefined {
  const read = readNumberBlocks(text);
  if (!read.ok) return undefined;
  const { blocks, skipped } = read;
  const rows = blocks.map(
    ({ prefix, status, holder, digits, allocatedOn }) =>
      [prefix, status, holder, digits, allocatedOn] as const,
  );
  return {
    ...{ member: "blocks", rows, skipped },
    newestDay: newestOf(blocks.map(({ allocatedOn }) => allocatedOn)),
  };
}

function listingsOf(text: string, callingCode?: string): List | undefined {
  const read = readNumberListing(text, callingCode);
  if (!read.ok) return undefined;
  const { listings, skipped } = read;
  const rows = listings.map(({ number, lastSeen }) => [number, lastSeen] as const);
  return {
    ...{ member: "listings", rows, skipped },
    newestDay: newestOf(listings.map(({ lastSeen }) => lastSeen)),
  };
}

function newestOf(days: readonly (string | null)[]): string | null {
  let newest: string | null = null;
  for (const day of days) if (day !== null && day > (newest ?? "")) newest = day;
  return newest;
}

function textOf(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CouldNotError(numberWords.notUtf8(path), 1, { cause });
  }
}

interface HandIn {
  readonly head: { readonly kind: Kind; readonly name: string; readonly asOf: string | null };
  readonly list: List;
  readonly isJson: boolean;
}

async function handIn(
  desk: DeskClient,
  { head, list, isJson }: HandIn,
  outside: Outside,
): Promise<ExitCode> {
  const { kind, name, asOf } = head;
  const before = (await desk.ask("/v1/numbers/sources", SourcesSchema)).find(
    (one) => one.standing && one.kind === kind && one.name === name,
  );
  if (asOf !== null && asOf < (before?.asOf ?? "")) {
    throw new CouldNotError(numberWords.older(name));
  }
  const { id } = await desk.act("/v1/numbers/imports", head, ImportBegunSchema);
  if (id === null) {
    await outside.out(isJson ? '{"imported":null}\n' : numberWords.already(name));
    return 0;
  }
  const { member, rows, skipped } = list;
  const bar = makeProgress(rows.length, outside);
  try {
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      const some = rows.slice(at, at + rowsAtOnce);
      await desk.tell(`/v1/numbers/imports/${id}/rows`, { [member]: some });
      bar.advance(some.length);
    }
  } finally {
    bar.end();
  }
  const source = await desk.act(`/v1/numbers/imports/${id}/done`, {}, SourceSchema);
  await outside.out(
    isJson
      ? `${JSON.stringify({ imported: source, skipped })}\n`
      : numberWords.imported(source, countReasons(skipped)),
  );
  return 0;
}

function countReasons(skipped: List["skipped"]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { reason } of skipped) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

async function printSources(
  desk: DeskClient,
  isJson: boolean,
  { out }: Outside,
): Promise<ExitCode> {
  const sources = await desk.ask("/v1/numbers/sources", SourcesSchema);
  if (isJson) await out(`${JSON.stringify({ sources })}\n`);
  else if (sources.length === 0) await out(numberWords.noSources);
  else await out(numberWords.sourcesHead + sources.map(numberWords.source).join(""));
  return 0;
}
