/**
 * The words of an HTML mail, for reading and never for showing: tags are taken off, an address
 * behind a link is put beside its words, and scripts, styles and comments are left out. One pass,
 * no pattern that goes back.
 */

/** Elements whose content is no text. */
const hidden = new Set(["script", "style", "head", "title", "noscript", "template"]);
/** Elements that begin a line. */
const blocks = new Set(
  "address article blockquote br dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul".split(
    " ",
  ),
);
const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  euro: "€",
  pound: "£",
  copy: "©",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  shy: "",
  zwnj: "",
};

/** What an HTML text says, and where its links lead. */
export interface HtmlText {
  readonly text: string;
  readonly links: readonly string[];
}

/** Take the tags off. */
export function htmlText(html: string): HtmlText {
  const pieces: string[] = [];
  const links: string[] = [];
  let link: string | undefined;
  const closeLink = () => {
    if (link !== undefined) pieces.push(` <${link}> `);
    link = undefined;
  };
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    pieces.push(spaced(unescaped(html.slice(at, open < 0 ? html.length : open))));
    if (open < 0) break;
    const tag = tagAt(html, open);
    at = tag.end;
    pieces.push(separatorOf(tag.name));
    if (tag.name === "a") {
      closeLink();
      if (!tag.isClosing) link = hrefOf(html.slice(open, Math.min(tag.end, open + 4096)));
      if (link !== undefined) links.push(link);
    }
    if (hidden.has(tag.name) && !tag.isClosing) at = endOfHidden(html, tag.end, tag.name);
  }
  closeLink();
  return { text: tidied(pieces.join("")), links };
}

function separatorOf(name: string): string {
  if (name === "") return "<";
  if (blocks.has(name)) return "\n";
  return name === "td" || name === "th" ? " " : "";
}

interface Tag {
  readonly name: string;
  readonly isClosing: boolean;
  /** Index behind it. */
  readonly end: number;
}

function tagAt(html: string, open: number): Tag {
  if (html.startsWith("<!--", open)) {
    const close = html.indexOf("-->", open + 4);
    return { name: "!", isClosing: false, end: close < 0 ? html.length : close + 3 };
  }
  const match = /^<(\/?)([a-zA-Z][a-zA-Z0-9]{0,15})(?![a-zA-Z0-9])|^<[!?]/.exec(
    html.slice(open, open + 20),
  );
  // A lone sign, as in "1 < 2", is text; what has been read of it is one letter.
  if (match === null) return { name: "", isClosing: false, end: open + 1 };
  const close = html.indexOf(">", open);
  const name = (match[2] ?? "!").toLowerCase();
  return { name, isClosing: match[1] === "/", end: close < 0 ? html.length : close + 1 };
}

function endOfHidden(html: string, from: number, name: string): number {
  for (let at = html.indexOf("</", from); at >= 0; at = html.indexOf("</", at + 2)) {
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at;
  }
  return html.length;
}

function hrefOf(tag: string): string | undefined {
  const match = /\shref\s?=\s?(?:"([^"]{1,2048})|'([^']{1,2048})|([^\s"'>]{1,2048}))/i.exec(tag);
  const href = match?.[1] ?? match?.[2] ?? match?.[3];
  return href === undefined ? undefined : unescaped(href).trim();
}

function unescaped(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));?/g, (...found) => {
    const [whole, decimal, hex, name] = found as (string | undefined)[];
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole ?? "";
    const code = decimal === undefined ? parseInt(hex ?? "", 16) : Number(decimal);
    const isLetter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isLetter ? String.fromCodePoint(code) : "\ufffd";
  });
}

/** White space between words is one space, wherever the source breaks its lines. */
function spaced(text: string): string {
  return text.replace(/[ \t\r\n\f\u00a0]+/g, " ");
}

function tidied(text: string): string {
  const lines = text.split("\n").map((line) => spaced(line).trim());
  const kept = lines.filter((line, index) => line !== "" || lines[index - 1] !== "");
  return kept.join("\n").trim();
}
