/** Neutral names for what was added: "Picture 1". The file's own name is nobody's business here. */
import { t } from "../i18n/t.ts";
import type { Item } from "../sealing/messages.ts";

/** The label of each item, by its id: numbered among those of its kind, in the order added. */
export function itemLabels(items: readonly Item[]): ReadonlyMap<string, string> {
  const counts = new Map<Item["kind"], number>();
  const labels = new Map<string, string>();
  for (const { id, kind, wordsOf } of items) {
    if (wordsOf !== undefined) continue;
    const n = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, n);
    labels.set(id, t(`item.${kind}`, { n }));
  }
  for (const { id, wordsOf } of items) {
    if (wordsOf === undefined) continue;
    const label = labels.get(wordsOf);
    labels.set(id, label === undefined ? t("words.item.alone") : t("words.item", { label }));
  }
  return labels;
}
