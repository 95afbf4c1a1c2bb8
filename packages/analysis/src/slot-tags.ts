/**
 * What a slot speaks about, by rules: place, time, work, people, claimed intimacy, the sender. A
 * text that no rule knows is `XX`.
 */

import { makeTokens } from "./tokens.ts";

export type SlotTag = "PL" | "WH" | "WK" | "PE" | "CL" | "SE" | "XX";

/** How the kind of a slot's value is known: a phrase rule, the sender's own name, how names are written. */
export type SlotReason = "capitals" | "nothing" | "persona" | "phrase";

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
    /\b(?:bar|pub|club|terrace|hotel|restaurant|cafe|caf\u00e9|gym|sports|tea room|lobby|station|building|house|street|canal|park|library|museum|harbour|pier|beach|theatre|airport|church|london|manchester|birmingham|liverpool|leeds|glasgow|edinburgh|cardiff|belfast|brighton|soho)\b/giu,
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

/** What one value of a slot speaks about, and how it is known. */
export interface SlotKind {
  readonly tag: SlotTag;
  readonly because: SlotReason;
}

/**
 * What one value of a slot speaks about.
 *
 * @param personas - words of the names that the sender gave, as tokens have them.
 */
export function slotKindOf(value: string, personas: ReadonlySet<string>): SlotKind {
  const words = makeTokens(value).map(({ word }) => word);
  if (words.length > 0 && words.every((word) => personas.has(word))) {
    return { tag: "SE", because: "persona" };
  }
  const [known] = [...tagsIn(value)].sort((a, b) => b.end - b.start - (a.end - a.start));
  if (known !== undefined) return { tag: known.tag, because: "phrase" };
  return isName(value) ? { tag: "PE", because: "capitals" } : { tag: "XX", because: "nothing" };
}

/** What most values of a slot speak about; `XX` where most say nothing that is known. */
export function mostFrequent(kinds: readonly SlotKind[]): SlotKind {
  const counts = new Map<SlotTag, { kind: SlotKind; count: number }>();
  for (const kind of kinds) {
    const entry = counts.get(kind.tag) ?? { kind, count: 0 };
    entry.count += 1;
    if (entry.kind.because > kind.because) entry.kind = kind;
    counts.set(kind.tag, entry);
  }
  const [best] = [...counts.values()].sort(
    (x, y) => y.count - x.count || (x.kind.tag < y.kind.tag ? -1 : 1),
  );
  return best?.kind ?? { tag: "XX", because: "nothing" };
}

/** One or two capitalised words and nothing else, as a name is written. */
function isName(value: string): boolean {
  return /^\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?[,.!]?$/u.test(value.trim());
}
