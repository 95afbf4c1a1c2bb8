/** What `--help` says. */

interface Usage {
  readonly summary: string;
  readonly use: string;
  readonly text: string;
}

const usages = {
  start: {
    summary: "serve the public page and the Desk",
    use: "honeyguide start [--data DIR] [--port N] [--desk-port N] [--no-practice]",
    text: `Starts the database, the public page and the Desk, all on this computer (localhost).
The first start makes the team key and loads the practice case. Ctrl C stops all of it.

  --data DIR      where everything is kept; ./data if not given
  --port N        of the public page; 8786
  --desk-port N   of the Desk; 8787
  --no-practice   do not load the practice case

With HONEYGUIDE_DATABASE_URL=postgres://… that PostgreSQL is used, and none is started.`,
  },
  demo: {
    summary: "the same, in a place that is forgotten at the end",
    use: "honeyguide demo [--port N] [--desk-port N] | honeyguide demo --remove [--data DIR]",
    text: `Starts everything with the practice case in a temporary directory, and removes the directory
when it stops. Nothing real is touched.

  --remove        take the practice case out of a Desk that runs, in one act`,
  },
  init: {
    summary: "make the data directory and the team key",
    use: "honeyguide init [--data DIR] [--team NAME --reach KIND=TEXT --reach KIND=TEXT]",
    text: `Makes the keys (readable by this user alone) and prints the public one. Changes nothing that
is there already.

  --team NAME        the name on the public page; without it the page says that it is practice
  --reach KIND=TEXT  another way to reach the team, at least two: --reach phone="020 7946 0123"
  --cannot-read TEXT who certainly cannot read a report, as the public page says it`,
  },
  doctor: {
    summary: "check that everything is as it must be",
    use: "honeyguide doctor [--data DIR]",
    text: `One line for each thing that was looked at: ok, warn or FIX. Exit 1 if there is a FIX.`,
  },
  keys: {
    summary: "list, show or make the team key",
    use: "honeyguide keys list | show | new [--data DIR]",
    text: `list   the key files, whether they are there and who may read them
show   the public key
new    make the team key where there is none; never replaces one

Changing a team key for another is not offered yet.`,
  },
  parse: {
    summary: "read chats, mails and other messages from files",
    use: "honeyguide parse FILE… [--json] [--date-order dmy|mdy|ymd] [--conversation NAME] [--show]",
    text: `Says what a file was taken for and why, what was read of it, what was taken for granted, and
each line that was not read. Reads exports of WhatsApp (.txt, .zip), Signal, Telegram, Instagram,
Messenger, iMessage and Google, backups of SMS Backup & Restore, mails (.eml, .mbox), tables (.csv),
and pasted text. "-" is standard input.

  --json               all of it, with every message; of several files, a list. Keep it, and
                       honeyguide verify can say later whether file and reading are the same
  --date-order ORDER   when the file does not tell day from month
  --conversation NAME  one of several that a file holds
  --show               print the messages as well

Exit 1 if a file could not be read; the others are read all the same.`,
  },
  link: {
    summary: "find messages that have one sender",
    use: "honeyguide link FILE [--by-text [--mode fast|thorough]] [--json] [--calling-code 44]",
    text: `Reads one JSON object a line, {"id", "text", "sender"?, "at"?, "report"?}, from a file or from
standard input ("-"), or a table (.csv, .tsv) with a column of messages. Lines with the same "report"
are one report; a line without, and a row, is one itself. Prints links with their reasons in bits,
and campaigns with their template.

  --by-text           compare words alone, without reasons: for millions of messages. So is a .txt
                      always read, one message a line, and its messages are named by their lines
  --mode MODE         thorough misses less, fast is for a million and more; by their number if not
                      given
  --calling-code N    for numbers that are written without one; 44`,
  },
  inbox: {
    summary: "what waits at the Desk",
    use: "honeyguide inbox [--all] [--show REASON] [--json] [--data DIR]",
    text: `The order is the Desk's: threat, others at risk, waiting, linked, new, rest.

  --all               what is done, later or not ours as well
  --show REASON       the first words of each report as well`,
  },
  show: {
    summary: "one report",
    use: "honeyguide show R-12 [--show REASON] [--json] [--data DIR]",
    text: `What a report is, without what anybody wrote: what was read of each file, what pictures say of
themselves, calls and meetings counted, custody.

  --show REASON       with the names, the messages, and what was said; the reason goes into the
                      audit before anything is shown. REASON is one of
                      police_request, identify_sender, person_asked, safety_check`,
  },
  explain: {
    summary: "why a report belongs to a campaign",
    use: "honeyguide explain R-12 [CAMPAIGN] [--show REASON] [--json] [--data DIR]",
    text: `The reasons for and against, in bits: each bit doubles the odds.

  --show REASON       with the words, names and numbers that the reasons are about`,
  },
  import: {
    summary: "seal a report around files and hand it in",
    use: "honeyguide import FILE|FOLDER… [--each] [--conversation NAME] [--dry-run] [--json]",
    text: `Seals the files, and all below the folders, to the team, as the public page does, and prints the
receipt code. The code is the only way back to the report; it is printed on a terminal or with
--json, never elsewhere. All files go into one report, at most 50.

A file that is there already, by its SHA-256, is not added: not twice in one run, and not if a report
at the Desk holds it or it was imported from here. So a run that broke off can be repeated.

  --each               one report for each file or folder that is named, each with its code
  --conversation NAME  of a file with several, seal this one only
  --dry-run            say what each file was taken for, and send nothing
  --sender NUMBER      the number that wrote
  --name NAME          the name they used
  --handle HANDLE      their account
  --what WHAT          what is happening; odd_messages if not given. More than one is allowed:
                       odd_messages, sent_pictures, have_private, threat, asked_for_people,
                       gave_something, for_someone_else, something_else
  --to URL             the public page; the one that runs on --data if not given
  --data DIR           ./data`,
  },
  number: {
    summary: "what is known of a number, and on which days",
    use: "honeyguide number NUMBER [--on DATE] [--json] [--data DIR]",
    text: `Its kind, from when to when reports say that a sender used it, what public lists say of it and
as of which day. Never who holds it now: numbers are given to other people.

  --on DATE           what that says of one day, such as 2024-04-20
  --calling-code N    for a number that is written without one; 44`,
  },
  numbers: {
    summary: "import public lists of numbers",
    use: "honeyguide numbers import FILE --source KIND [--as-of DATE] [--name NAME] | numbers sources",
    text: `Public lists make a number file richer; everything works without them. No list comes with
Honeyguide. A newer import takes the place of the older of that name, whose record stays; the same
file again adds nothing.

  --source ofcom-s7   Ofcom's list of who was given which 07 numbers, as CSV
  --source sms-sites  numbers on public pages for receiving texts, as JSON, CSV or one a line
  --as-of DATE        the day that the list speaks of; the newest day in it if not given
  --name NAME         to keep several lists of one kind apart
  --calling-code N    for numbers in the list that begin with a single 0

sources   every import, when and by whom, and which stand`,
  },
  stages: {
    summary: "the steps that messages show, and how fast they came",
    use: "honeyguide stages R-12|CAMPAIGN [--show REASON] [--json] [--data DIR]",
    text: `The steps that rules propose or a person set, for people to confirm or reject, with the ATT&CK
ids that come nearest, and the times between them. What is not known is said to be, and is never 0.

  --show REASON       with the sentences, and with what is sealed: pressure, and what was asked for;
                      the reason goes into the audit of each report first`,
  },
  personas: {
    summary: "the names of a campaign",
    use: "honeyguide personas CAMPAIGN [--show REASON] [--json] [--data DIR]",
    text: `How many names there are, with how many numbers and accounts, and claims about self.

  --show REASON       with the names, the numbers and the claims; the reason goes into the audit of
                      each report first`,
  },
  verify: {
    summary: "whether originals and readings are what they were",
    use: "honeyguide verify [R-12 | FILE --reading FILE.json | FOLDER]… [--json] [--data DIR]",
    text: `Without a name, or with that of a report: the Desk hashes every original again, makes every
reading again, and follows the custody log.

With a file: hashes it and reads it again, without a Desk, and compares both with what parse --json
wrote. With a folder: does so for each such reading in it and the file beside it.

Exit 0 if all matches, 1 if anything does not. A reading that another version made is no fault, and
is said.`,
  },
  sealed: {
    summary: "write out what is stored of a report, still sealed",
    use: "honeyguide sealed REPORT --to DIR [--data DIR]",
    text: `Writes wrap.age, content.age and one file for each part. REPORT is R-12 or the mailbox's
name. The ordinary tools open them, without Honeyguide:

  age -d -i data/keys/team.key wrap.age > report.key
  age -d -i report.key content.age | tar x
  age -d -i report.key part-1.age | tar x`,
  },
} as const satisfies Readonly<Record<string, Usage>>;

/** The commands for people. */
export type CommandName = keyof typeof usages;

/** True for the name of a command that `--help` knows. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(usages, name);
}

/** Every command in a line. */
export function overview(): string {
  const lines = Object.entries(usages).map(
    ([name, { summary }]) => `  ${name.padEnd(9)}${summary}\n`,
  );
  return `usage: honeyguide COMMAND [OPTIONS]

${lines.join("")}
honeyguide COMMAND --help says more. Every command takes --json, --quiet and --no-colour.
Exit codes: 0 done, 1 refused or could not, 2 wrong use, 3 not found, 4 needs a second person,
5 not connected.
`;
}

/** All about one command. */
export function usageOf(name: CommandName): string {
  const { use, text } = usages[name];
  return `usage: ${use}\n\n${text}\n`;
}
