/**
 * What a slot speaks about, by rules: place, time, work, people, claimed intimacy, the sender. A
 * text that no rule knows is `XX`.
 */

export type SlotTag = "PL" | "WH" | "WK" | "PE" | "CL" | "SE" | "XX";

export interface TaggedSpan {
  readonly start: number;
  readonly end: number;
  readonly tag: SlotTag;
}

const rules: readonly (readonly [SlotTag, RegExp])[] = [
  [
    "CL",
    /\b(?:(?:our|had a|a) (?:little |bit of )?(?:fun|flirt|moment|kiss|night)|miss(?:ed)? (?:you|u)|had (?:our|a) (?:little )?(?:fun|flirt)|flirt(?:ed|ing)?|kiss(?:ed)?|remember me|forgotten me)\b/giu,
  ],
  [
    "WH",
    /\b(?:(?:last|next|this|that|the other) (?:night|week|weekend|month|year|summer|winter|spring|autumn|evening|morning|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|yesterday|today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|christmas|xmas|easter|new year(?:'s)?|half[- ]term|recess|(?:long |bank holiday )?weekend|evening|morning|(?:a|one|two|three|few) (?:days?|weeks?|months?|years?) ago|(?:january|february|april|june|july|august|september|october|november|december)|\d{1,2}(?::\d{2})? ?(?:am|pm))\b/giu,
  ],
  [
    "WK",
    /\b(?:campaign|by-election|election|conference|committee|office|parliament|westminster|whitehall|ministry|department|radio|tv|newsroom|programme|podcast|interview|party conference|work|job|boss|minister|constituency|hustings|debate|vote|speech|phones)\b/giu,
  ],
  [
    "PL",
    /\b(?:bar|pub|club|terrace|hotel|restaurant|cafe|caf\u00e9|gym|sports|tea room|lobby|station|building|house|street|canal|park|london|manchester|birmingham|liverpool|leeds|glasgow|edinburgh|cardiff|belfast|brighton|soho)\b/giu,
  ],
  [
    "SE",
    /\b(?:i['\u2019]?m (?:single|back|new|\w+ again)|my (?:gym shorts|shorts|picture|photo|number|new number|flat|ex)|picture of me|single again|i (?:just )?(?:moved|broke up))\b/giu,
  ],
  [
    "PE",
    /\b(?:your (?:friend|friends|wife|husband|partner|girlfriend|boyfriend|boss|colleague|colleagues|team|lot|mate|mates|sister|brother)|the gays|everyone|you two)\b/giu,
  ],
];

/** Stretches of a text that a rule knows, in order and without overlap. */
export function tagsIn(text: string): readonly TaggedSpan[] {
  const found: TaggedSpan[] = [];
  for (const [tag, pattern] of rules) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.every((span) => end <= span.start || start >= span.end)) {
        found.push({ start, end, tag });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The tag that most of the values of one slot have; `XX` where most have none. */
export function tagOf(values: readonly string[]): SlotTag {
  const counts = new Map<SlotTag, number>();
  for (const value of values) {
    const tag = tagsIn(value)[0]?.tag ?? (isName(value) ? "PE" : "XX");
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([x, a], [y, b]) => b - a || (x < y ? -1 : 1));
  return best?.[0] ?? "XX";
}

/** One or two capitalised words and nothing else, as a name is written. */
function isName(value: string): boolean {
  return /^\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?[,.!]?$/u.test(value.trim());
}
