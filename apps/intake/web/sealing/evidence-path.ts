/** The name of a file in the archive that is sealed. It says nothing of the name on the phone. */
import type { Nature } from "./nature.ts";

const extensions: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/heic": "heic",
  "image/avif": "avif",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "video/webm": "webm",
  "audio/ogg": "ogg",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "application/pdf": "pdf",
  "application/zip": "zip",
  "text/plain": "txt",
};

/** The path of the `n`-th file: `evidence/3-picture.jpg`. */
export function evidencePath(n: number, { kind, mediaType }: Nature): string {
  const extension = extensions[mediaType] ?? "bin";
  return `evidence/${n}-${kind.replace("_", "-")}.${extension}`;
}

/** The number in such a path, so that no later file takes the same. */
export function numberInPath(path: string): number {
  return Number(/\d+/.exec(path)?.[0] ?? 0);
}
