// Data that the evaluation reads and that never enter this repository: messages of people. Each is
// looked for in `--data=FOLDER`, then beside the repository; what is absent is skipped by name.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";

const beside = fileURLToPath(new URL("../../../shared/data", import.meta.url));

/** Where a file is: in `folder`, or beside the repository, or nowhere. */
export function findData(folder, path) {
  const folders = folder === undefined ? [beside] : [folder];
  return folders.map((place) => join(place, path)).find(existsSync);
}

const noMessage = /BEGIN:VCARD|^Msg \d+: from </iu;
const nusFile = "nus-sms-corpus/smsCorpus_en_xml_2015.03.09_all.zip";

/**
 * The NUS SMS Corpus of 2015-03-09 in English (Chen and Kan): messages as written, each text once,
 * with the number that its sender has in the corpus. Visiting cards are left out, and lines that the
 * collecting program wrote.
 */
export function readNus(folder) {
  const path = findData(folder, nusFile);
  if (path === undefined) return undefined;
  const xml = unzipFirst(readFileSync(path)).toString("utf8");
  const pattern =
    /<message id="(\d+)">\s*<text>([\s\S]*?)<\/text>\s*<source>\s*<srcNumber>(.*?)<\/srcNumber>/g;
  const messages = [];
  const seen = new Set();
  for (const [, id, raw, sender] of xml.matchAll(pattern)) {
    const text = unescapeXml(raw).replace(/\s+/gu, " ").trim();
    const key = plainWords(text).join(" ");
    if (seen.has(key) || noMessage.test(text)) continue;
    seen.add(key);
    messages.push({ id, text, sender, length: text.split(" ").length });
  }
  return messages;
}

export const missingNus = `no NUS SMS Corpus (${nusFile} in the folder of --data, or in ../shared/data)`;

/** Letters and digits of a text as words, in lower case: nothing that the engine would fold. */
export function plainWords(text) {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

const dictionaries = [
  "codespell/dictionary.txt",
  "/usr/lib/python3/dist-packages/codespell_lib/data/dictionary.txt",
];

/** How words are misspelt (codespell, Debian package `codespell`): word -> misspellings. */
export function readMisspellings(folder, named) {
  const [inData, installed] = dictionaries;
  const path = named ?? findData(folder, inData) ?? installed;
  const misspellings = new Map();
  if (!existsSync(path)) return { misspellings, path: undefined };
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const [wrong, rights] = line.split("->");
    const [right] = rights?.split(",") ?? [];
    if (right === undefined || !/^[a-z']+$/.test(right.trim())) continue;
    const known = misspellings.get(right.trim()) ?? [];
    misspellings.set(right.trim(), [...known, wrong.trim()]);
  }
  return { misspellings, path };
}

function unescapeXml(text) {
  const named = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/giu, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16));
  });
}

/** The first file of a zip archive (PKWARE APPNOTE 4.3.12: by its central directory). */
function unzipFirst(bytes) {
  const directory = bytes.lastIndexOf("PK\u0001\u0002", undefined, "latin1");
  const first = bytes.indexOf("PK\u0001\u0002", 0, "latin1");
  if (directory < 0 || first < 0) throw new Error("Not a zip archive.");
  const method = bytes.readUInt16LE(first + 10);
  const packed = bytes.readUInt32LE(first + 20);
  const local = bytes.readUInt32LE(first + 42);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const body = bytes.subarray(start, start + packed);
  return method === 0 ? body : inflateRawSync(body);
}
