/** What the command line says about a file that was read, and about one that was not. */
import type {
  Assumptions,
  DateOrder as Order,
  ParsedExhibit,
  ParseResult,
  SkippedLine,
} from "@honeyguide/evidence";

import { spanInWords } from "./date-words.ts";
import type { Gist } from "./reading.ts";

/** One for each format and each refusal of the reader: a word that is missing does not compile. */
type Format = ParsedExhibit["format"] | "picture-words";
/** `too_much` and `no_words` are said by the Desk alone. */
type Refusal =
  Extract<ParseResult, { ok: false }>["reason"] | "too_large" | "too_much" | "no_words";

const formats: Readonly<Record<Format, string>> = {
  "whatsapp-android": "a WhatsApp export from Android",
  "whatsapp-ios": "a WhatsApp export from an iPhone",
  "whatsapp-zip": "a WhatsApp export with its files",
  "sms-backup-xml": "a backup of SMS Backup & Restore",
  "signal-json": "messages of Signal (JSON)",
  "signal-text": "messages of Signal (text)",
  "telegram-json": "an export of Telegram",
  "meta-json": "a download of Instagram or Messenger",
  "imessage-text": "an export of iMessage",
  eml: "a mail",
  mbox: "a mailbox of mails",
  "google-messages-json": "an export of Google",
  csv: "a table of messages",
  excerpt: "an excerpt of another file",
  plain: "text without a form of its own",
  "picture-words": "words read from a picture",
};

const refusals: Readonly<Record<Refusal, string>> = {
  empty: "there is nothing in it",
  not_text: "it is neither text nor an archive with text",
  zip_damaged: "the zip file is damaged",
  zip_contradictory: "the zip file says two different things about itself",
  zip_hidden_bytes: "the zip file hides bytes that its list does not name",
  zip_overlapping: "files in the zip file share bytes, which makes it swell when unpacked",
  zip_bomb: "the zip file swells far more than any chat when unpacked",
  zip_too_large: "the zip file holds too much",
  zip_too_many_files: "the zip file holds too many files",
  zip_duplicate_names: "the zip file holds two files of one name",
  zip_unsafe_path: "the zip file names places outside itself",
  zip_link: "the zip file holds links to other files",
  zip_encrypted: "the zip file has a password",
  zip_no_chat: "the zip file holds no chat",
  json_unknown: "it is JSON of no form that we know",
  json_damaged: "it is JSON that breaks off or is damaged",
  xml_unknown: "it is XML of no form that we know",
  xml_damaged: "it is XML that breaks off or is damaged",
  xml_unsafe: "it is XML that calls for other files or swells when read",
  mail_damaged: "it is a mail that is damaged",
  html_unknown: "it is a web page, and those are not read",
  excerpt_damaged: "it is an excerpt that breaks off or is damaged",
  too_large: "it is larger than we read",
  too_much: "reading it took more memory or time than we give to one file",
  no_words: "no words were found in the picture",
};

const skips: Readonly<Record<SkippedLine["reason"], string>> = {
  blank: "there is nothing in it",
  about_file: "it speaks of the file, not of a message",
  before_first_message: "it stands before the first message",
  malformed: "its parts are not what the format says",
  unknown_kind: "it is of a kind that this version does not know",
};

const orders: Readonly<Record<Order, string>> = {
  dmy: "day before month",
  mdy: "month before day",
  ymd: "year, month, day",
};

type DateOrder = NonNullable<Assumptions["dateOrder"]>;

/** Why a file was not read. */
export function whyRefused(reason: string): string {
  return wordOf(refusals, reason) ?? reason.replaceAll("_", " ");
}

/** The Desk may be newer than this command, and say what it has no word for. */
function wordOf(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** `1 message`, `2 messages`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export const parseWords = {
  noFile: "parse needs a file, or - for standard input.",
  refused: (path: string, reason: string) =>
    `${path} could not be read as messages: ${whyRefused(reason)} (${reason}). The file was left as it is. Export it once more and try again; docs/guides/what-to-bring.md says how for each app.`,
  noConversation: (path: string, name: string) =>
    `There is no conversation “${name}” in ${path}. Nothing was changed. See their names with: honeyguide parse FILE`,
  format: (format: string) => wordOf(formats, format) ?? format,
  gist: ({ messages, first, last, unread, unit }: Gist) =>
    `${counted(messages, "message")} ${spanInWords(first, last)}${
      unread === 0 ? "" : `, ${counted(unread, unit)} we could not read`
    }`,

  summary: (path: string, parsed: ParsedExhibit, gist: Gist, version: string) => {
    const { format, why, exhibit, coverage, assumptions } = parsed;
    const blank = coverage.skipped.length - gist.unread;
    const { lines, parsed: begin, continued } = coverage;
    return [
      ["file", path],
      ["taken for", `${parseWords.format(format)}: ${why}`],
      ["read", parseWords.gist(gist)],
      [
        `${coverage.unit}s`,
        `${lines}: ${begin} begin a message, ${continued} go on with one, ${blank} hold none, ${gist.unread} not read`,
      ],
      ...assumed(assumptions),
      ["exhibit", `${exhibit.bytes} bytes, SHA-256 ${exhibit.sha256}`],
      ["read with", `honeyguide evidence ${version}`],
    ]
      .map(([name = "", text = ""]) => `${name.padEnd(12)} ${text}\n`)
      .join("");
  },
  unread: (unit: string, line: number, reason: SkippedLine["reason"]) =>
    `  ${unit} ${line} was not read: ${skips[reason]}\n`,
  moreUnread: (count: number) => `  and ${count} more; all of them with --json\n`,
  conversations: (count: number) =>
    `${counted(count, "conversation")}; one of them alone: --conversation NAME\n`,
  conversation: (name: string, messages: number) => `${padded(messages)}  ${name}\n`,
  senders: "who wrote\n",
  sender: (of: {
    readonly sender: string;
    readonly messages: number;
    readonly first: string | null;
    readonly last: string | null;
  }) =>
    `${padded(of.messages)}  ${of.sender}, ${spanInWords(of.first ?? of.last, of.last ?? of.first)}\n`,
} as const;

/** The numbers stand below each other. */
function padded(messages: number): string {
  return `${String(messages).padStart(6)} ${messages === 1 ? "message " : "messages"}`;
}

function assumed({
  dateOrder,
  clock,
  timeZone,
  unreadPeriods = [],
  encoding,
  calendar,
}: Assumptions): (readonly [string, string])[] {
  const zone =
    timeZone === "stated"
      ? "the file states it for each time"
      : "not in the file; times as printed";
  return [
    ...(dateOrder === undefined ? [] : [["date order", orderInWords(dateOrder)] as const]),
    ...(clock === undefined ? [] : [["clock", clock === "12h" ? "12 hours" : "24 hours"] as const]),
    ["time zone", zone],
    ...(calendar === undefined || calendar === "gregorian"
      ? []
      : [["calendar", `${calendar}, converted`] as const]),
    ...(encoding === undefined ? [] : [["encoding", encoding] as const]),
    ...(unreadPeriods.length === 0
      ? []
      : [
          [
            "not known",
            `${quoted(unreadPeriods)} beside a time; those times are left out`,
          ] as const,
        ]),
  ];
}

function orderInWords({ order, decidedBy, support, against }: DateOrder): string {
  const how: Readonly<Record<DateOrder["decidedBy"], string>> = {
    unambiguous: `${counted(support, "date")} fit no other order, ${against} do not fit this one`,
    monotone: `in any other order the times would jump back (${support} for it, ${against} against)`,
    locale_default: "the file does not tell; if that is wrong, say --date-order dmy, mdy or ymd",
    override: `as you said; ${support} for it, ${against} against`,
  };
  return `${orders[order]}: ${how[decidedBy]}`;
}

function quoted(texts: readonly string[]): string {
  return texts.map((text) => `“${text}”`).join(", ");
}
