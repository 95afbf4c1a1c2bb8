/**
 * The one place where a name becomes a command and an error becomes an exit code. Each command is
 * loaded when it is called, so that `honeyguide start` does not carry what `honeyguide link` needs.
 */
import { HoneyguideError } from "@honeyguide/domain";

import type { Command, ExitCode, Outside } from "./outside.ts";
import { CouldNotError, WrongUseError } from "./refusal.ts";
import { isCommandName, overview, usageOf } from "./usage.ts";

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import("./start/start.ts")).start,
  demo: async () => (await import("./demo.ts")).demo,
  init: async () => (await import("./init.ts")).init,
  doctor: async () => (await import("./doctor.ts")).doctor,
  keys: async () => (await import("./keys.ts")).keys,
  parse: async () => (await import("./parse.ts")).parse,
  link: async () => (await import("./link/link.ts")).link,
  inbox: async () => (await import("./inbox.ts")).inbox,
  show: async () => (await import("./show.ts")).show,
  explain: async () => (await import("./explain.ts")).explain,
  import: async () => (await import("./import/import.ts")).importFiles,
  number: async () => (await import("./numbers/number.ts")).number,
  numbers: async () => (await import("./numbers/numbers.ts")).numbers,
  stages: async () => (await import("./stages/stages.ts")).stages,
  personas: async () => (await import("./stages/stages.ts")).personas,
  verify: async () => (await import("./verify.ts")).verify,
  sealed: async () => (await import("./sealed.ts")).sealed,
  // For `start` only, so not in the list of commands.
  database: async () => (await import("./start/database.ts")).database,
  practice: async () => (await import("./practice/practice.ts")).practice,
};

/**
 * Run one command line.
 *
 * @param argv - what follows the program's name.
 * @returns the exit code. Only a bug throws.
 */
export async function runCommandLine(argv: readonly string[], outside: Outside): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    await outside.out(overview());
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    outside.err(`There is no command “${name}”.\n${overview()}`);
    return 2;
  }
  if (isCommandName(name) && asksForHelp(rest)) {
    await outside.out(usageOf(name));
    return 0;
  }
  try {
    const command = await load();
    return await command(rest, outside);
  } catch (error) {
    if (!(error instanceof HoneyguideError)) throw error;
    return explain(name, error, outside);
  }
}

/** What follows `--` is a file's name, whatever it looks like. */
function asksForHelp(rest: readonly string[]): boolean {
  const until = rest.indexOf("--");
  const options = until < 0 ? rest : rest.slice(0, until);
  return options.includes("--help") || options.includes("-h");
}

function explain(name: string, error: HoneyguideError, { err }: Outside): ExitCode {
  if (error instanceof WrongUseError) {
    err(`${error.message}\n${isCommandName(name) ? usageOf(name) : ""}`);
    return 2;
  }
  if (error instanceof CouldNotError) {
    err(`${error.message}\n`);
    return error.exit;
  }
  err(`${error.code}: ${error.message}\n`);
  return 1;
}
