/**
 * Tesseract's WebAssembly core as a {@link ReadLine}. The core and the language data are handed in
 * by whoever may load them; nothing here reaches a network or a file. Its "files" are in its memory.
 */
import * as v from "valibot";

import { type GreyImage, type ReadLine, type ReadWord } from "./reading.ts";

/** What is used of `tesseract.js-core`. */
export interface TesseractCore {
  readonly FS: { readonly writeFile: (path: string, bytes: Uint8Array) => void };
  readonly TessBaseAPI: new () => TesseractApi;
}

interface TesseractApi {
  readonly Init: (folder: string, language: string, engine: number) => number;
  readonly SetVariable: (name: string, value: string) => boolean;
  readonly SetImageFile: (orientation: number, angle: number) => number;
  readonly Recognize: (monitor: null) => number;
  readonly GetJSONText: () => string;
  readonly End: () => void;
}

const BoxSchema = v.object({ x0: v.number(), y0: v.number(), x1: v.number(), y1: v.number() });
const WordSchema = v.object({ text: v.string(), confidence: v.number(), bbox: BoxSchema });
const PageSchema = v.object({
  blocks: v.nullable(
    v.array(
      v.object({
        paragraphs: v.array(v.object({ lines: v.array(v.object({ words: v.array(WordSchema) })) })),
      }),
    ),
  ),
});

/** One text line in the image, and nothing else. */
const singleLine = "7";
const lstmOnly = 1;
const allowed = { number: "+0123456789()-. /", time: "0123456789:.APMapm " } as const;

/** The engine, ready. `end` frees its tables; the memory goes with the worker or process. */
export interface Tesseract {
  readonly readLine: ReadLine;
  readonly end: () => void;
}

/**
 * @param language - `eng.traineddata`, unpacked.
 * @throws {TypeError} if these are not a core and its data.
 */
export function makeTesseract(core: TesseractCore, language: Uint8Array): Tesseract {
  core.FS.writeFile("/eng.traineddata", language);
  const api = new core.TessBaseAPI();
  if (api.Init("/", "eng", lstmOnly) !== 0) throw new TypeError("not the data of this engine");
  api.SetVariable("tessedit_pageseg_mode", singleLine);
  api.SetVariable("user_defined_dpi", "200");
  return {
    readLine(line, letters) {
      api.SetVariable("tessedit_char_whitelist", letters === undefined ? "" : allowed[letters]);
      core.FS.writeFile("/input", toPortableGreyMap(line));
      if (api.SetImageFile(1, 0) !== 0) return [];
      api.Recognize(null);
      return toWords(api.GetJSONText());
    },
    end() {
      api.End();
    },
  };
}

function toPortableGreyMap({ width, height, data }: GreyImage): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const bytes = new Uint8Array(head.length + data.length);
  bytes.set(head);
  bytes.set(data, head.length);
  return bytes;
}

function toWords(json: string): readonly ReadWord[] {
  const page = v.parse(PageSchema, JSON.parse(json));
  return (page.blocks ?? []).flatMap(({ paragraphs }) =>
    paragraphs.flatMap(({ lines }) =>
      lines.flatMap(({ words }) =>
        words.map(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => ({
          text: text.trim(),
          confidence: confidence / 100,
          box: { left: x0, top: y0, width: x1 - x0, height: y1 - y0 },
        })),
      ),
    ),
  );
}
