/**
 * Asking again. A tunnel, a closed lid or a busy server costs waiting, not work: the same request is
 * made again after growing waits, for two minutes in all, and then the person is asked.
 */
import { HoneyguideError } from "@honeyguide/domain";

/** Why the intake did not do what was asked, as far as a person can act on it. */
export type Trouble =
  /** Nothing came back. */
  | "no_connection"
  /** Something else answered: a network that wants its users to sign in first. */
  | "portal"
  | "busy"
  /** No room: what is stored stays, more does not fit. */
  | "full"
  /** Nothing is kept under this code. */
  | "unknown"
  /** What the intake holds is not what was sent. */
  | "differs"
  | "refused";

/** The intake could not be reached, or said no. */
export class IntakeTrouble extends HoneyguideError {
  override readonly name = "IntakeTrouble";
  override readonly code = "page.intake_trouble";
  readonly trouble: Trouble;
  constructor(trouble: Trouble, options?: ErrorOptions) {
    super("the intake did not do what was asked", options);
    this.trouble = trouble;
  }
}

/** Seconds between tries: two minutes in all. */
const waits = [1, 2, 4, 8, 16, 32, 57] as const;

export interface Patience {
  /** Settles after so many seconds, or at once when the phone says that it is connected again. */
  readonly wait: (seconds: number) => Promise<void>;
  /** Told before each wait, and once it works again. */
  readonly tell: (trouble: Trouble | undefined) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Make a request until it is answered.
 *
 * @param request - makes it, once.
 * @returns the answer, of a status from 200 to 299.
 * @throws {IntakeTrouble} after two minutes, or at once where asking again cannot help.
 */
export async function persist(
  request: () => Promise<Response>,
  { wait, tell, signal }: Patience,
): Promise<Response> {
  for (const seconds of [...waits, undefined]) {
    signal?.throwIfAborted();
    const outcome = await once(request);
    if (outcome instanceof Response) {
      tell(undefined);
      return outcome;
    }
    signal?.throwIfAborted();
    if (!passes(outcome.trouble) || seconds === undefined) throw outcome;
    tell(outcome.trouble);
    await wait(seconds);
  }
  throw new IntakeTrouble("no_connection");
}

async function once(request: () => Promise<Response>): Promise<Response | IntakeTrouble> {
  try {
    const answer = await request();
    const trouble = troubleOf(answer);
    return trouble === undefined ? answer : new IntakeTrouble(trouble);
  } catch (cause) {
    return new IntakeTrouble("no_connection", { cause });
  }
}

function passes(trouble: Trouble): boolean {
  return trouble === "no_connection" || trouble === "portal" || trouble === "busy";
}

const troubles: Readonly<Record<number, Trouble>> = {
  404: "unknown",
  408: "busy",
  409: "differs",
  410: "unknown",
  413: "full",
  422: "differs",
  425: "busy",
  429: "busy",
  507: "full",
};

function troubleOf(answer: Response): Trouble | undefined {
  // The intake speaks JSON and bytes; a page in its place is a captive portal's.
  if (answer.redirected || answer.headers.get("content-type")?.includes("html") === true) {
    return "portal";
  }
  if (answer.ok) return undefined;
  return troubles[answer.status] ?? (answer.status >= 500 ? "busy" : "refused");
}
