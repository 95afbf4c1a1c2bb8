/** Sealed items by the archive that they came in. */
import type { Exhibit } from "../../api.ts";
import { isSealed } from "./exhibit-words.ts";

export interface ExhibitGroup {
  /** The archive, as `Exhibit.part`; null for what came by itself. */
  readonly inside: string | null;
  readonly tiles: readonly Exhibit[];
}

/** Sealed items in their order, those in no archive first. */
export function groupSealed(exhibits: readonly Exhibit[]): readonly ExhibitGroup[] {
  const groups = new Map<string | null, Exhibit[]>();
  for (const exhibit of exhibits.filter(isSealed)) {
    const group = groups.get(exhibit.inside);
    if (group === undefined) groups.set(exhibit.inside, [exhibit]);
    else group.push(exhibit);
  }
  return [...groups]
    .map(([inside, tiles]) => ({ inside, tiles }))
    .sort((a, b) => Number(a.inside !== null) - Number(b.inside !== null));
}
