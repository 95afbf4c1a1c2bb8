/** First names: as they are compared, and how common each is. */
import { namesByCount, namesOfOne, namesOfTwo, peopleCounted } from "./name-counts.ts";

const counts = new Map(
  namesByCount
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [count, ...names] = line.split(" ");
      return names.map((name) => [name, Number(count)] as const);
    }),
);
/**
 * People with a name that at most one of those counted has: what Good and Turing make of a count of
 * one (I. J. Good, Biometrika 40, 1953).
 */
const rareCount = (2 * namesOfTwo) / namesOfOne;

/** A name as it is compared. */
export function foldName(name: string): string {
  return name
    .normalize("NFKC")
    .toLocaleLowerCase("und")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * Of people, the share that has a name; `name` as it is compared. A first and a last name are taken as
 * independent, and a last name as rare.
 */
export function nameShare(name: string): number {
  const [first = "", ...others] = name.split(" ");
  const share = (counts.get(first) ?? rareCount) / peopleCounted;
  return others.length === 0 ? share : share * (rareCount / peopleCounted);
}
