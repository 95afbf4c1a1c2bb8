/**
 * What the messages of a group have in common: the words that enough of them have, in order. A
 * sibling shares (1 - p)² of the words with another when each changed the share p; with what the
 * group has in common it shares 1 - p.
 */
import type { MessageForms } from "./message-forms.ts";
import { fullMessageBits } from "./rules.ts";

/** One word of the consensus, and whose it is. */
interface Column {
  readonly word: number;
  readonly bits: number;
  readonly members: ReadonlySet<string>;
}

export interface Consensus {
  readonly members: ReadonlySet<string>;
  readonly columns: readonly Column[];
}

/** What one message has of a consensus, in which it is not counted itself. */
export interface Covered {
  /** Bits of the common words that the message has, each behind its left neighbour. */
  readonly consensus: number;
  /** Share of the bits of the consensus that the message has; 0 to 1. */
  readonly covered: number;
  /** The same, each word weighed by the share of members that have it. */
  readonly coveredByShare: number;
  /** Share of the message that is consensus; 0 to 1, less for a short message. */
  readonly full: number;
}

// A word that a member shares with others is worth following before one that it shares with none.
const sharedGain = 0.2;
const mostShared = 3;
/** A word belongs to the consensus if this share of the members have it, and at least two. */
const leastShare = 0.34;

/**
 * Align messages.
 *
 * @param members - the order decides between alignments of equal worth.
 */
export function makeConsensus(members: readonly (readonly [string, MessageForms])[]): Consensus {
  let columns: readonly Column[] = [];
  for (const [id, forms] of members) columns = addMember(columns, id, forms);
  return { members: new Set(members.map(([id]) => id)), columns };
}

function addMember(columns: readonly Column[], id: string, forms: MessageForms): readonly Column[] {
  const best = bestAlignment(columns, forms);
  const width = forms.words.length + 1;
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  const merged: Column[] = [];
  for (let i = 0, j = 0; i < columns.length || j < width - 1;) {
    const column = columns[i];
    if (column !== undefined && (j === width - 1 || at(i, j) === at(i + 1, j))) {
      merged.push(column);
      i += 1;
    } else if (column === undefined || at(i, j) === at(i, j + 1)) {
      merged.push(makeColumn(id, forms, j));
      j += 1;
    } else {
      merged.push({ ...column, members: new Set(column.members).add(id) });
      i += 1;
      j += 1;
    }
  }
  return merged;
}

function makeColumn(id: string, { words, alone }: MessageForms, at: number): Column {
  return { word: words[at] ?? 0, bits: alone[at] ?? 0, members: new Set([id]) };
}

/** For each place in the columns and in the message, the worth of the best alignment behind it. */
function bestAlignment(columns: readonly Column[], forms: MessageForms): Float64Array {
  const width = forms.words.length + 1;
  const best = new Float64Array((columns.length + 1) * width);
  for (const [i, { word, members }] of [...columns.entries()].reverse()) {
    const factor = 1 + sharedGain * Math.min(mostShared, members.size);
    for (let j = width - 2; j >= 0; j -= 1) {
      const rest = best[(i + 1) * width + j + 1] ?? 0;
      const both = word === forms.words[j] ? (forms.alone[j] ?? 0) * factor + rest : 0;
      const skip = Math.max(best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
      best[i * width + j] = Math.max(skip, both);
    }
  }
  return best;
}

/** What a message has of a consensus; a member is measured against the others. */
export function coverOf(id: string, forms: MessageForms, { members, columns }: Consensus): Covered {
  const own = (ids: ReadonlySet<string>) => ids.size - (ids.has(id) ? 1 : 0);
  const others = own(members);
  const needed = Math.max(2, Math.ceil(others * leastShare));
  const common = columns.filter((column) => own(column.members) >= needed);
  const consensus = inOrder(common, forms);
  const all = common.reduce((sum, { bits }) => sum + bits, 0);
  const byShare = common.reduce(
    (sum, column) => sum + (column.bits * own(column.members)) / others,
    0,
  );
  const ofAll = (whole: number, most: number) =>
    whole === 0 ? 0 : Math.min(most, consensus / whole);
  return {
    consensus,
    covered: ofAll(all, 1),
    coveredByShare: ofAll(byShare, 1.5),
    full: Math.min(1, forms.ownBits / fullMessageBits) * ofAll(forms.ownBits, 1),
  };
}

/** Bits of the words of a message that stand in the columns in the same order. */
function inOrder(columns: readonly Column[], { words, after }: MessageForms): number {
  const row = new Float64Array(words.length + 1);
  for (const { word } of columns) {
    let diagonal = 0;
    for (let j = 0; j < words.length; j += 1) {
      const above = row[j + 1] ?? 0;
      const skip = Math.max(above, row[j] ?? 0);
      row[j + 1] = word === words[j] ? Math.max(skip, diagonal + (after[j] ?? 0)) : skip;
      diagonal = above;
    }
  }
  return row[words.length] ?? 0;
}
