/** The page's side of the sealing worker: calls with answers, and what it tells by itself. */
import type { CallName, Calls, FromWorker, Refusal } from "../sealing/messages.ts";
import workerAddress from "../sealing/worker.ts?worker&url";

/** The worker could not do it; `refusal` has words in the page. */
export class CallRefused extends Error {
  override readonly name = "CallRefused";
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super("the sealing worker refused");
    this.refusal = refusal;
  }
}

export interface WorkerClient {
  readonly call: <Name extends CallName>(
    name: Name,
    input: Calls[Name]["in"],
  ) => Promise<Calls[Name]["out"]>;
  /** Ends the worker: keys, code and files are gone with it. */
  readonly end: () => void;
}

type Told = Exclude<FromWorker, { readonly kind: "answer" | "refusal" }>;

interface TrustedTypes {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (address: string) => string },
  ) => { readonly createScriptURL: (address: string) => string };
}

/** Whether this browser can seal at all. */
export function canSeal(): boolean {
  return (
    typeof Worker === "function" &&
    typeof WebAssembly === "object" &&
    typeof TransformStream === "function" &&
    globalThis.isSecureContext &&
    typeof (globalThis.crypto as Crypto | undefined)?.subtle === "object"
  );
}

export type OpenWorker = (tell: (told: Told) => void, lost: () => void) => WorkerClient;

/**
 * A function that starts a worker. Call this once.
 *
 * @returns `tell` hears of items, of the line, and of the first thing that is stored; `lost` is
 * called if the worker's script could not be loaded, or broke.
 */
export function makeWorkerOpener(): OpenWorker {
  const trust = makeTrust();
  return (tell, lost) =>
    openWorker(new Worker(trust(workerAddress), { type: "module" }), tell, lost);
}

function openWorker(worker: Worker, tell: (told: Told) => void, lost: () => void): WorkerClient {
  const waiting = new Map<
    number,
    { resolve: (value: never) => void; reject: (e: Error) => void }
  >();
  let last = 0;
  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind !== "answer" && data.kind !== "refusal") {
      tell(data);
      return;
    }
    const call = waiting.get(data.number);
    waiting.delete(data.number);
    // The number says which call it was, and with it which answer it is.
    if (data.kind === "answer") call?.resolve(data.value as never);
    else call?.reject(new CallRefused(data.refusal));
  });
  worker.addEventListener("error", () => {
    for (const { reject } of waiting.values()) reject(new CallRefused("broken"));
    waiting.clear();
    lost();
  });
  return {
    call(name, input) {
      last += 1;
      const number = last;
      return new Promise((resolve, reject) => {
        waiting.set(number, { resolve, reject });
        worker.postMessage({ call: name, number, input });
      });
    },
    end() {
      worker.terminate();
    },
  };
}

/** A Trusted Types policy can be made once in a page, so its maker is called once as well. */
function makeTrust(): (address: string) => string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (types === undefined) return (address) => address;
  const policy = types.createPolicy("honeyguide-worker", {
    createScriptURL(asked) {
      if (asked !== workerAddress) throw new TypeError("this page makes no other script");
      return asked;
    },
  });
  return (address) => policy.createScriptURL(address);
}
