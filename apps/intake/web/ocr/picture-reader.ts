/**
 * Reads the words of a screenshot in the browser: the page's side. Nothing is loaded before the
 * first picture is asked for, and everything is from the page's own origin.
 */
import type { FromPictureWorker, PictureAnswer, PictureProgress, Unread } from "./messages.ts";
import workerAddress from "./picture-worker.ts?worker&url";

/** Options of one picture. */
interface ReadPictureOptions {
  readonly onProgress?: (progress: PictureProgress) => void;
  /** Aborting ends the worker, whatever it does just then. */
  readonly signal?: AbortSignal;
}

export interface PictureReader {
  /** Read one picture; pictures asked for at the same time are read one after another. */
  readonly readPicture: (file: Blob, options?: ReadPictureOptions) => Promise<PictureAnswer>;
  /** Ends the worker and frees its memory, about 150 MB. The next picture starts another. */
  readonly end: () => void;
}

interface TrustedTypes {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (address: string) => string },
  ) => { readonly createScriptURL: (address: string) => string };
}

/** Make one; a page may do so once (its policy of trusted scripts has one maker). */
export function makePictureReader(): PictureReader {
  const address = trust();
  let worker: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const end = () => {
    worker?.terminate();
    worker = undefined;
  };
  async function readNow(
    file: Blob,
    { onProgress = () => undefined, signal }: ReadPictureOptions,
  ): Promise<PictureAnswer> {
    if (signal?.aborted === true) return refuse("cancelled");
    worker ??= new Worker(address(), { type: "module", name: "picture" });
    const answer = await ask(worker, file, { onProgress, ...(signal && { signal }) });
    // After these the worker holds what must not be used again, or is in the middle of a picture.
    if (!answer.ok && ending.has(answer.reason)) end();
    return answer;
  }
  return {
    readPicture(file, options = {}) {
      const mine = turn.then(() => readNow(file, options));
      turn = mine.catch(() => undefined);
      return mine;
    },
    end,
  };
}

const ending: ReadonlySet<Unread> = new Set(["cancelled", "broken", "not_loaded"]);

function refuse(reason: Unread): PictureAnswer {
  return { ok: false, reason };
}

function ask(
  worker: Worker,
  file: Blob,
  { onProgress, signal }: ReadPictureOptions,
): Promise<PictureAnswer> {
  return new Promise((resolve) => {
    const finish = (answer: PictureAnswer) => {
      worker.removeEventListener("message", hear);
      worker.removeEventListener("error", fail);
      signal?.removeEventListener("abort", cancel);
      resolve(answer);
    };
    const hear = ({ data }: MessageEvent<FromPictureWorker>) => {
      if (data.kind === "progress") onProgress?.(data.progress);
      else finish(data.answer);
    };
    const fail = () => {
      finish(refuse("broken"));
    };
    const cancel = () => {
      finish(refuse("cancelled"));
    };
    worker.addEventListener("message", hear);
    worker.addEventListener("error", fail);
    signal?.addEventListener("abort", cancel);
    worker.postMessage({ file });
  });
}

/** A Trusted Types policy can be made once in a page, so its maker is called once as well. */
function trust(): () => string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (types === undefined) return () => workerAddress;
  const policy = types.createPolicy("honeyguide-picture", {
    createScriptURL(asked) {
      if (asked !== workerAddress) throw new TypeError("this page makes no other script");
      return asked;
    },
  });
  return () => policy.createScriptURL(workerAddress);
}
