/** Rows of a CSV file (RFC 4180), each with the line that it begins on. */

export interface CsvRow {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What was matched, a quoted cell, a bare one, and what ends it. */
type Cell = readonly (string | undefined)[];

/** Read rows. Empty lines are left out; a byte order mark and either end of line are taken. */
export function* csvRows(text: string): Generator<CsvRow> {
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|\r|$)/gy;
  cell.lastIndex = text.startsWith("\ufeff") ? 1 : 0;
  let line = 1;
  let began = 1;
  let cells: string[] = [];
  while (cell.lastIndex < text.length) {
    const from = cell.lastIndex;
    const found: Cell = cell.exec(text) ?? restOfLine(text, from);
    const [whole = "", , , end = ""] = found;
    cell.lastIndex = from + whole.length;
    cells.push(textOf(found));
    line += whole.split("\n").length - 1;
    if (end === "," && cell.lastIndex < text.length) continue;
    if (end === ",") cells.push("");
    if (cells.some((one) => one !== "")) yield { line: began, cells };
    cells = [];
    began = line;
  }
}

/** A quote that never ends, or text after one: the line as it stands is one cell. */
function restOfLine(text: string, from: number): Cell {
  const end = text.indexOf("\n", from);
  const whole = end < 0 ? text.slice(from) : text.slice(from, end + 1);
  return [whole, undefined, whole, "\n"];
}

function textOf([, quoted, bare = ""]: Cell): string {
  return (quoted?.replaceAll('""', '"') ?? bare).trim();
}
