declare module "tesseract.js-core/tesseract-core-simd-lstm.js" {
  import type { TesseractCore } from "@honeyguide/evidence";

  /** Emscripten's opener. */
  export default function openCore(options: {
    readonly wasmBinary: Uint8Array;
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
  }): Promise<TesseractCore>;
}
