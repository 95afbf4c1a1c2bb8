// Millions of made-up messages with campaigns planted among them: each follows a bigram model of real
// messages, every fiftieth word is one that no list has. Harder than real chat, because ten million
// messages from 31,000 repeat their phrases.
import { closeSync, openSync, writeSync } from "node:fs";

import { makeRandom } from "../evaluate/random.mjs";

const openVocabulary = 0.02;
const mostWords = 60;
const syllables = 3;
const consonants = "bcdfghjklmnprstvwz";
const vowels = "aeiou";
/** The changes that the bars are about. */
export const conditions = ["slot40", "slot60", "rand20", "rand40", "insert50", "combo40"];

/**
 * Write `count` messages, one a line.
 *
 * @param set a set of `linking-dev`: `bg` and `conds`
 * @returns for each planted message its place, condition and script
 */
export function writeMessages(path, count, set, seed = "scale") {
  const random = makeRandom(seed);
  const planted = plant(count, set, random);
  const sample = makeModel(set.bg, random);
  const file = openSync(path, "w");
  let lines = [];
  for (let at = 0; at < count; at += 1) {
    lines.push(planted.get(at)?.text ?? sample());
    if (lines.length === 50_000 || at + 1 === count) {
      writeSync(file, `${lines.join("\n")}\n`);
      lines = [];
    }
  }
  closeSync(file);
  return [...planted].map(([at, { condition, script }]) => ({ at, condition, script }));
}

/** Where which copies stand: anywhere, each at a place of its own. */
function plant(count, { conds }, random) {
  const planted = new Map();
  for (const condition of conditions) {
    for (const [script, raw] of conds[condition]) {
      let at = random.below(count);
      while (planted.has(at)) at = random.below(count);
      planted.set(at, { condition, script, text: raw.replace(/\s+/gu, " ") });
    }
  }
  return planted;
}

function makeModel(texts, random) {
  const numbers = new Map();
  const words = [];
  const followers = [];
  const numberOf = (word) => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, words.length);
    words.push(word);
    followers.push([]);
    return words.length - 1;
  };
  const edge = numberOf("");
  for (const text of texts) {
    let previous = edge;
    for (const word of text.split(/\s+/u).filter(Boolean)) {
      const next = numberOf(word);
      followers[previous].push(next);
      previous = next;
    }
    followers[previous].push(edge);
  }
  return () => {
    const said = [];
    let word = random.pick(followers[edge]);
    while (word !== edge && said.length < mostWords) {
      said.push(random.chance(openVocabulary) ? unknownWord(random) : words[word]);
      word = random.pick(followers[word]);
    }
    return said.join(" ");
  };
}

function unknownWord(random) {
  let word = "";
  for (let at = 0; at < syllables; at += 1) {
    word += consonants[random.below(consonants.length)] + vowels[random.below(vowels.length)];
  }
  return word + consonants[random.below(consonants.length)];
}
