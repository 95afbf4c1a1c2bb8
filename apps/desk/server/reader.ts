/**
 * The Desk's side of its reader's thread: started when there is something to read, ended after a
 * while without. A file that takes the thread's memory or time with it is refused, and kept.
 */
import { Worker } from "node:worker_threads";

import type { MadeChunk } from "./make-reading.ts";
import type { Asked, ReadOrder, ReadOutcome, Told } from "./reader-words.ts";
import { makeTurns } from "./turns.ts";

export interface Reader {
  /**
   * Read a file.
   *
   * @param give - called with each chunk of the reading in order, before the outcome.
   * @returns `failed` where the thread did not survive it: too much memory, too much time.
   */
  readonly read: (
    order: ReadOrder,
    content: AsyncIterable<Uint8Array>,
    give: (chunk: MadeChunk) => Promise<void>,
  ) => Promise<ReadOutcome | "failed">;
  /**
   * Files inside an archive, by their numbers from 1; what it does not hold is left out.
   *
   * @param most - bytes of each that are held; the rest of the archive is given up at a longer one.
   * @param give - called with each in turn.
   */
  readonly extract: (
    archive: AsyncIterable<Uint8Array>,
    numbers: readonly number[],
    most: number,
    give: (number: number, bytes: Uint8Array) => Promise<void>,
  ) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Marks this thread as a reader's where the bundle of the Desk is its script. */
export const readerRole = "honeyguide.reader";

const usualHeapMb = 1536;
const idleMs = 30_000;
/** A parser is linear in its input; what is silent for longer does not end. */
const silenceMs = 120_000;
const silenceMsPerMb = 1000;
const ahead = 16;

/**
 * A reader whose thread runs a script that calls `serveReader`.
 *
 * @param heapMb - what the thread may hold, beside the bytes of files themselves.
 */
export function makeReader(script: string, heapMb = usualHeapMb): Reader {
  const turns = makeTurns();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;

  function open(): Worker {
    clearTimeout(idle);
    if (worker !== undefined) return worker;
    const started = new Worker(script, {
      workerData: readerRole,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    // Unheard, its end by its own error would be the Desk's.
    started.on("error", () => undefined);
    started.on("exit", () => {
      if (worker === started) worker = undefined;
    });
    worker = started;
    return started;
  }

  async function stop(): Promise<void> {
    clearTimeout(idle);
    const ended = worker;
    worker = undefined;
    await ended?.terminate();
  }

  /** One job, alone with the thread. */
  async function run<Result>(
    first: Asked,
    content: AsyncIterable<Uint8Array>,
    onTold: (told: Told) => Promise<Result | undefined>,
  ): Promise<Result | undefined> {
    return turns(async () => {
      const channel = makeChannel(open());
      try {
        channel.ask(first);
        await channel.send(content);
        return await channel.listen(onTold);
      } catch (error) {
        await stop();
        if (error instanceof ThreadEnded) return undefined;
        throw error;
      } finally {
        channel.close();
        idle = setTimeout(() => void turns(stop), idleMs).unref();
      }
    });
  }

  return {
    async read(order, content, give) {
      const outcome = await run<ReadOutcome>({ ask: "read", order }, content, async (told) => {
        if (told.tell === "chunk") await give(told.chunk);
        return told.tell === "outcome" ? told.outcome : undefined;
      });
      return outcome ?? "failed";
    },
    async extract(archive, numbers, most, give) {
      let pieces: Uint8Array[] = [];
      let bytes = 0;
      await run<true>({ ask: "extract", numbers }, archive, async (told) => {
        if (told.tell === "nothing_more") return true;
        if (told.tell === "piece") {
          bytes += told.bytes.length;
          if (bytes > most) throw new ThreadEnded("longer than asked for");
          pieces.push(told.bytes);
        }
        if (told.tell === "extracted") {
          await give(told.number, new Uint8Array(Buffer.concat(pieces)));
          pieces = [];
          bytes = 0;
        }
        return undefined;
      });
    },
    close: () => turns(stop),
  };
}

/** The thread is no more, or says nothing any more. */
class ThreadEnded extends Error {}

function makeChannel(worker: Worker) {
  const told: Told[] = [];
  let wake: (() => void) | undefined;
  let isEnded = false;
  let sent = 0;
  const onMessage = (message: Told) => {
    told.push(message);
    wake?.();
  };
  const onEnd = () => {
    isEnded = true;
    wake?.();
  };
  worker.on("message", onMessage).on("error", onEnd).on("exit", onEnd);

  async function next(): Promise<Told> {
    while (told.length === 0) {
      if (isEnded) throw new ThreadEnded("the reader's thread ended");
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(onEnd, silenceMs + (sent / 1e6) * silenceMsPerMb);
      });
      clearTimeout(timer);
    }
    const message = told.shift();
    if (message === undefined || message.tell === "failed") {
      throw new ThreadEnded("the reader's thread failed");
    }
    return message;
  }

  const ask = (asked: Asked, transfer: readonly ArrayBuffer[] = []) => {
    worker.postMessage(asked, [...transfer]);
  };
  return {
    ask,
    /** All of the content, no more than a little ahead of the thread. */
    async send(content: AsyncIterable<Uint8Array>): Promise<void> {
      let out = 0;
      for await (const chunk of content) {
        // A copy of its own: what comes in may be a view of something larger.
        const bytes = new Uint8Array(chunk);
        sent += bytes.length;
        ask({ ask: "bytes", bytes }, [bytes.buffer]);
        out += 1;
        while (out > ahead) {
          await next();
          out -= 1;
        }
      }
      for (; out > 0; out -= 1) await next();
      ask({ ask: "end" });
    },
    /** Until `onTold` has a result. */
    async listen<Result>(
      onTold: (told: Told) => Promise<Result | undefined>,
    ): Promise<Result | undefined> {
      for (;;) {
        const message = await next();
        const result = await onTold(message);
        if (result !== undefined) return result;
        ask({ ask: "more" });
      }
    },
    close() {
      worker.off("message", onMessage).off("error", onEnd).off("exit", onEnd);
    },
  };
}
