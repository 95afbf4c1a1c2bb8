/**
 * Reading the words of a picture, when the person asks for it: one picture at a time, on this
 * phone. The engine is loaded for it and ended after it, and all of it goes with the page.
 */
import { type Bubble, toBubbles, toPictureWords } from "./form/picture-words.ts";
import type { PictureAnswer, PictureProgress, Unread } from "./ocr/messages.ts";
import type { PictureWords } from "./sealing/messages.ts";

/** What reads a picture. It comes from the page's own server, and only when it is asked for. */
export interface PictureEngine {
  readonly tool: string;
  readonly version: string;
  readonly readPicture: (
    file: Blob,
    options: {
      readonly onProgress: (progress: PictureProgress) => void;
      readonly signal: AbortSignal;
    },
  ) => Promise<PictureAnswer>;
  /** Ends its worker. */
  readonly end: () => void;
}

/** A picture whose words are being read or put right. */
export interface PictureInHand {
  /** Its item. */
  readonly id: string;
  phase: "reading" | "read" | "nothing" | "failed";
  progress: PictureProgress;
  /** Why it could not be read. */
  unread: Unread | undefined;
  bubbles: Bubble[];
  /** As the picture shows it at its top. */
  name: string;
  /** The original, while the person looks at it. */
  address: string | undefined;
}

/** @param loadEngine - loads it; rejects where the line is down. */
export function makePictures(loadEngine: () => Promise<PictureEngine>) {
  // Nothing on the screen follows from it alone: what is listed does.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  const files = new Map<string, File>();
  const state: { inHand: PictureInHand | undefined } = $state({ inHand: undefined });
  let engine: PictureEngine | undefined;
  let count = 0;
  let running: AbortController | undefined;

  const hide = () => {
    const { inHand } = state;
    if (inHand?.address === undefined) return;
    URL.revokeObjectURL(inHand.address);
    inHand.address = undefined;
  };
  const drop = () => {
    running?.abort();
    running = undefined;
    hide();
    state.inHand = undefined;
  };

  const readWith = async (
    file: Blob,
    options: Parameters<PictureEngine["readPicture"]>[1],
  ): Promise<PictureAnswer> => {
    try {
      engine ??= await loadEngine();
    } catch {
      return { ok: false, reason: "not_loaded" };
    }
    try {
      return await engine.readPicture(file, options);
    } catch {
      return { ok: false, reason: "broken" };
    }
  };

  return {
    state,

    /** Keep hold of a file that the person added in this page, as long as it is listed. */
    keep(id: string, file: File): void {
      files.set(id, file);
    },
    forget(id: string): void {
      files.delete(id);
      if (state.inHand?.id === id) drop();
    },
    /** Whether its file is here: after "continue my report" it is not. */
    has(id: string): boolean {
      return files.has(id);
    },
    /** Read it. Settles when it was read, found empty, failed, or was stopped. */
    async read(id: string): Promise<PictureInHand["phase"] | "stopped"> {
      const file = files.get(id);
      if (file === undefined) return "failed";
      drop();
      const stop = new AbortController();
      running = stop;
      state.inHand = {
        ...{ id, phase: "reading", progress: { stage: "loading", part: 0 }, unread: undefined },
        ...{ bubbles: [], name: "", address: undefined },
      };
      const change = (changes: Partial<PictureInHand>) => {
        if (!stop.signal.aborted && state.inHand?.id === id) Object.assign(state.inHand, changes);
      };
      const onProgress = (progress: PictureProgress) => {
        change({ progress });
      };
      const answer = await readWith(file, { onProgress, signal: stop.signal });
      if (stop.signal.aborted) return "stopped";
      if (!answer.ok) {
        change({ phase: "failed", unread: answer.reason });
        return "failed";
      }
      const { messages, header } = answer.reading;
      count = messages.length;
      const phase = count === 0 ? "nothing" : "read";
      change({ phase, bubbles: toBubbles(messages), name: header?.text ?? "" });
      return phase;
    },
    /** The words as they stand now, or nothing if none are left. */
    words(): PictureWords | undefined {
      const { inHand } = state;
      if (engine === undefined || inHand?.phase !== "read") return undefined;
      const words = toPictureWords($state.snapshot(inHand.bubbles), count, inHand.name, engine);
      return words.messages.length === 0 ? undefined : words;
    },
    /** Show the original beside the words, because the person asked to see it. */
    show(): void {
      const { inHand } = state;
      const file = inHand && files.get(inHand.id);
      if (file === undefined || inHand === undefined) return;
      hide();
      inHand.address = URL.createObjectURL(file);
    },
    hide,
    /** Stop, and forget what was read. */
    drop,
    /** Forget everything: the page is left. */
    clear(): void {
      drop();
      files.clear();
      engine?.end();
    },
  };
}
