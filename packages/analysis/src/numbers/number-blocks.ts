/**
 * Who was given which numbers: Ofcom's list S7 of numbers that begin with 07. The holder of a block
 * is not the network of a number in it: numbers are ported, and holders let others use theirs.
 */
import { csvRows } from "./csv-rows.ts";
import { readDay } from "./days.ts";

export const blockStatuses = [
  "allocated",
  "protected",
  "designated",
  "free",
  "quarantined",
  "reserved",
] as const;
export type BlockStatus = (typeof blockStatuses)[number];

/** Numbers that begin alike and were given out together. */
export interface NumberBlock {
  /** How its numbers begin, as E.164: `+4477009`. */
  readonly prefix: string;
  readonly status: BlockStatus;
  /** Empty for a block that nobody holds. */
  readonly holder: string;
  /** Digits of each of its numbers after the calling code. */
  readonly digits: number;
  /** `YYYY-MM-DD`; null where the list has none. */
  readonly allocatedOn: string | null;
}

/** A row that was not taken, and why. */
export interface SkippedRow<Reason extends string> {
  /** Line of the file, or place in a list, from 1. */
  readonly row: number;
  readonly reason: Reason;
}

export type BlockSkip = "columns" | "block" | "status" | "holder" | "length" | "date" | "twice";

export type NumberBlocksResult =
  | {
      readonly ok: true;
      /** Rows below the head; each is a block or skipped. */
      readonly rows: number;
      readonly blocks: readonly NumberBlock[];
      readonly skipped: readonly SkippedRow<BlockSkip>[];
    }
  | { readonly ok: false; readonly reason: "no_head" };

/** The plan that Ofcom administers. */
const callingCode = "44";
const columns = {
  block: /number block/i,
  status: /status/i,
  holder: /cp name|communications? provider/i,
  length: /length/i,
  date: /allocation date/i,
} as const;
type Columns = Readonly<Record<keyof typeof columns, number>>;

/**
 * Read S7 as Ofcom publishes it: block, status, holder, number length, date of allocation.
 *
 * @param csv - with its head; the order of the columns does not matter.
 * @returns every row, as a block or with the reason why not; or that there is no such head.
 */
export function readNumberBlocks(csv: string): NumberBlocksResult {
  const all = csvRows(csv);
  const head = all.next();
  const at = head.done === true ? undefined : columnsOf(head.value.cells);
  if (at === undefined) return { ok: false, reason: "no_head" };
  const blocks = new Map<string, NumberBlock>();
  const skipped: SkippedRow<BlockSkip>[] = [];
  let rows = 0;
  for (const { line, cells } of all) {
    rows += 1;
    const block = readBlock(cells, at);
    if (typeof block === "string") skipped.push({ row: line, reason: block });
    else if (blocks.has(block.prefix)) skipped.push({ row: line, reason: "twice" });
    else blocks.set(block.prefix, block);
  }
  return { ok: true, rows, blocks: [...blocks.values()], skipped };
}

function columnsOf(cells: readonly string[]): Columns | undefined {
  const at = Object.fromEntries(
    Object.entries(columns).map(([name, pattern]) => [
      name,
      cells.findIndex((cell) => pattern.test(cell)),
    ]),
  ) as unknown as Columns;
  return Object.values(at).includes(-1) ? undefined : at;
}

function readBlock(cells: readonly string[], at: Columns): NumberBlock | BlockSkip {
  if (Math.max(...Object.values(at)) >= cells.length) return "columns";
  const text = (name: keyof Columns) => cells[at[name]] ?? "";
  const start = text("block").replaceAll(" ", "");
  if (!/^[1-9]\d{1,8}$/.test(start)) return "block";
  const status = blockStatuses.find((known) => known === text("status").toLowerCase());
  if (status === undefined) return "status";
  const digits = Number(/^(\d{1,2}) digit/i.exec(text("length"))?.[1] ?? 0);
  if (digits < start.length || digits > 15 - callingCode.length) return "length";
  const allocatedOn = text("date") === "" ? null : readDay(text("date"));
  if (allocatedOn === undefined) return "date";
  const holder = text("holder").replace(/\s+/g, " ");
  if (status === "allocated" && holder === "") return "holder";
  return { prefix: `+${callingCode}${start}`, status, holder, digits, allocatedOn };
}
