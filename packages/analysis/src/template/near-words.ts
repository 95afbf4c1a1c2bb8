/** Whether two folded words are one word, one of them misspelt: one letter more, less, other or swapped. */

/** Shorter words are different words. */
const leastLetters = 4;

/** True for equal words too. */
export function areNear(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < leastLetters || long.length - short.length > 1) return false;
  // A placeholder for a link or a number is no word.
  if (long.startsWith("<")) return false;
  const from = commonStart(short, long);
  const ends = commonEnd(short, long, short.length - from);
  const left = short.slice(from, short.length - ends);
  const right = long.slice(from, long.length - ends);
  return right.length <= 1 || isSwapped(left, right);
}

function commonStart(short: string, long: string): number {
  let from = 0;
  while (from < short.length && short[from] === long[from]) from += 1;
  return from;
}

function commonEnd(short: string, long: string, most: number): number {
  let ends = 0;
  while (ends < most && short.at(-1 - ends) === long.at(-1 - ends)) ends += 1;
  return ends;
}

function isSwapped([x, y, ...rest]: string, other: string): boolean {
  return rest.length === 0 && y !== undefined && other === `${y}${x ?? ""}`;
}
