// Rows and tables as they stand in docs/evaluation.md.

/** A table in Markdown. */
export function toTable(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A share with three places. */
export function show(share) {
  return share.toFixed(3);
}

/** An interval. */
export function showInterval([from, to]) {
  return `${from.toFixed(3)}–${to.toFixed(3)}`;
}

/** The head of `toRow`. */
export const rateHead = [
  "Change",
  "P",
  "R",
  "F1",
  "95 % of F1",
  "F1 of links",
  "R at P .999",
  "B-cubed F1",
  "Largest group",
  "False links per 1,000",
];

/** One kind of change. */
export function toRow({ name, rates, between, recallAt999, falsePer1000 }) {
  const { group, link, bcubed, largest } = rates;
  return [
    name,
    show(group.precision),
    show(group.recall),
    show(group.f1),
    showInterval(between),
    show(link.f1),
    show(recallAt999),
    show(bcubed),
    show(largest),
    falsePer1000.toFixed(2),
  ];
}
