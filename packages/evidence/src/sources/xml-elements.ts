/**
 * Elements and attributes of a piece of XML. No document type, no entity but XML's own five, no
 * namespaces, bounded depth: there is nothing to expand and nothing to load.
 */
import { SaxesParser } from "saxes";

/** An element, with all that are inside it in the order of the text, however deep. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly inside: readonly Element[];
}

const deepest = 16;

/**
 * The outermost elements of a piece of XML.
 *
 * @returns undefined if it is not well-formed. Wrong character references alone are forgiven:
 *   phones write the two halves of an emoji as two references, and NUL.
 */
export function parseElements(bytes: Uint8Array): readonly Element[] | undefined {
  const found: (Element & { inside: Element[] })[] = [];
  let depth = 0;
  const state = { isBroken: false };
  const parser = new SaxesParser({ fragment: true, xmlns: false, position: false });
  parser.on("error", ({ message }) => {
    if (!/(?:character entity|undefined entity)\.$/.test(message)) state.isBroken = true;
  });
  parser.on("doctype", () => {
    state.isBroken = true;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const values = Object.entries(attributes).map(([key, value]) => [key, mended(value)] as const);
    const element = { name, attributes: new Map(values), inside: [] };
    if (depth === 0) found.push(element);
    else found.at(-1)?.inside.push(element);
    depth += 1;
    if (depth > deepest) state.isBroken = true;
  });
  parser.on("closetag", () => {
    depth -= 1;
  });
  parser.write(cleaned(new TextDecoder().decode(bytes)));
  if (isSound(state)) parser.close();
  return isSound(state) ? found : undefined;
}

/** Handlers change it, which a type does not see. */
function isSound(state: { readonly isBroken: boolean }): boolean {
  return !state.isBroken;
}

/** Control characters and a bare & are no XML, and no reason to lose a message. */
function cleaned(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- these are what is looked for
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd")
      .replace(/&(?!(?:[a-z]{1,8}|#\d{1,7}|#x[\da-f]{1,6});)/gi, "&amp;")
  );
}

/** `&#55357;&#56832;` is one letter in two halves, which XML does not allow; saxes leaves them. */
function mended(value: string): string {
  if (!value.includes("&#")) return value;
  return value
    .replace(/&#(5\d{4});&#(5\d{4});/g, (whole, high: string, low: string) =>
      isHigh(Number(high)) && isLow(Number(low))
        ? String.fromCharCode(Number(high), Number(low))
        : whole,
    )
    .replaceAll("&#0;", "");
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
