// Letters in disguise. Half of the words change by look-alikes that Unicode lists (styled letters,
// Cyrillic and Greek ones, invisible marks); half by what such a list does not hold: digits and
// signs for letters, accents and strokes, letters of phonetic alphabets, letters set apart.

const styled = [0x1d41a, 0x1d44e, 0x1d482, 0x1d5ba, 0x1d5ee, 0x1d622, 0x1d68a, 0xff41];
const alike = {
  a: "аɑα",
  c: "сϲ",
  d: "ԁ",
  e: "еҽ",
  h: "һ",
  i: "іı",
  j: "јϳ",
  n: "ո",
  o: "оοօ",
  p: "рρ",
  q: "ԛ",
  s: "ѕ",
  u: "սυ",
  v: "νѵ",
  w: "ԝ",
  x: "хⅹ",
  y: "уү",
};
const unseen = ["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad"];

const digits = {
  a: ["4", "@"],
  b: ["8"],
  e: ["3"],
  g: ["9", "6"],
  i: ["1", "!"],
  l: ["1", "|"],
  o: ["0"],
  s: ["5", "$"],
  t: ["7", "+"],
  z: ["2"],
};
const strokes = {
  a: "ɐâåā",
  b: "ƀɓ",
  c: "çƈ",
  d: "đɖ",
  e: "ëǝɛę",
  g: "ǥɠ",
  h: "ħ",
  i: "ïɨ",
  k: "ƙ",
  l: "łɭ",
  m: "ɱɯ",
  n: "ñɲŋ",
  o: "øöɵ",
  p: "ƥ",
  r: "ɹř",
  s: "şʂ",
  t: "ŧʇ",
  u: "üʉ",
  v: "ʌ",
  w: "ʍ",
  y: "ÿɏ",
  z: "ƶ",
};

/** Words of which about a third are in disguise. */
export function disguise(words, random) {
  const places = words.flatMap((word, at) => (/[a-z]{2}/iu.test(word) ? [at] : []));
  const chosen = random.shuffle(places).slice(0, Math.max(2, Math.round(places.length * 0.35)));
  const way = new Map(chosen.map((at, rank) => [at, rank % 2 === 0 ? listed : unlisted]));
  return words.map((word, at) => way.get(at)?.(word, random) ?? word);
}

function listed(word, random) {
  const changed = changeLetters(word, random, (letter) => {
    const looks = alike[letter];
    if (looks !== undefined && random.chance(0.5)) return random.pick([...looks]);
    return String.fromCodePoint(random.pick(styled) + letter.charCodeAt(0) - 97);
  });
  if (!random.chance(0.3)) return changed;
  const at = 1 + random.below(word.length - 1);
  const letters = [...changed];
  return [...letters.slice(0, at), random.pick(unseen), ...letters.slice(at)].join("");
}

function unlisted(word, random) {
  return random.pick([
    () => changeLetters(word, random, (letter) => random.pick(digits[letter] ?? [letter])),
    () => changeLetters(word, random, (letter) => random.pick([...(strokes[letter] ?? letter)])),
    () => [...word].join(random.pick([" ", ".", "-", "_"])),
  ])();
}

/** At least one letter of a word, otherwise each second one. */
function changeLetters(word, random, change) {
  const letters = [...word];
  const places = letters.flatMap((letter, at) => (/[a-z]/iu.test(letter) ? [at] : []));
  const count = 1 + random.below(Math.max(1, Math.ceil(places.length / 2)));
  for (const at of random.shuffle(places).slice(0, count)) {
    letters[at] = change(letters[at].toLowerCase());
  }
  return letters.join("");
}
