/**
 * What a command may touch. A command is a function from arguments and the outside to an exit
 * code: data to `out`, words to `err`, never `process.exit`.
 */

/**
 * 0 done, 1 refused by a rule or could not, 2 wrong use, 3 not found, 4 needs a second person,
 * 5 not connected.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** The world, as a command sees it. */
export interface Outside {
  /** Settles when the reader has taken it, so that a long answer needs no memory. */
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => void;
  /** Standard input, read only by who asks for it. */
  readonly input: () => AsyncIterable<Uint8Array>;
  /** True if a person reads what goes to `out`. */
  readonly isTerminal: boolean;
  /** True if a person sees what goes to `err` as it comes. */
  readonly isProgressSeen: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly random: (bytes: number) => Uint8Array<ArrayBuffer>;
  readonly fetch: typeof fetch;
  /** From here on the command decides what Ctrl C does. */
  readonly untilStopped: () => StopSignal;
}

/** Ctrl C and its relatives. */
export interface StopSignal {
  /** The first request. */
  readonly first: Promise<void>;
  /** The second one: no more patience. */
  readonly second: Promise<void>;
}

/** One command. */
export type Command = (argv: readonly string[], outside: Outside) => Promise<ExitCode>;
