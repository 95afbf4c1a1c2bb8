/** The code as a picture, drawn on the phone: words and digits, and nothing that says what for. */
import type { Code } from "../sealing/messages.ts";

const width = 720;
const height = 520;
const margin = 48;
const lineHeight = 56;

/**
 * A PNG of the code, black on white.
 *
 * @returns nothing where the browser refuses to give out what a canvas holds.
 */
export async function makeCodePicture({ words, digits }: Code): Promise<Blob | undefined> {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (pen === null) return undefined;
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = "#14262b";
  pen.font = "36px monospace";
  const lines = [...words, digits.join(" ")];
  for (const [at, line] of lines.entries()) {
    const gap = at === words.length ? lineHeight / 2 : 0;
    pen.fillText(line, margin, margin + lineHeight * (at + 0.7) + gap);
  }
  return new Promise((resolve) => {
    canvas.toBlob((blob) => {
      resolve(blob ?? undefined);
    }, "image/png");
  });
}

/** Hand a file to the phone. Its address is revoked at once. */
export function saveFile(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  });
}
