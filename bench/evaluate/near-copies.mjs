// Natural near-copies: messages of the corpus that are nearly a script (chain messages, the same
// thing sent twice, advertising lines that a network adds). They would be true links counted as
// false, so they are taken out. Methods that know nothing of the engine; what one of them finds
// goes, and each is counted.
import { plainWords } from "./named-data.mjs";

/** Forms of a text for `nearCopyMethods`. */
export function makePlain(text) {
  const words = plainWords(text);
  const joined = words.join(" ");
  const letters = new Set();
  for (let at = 0; at + 4 <= joined.length; at += 1) letters.add(joined.slice(at, at + 4));
  const pairs = new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`));
  const runs = new Set(words.slice(5).map((_, at) => words.slice(at, at + 6).join(" ")));
  return { words, set: new Set(words), letters, pairs, runs };
}

/** How rare each word is, in nats, by the number of texts that have it. */
export function countRarity(texts) {
  const counts = new Map();
  for (const text of texts) {
    for (const word of new Set(plainWords(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return (word) => Math.log(texts.length / (counts.get(word) ?? 1));
}

export const methods = ["words", "letters", "pairs", "order", "run", "rare"];

/** Those of `methods` that call two texts near-copies. */
export function nearCopyMethods(a, b, rarity) {
  const shared = countShared(a.set, b.set);
  // Texts without a fifth of the words of the shorter in common are alike by none of them.
  if (shared < Math.min(a.set.size, b.set.size) / 5) return [];
  const found = [];
  if (shared / (a.set.size + b.set.size - shared) >= 0.5) found.push("words");
  const letters = countShared(a.letters, b.letters);
  if (letters / (a.letters.size + b.letters.size - letters) >= 0.45) found.push("letters");
  const pairs = countShared(a.pairs, b.pairs);
  if (pairs >= 4 && pairs / Math.min(a.pairs.size, b.pairs.size) >= 0.5) found.push("pairs");
  const shorter = Math.min(a.words.length, b.words.length);
  if (shorter >= 5 && commonSubsequence(a.words, b.words) / shorter >= 0.7) found.push("order");
  if (countShared(a.runs, b.runs) > 0) found.push("run");
  if (cosine(a.set, b.set, rarity) >= 0.45) found.push("rare");
  return found;
}

/** TF-IDF cosine of two sets of words (Salton 1975). */
function cosine(a, b, rarity) {
  const weigh = (words) => [...words].reduce((sum, word) => sum + rarity(word) ** 2, 0);
  const both = weigh([...a].filter((word) => b.has(word)));
  return both === 0 ? 0 : both / Math.sqrt(weigh(a) * weigh(b));
}

function countShared(a, b) {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  let count = 0;
  for (const entry of few) if (many.has(entry)) count += 1;
  return count;
}

function commonSubsequence(a, b) {
  const row = Array(b.length + 1).fill(0);
  for (const word of a) {
    let diagonal = 0;
    for (let at = 1; at <= b.length; at += 1) {
      const above = row[at];
      row[at] = word === b[at - 1] ? diagonal + 1 : Math.max(above, row[at - 1]);
      diagonal = above;
    }
  }
  return row[b.length];
}
