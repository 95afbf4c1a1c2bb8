// How a script is changed from copy to copy. What is put in are spans of other people's messages;
// misspellings come from a published list; half of the disguises are ones that no table of
// look-alikes knows (digits for letters, strokes and accents, letters set apart).
import { disguise } from "./disguises.mjs";
import { misspell } from "./misspell.mjs";

const emoji = [..."😀😂🥰😍😘😉😊🙏🙈👍🔥💖💋✨🎉😅🤔😎"];

/**
 * Makes the copies of one script under one kind of change.
 *
 * @param around `fillers`: texts to take spans from; `misspellings`: word -> misspellings.
 */
export function makeCopies(change, script, count, random, around) {
  const words = script.split(" ");
  const tools = { random, ...around };
  const make = changes[change](words, tools);
  return Array.from({ length: count }, () => make());
}

const changes = {
  slot20: (words, tools) => fixedSlots(words, 0.2, tools),
  slot40: (words, tools) => fixedSlots(words, 0.4, tools),
  slot60: (words, tools) => fixedSlots(words, 0.6, tools),
  rand20: (words, tools) => freeSlots(words, 0.2, tools),
  rand40: (words, tools) => freeSlots(words, 0.4, tools),
  insert50: (words, tools) => () => insert(words, 0.5, tools).join(" "),
  typo20: (words, tools) => () => misspellSome(words, 0.2, tools).join(" "),
  homoglyph: (words, tools) => () => disguise(words, tools.random).join(" "),
  emoji: (words, tools) => () => addEmoji(words, tools).join(" "),
  reorder: (words, tools) => () => reorder(words, tools),
  combo40(words, tools) {
    const fill = fixedSlots(words, 0.4, tools);
    return () => addEmoji(misspellSome(fill().split(" "), 0.1, tools), tools).join(" ");
  },
  /** Each copy changed in its own way. */
  mixed(words, tools) {
    const makers = kinds.map((kind) => changes[kind](words, tools));
    return () => tools.random.pick(makers)();
  },
};

/** In the order of the tables. */
export const kinds = [
  "slot20",
  "slot40",
  "slot60",
  "rand20",
  "rand40",
  "insert50",
  "typo20",
  "homoglyph",
  "emoji",
  "reorder",
  "combo40",
];

function fixedSlots(words, share, tools) {
  const slots = chooseSlots(words.length, share, tools.random);
  return () => fillSlots(words, slots, tools);
}

function freeSlots(words, share, tools) {
  return () => fillSlots(words, chooseSlots(words.length, share, tools.random), tools);
}

/** Runs of one to five words, apart from each other where there is room, `share` of all words. */
function chooseSlots(length, share, random) {
  const isSlot = Array(length).fill(false);
  let left = Math.max(1, Math.round(length * share));
  for (let tries = 0; left > 0 && tries < 1000; tries += 1) {
    const run = 1 + random.below(Math.min(5, left));
    const start = random.below(length - run + 1);
    const from = tries < 500 ? Math.max(0, start - 1) : start;
    const to = tries < 500 ? start + run + 1 : start + run;
    if (isSlot.slice(from, to).includes(true)) continue;
    isSlot.fill(true, start, start + run);
    left -= run;
  }
  return isSlot;
}

function fillSlots(words, isSlot, tools) {
  const out = [];
  for (let at = 0; at < words.length; at += 1) {
    if (!isSlot[at]) {
      out.push(words[at]);
      continue;
    }
    const start = at;
    while (isSlot[at + 1]) at += 1;
    out.push(...takeSpan(at - start + 1 + tools.random.below(3) - 1, tools));
  }
  return out.join(" ");
}

/** A span of so many words from somebody else's message. */
function takeSpan(wanted, { random, fillers }) {
  const length = Math.max(1, wanted);
  const source = random.pick(fillers).split(" ");
  const start = random.below(Math.max(1, source.length - length + 1));
  return source.slice(start, start + length);
}

function insert(words, share, tools) {
  let left = Math.max(1, Math.round(words.length * share));
  let out = words;
  while (left > 0) {
    const span = takeSpan(Math.min(left, 2 + tools.random.below(8)), tools);
    out = out.toSpliced(tools.random.below(out.length + 1), 0, ...span);
    left -= span.length;
  }
  return out;
}

function misspellSome(words, share, { random, misspellings }) {
  const count = Math.max(1, Math.round(words.length * share));
  const places = words.flatMap((word, at) => (/\p{L}{2}/u.test(word) ? [at] : []));
  const chosen = new Set(random.shuffle(places).slice(0, count));
  return words.map((word, at) => (chosen.has(at) ? misspell(word, misspellings, random) : word));
}

function addEmoji(words, { random }) {
  let out = words.map((word) =>
    random.chance(0.5)
      ? word.replace(/[.,!?]+$/u, () => random.pick(["", "!", "..", "..."]))
      : word,
  );
  for (let runs = 1 + random.below(3); runs > 0; runs -= 1) {
    const run = random.pick(emoji).repeat(1 + random.below(3));
    out = out.toSpliced(random.below(out.length + 1), 0, run);
  }
  return out.filter((word) => word !== "");
}

/** Sentences change places; a single one is turned over at some word. */
function reorder(words, { random }) {
  const parts = words.join(" ").match(/[^.,!?]+[.,!?]*\s*/gu) ?? [];
  if (parts.length > 1) return random.shuffle(parts.map((part) => part.trim())).join(" ");
  const at = 1 + random.below(Math.max(1, words.length - 1));
  return [...words.slice(at), ...words.slice(0, at)].join(" ");
}
