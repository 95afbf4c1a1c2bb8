/** Every parser of the room, as something to throw bytes at. */
import { readExcerpt } from "../../src/excerpt.ts";
import { createMediaReader } from "../../src/media/media-reader.ts";
import { pdqHash } from "../../src/media/pdq.ts";
import { sniffMediaType } from "../../src/media-type.ts";
import { parseEvidence } from "../../src/parse-evidence.ts";
import { readEvidence } from "../../src/read-evidence.ts";
import { readCsv, tableOf } from "../../src/sources/csv.ts";
import { htmlText } from "../../src/sources/html-text.ts";
import { readImessage } from "../../src/sources/imessage-text.ts";
import { readJson } from "../../src/sources/json-source.ts";
import { readMail, readMbox } from "../../src/sources/mail.ts";
import { readSignalText } from "../../src/sources/signal-text.ts";
import { readSmsBackup } from "../../src/sources/sms-backup.ts";
import { sourceText } from "../../src/sources/source-text.ts";
import { openZip, sourceOf } from "../../src/zip-open.ts";
import { faultOf } from "./laws.ts";
import { readDrawn, screens } from "./screens.ts";
import { seeds } from "./seeds.ts";

/** One parser. */
export interface Target {
  readonly seeds: readonly Uint8Array[];
  /** What is wrong with what it made of the bytes, or undefined; throws only where that is wrong. */
  readonly run: (bytes: Uint8Array) => string | undefined | Promise<string | undefined>;
}

const utf8 = (bytes: Uint8Array) => sourceText(bytes, "utf-8");
const everything = Object.values(seeds).flat();

async function readZipEntries(bytes: Uint8Array): Promise<string | undefined> {
  const opened = await openZip(sourceOf(bytes));
  if (!opened.ok) return undefined;
  for (const entry of opened.entries) {
    let length = 0;
    try {
      for await (const piece of entry.stream()) length += piece.length;
    } catch (error) {
      // The one refusal that is promised.
      if (error instanceof Error && error.name === "MalformedEvidenceError") continue;
      throw error;
    }
    if (length !== entry.bytes) return "a file is not as long as its archive says";
  }
  return undefined;
}

function readMedia(bytes: Uint8Array): string | undefined {
  const whole = createMediaReader();
  whole.push(bytes);
  const facts = JSON.stringify(whole.end());
  const pieces = createMediaReader();
  const size = 1 + (bytes.length % 7);
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  if (JSON.stringify(pieces.end()) !== facts) return "facts depend on how a file is cut";
  return undefined;
}

function hashPixels(bytes: Uint8Array): string | undefined {
  const width = 1 + ((bytes[0] ?? 0) % 80);
  const height = Math.floor((bytes.length - 1) / 4 / width);
  if (height < 1) return undefined;
  const { hash, quality } = pdqHash({
    width,
    height,
    data: bytes.subarray(1, 1 + width * height * 4),
  });
  const isSound = /^[0-9a-f]{64}$/.test(hash) && quality >= 0 && quality <= 100;
  return isSound ? undefined : "no hash";
}

/** By name, as `--only` takes it. */
export const targets: Readonly<Record<string, Target>> = {
  detector: { seeds: everything, run: async (bytes) => faultOf(await readEvidence(bytes)) },
  chat: { seeds: seeds.chat, run: (bytes) => faultOf(parseEvidence(bytes)) },
  paste: { seeds: seeds.paste, run: (bytes) => faultOf(parseEvidence(bytes)) },
  zip: { seeds: seeds.zip, run: (bytes) => faultOf(parseEvidence(bytes)) },
  "zip-open": { seeds: seeds.zip, run: readZipEntries },
  json: { seeds: seeds.json, run: (bytes) => faultOf(readJson(utf8(bytes))) },
  sms: { seeds: seeds.sms, run: (bytes) => faultOf(readSmsBackup(utf8(bytes))) },
  mail: { seeds: seeds.mail, run: async (bytes) => faultOf(await readMail(bytes)) },
  mbox: { seeds: seeds.mbox, run: async (bytes) => faultOf(await readMbox(bytes)) },
  html: {
    seeds: seeds.mail,
    run(bytes) {
      htmlText(new TextDecoder().decode(bytes));
      return undefined;
    },
  },
  csv: {
    seeds: seeds.csv,
    run(bytes) {
      const table = tableOf(new TextDecoder().decode(bytes));
      return table === undefined ? undefined : faultOf(readCsv(utf8(bytes), table));
    },
  },
  "signal-markdown": {
    seeds: seeds.markdown,
    run: (bytes) => faultOf(readSignalText(bytes, "markdown")),
  },
  "signal-blocks": {
    seeds: seeds.blocks,
    run: (bytes) => faultOf(readSignalText(bytes, "blocks")),
  },
  "signal-short": { seeds: seeds.short, run: (bytes) => faultOf(readSignalText(bytes, "short")) },
  imessage: { seeds: seeds.imessage, run: (bytes) => faultOf(readImessage(bytes)) },
  excerpt: { seeds: seeds.excerpt, run: (bytes) => faultOf(readExcerpt(bytes)) },
  "media-type": {
    seeds: everything,
    run: (bytes) => (sniffMediaType(bytes).includes("/") ? undefined : "no type"),
  },
  media: { seeds: seeds.media, run: readMedia },
  pdq: { seeds: everything, run: hashPixels },
  screenshot: { seeds: screens, run: readDrawn },
};
