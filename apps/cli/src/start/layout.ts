/** Where things are in a data directory. The servers and docs/architecture.md know the same names. */
import { join, resolve } from "node:path";

/** Every path of a data directory that the command line touches. */
export interface Layout {
  readonly data: string;
  readonly keys: string;
  readonly teamKey: string;
  readonly deskDataKey: string;
  readonly pullToken: string;
  readonly cliToken: string;
  readonly setupToken: string;
  readonly intake: string;
  readonly site: string;
  readonly receiptKey: string;
  readonly pullHash: string;
  readonly database: string;
  readonly logs: string;
  /** Mailboxes of the practice case: what the Desk treats as drill. */
  readonly practice: string;
  /** How far loading the practice case has come. */
  readonly practiceProgress: string;
  /** What `honeyguide import` handed in, by hash. */
  readonly imported: string;
  readonly deskAddress: string;
  readonly intakeAddress: string;
}

/** The data directory when none is named. */
export const defaultData = "./data";

/** The layout below a directory. */
export function layoutOf(directory: string): Layout {
  const data = resolve(directory);
  const keys = join(data, "keys");
  const intake = join(data, "intake");
  return {
    data,
    keys,
    teamKey: join(keys, "team.key"),
    deskDataKey: join(keys, "desk-data.key"),
    pullToken: join(keys, "pull.token"),
    cliToken: join(keys, "cli.token"),
    setupToken: join(keys, "setup.token"),
    intake,
    site: join(intake, "site.json"),
    receiptKey: join(intake, "receipt.key"),
    pullHash: join(intake, "pull.hash"),
    database: join(data, "database"),
    logs: join(data, "logs"),
    practice: join(data, "practice.json"),
    practiceProgress: join(data, "practice-progress.json"),
    imported: join(data, "imported.json"),
    deskAddress: join(data, "desk-address"),
    intakeAddress: join(data, "intake-address"),
  };
}
