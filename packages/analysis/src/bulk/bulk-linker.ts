/**
 * Linking by text alone, for millions of messages on one core: the same words, surprisal and weights
 * as `linkReports`, in typed arrays. Messages come in one at a time and are kept as word numbers;
 * `finish` indexes, compares and groups them. The same messages in the same order give the same
 * result, whichever way they were handed in.
 */
import { type Background, background as shippedBackground } from "../background.ts";
import {
  fullMessageBits,
  leastCommonBits,
  seedBits,
  shortMessageBits,
  thresholds,
} from "../rules.ts";
import { startBits } from "../weigh.ts";
import { textWeights } from "../weights.ts";
import { WordBuffer } from "./ascii-words.ts";
import { type BulkGroups, groupPairs } from "./group-pairs.ts";
import { KeyMaker, type KeyKinds, mostWords } from "./keys.ts";
import { MessageStore } from "./message-store.ts";
import { PairJudge, type PairWeights } from "./pair-judge.ts";
import { type BulkPairs, PairList } from "./pair-list.ts";
import { RareIndex } from "./rare-index.ts";
import { mostSigns, Transcriber } from "./transcribe.ts";
import { decodeUtf8 } from "./utf8.ts";
import { Vocabulary } from "./vocabulary.ts";

/** `fast` looks under fewer features and needs half the memory; `thorough` misses less. */
export type BulkMode = "fast" | "thorough";

/** What is being done, for a progress bar. */
type BulkStage = "count" | "compare";

export interface BulkOptions {
  readonly background?: Background;
  readonly weights?: PairWeights;
  /** Pairs with fewer bits than this are left out. */
  readonly leastBits?: number;
  /** Messages that say less than this find nothing: stock phrases never link on their text alone. */
  readonly shortestBits?: number;
  /** Told now and then how many of all messages are done. */
  readonly onProgress?: (stage: BulkStage, done: number, total: number) => void;
}

interface BulkCounts {
  readonly messages: number;
  /** Messages that say too little to link on their text. */
  readonly short: number;
  /** Pairs that share enough rare features. */
  readonly candidates: number;
  /** Candidates that were compared word by word. */
  readonly compared: number;
}

export interface BulkResult {
  /** Numbers are places in the order of `push`, from 0. */
  readonly pairs: BulkPairs;
  readonly groups: BulkGroups;
  readonly counts: BulkCounts;
}

export interface BulkLinker {
  /** The next message. */
  readonly push: (text: string) => void;
  /** The next message as UTF-8, `from` to `to` of some bytes. They may be used again afterwards. */
  readonly pushBytes: (bytes: Uint8Array, from: number, to: number) => void;
  /** Link them all, thoroughly if no mode is given. The linker is used up. */
  readonly finish: (mode?: BulkMode) => BulkResult;
}

/** Bits that a pair of texts needs to be joined, to be shown, and to seed a group. */
export const bulkThresholds = {
  link: thresholds.link - startBits,
  suggest: thresholds.suggest - startBits,
  seed: seedBits - startBits,
} as const;

/** Log2 odds that a pair with so many bits has one sender. */
export function oddsOf(bits: number): number {
  return bits + startBits;
}

export const shippedWeights: PairWeights = { ...textWeights, fullMessageBits, leastCommonBits };

interface Plan extends KeyKinds {
  readonly mostTexts: number;
  readonly neededCommon: number;
  readonly commonEvery: number;
  readonly mostSlotBits: number;
  /** What shared keys must say at least among a million messages, as a share of a message. */
  readonly leastShare: number;
}

const plans: Readonly<Record<BulkMode, Plan>> = {
  fast: {
    ...{ triples: false, gapped: false, mostTexts: 64, mostSlotBits: 27 },
    ...{ leastShare: 0.22, neededCommon: 3, commonEvery: 4 },
  },
  thorough: {
    ...{ triples: true, gapped: true, mostTexts: 64, mostSlotBits: 28 },
    ...{ leastShare: 0.15, neededCommon: 4, commonEvery: 1 },
  },
};
/**
 * Pairs whose shared keys say less hardly ever have bits enough: one in 500 of those that do. Among
 * fewer than a million messages all can be compared.
 */
const leastKeyBits = 22;
const manyMessages = 1e6;
const leastSlotBits = 12;
const tellEvery = 1 << 14;

/** Make a linker for one run. */
export function createBulkLinker(options: BulkOptions = {}): BulkLinker {
  const { shortestBits = shortMessageBits } = options;
  const vocabulary = new Vocabulary(options.background ?? shippedBackground);
  const store = new MessageStore();
  const buffer = new WordBuffer();
  const transcriber = new Transcriber();
  const words = new Uint32Array(mostWords + 1);

  const take = (count: number) => {
    let from = 0;
    let own = 0;
    for (let at = 0; at < count; at += 1) {
      const to = buffer.ends[at] ?? 0;
      let word = buffer.numbers[at] ?? 0;
      if (word < 0) {
        word = vocabulary.idOf(buffer.codes, from, to);
        buffer.remember(at, word);
      }
      own += at === 0 ? (vocabulary.alone[word] ?? 0) : vocabulary.after(words[at - 1] ?? 0, word);
      words[at] = word;
      from = to;
    }
    const isShort = own < shortestBits;
    if (!isShort) vocabulary.count(words, count, store.size + 1);
    store.add(words, isShort ? 0 : count, own);
  };
  return {
    push: (text) => {
      take(readText(buffer, transcriber, text));
    },
    pushBytes: (bytes, from, to) => {
      take(readBytes(buffer, transcriber, bytes, from, to));
    },
    finish: (mode = "thorough") => link(vocabulary, store, plans[mode], options),
  };
}

/** Words of a message, in the cheapest way that can tell them. */
function readBytes(
  buffer: WordBuffer,
  transcriber: Transcriber,
  bytes: Uint8Array,
  from: number,
  to: number,
): number {
  const plain = buffer.readAscii(bytes, from, to);
  if (plain >= 0) return plain;
  const folded = readFolded(buffer, transcriber, transcriber.read(bytes, from, to));
  return folded >= 0 ? folded : buffer.readText(decodeUtf8(bytes, from, to));
}

function readText(buffer: WordBuffer, transcriber: Transcriber, text: string): number {
  const folded = readFolded(buffer, transcriber, transcriber.readText(text));
  return folded >= 0 ? folded : buffer.readText(text);
}

function readFolded(buffer: WordBuffer, { bytes }: Transcriber, length: number): number {
  return length < 0 ? -1 : buffer.readAscii(bytes, 0, length, mostSigns);
}

function link(
  vocabulary: Vocabulary,
  store: MessageStore,
  plan: Plan,
  options: BulkOptions,
): BulkResult {
  const { leastBits = bulkThresholds.seed, onProgress } = options;
  const total = store.size;
  const tell = (stage: BulkStage, done: number) => {
    if (done % tellEvery === 0 || done === total) onProgress?.(stage, done, total);
  };
  const share = plan.leastShare * shareOf(total);
  const leastKeys = leastKeyBits * Math.min(1, total / manyMessages);
  const maker = new KeyMaker(vocabulary, store, plan);
  const index = new RareIndex(total, { ...plan, slotBits: slotBitsFor(store.words, plan) });
  let short = 0;
  for (let message = 0; message < total; message += 1) {
    index.count(maker.keys, maker.make(message));
    if (maker.count === 0) short += 1;
    tell("count", message + 1);
  }
  index.open();
  const judge = new PairJudge(vocabulary, store, options.weights ?? shippedWeights, leastBits);
  const list = new PairList();
  let candidates = 0;
  for (let message = 0; message < total; message += 1) {
    const made = maker.make(message);
    if (made > 0) {
      const own = store.bitsOf(store.placeOf(message));
      maker.say();
      const found = index.meet(message, maker, made, Math.max(leastKeys, share * own));
      if (found > 0) {
        judge.take(message, own, maker);
        judge.judgeAll(index.found, found, list);
      }
      candidates += found;
    }
    tell("compare", message + 1);
  }
  const pairs = list.view();
  return {
    pairs,
    groups: groupPairs(total, pairs, bulkThresholds),
    counts: { messages: total, short, candidates, compared: judge.compared },
  };
}

/**
 * How much of the wanted share is wanted. Among a hundred thousand messages few pairs share rare keys
 * by chance; among a million many do; among ten million a key that 64 have is rarer than chance.
 */
function shareOf(messages: number): number {
  return Math.max(0, 1 - Math.abs(Math.log10(Math.max(1, messages) / manyMessages)));
}

/** About one slot for each key, as far as the mode has memory for it. */
function slotBitsFor(words: number, { triples, gapped, mostSlotBits }: Plan): number {
  const keysPerWord = 2 + (triples ? 1 : 0) + (gapped ? 2 : 0);
  const wanted = Math.ceil(Math.log2(words * keysPerWord + 1));
  return Math.min(mostSlotBits, Math.max(leastSlotBits, wanted));
}
