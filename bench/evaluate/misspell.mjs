// One word misspelt: as in a published list of misspellings where it is listed, in the short forms
// of text messages, or by a slip on the keyboard.

const short = new Map(
  Object.entries({
    you: ["u", "ya"],
    your: ["ur", "yr"],
    are: ["r"],
    to: ["2"],
    for: ["4"],
    see: ["c"],
    be: ["b"],
    why: ["y"],
    okay: ["ok", "k"],
    and: ["n", "nd"],
    the: ["da", "d"],
    that: ["dat", "tht"],
    this: ["dis"],
    with: ["wif", "w"],
    what: ["wat", "wot"],
    have: ["hv", "hav"],
    because: ["cos", "bcoz"],
    please: ["pls", "plz"],
    tomorrow: ["tmr", "2moro"],
    tonight: ["2nite"],
    today: ["2day"],
    message: ["msg"],
    people: ["ppl"],
    about: ["abt"],
    later: ["l8r"],
    before: ["b4"],
    great: ["gr8"],
    good: ["gd"],
    night: ["nite"],
    from: ["fr", "frm"],
    just: ["jus"],
    know: ["noe", "knw"],
    then: ["den"],
    very: ["v"],
    going: ["goin"],
    thanks: ["thx", "tks"],
    really: ["rly"],
    meet: ["mit"],
    time: ["tym"],
    love: ["luv"],
  }),
);

const rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** The same word, spelt otherwise; marks around it and a capital stay. */
export function misspell(word, misspellings, random) {
  const [, before, core, after] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su.exec(word);
  const plain = core.toLowerCase();
  const listed = [...(misspellings.get(plain) ?? [])];
  const ways = [
    ...(listed.length > 0 ? [() => random.pick(listed), () => random.pick(listed)] : []),
    ...(short.has(plain) ? [() => random.pick(short.get(plain))] : []),
    () => slip(plain, random),
  ];
  const wrong = random.pick(ways)();
  const isCapital = core !== plain && core[0] !== plain[0];
  return before + (isCapital ? wrong[0].toUpperCase() + wrong.slice(1) : wrong) + after;
}

function slip(word, random) {
  if (word.length < 2) return word + word;
  const at = random.below(word.length - 1);
  const [head, letter, rest] = [word.slice(0, at), word[at], word.slice(at + 1)];
  return random.pick([
    () => head + rest[0] + letter + rest.slice(1),
    () => (word.length > 2 ? head + rest : head + letter + letter + rest),
    () => head + letter + letter + rest,
    () => head + neighbour(letter, random) + rest,
  ])();
}

function neighbour(letter, random) {
  const row = rows.find((keys) => keys.includes(letter));
  if (row === undefined) return letter;
  const at = row.indexOf(letter);
  return random.pick([row[at - 1], row[at + 1]].filter((key) => key !== undefined));
}
