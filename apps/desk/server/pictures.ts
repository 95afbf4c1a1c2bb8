/**
 * The Desk's side of its picture process: the only place where pixels of a stranger's file are
 * decoded. The process has an empty environment, reads its own folder and nothing else, writes
 * nothing, starts nothing, and has limits of memory and time. One job at a time; it is started when
 * there is one, ended after a time without, and started again after it broke.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { ScreenshotReading } from "@honeyguide/evidence";
import * as v from "valibot";

import {
  HashAnswerSchema,
  type HashedPicture,
  type PictureAnswer,
  type PictureJob,
  type PictureRefusal,
  RedrawAnswerSchema,
  type RedrawnPicture,
  type RedrawOptions,
  WordsAnswerSchema,
} from "../pictures/answers.ts";

export type { PictureRefusal };

/** What can be asked about a picture. Nothing is thrown: a picture that brings the process down is refused. */
export interface Pictures {
  readonly hash: (bytes: Uint8Array) => Promise<PictureAnswer<HashedPicture>>;
  /** The pixels drawn again, at most 4096 along the longer side; metadata are gone. */
  readonly redraw: (
    bytes: Uint8Array,
    options?: RedrawOptions,
  ) => Promise<PictureAnswer<RedrawnPicture>>;
  /** What a screenshot of a chat says. Pictures without bubbles give no messages. */
  readonly words: (bytes: Uint8Array) => Promise<PictureAnswer<ScreenshotReading>>;
  /** End the process. Jobs that wait are refused. */
  readonly close: () => Promise<void>;
}

/** Limits of the process. */
export interface PictureLimits {
  readonly hashSeconds: number;
  readonly redrawSeconds: number;
  readonly wordsSeconds: number;
  /** Resident memory of the whole process, where the system tells it. */
  readonly memoryBytes: number;
  readonly idleSeconds: number;
}

const shippedLimits: PictureLimits = {
  hashSeconds: 30,
  redrawSeconds: 60,
  wordsSeconds: 120,
  memoryBytes: 1536 * 1024 * 1024,
  idleSeconds: 60,
};

/** Pages of 64 KiB that one decoder may have: 1 GiB. */
const wasmPages = 16_384;
const scriptMegabytes = 256;
const memoryCheckMilliseconds = 100;

/**
 * Make the Desk's side.
 *
 * @param script - the bundle of `apps/desk/pictures/main.ts`; its folder is all that it may read.
 */
export function makePictures(script: string, limits: Partial<PictureLimits> = {}): Pictures {
  const { hashSeconds, redrawSeconds, wordsSeconds, memoryBytes, idleSeconds } = {
    ...shippedLimits,
    ...limits,
  };
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  function open(): ChildProcess {
    if (child !== undefined) return child;
    const started = startProcess(script);
    // One that ended between two jobs is not asked; unheard, its error would be the Desk's.
    started
      .on("error", () => undefined)
      .on("exit", () => {
        if (child === started) child = undefined;
      });
    child = started;
    return started;
  }
  async function ask<Schema extends v.GenericSchema>(
    schema: Schema,
    job: PictureJob,
    seconds: number,
  ): Promise<v.InferOutput<Schema> | PictureAnswer<never>> {
    clearTimeout(idle);
    if (isClosed) return refuse("too_much");
    const answer = await askOnce(open(), job, { seconds, memoryBytes });
    const parsed = v.safeParse(schema, answer.ok ? answer.said : undefined);
    if (answer.ok && parsed.success) {
      idle = setTimeout(end, idleSeconds * 1000).unref();
      return parsed.output;
    }
    // Slow, broken, or no longer saying what its own code says: none is asked again.
    end();
    return refuse(answer.ok ? "too_much" : answer.reason);
  }
  function end() {
    child?.kill("SIGKILL");
    child = undefined;
  }
  function inTurn<Value>(run: () => Promise<Value>): Promise<Value> {
    const mine = turn.then(run);
    turn = mine.catch(() => undefined);
    return mine;
  }
  return {
    hash: (bytes) => inTurn(() => ask(HashAnswerSchema, { job: "hash", bytes }, hashSeconds)),
    redraw: (bytes, options = {}) =>
      inTurn(() => ask(RedrawAnswerSchema, { job: "redraw", bytes, options }, redrawSeconds)),
    words: (bytes) => inTurn(() => ask(WordsAnswerSchema, { job: "words", bytes }, wordsSeconds)),
    async close() {
      isClosed = true;
      clearTimeout(idle);
      end();
      await turn;
    },
  };
}

function refuse(reason: PictureRefusal): PictureAnswer<never> {
  return { ok: false, reason };
}

/** A process with nothing but its own code. */
function startProcess(script: string): ChildProcess {
  return spawn(process.execPath, [...permissionFlags(dirname(script)), script], {
    env: {},
    cwd: dirname(script),
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
}

function permissionFlags(folder: string): readonly string[] {
  const known = process.allowedNodeEnvironmentFlags;
  const name = ["--permission", "--experimental-permission"].find((flag) => known.has(flag));
  const memory = [
    `--max-old-space-size=${scriptMegabytes}`,
    `--wasm-max-mem-pages=${wasmPages}`,
    "--disable-proto=delete",
    "--no-addons",
  ];
  // Without a permission model the process still has its own memory, time and empty environment.
  return name === undefined ? memory : [name, `--allow-fs-read=${join(folder, "*")}`, ...memory];
}

/** What the process said, whatever it is; or that it said nothing. */
type Heard =
  | { readonly ok: true; readonly said: unknown }
  | { readonly ok: false; readonly reason: "too_slow" | "too_much" };

/** One question, one answer, or the reason why none came. */
function askOnce(
  child: ChildProcess,
  job: PictureJob,
  { seconds, memoryBytes }: { readonly seconds: number; readonly memoryBytes: number },
): Promise<Heard> {
  return new Promise((resolve) => {
    const finish = (heard: Heard) => {
      clearTimeout(timer);
      clearInterval(watch);
      child.off("message", hear).off("exit", fail).off("error", fail);
      resolve(heard);
    };
    const hear = (said: unknown) => {
      finish({ ok: true, said });
    };
    const fail = () => {
      finish({ ok: false, reason: "too_much" });
    };
    const timer = setTimeout(() => {
      finish({ ok: false, reason: "too_slow" });
    }, seconds * 1000);
    const watch = setInterval(() => {
      void residentBytes(child.pid).then((bytes) => {
        if (bytes > memoryBytes) fail();
      });
    }, memoryCheckMilliseconds);
    child.on("message", hear).on("exit", fail).on("error", fail);
    child.send(job, (error) => {
      if (error !== null) fail();
    });
  });
}

/** 0 where the system does not say. */
async function residentBytes(pid: number | undefined): Promise<number> {
  const pageBytes = 4096;
  try {
    const text = await readFile(`/proc/${String(pid)}/statm`, "utf8");
    return Number(text.split(" ")[1] ?? 0) * pageBytes;
  } catch {
    return 0;
  }
}
