/** What `honeyguide import` says. */
import { counted, parseWords, whyRefused } from "../parse-words.ts";
import type { Looked } from "./looked.ts";

export const importWords = {
  noFile: "import needs at least one file or folder.",
  empty: "There is no file in what you named. Nothing was sent.",
  secret:
    "The receipt code is the only way back to the report, and it would go to a file or a pipe. Nothing was sent. If that is what you want, say --json.",
  tooLarge: (path: string) =>
    `${path} is larger than 500 MB. Nothing was sent. Cut it, or leave it out.`,
  tooMany: (files: number, most: number) =>
    `${files} files are more than one report takes, which is ${most}. Nothing was sent. Name fewer, or make one report of each file or folder that you name, with --each.`,
  noConversation: (name: string) =>
    `No file has a conversation “${name}”. Nothing was sent. See their names with: honeyguide parse FILE`,
  noDesk:
    "No Desk answers, so only what was imported from this data directory is known to be there already.\n",

  looked: ({ path, mediaType, format, refused, gist, conversations }: Looked) => {
    if (refused !== null)
      return `${path}: not read, ${whyRefused(refused)}; goes as it is (${mediaType})\n`;
    if (format === null || gist === null) return `${path}: ${mediaType}, goes unread\n`;
    const threads =
      conversations.length > 1
        ? `; ${conversations.length} conversations, the Desk compares none until one is chosen (--conversation NAME sends one)`
        : "";
    return `${path}: ${parseWords.format(format)}, ${parseWords.gist(gist)}${threads}\n`;
  },
  /** Where only one of several threads goes. */
  lookedOne: ({ path, format, gist }: Looked, name: string) =>
    `${path}: ${parseWords.format(format ?? "")}, only “${name}”: ${gist === null ? "" : parseWords.gist(gist)}\n`,
  known: (path: string, label: string | null) =>
    `${path}: is there already, ${label === null ? "handed in from here" : `in ${label}`}; not added\n`,
  twice: (path: string, first: string) => `${path}: the same file as ${first}; not added\n`,
  otherConversation: (path: string, name: string) =>
    `${path}: has no conversation “${name}”; not added\n`,
  leftOut: (path: string) => `${path}: a link or a file of the system; not added\n`,

  dryRun: (files: number, reports: number) =>
    `Nothing was sent. It would be ${counted(files, "file")} in ${counted(reports, "report")}.\n`,
  nothingNew: "Everything is there already. Nothing was sent.\n",
  done: (spelled: string, digits: string, files: number) =>
    `Sealed and handed in, with ${counted(files, "file")}.\nReceipt code: ${spelled}\n          or: ${digits}\nIt is the only way back to this report. Write it down.\n`,
} as const;
