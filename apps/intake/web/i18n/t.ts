/**
 * The words of the page by key. A text may hold `{name}` for a parameter; a text with a plural is
 * an object chosen by `{count}`. A key that does not exist, or a parameter that is missing, does
 * not compile.
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

/** The language of the words, BCP 47. */
export const language = "en-GB";
const plural = new Intl.PluralRules(language);

/**
 * The text for `key`, with its parameters filled in.
 *
 * @param rest - one object with a value for every `{name}` in the text.
 */
export function t<K extends Key>(key: K, ...rest: Parameters<K>): string {
  const parameters: Readonly<Record<string, string | number>> = rest[0] ?? {};
  const entry: string | Readonly<{ one: string; other: string }> = en[key];
  const text =
    typeof entry === "string"
      ? entry
      : entry[plural.select(Number(parameters.count)) === "one" ? "one" : "other"];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}
