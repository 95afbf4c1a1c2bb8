/**
 * The words of the page by key. A text may hold `{name}` for a parameter; a text with a plural is
 * an object of CLDR categories chosen by `{count}`. A key that does not exist, or a parameter that
 * is missing, does not compile.
 */
import { en } from "./en.ts";

type Words = typeof en;
/** A key of the page's words. */
export type Key = keyof Words;

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;
type NamesOf<Entry> = Entry extends string
  ? Names<Entry>
  : Entry extends Readonly<Record<string, string>>
    ? Names<Entry[keyof Entry]> | "count"
    : never;
type Parameters<K extends Key> = [NamesOf<Words[K]>] extends [never]
  ? []
  : [Readonly<Record<NamesOf<Words[K]>, string | number>>];

const plural = new Intl.PluralRules("en");

/**
 * The text for `key`, with its parameters filled in.
 *
 * @param rest - One object with a value for every `{name}` in the text.
 */
export function t<K extends Key>(key: K, ...rest: Parameters<K>): string {
  const parameters: Readonly<Record<string, string | number>> = rest[0] ?? {};
  return fill(en[key], parameters);
}

/** The text for a key that is only known at run time, or `undefined` where there is none. */
export function wordFor(key: string): string | undefined {
  if (!Object.hasOwn(en, key)) return undefined;
  return fill(en[key as Key], {});
}

function fill(
  entry: string | Readonly<{ one: string; other: string }>,
  parameters: Readonly<Record<string, string | number>>,
): string {
  const text =
    typeof entry === "string"
      ? entry
      : entry[plural.select(Number(parameters.count)) === "one" ? "one" : "other"];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}
