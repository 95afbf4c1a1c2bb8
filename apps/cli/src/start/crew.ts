/** The servers of one `honeyguide start`, started one after the other and stopped in reverse. */
import { CouldNotError } from "../refusal.ts";
import { words } from "../words.ts";
import {
  type Ended,
  type ServerOptions,
  type ServerProcess,
  startServer,
} from "./server-process.ts";

/** Which server. */
type ServerName = "database" | "intake" | "desk";

const patienceMs = 10_000;

/** Servers that stand or fall together. */
export interface Crew {
  /**
   * Start one and wait until it is ready.
   *
   * @returns the address it says it has, if any.
   * @throws {CouldNotError} if it ends before.
   */
  readonly launch: (name: ServerName, options: ServerOptions) => Promise<string | undefined>;
  /** Settles with words when one of them ends that was not asked to. */
  readonly lost: Promise<string>;
  /** Stop all, the last started first. Those that take too long are ended, at once if hurried. */
  readonly stop: (hurry: Promise<void>) => Promise<void>;
}

/** A crew with nobody in it yet. */
export function makeCrew(): Crew {
  const started: ServerProcess[] = [];
  let isClosing = false;
  let tellLost: (words: string) => void = () => undefined;
  const lost = new Promise<string>((resolve) => {
    tellLost = resolve;
  });
  return {
    lost,
    launch: async (name, options) => {
      // Somebody pressed Ctrl C while the one before was coming up.
      if (isClosing) throw new CouldNotError(words.stopped);
      const server = startServer(options);
      started.push(server);
      const first = await server.ready;
      if (first.kind === "ended") {
        throw new CouldNotError(whyNotReady(name, first, options.log));
      }
      void server.ended.then(({ how }) => {
        if (!isClosing) tellLost(words.stoppedByItself(words.names[name], how, options.log));
      });
      return first.line.url;
    },
    stop: async (hurry) => {
      isClosing = true;
      for (const server of started.splice(0).reverse()) await stopOne(server, hurry);
    },
  };
}

/** The database's own refusals are whole sentences; what the others say last may help. */
function whyNotReady(name: ServerName, { how, lastWords }: Ended, log: string): string {
  if (name === "database" && how === "exit 1" && lastWords !== "") {
    const sentence = lastWords.replace(/^store\.\w+: /, "");
    return sentence.charAt(0).toUpperCase() + sentence.slice(1);
  }
  return words.didNotStart(words.names[name], log, lastWords);
}

async function stopOne(server: ServerProcess, hurry: Promise<void>): Promise<void> {
  server.stop();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([server.ended, tooLong, hurry]);
  clearTimeout(timer);
  server.kill();
  await server.ended;
}
