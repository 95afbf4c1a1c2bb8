/**
 * The picture worker: decodes a screenshot with the browser's own decoder and reads it. It loads the
 * engine and its language data from our own origin, once, and keeps nothing on the device.
 */
import type { FromPictureWorker, PictureAnswer, ToPictureWorker } from "./messages.ts";
import { loadEngine } from "./engine.ts";
import { decodePicture } from "./pixels.ts";
import { readScreenshot, type Tesseract } from "@honeyguide/evidence";

let engine: Promise<Tesseract> | undefined;

const post = (message: FromPictureWorker) => {
  postMessage(message);
};

addEventListener("message", ({ data: { file } }: MessageEvent<ToPictureWorker>) => {
  void read(file).then((answer) => {
    post({ kind: "answer", answer });
  });
});

async function read(file: Blob): Promise<PictureAnswer> {
  const decoded = await decodePicture(file);
  if (!decoded.ok) return decoded;
  const loading = loadOnce();
  let loaded: Tesseract;
  try {
    loaded = await loading;
  } catch {
    return { ok: false, reason: "not_loaded" };
  }
  const reading = readScreenshot({
    image: decoded.image,
    readLine: loaded.readLine,
    onProgress: (done, of) => {
      post({ kind: "progress", progress: { stage: "reading", part: of === 0 ? 1 : done / of } });
    },
  });
  return { ok: true, reading };
}

function loadOnce(): Promise<Tesseract> {
  engine ??= loadEngine((part) => {
    post({ kind: "progress", progress: { stage: "loading", part } });
  });
  return engine;
}
