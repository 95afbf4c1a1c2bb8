/** What `honeyguide verify` says. */
import type { Verified } from "./desk-answers.ts";
import { counted } from "./parse-words.ts";

const faults: Readonly<Record<string, string>> = {
  not_here: "has not come to the Desk yet, so it was not checked",
  original_altered: "is not the file that was handed in",
  reading_altered: "the kept reading is not the one that custody names",
  reading_differs: "is read otherwise than before, by the same version",
  other_version: "was read with another version, which reads it otherwise; that is no fault",
  custody_altered: "the custody log does not follow on from its beginning",
  not_in_custody: "is in no line of the custody log",
};
const differing: Readonly<Record<string, string>> = {
  refused: "cannot be read at all",
  format: "what it is taken for",
  coverage: "which lines were read",
  assumptions: "what was taken for granted",
  attachments: "its files",
  messages: "its messages",
};

/** The only entry among the faults that is none. */
export const noFault = "other_version";

export const verifyWords = {
  use: "--reading goes with one file. Nothing was checked.",
  noReading: (path: string) =>
    `There is nothing to check ${path} against. Nothing was changed. Name the reading that parse --json wrote: --reading FILE.json`,
  oddReading: (path: string) =>
    `${path} is not a reading that parse --json wrote for one file. Nothing was changed. Name another with --reading.`,
  noReadings: (path: string) =>
    `There is no reading in ${path}, so there is nothing to check. Write one with: honeyguide parse FILE --json > FILE.json`,

  report: (label: string, found: Verified) =>
    `${label.padEnd(6)} ${counted(found.exhibits, "original")}, ${found.matching} match. ${counted(
      found.readings,
      "reading",
    )}, ${found.readingsMatching} match. ${counted(found.custodyLines, "custody line")}, chain ${
      found.chainComplete ? "complete" : "NOT COMPLETE"
    }.\n`,
  fault: (exhibit: string | null, fault: string) =>
    `${fault === noFault ? "note " : "FAULT"}  ${exhibit === null ? "" : `${exhibit}: `}${
      faults[fault] ?? fault.replaceAll("_", " ")
    }\n`,
  audit: (complete: boolean, firstFault: number | null) =>
    complete
      ? "audit  chain complete.\n"
      : `FAULT  the audit does not follow on at line ${firstFault ?? "?"}\n`,
  total: (reports: number, items: number, matching: number, faulty: number) =>
    `${counted(items, "item")} in ${counted(reports, "report")}, ${matching} match. ${
      faulty === 0 ? "Chain complete." : `${counted(faulty, "fault")}.`
    }\n`,

  matches: (path: string) => `ok     ${path}: the same file, and the same reading.\n`,
  otherVersion: (path: string, then: string, now: string, isSame: boolean) =>
    `ok     ${path}: the same file. Its reading was made with version ${then}; version ${now} reads it ${
      isSame ? "the same" : "otherwise, which is no fault"
    }.\n`,
  altered: (path: string, sha256: string) =>
    `FAULT  ${path}: not the file that was read. It was SHA-256 ${sha256}\n`,
  gone: (path: string) => `FAULT  ${path}: the file that was read is not there.\n`,
  differs: (path: string, members: readonly string[]) =>
    `FAULT  ${path}: the same file, read by the same version, but the reading is another: ${members
      .map((name) => differing[name] ?? name)
      .join(", ")}. The reading was altered after it was written.\n`,
  files: (files: number, matching: number) => `${counted(files, "item")}, ${matching} match.\n`,
} as const;
