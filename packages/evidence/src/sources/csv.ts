/**
 * A table with a column of messages: timelines (message, datetime, timestamp_desc), exports of
 * iMazing and of many other programs. Columns are known by their names in the first row; those
 * that are not read are named in `why`.
 */
import { createDateSurvey } from "../date-order.ts";
import type { Assumptions, DateOrder, SkipReason } from "../message.ts";
import { cellTime, type CellTime, timeOfHeader } from "./cell-time.ts";
import { csvRows } from "./csv-rows.ts";
import { createRecords, timeZoneOf, type UnplacedMessage } from "./records.ts";
import type { SourceResult } from "./source-reading.ts";
import type { SourceText } from "./source-text.ts";

/** What a column may be, and the names that it goes by, letters and digits only. */
const columnNames = {
  text: "message text body content messagetext messagebody messagecontent msg sms smstext comment",
  time: "datetime timestamp dateandtime messagedate sentat senttime sentdate datesent created createdat createdate receiveddate receivedat datereceived dateutc timeutc",
  date: "date day",
  clock: "time hour",
  sender:
    "sender sendername from author senderid fromname username user name number phonenumber phone address contact contactname",
  conversation:
    "conversation chat chatsession thread threadname chatname channel group conversationname chatid threadid",
  direction: "direction type inout folder messagetype",
  files: "attachment attachments file filename media attachmentname",
} as const;

type Column = keyof typeof columnNames;
type Columns = Readonly<Partial<Record<Column, number>>>;

interface Table {
  readonly delimiter: string;
  readonly columns: Columns;
  readonly names: readonly string[];
}

/** The table that a text begins as, or undefined if its first row names no column of messages. */
export function tableOf(head: string): Table | undefined {
  const first = new TextEncoder().encode(head.slice(0, 8192));
  const tables = [",", ";", "\t", "|"].flatMap((delimiter) => {
    const row = csvRows(first, delimiter).next().value;
    if (row === undefined || row.fields.length < 2 || !row.isSound) return [];
    const columns = columnsOf(row.fields);
    const hasTime = columns.time !== undefined || columns.date !== undefined;
    const isOne = columns.text !== undefined && (hasTime || columns.sender !== undefined);
    return isOne ? [{ delimiter, columns, names: row.fields.map((name) => name.trim()) }] : [];
  });
  return tables.sort((a, b) => b.names.length - a.names.length)[0];
}

function columnsOf(fields: readonly string[]): Columns {
  const names = fields.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));
  const columns: Partial<Record<Column, number>> = {};
  const taken = new Set<number>();
  for (const column of Object.keys(columnNames) as Column[]) {
    const found = columnNames[column]
      .split(" ")
      .map((name) => names.indexOf(name))
      .find((index) => index >= 0 && !taken.has(index));
    if (found === undefined) continue;
    columns[column] = found;
    taken.add(found);
  }
  // A lone column called "time" or "day" may hold all of a time.
  const whole = columns.time ?? (columns.date === undefined ? columns.clock : undefined);
  return whole === undefined ? columns : { ...columns, time: whole };
}

interface Row {
  readonly fields: readonly string[];
  /** Among the bytes of the UTF-8. */
  readonly offset: number;
  readonly time: CellTime | undefined;
}

/**
 * Read a table.
 *
 * @param dateOrder - told by a person.
 */
export function readCsv(text: SourceText, table: Table, dateOrder?: DateOrder): SourceResult {
  const survey = createDateSurvey();
  let hasNumbers = false;
  // Twice through the bytes and not once through rows that are kept: a row costs ten times its text.
  for (const row of rowsOf(text, table)) {
    if (typeof row === "string" || row.time?.header === undefined) continue;
    survey.add(row.time.header);
    hasNumbers = true;
  }
  const decided = survey.decide();
  const order = dateOrder ?? decided.order;
  const records = createRecords();
  for (const row of rowsOf(text, table)) {
    const message = typeof row === "string" ? row : messageOf(row, table.columns, order);
    if (typeof message === "string") records.skipped(message);
    else if (typeof row !== "string") records.parsed(text.offsetOf(row.offset), message);
  }
  const told = dateOrder === undefined ? {} : { order, decidedBy: "override" as const };
  const assumptions: Assumptions = {
    timeZone: timeZoneOf(records.messages),
    ...(hasNumbers && { dateOrder: { ...decided, ...told } }),
  };
  return {
    ok: true,
    value: {
      format: "csv",
      why: whyOf(table),
      coverage: records.coverage(),
      assumptions,
      messages: records.messages,
      attachments: [],
    },
  };
}

/** Rows as they are to be read, or why one is not. */
function* rowsOf(
  { utf8 }: SourceText,
  { delimiter, columns, names }: Table,
): Generator<Row | SkipReason, void> {
  let isFirst = true;
  for (const { fields, offset, isSound } of csvRows(utf8, delimiter)) {
    if (isFirst) yield "about_file";
    else if (fields.length === 1 && fields[0]?.trim() === "") yield "blank";
    else if (!isSound || fields.length > names.length + 1) yield "malformed";
    else yield { fields, offset, time: timeOf(fields, columns) };
    isFirst = false;
  }
}

function whyOf({ columns, names }: Table): string {
  const read = new Set(Object.values(columns));
  const list = (isRead: boolean) =>
    names
      .filter((name, index) => name !== "" && read.has(index) === isRead)
      .slice(0, 20)
      .map((name) => name.slice(0, 40))
      .join(", ");
  const unread = list(false);
  return `a first row of columns: ${list(true)}${unread === "" ? "" : `; not read: ${unread}`}`;
}

function cell(fields: readonly string[], column: number | undefined): string {
  return column === undefined ? "" : (fields[column] ?? "").trim();
}

function timeOf(fields: readonly string[], columns: Columns): CellTime | undefined {
  if (columns.time !== undefined) return cellTime(cell(fields, columns.time));
  if (columns.date === undefined) return undefined;
  return cellTime(`${cell(fields, columns.date)} ${cell(fields, columns.clock)}`.trim());
}

function messageOf(
  { fields, time }: Row,
  columns: Columns,
  order: DateOrder,
): UnplacedMessage | SkipReason {
  const text = columns.text === undefined ? undefined : fields[columns.text];
  if (text === undefined) return "malformed";
  const sender = cell(fields, columns.sender);
  const conversation = cell(fields, columns.conversation);
  const files = cell(fields, columns.files);
  const direction = directionOf(cell(fields, columns.direction));
  return {
    at: time === undefined ? null : (time.at ?? timeOfHeader(time.header, order)),
    sender: sender === "" ? null : sender,
    kind: files === "" ? "text" : "media",
    text: text.replaceAll("\r\n", "\n"),
    ...(conversation !== "" && { conversation }),
    ...(direction !== undefined && { direction }),
    ...(files !== "" && { attachments: [files] }),
  };
}

const received: readonly string[] = ["incoming", "received", "inbox", "in", "inbound", "receive"];
const sent: readonly string[] = ["outgoing", "sent", "outbox", "out", "outbound", "send"];

function directionOf(word: string): "sent" | "received" | undefined {
  const lower = word.toLowerCase();
  if (received.includes(lower)) return "received";
  return sent.includes(lower) ? "sent" : undefined;
}
