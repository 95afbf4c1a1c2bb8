/** Why a command did not do what it was asked, in words and as an exit code. */
import { HoneyguideError } from "@honeyguide/domain";

import type { ExitCode } from "./outside.ts";

/** The command line was not understood. Exit 2, with the usage of the command. */
export class WrongUseError extends HoneyguideError {
  override readonly name = "WrongUseError";
  override readonly code = "cli.wrong_use";
}

/** The command was understood and could not be done. The message says what, what is safe, what to do. */
export class CouldNotError extends HoneyguideError {
  override readonly name = "CouldNotError";
  override readonly code = "cli.could_not";
  readonly exit: ExitCode;

  constructor(message: string, exit: ExitCode = 1, options?: ErrorOptions) {
    super(message, options);
    this.exit = exit;
  }
}

/** The `code` of a system error such as `EACCES`, or undefined. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
