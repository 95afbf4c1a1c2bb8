/**
 * Whether two groups have a script each. One sender may run two scripts on one number: two campaigns of
 * one operation (`operations.ts`), and the number does not make them one.
 */
import type { Edge } from "./edges.ts";
import type { Group, Neighbours } from "./membership.ts";
import { seedBits } from "./rules.ts";
import { startBits } from "./weigh.ts";

/** Reports of one script before it stands as a campaign beside another on the same number. */
const leastOfScript = 3;

/** Whether a pair would seed a group by its text alone. */
export function isByText({ evidence: { text } }: Edge): boolean {
  return text !== undefined && startBits + text.bits >= seedBits;
}

/** Tells whether both groups have a script of their own and no message of one is like the other's. */
export function makeScripts(neighbours: Neighbours): (left: Group, right: Group) => boolean {
  const known = new WeakMap<Group, { readonly changes: number; readonly has: boolean }>();
  // Many edges ask the same of two groups that do not change.
  const answers = new WeakMap<Group, WeakMap<Group, { changes: number; isApart: boolean }>>();

  function hasScript(group: Group): boolean {
    if (group.ids.size < leastOfScript) return false;
    const before = known.get(group);
    if (before?.changes === group.changes) return before.has;
    const like = [...group.ids].filter((id) => isLike(id, group));
    const has = like.length >= leastOfScript;
    known.set(group, { changes: group.changes, has });
    return has;
  }

  function isLike(id: string, { ids }: Group): boolean {
    for (const [other, edge] of neighbours.get(id) ?? []) {
      if (ids.has(other) && isByText(edge)) return true;
    }
    return false;
  }

  function isApart(few: Group, many: Group): boolean {
    const changes = few.changes + many.changes;
    const before = answers.get(few)?.get(many);
    if (before?.changes === changes) return before.isApart;
    const found = ![...few.ids].some((id) => isLike(id, many));
    const ofFew = answers.get(few) ?? new WeakMap<Group, { changes: number; isApart: boolean }>();
    answers.set(few, ofFew.set(many, { changes, isApart: found }));
    return found;
  }

  return (left, right) => {
    const [few, many] = left.ids.size <= right.ids.size ? [left, right] : [right, left];
    return hasScript(few) && hasScript(many) && isApart(few, many);
  };
}
