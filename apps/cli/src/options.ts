/** Reading the command line of one command. Unknown words are refused, never ignored. */
import { parseArgs, type ParseArgsConfig } from "node:util";

import { systemCode, WrongUseError } from "./refusal.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Every command takes these. */
const common = {
  json: { type: "boolean" },
  quiet: { type: "boolean", short: "q" },
  "no-colour": { type: "boolean" },
} as const satisfies Options;

/**
 * Split arguments into options and the rest.
 *
 * @param argv - what follows the command's name.
 * @param options - those of the command, as `node:util` describes them.
 * @param most - how many other arguments it takes at most.
 * @throws {WrongUseError} for an option it does not know, a value that is missing or one too many.
 */
export function readOptions<const Own extends Options>(
  argv: readonly string[],
  options: Own,
  most = 0,
) {
  try {
    const read = parseArgs({
      args: [...argv],
      options: { ...common, ...options },
      allowPositionals: true,
      strict: true,
    });
    const extra = read.positionals[most];
    if (extra !== undefined) throw new WrongUseError(`“${extra}” is one argument too many.`);
    return read;
  } catch (error) {
    if (systemCode(error)?.startsWith("ERR_PARSE_ARGS") !== true) throw error;
    // Node's first sentence names the option; the rest is advice for programmers.
    const [sentence = ""] = (error as Error).message.split(". ");
    throw new WrongUseError(`${sentence}.`, { cause: error });
  }
}

/**
 * A value of a closed list, or undefined where the option was not given.
 *
 * @throws {WrongUseError} for any other value.
 */
export function oneOf<const Value extends string>(
  option: string,
  given: string | undefined,
  allowed: readonly Value[],
): Value | undefined {
  if (given === undefined) return undefined;
  const found = allowed.find((value) => value === given);
  if (found === undefined) {
    throw new WrongUseError(`${option} takes one of: ${allowed.join(", ")}.`);
  }
  return found;
}

/**
 * A TCP port.
 *
 * @throws {WrongUseError} for anything but 1 to 65535.
 */
export function portOf(option: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  const port = /^\d{1,5}$/.test(given) ? Number(given) : 0;
  if (port < 1 || port > 65_535) throw new WrongUseError(`${option} takes a port, 1 to 65535.`);
  return port;
}
