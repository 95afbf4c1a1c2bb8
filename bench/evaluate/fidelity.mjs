// Does an explanation name what the link rests on? The shared words that a link shows are taken out
// of both messages and the corpus is linked again: the pair should not be a link any more.

/**
 * The share of links that their shown words carry.
 *
 * @param run a run with its texts; each message is used once.
 */
export function tryFidelity(engine, { links, texts, scriptOf }, most = 300) {
  const textOf = new Map(texts);
  const chosen = [];
  const used = new Set();
  for (const link of links) {
    if (chosen.length === most) break;
    if (!scriptOf.has(link.a) || used.has(link.a) || used.has(link.b)) continue;
    const detail = link.reasons.find(({ feature }) => feature === "words")?.detail;
    if (detail === undefined) continue;
    used.add(link.a).add(link.b);
    chosen.push(link);
    const isFirst = detail.aMessage === link.a;
    textOf.set(link.a, cut(textOf.get(link.a), isFirst ? detail.aSpans : detail.bSpans));
    textOf.set(link.b, cut(textOf.get(link.b), isFirst ? detail.bSpans : detail.aSpans));
  }
  const again = engine.run([...textOf]);
  const still = new Set(again.links.map(({ a, b }) => `${a} ${b}`));
  const dropped = chosen.filter(({ a, b }) => !still.has(`${a} ${b}`)).length;
  return { tried: chosen.length, dropped };
}

function cut(text, spans) {
  return [...spans]
    .sort((x, y) => y.start - x.start)
    .reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
}
