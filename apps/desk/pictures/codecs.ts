/**
 * The decoders and encoders, from the WebAssembly files beside this script. Those written in C get a
 * new memory for each picture, so that one picture cannot leave anything behind for the next.
 */
import { readFile } from "node:fs/promises";

import type { PixelImage } from "@honeyguide/evidence";
import decodeJpegPixels, { init as initJpegDecoder } from "@jsquash/jpeg/decode.js";
import encodeJpegPixels, { init as initJpegEncoder } from "@jsquash/jpeg/encode.js";
import decodePngPixels, { init as initPngDecoder } from "@jsquash/png/decode.js";
import encodePngPixels, { init as initPngEncoder } from "@jsquash/png/encode.js";
import decodeWebpPixels, { init as initWebpDecoder } from "@jsquash/webp/decode.js";

import { PixelData } from "./pixel-data.ts";

// Progressive scans take three times as long for a twentieth less.
const jpegOptions = { quality: 90, progressive: false };
const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** The pixels of a JPEG, turned as it says. */
export async function decodeJpeg(bytes: Uint8Array): Promise<PixelImage> {
  await initJpegDecoder(await moduleOf("mozjpeg_dec.wasm"));
  return decodeJpegPixels(bufferOf(bytes), { preserveOrientation: true });
}

/** The pixels of a PNG, eight bits for each colour. */
export async function decodePng(bytes: Uint8Array): Promise<PixelImage> {
  await initPngDecoder(await moduleOf("squoosh_png_bg.wasm"));
  return decodePngPixels(bufferOf(bytes));
}

/** The pixels of a WebP without motion. */
export async function decodeWebp(bytes: Uint8Array): Promise<PixelImage> {
  await initWebpDecoder(await moduleOf("webp_dec.wasm"));
  return decodeWebpPixels(bufferOf(bytes));
}

/** A JPEG of nothing but these pixels. */
export async function encodeJpeg(image: PixelImage): Promise<Uint8Array<ArrayBuffer>> {
  await initJpegEncoder(await moduleOf("mozjpeg_enc.wasm"));
  return new Uint8Array(await encodeJpegPixels(toData(image), jpegOptions));
}

/** A PNG of nothing but these pixels. */
export async function encodePng(image: PixelImage): Promise<Uint8Array<ArrayBuffer>> {
  await initPngEncoder(await moduleOf("squoosh_png_bg.wasm"));
  return new Uint8Array(await encodePngPixels(toData(image)));
}

function toData({ width, height, data }: PixelImage): ImageData {
  return new PixelData(new Uint8ClampedArray(data), width, height) as ImageData;
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function moduleOf(name: string): Promise<WebAssembly.Module> {
  const known =
    compiled.get(name) ??
    readFile(new URL(`./${name}`, import.meta.url)).then((bytes) => WebAssembly.compile(bytes));
  compiled.set(name, known);
  return known;
}
