/** Neutral names for what was added: "Picture 1". The file's own name is nobody's business here. */
import { t } from "../i18n/t.ts";
import type { Item } from "../sealing/messages.ts";

/** The label of each item, by its id: numbered among those of its kind, in the order added. */
export function itemLabels(items: readonly Item[]): ReadonlyMap<string, string> {
  const counts = new Map<Item["kind"], number>();
  return new Map(
    items.map(({ id, kind }) => {
      const n = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, n);
      return [id, t(`item.${kind}`, { n })];
    }),
  );
}
