/**
 * The sealing worker: code, keys and files live here, apart from the page's own script, and go when
 * the page ends it. This file joins `sealer.ts` to the platform and nothing more.
 */
import type { CallName, FromWorker, ToWorker } from "./messages.ts";
import { makeSealer, refusalOf } from "./sealer.ts";

const post = (message: FromWorker) => {
  postMessage(message);
};

const sealer = makeSealer({
  post,
  ask: (...request) => fetch(...request),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  now: () => new Date(),
  patience: {
    wait: (seconds) =>
      new Promise((settle) => {
        const timer = setTimeout(settle, seconds * 1000);
        const hurry = () => {
          clearTimeout(timer);
          settle();
        };
        addEventListener("online", hurry, { once: true });
      }),
    tell: (trouble) => {
      post({ kind: "line", trouble: trouble ?? null });
    },
  },
});

addEventListener("message", <Name extends CallName>({ data }: MessageEvent<ToWorker<Name>>) => {
  const { call, number, input } = data;
  sealer[call](input).then(
    (value) => {
      post({ kind: "answer", number, value });
    },
    (error: unknown) => {
      post({ kind: "refusal", number, refusal: refusalOf(error) });
    },
  );
});
