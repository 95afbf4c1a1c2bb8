/**
 * What the command line says. Errors in this order: what happened, what is safe, what to do.
 */

const because: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of the path is a file, not a directory",
  EEXIST: "a file stands there, not a directory",
  ENOENT: "the directory above it is not there and cannot be made",
  ENAMETOOLONG: "the path is too long",
  EISDIR: "it is a directory, not a file",
};
const why = (code: string | undefined) => because[code ?? ""] ?? `the system says ${code ?? "no"}`;

export const words = {
  notWritable: (path: string, code: string | undefined) =>
    `${path} cannot be written: ${why(code)}. Nothing that was there has changed. Give this user the right to write there, or choose another directory with --data.`,
  notReadable: (path: string, code: string | undefined) =>
    `${path} cannot be read: ${why(code)}. Nothing was changed. Give this user the right to read it, and try again.`,
  noFile: (path: string) =>
    `There is no file ${path}. Nothing was changed. Look at the spelling, and try again.`,
  tooLarge: (path: string) =>
    `${path} is larger than 2 GB. Nothing was read. Leave the media out when you export the chat, or send the text file of it alone.`,

  noTeamKey: (path: string) =>
    `There is no team key at ${path}. Nothing was changed. Make one with: honeyguide init, or name the right directory with --data.`,
  lostKey: (path: string) =>
    `${path} is missing, and there is a database that needs it. Nothing was changed. Bring the file back from your backup; a new key would not open what is there.`,
  keyThere: (path: string) =>
    `There is a team key at ${path} already, and it was left as it is. A new one would not open what was sealed to it.`,

  portTaken: (port: number, option: string) =>
    `Port ${port} is in use by another program. Nothing is lost. Stop that program, or choose another port: npm start -- ${option} ${port + 1000}`,
  portRefused: (port: number, option: string) =>
    `This user may not use port ${port}. Nothing is lost. Choose one above 1023: npm start -- ${option} 8786`,
  samePorts:
    "The public page and the Desk need two different ports. Nothing was started. Give --port and --desk-port different numbers.",
  didNotStart: (name: string, log: string, last: string) =>
    `${name} did not start, and the rest was stopped. What was kept before is safe.${last === "" ? "" : ` Its last words: ${last}.`} Look into ${log}, then start again.`,
  stoppedByItself: (name: string, how: string, log: string) =>
    `${name} stopped by itself (${how}), so the rest was stopped too. Everything that was acknowledged is safe. Look into ${log}, then start again.`,
  notBuilt: (path: string) =>
    `${path} is missing, so nothing was started. Run npm start in Honeyguide's folder, or: npm run build`,

  names: {
    database: "The database",
    intake: "The public page",
    desk: "The Desk",
    practice: "The practice case",
  },
  notPrepared: "So nothing was started.",
  practiceNotLoaded: (log: string, last: string) =>
    `The practice case could not be loaded whole.${last === "" ? "" : ` ${last}`} The pages work, and the next start goes on where this one ended. See ${log}.`,
  firstStart: "First start: making the team key.",
  loadingPractice: "Sealing the practice case and handing it in …",
  stopping: "Stopping …",
  stopped: "Stopped. Everything is kept.",
  forgotten: "Stopped and forgotten.",
  running: (at: {
    readonly intake: string;
    readonly desk: string;
    readonly setup: string | undefined;
    readonly practice: string | undefined;
    readonly data: string;
    readonly forgets: boolean;
  }) =>
    `
Honeyguide runs, on this computer only.

  Public page  ${at.intake}
  Desk         ${at.desk}
${
  at.setup === undefined
    ? ""
    : `
  First responder: open the Desk with this link. It works until somebody registers a passkey
  or prints a recovery sheet.
  ${at.setup}
`
}${
      at.practice === undefined
        ? ""
        : `
${at.practice}
`
    }
${at.forgets ? "Press Ctrl C to stop and forget everything." : `Kept in ${at.data}. Press Ctrl C to stop.`}
`,
  practiceLoaded: (loaded: {
    readonly reports: number;
    readonly quotations: number;
    readonly code: string;
  }) =>
    `  Practice case: ${loaded.reports} sealed reports around ${loaded.quotations} quotations from public news articles;
  the rest is invented. Nothing real is touched. One of its receipt codes, to read a mailbox with:
  ${loaded.code}`,

  site: {
    practiceTeam: "Practice Safety Team",
    cannotRead: "Not your office, party or whips, and not this website.",
    hours: "08:00 to 20:00",
    practiceAlternatives: [
      { kind: "phone", text: "+44 7700 900100, 08:00 to 20:00. We can call you, no video." },
      { kind: "in_person", text: "Room 12, without an appointment." },
    ],
  },

  link: {
    noFile: "link needs a file of messages, or - for JSON lines from standard input.",
    modeOfText: "--mode is for linking by text alone: add --by-text.",
    tooMany: (reports: number, most: number) =>
      `There are ${reports} reports. More than ${most} take hours to compare with all reasons, so nothing was linked. Add --by-text to compare their words alone.`,
    noTable: (path: string) =>
      `${path} has no column of messages that Honeyguide knows, such as “message” beside “datetime” or “sender”. Nothing was linked. Name the columns in the first row, and try again.`,
    notUtf8: (path: string) =>
      `${path} is UTF-16. Nothing was linked. Save it as UTF-8, and try again.`,
    operation: (a: string, b: string, shared: readonly string[], pairs: number) =>
      `  The campaigns of ${a} and ${b} are two scripts by the same means: ${shared.join(", ")} (in ${pairs} ${pairs === 1 ? "pair of reports: a weak bridge" : "pairs of reports"})\n`,
    byText: (messages: number, links: number, campaigns: number, mode: "fast" | "thorough") =>
      `${messages} messages, ${links} links, ${campaigns} campaigns, by their words alone${mode === "fast" ? " (fast: --mode thorough takes longer and misses less)" : ""}\n`,
    members: (count: number, names: readonly string[], text: string | undefined) =>
      `  ${count} messages: ${names.join(" ")}${count > names.length ? " …" : ""}\n${text === undefined ? "" : `    ${text}\n`}`,
    more: (campaigns: number) => `  and ${campaigns} campaigns more; --json has them all\n`,
    callingCode: "--calling-code takes one to three digits, such as 44.",
    notJson: (line: number) =>
      `Line ${line} is not JSON. Nothing was linked, so that no line is left out unseen. Mend the line, and try again.`,
    oddLine: (line: number, member: string) =>
      `Line ${line} is not a message${member === "" ? "" : `: look at “${member}”`}. Nothing was linked. A line is {"id", "text", "sender"?, "at"?, "report"?}, all of them text.`,
    twice: (line: number) =>
      `Line ${line} has an “id” that was there before. Nothing was linked. Give each message its own.`,
    summary: (reports: number, links: number, campaigns: number) =>
      `${reports} reports, ${links} links, ${campaigns} campaigns\n`,
    campaign: (ids: readonly string[], template: string) => `  ${ids.join(" ")}\n    ${template}\n`,
  },

  badReceipt:
    "The public page's receipt does not verify. The report may have been handed in; do not count on it. Check that the address is right, and tell whoever runs it.",
  oddProgress: (path: string) =>
    `${path} cannot be read. Nothing was handed in. Start with --no-practice, or remove the file and practise from the beginning.`,

  needsReport: (command: string) => `${command} needs a report, such as R-12.`,
  keysUse: "keys needs one of: list, show, new.",
  noRotation:
    "Changing the team key for another is not offered yet. Nothing was changed. If the key is lost or seen by others, stop the public page, and set up a new data directory.",
  keyLine: (file: {
    readonly name: string;
    readonly path: string;
    readonly isThere: boolean;
    readonly isNeeded: boolean;
    readonly mode: string;
  }) =>
    `${file.name.padEnd(15)}${file.isThere ? `mode ${file.mode}` : file.isNeeded ? "MISSING " : "gone    "}  ${file.path}\n`,
  sealed: { use: "sealed needs a report and --to DIR." },
  doctor: {
    node: (version: string) => `Node ${version}`,
    oldNode: (version: string) => `Node ${version} is too old: install 20.19 or newer`,
    data: (path: string) => `${path} is for this user alone`,
    noData: (path: string) => `no data directory at ${path}: honeyguide init`,
    openTo: (path: string, mode: string, wanted: string) =>
      `others may look into ${path} (mode ${mode}): chmod ${wanted} ${path}`,
    missing: (path: string) => `${path} is missing: bring it back from your backup`,
    key: (path: string) => `${path} is there, for this user alone`,
    oddSite: (path: string) => `${path} is missing or not what the public page needs`,
    alternatives: (count: number) => `${count} other ways to reach the team`,
    fewAlternatives: (count: number) =>
      `${count} other ways to reach the team, and it needs two: edit data/intake/site.json, then start again`,
    sealsToUs: "the public page seals to the team key that is here",
    sealsToOthers: (path: string) =>
      `${path} names another team key than keys/team.key: reports could not be opened`,
    drill: (path: string) =>
      `the public page says that it is practice; before real use, edit ${path}`,
    noPage: "the public page is not built: npm run build",
    page: (kilobytes: number) => `public page ${kilobytes} KB`,
    heavyPage: (kilobytes: number) => `public page ${kilobytes} KB, more than 150 KB`,
    notRunning: "nothing runs on this data directory: npm start",
    answers: (name: string, at: string) => `${name} answers at ${at}`,
    silent: (name: string, at: string) => `${name} does not answer at ${at}: start it again`,
  },

  drillRemoved: "The practice case is gone from the Desk. Real reports were left as they are.",
  demoForgets:
    "demo forgets everything at the end, so it takes no --data. Use: honeyguide start --data DIR",
  needsTeam: "--reach and --cannot-read belong to a --team. Nothing was changed.",
  oddReach: (given: string) =>
    `“${given}” is not KIND=TEXT, such as phone="020 7946 0123". Nothing was changed.`,
  needsReach:
    "A team needs at least two other ways to be reached, as --reach KIND=TEXT. Nothing was changed.",
  initDone: (data: string, recipient: string, isNew: boolean) =>
    `${isNew ? "Made" : "The team key was there already"}: ${data}\nKeep a copy of ${data}/keys in a safe place. Without it nothing can be opened.\nPublic key: ${recipient}\n`,

  notConnected: (address: string) =>
    `The Desk does not answer at ${address}. Nothing was changed. Start it with npm start, and try again.`,
  noDesk: (data: string) =>
    `No Desk runs on ${data}. Nothing was changed. Start it with npm start, or name the right directory with --data.`,
  noIntake: (data: string) =>
    `No public page runs on ${data}. Nothing was sent. Start it with npm start, or name one with --to URL.`,
  intakeSilent: (address: string) =>
    `The public page does not answer at ${address}. Nothing was handed in. Start it, and try again.`,
  deskRefused: (code: string) =>
    `The Desk refused (${code}). Nothing was changed. See spec/errors.md for what the code means.`,
  intakeRefused: (code: string) =>
    `The public page refused (${code}). The report was not handed in. See spec/errors.md for what the code means.`,
  oddAnswer: (address: string) =>
    `What answers at ${address} is not Honeyguide, or another version of it. Nothing was changed.`,
  unknownReport: (name: string) =>
    `There is no report ${name}. Nothing was changed. See them all with: honeyguide inbox --all`,
  unknownCampaign: (name: string) =>
    `That report is not compared with a campaign “${name}”. Nothing was changed.`,
  noBecause: (name: string) =>
    `${name} is not linked to any campaign, so there is nothing to explain.`,
} as const;
