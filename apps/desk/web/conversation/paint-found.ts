/** Paints found words over what is drawn, without touching it: slots and spoken labels stay. */
import { findWords } from "./found-words.ts";

const name = "found-words";

/**
 * Paints `words` in `node` where the browser can (CSS Custom Highlights); elsewhere the mark on the
 * line alone tells.
 *
 * @returns how to take the paint away.
 */
export function paintFound(node: HTMLElement, words: string): () => void {
  // Firefox before 140 has neither.
  if (!("highlights" in CSS) || typeof Highlight === "undefined") return () => undefined;
  const paint = CSS.highlights.get(name) ?? new Highlight();
  CSS.highlights.set(name, paint);
  const ranges = rangesIn(node, words);
  for (const range of ranges) paint.add(range);
  return () => {
    for (const range of ranges) paint.delete(range);
  };
}

function rangesIn(node: HTMLElement, words: string): readonly Range[] {
  const texts = writtenTexts(node);
  const whole = texts.map(({ data }) => data).join("");
  return findWords(whole, words).map(({ start, end }) => {
    const range = new Range();
    const from = placeAt(texts, start);
    const to = placeAt(texts, end - 1);
    if (from !== null) range.setStart(from.text, from.at);
    if (to !== null) range.setEnd(to.text, to.at + 1);
    return range;
  });
}

/** The words that somebody wrote, without the tags and labels that we put between them. */
function writtenTexts(node: HTMLElement): readonly Text[] {
  const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT, (text) =>
    text.parentElement?.closest(".unseen,abbr") === null
      ? NodeFilter.FILTER_ACCEPT
      : NodeFilter.FILTER_REJECT,
  );
  const texts: Text[] = [];
  while (walk.nextNode() !== null) {
    if (walk.currentNode instanceof Text) texts.push(walk.currentNode);
  }
  return texts;
}

function placeAt(texts: readonly Text[], offset: number) {
  let left = offset;
  for (const text of texts) {
    if (left < text.length) return { text, at: left };
    left -= text.length;
  }
  return null;
}
