/**
 * The Desk's side of its picture process: the only place where pixels of a stranger's file are
 * decoded. The process has an empty environment, reads its own folder and nothing else, writes
 * nothing, starts nothing, and has limits of memory and time. One job at a time; it is started when
 * there is one, ended after a time without, and started again after it broke.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

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
} from "../pictures/answers.ts";

export type { HashedPicture, PictureAnswer, PictureRefusal, RedrawnPicture, RedrawOptions };

/** What can be asked about a picture. Nothing is thrown: a picture that brings the process down is refused. */
export interface Pictures {
  readonly hash: (bytes: Uint8Array) => Promise<PictureAnswer<HashedPicture>>;
  /** The pixels drawn again, at most 4096 along the longer side; metadata are gone. */
  readonly redraw: (
    bytes: Uint8Array,
    options?: RedrawOptions,
  ) => Promise<PictureAnswer<RedrawnPicture>>;
  /** End the process. Jobs that wait are refused. */
  readonly close: () => Promise<void>;
}

/** Limits of the process. */
export interface PictureLimits {
  readonly hashSeconds: number;
  readonly redrawSeconds: number;
  /** Resident memory of the whole process, where the system tells it. */
  readonly memoryBytes: number;
  readonly idleSeconds: number;
}

const shippedLimits: PictureLimits = {
  hashSeconds: 30,
  redrawSeconds: 60,
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
  const { hashSeconds, redrawSeconds, memoryBytes, idleSeconds } = { ...shippedLimits, ...limits };
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  async function ask(job: PictureJob, seconds: number): Promise<unknown> {
    clearTimeout(idle);
    if (isClosed) return refuse("too_much");
    child ??= startProcess(script);
    const answer = await askOnce(child, job, { seconds, memoryBytes });
    if (isEnding(answer)) {
      child.kill("SIGKILL");
      child = undefined;
    } else {
      idle = setTimeout(end, idleSeconds * 1000).unref();
    }
    return answer;
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
    hash: (bytes) =>
      inTurn(async () => take(HashAnswerSchema, await ask({ job: "hash", bytes }, hashSeconds))),
    redraw: (bytes, options = {}) =>
      inTurn(async () =>
        take(RedrawAnswerSchema, await ask({ job: "redraw", bytes, options }, redrawSeconds)),
      ),
    async close() {
      isClosed = true;
      clearTimeout(idle);
      end();
      await turn;
    },
  };
}

function refuse(reason: PictureRefusal) {
  return { ok: false as const, reason };
}

/** Whether the process must not be asked again. */
function isEnding(answer: unknown): boolean {
  return answer === slow || answer === broken;
}

const slow = refuse("too_slow");
const broken = refuse("too_much");

function take<Schema extends v.GenericSchema>(
  schema: Schema,
  answer: unknown,
): v.InferOutput<Schema> | typeof broken {
  const parsed = v.safeParse(schema, answer);
  return parsed.success ? parsed.output : broken;
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

/** One question, one answer, or the reason why none came. */
function askOnce(
  child: ChildProcess,
  job: PictureJob,
  { seconds, memoryBytes }: { readonly seconds: number; readonly memoryBytes: number },
): Promise<unknown> {
  return new Promise((resolve) => {
    const finish = (answer: unknown) => {
      clearTimeout(timer);
      clearInterval(watch);
      child.off("message", finish).off("exit", fail).off("error", fail);
      resolve(answer);
    };
    const fail = () => {
      finish(broken);
    };
    const timer = setTimeout(() => {
      finish(slow);
    }, seconds * 1000);
    const watch = setInterval(() => {
      void residentBytes(child.pid).then((bytes) => {
        if (bytes > memoryBytes) fail();
      });
    }, memoryCheckMilliseconds);
    child.on("message", finish).on("exit", fail).on("error", fail);
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
