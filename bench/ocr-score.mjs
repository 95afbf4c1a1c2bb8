// Counts what a reading of a screenshot got wrong.

/**
 * What is compared: apostrophes are drawn alike in some fonts, marks of direction are not drawn, and
 * an emoji is not read, but that one stands there is.
 */
export const flat = (text) =>
  text
    .replace(/\p{Extended_Pictographic}\ufe0f?/gu, "▢")
    .replace(/[\u200e\u200f]/g, "")
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, " ")
    .trim();

const exact =
  /https?:\/\/\S+|www\.[^\s?]+|\S+@[\w.]+|\+?\d[\d ]{8,}\d|example\.org\/\S+|\b[A-Z]{2}-\d+\/\d\b/g;

/** Characters to insert, delete or replace. */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
    }
    row = next;
  }
  return row[b.length];
}

const differ = (one, other) => distance([...(one?.text ?? "")], [...flat(other?.text ?? "")]);

/** Which reading belongs to which message: the pairing in order with the fewest wrong characters. */
function pair(truth, read) {
  const best = Array.from({ length: truth.length + 1 }, () => []);
  for (let i = truth.length; i >= 0; i -= 1) {
    for (let j = read.length; j >= 0; j -= 1) {
      const steps = [
        [truth[i], undefined, best[i + 1]?.[j]],
        [undefined, read[j], best[i]?.[j + 1]],
        [truth[i], read[j], best[i + 1]?.[j + 1]],
      ].filter(([one, other, rest], step) => rest && (step === 1 || one) && (step === 0 || other));
      const options = steps.map(([one, other, rest]) => ({
        wrong: differ(one, other) + rest.wrong,
        pairs: [[one, other], ...rest.pairs],
      }));
      best[i][j] = options.sort((a, b) => a.wrong - b.wrong)[0] ?? { wrong: 0, pairs: [] };
    }
  }
  return best[0][0].pairs;
}

const nothing = { text: "", side: null, time: null, doubtful: [] };

/** Sums over one screen; `lost` has each line that is not as it was drawn. */
export function count(truth, reading) {
  const judged = pair(truth, reading.messages).map(([one, read]) => judge(one, read));
  const sums = judged.reduce(
    (sum, { counts }) => sum.map((value, at) => value + Number(counts[at])),
    counted.map(() => 0),
  );
  const lost = judged.flatMap(({ lost: lines }) => lines);
  return { ...Object.fromEntries(counted.map((name, at) => [name, sums[at]])), lost };
}

const counted = [
  ...["characters", "wrong", "sides", "wrongSides", "times", "wrongTimes"],
  ...["exact", "wrongExact", "unmarked"],
];

/** One message as drawn beside the one that was read; a message that only one has is all wrong. */
function judge(one, read) {
  const [drawn, seen] = [one ?? nothing, { ...nothing, ...read }];
  const wrong = differ(one, read);
  const isSide = drawn.side === seen.side;
  const isTime = drawn.time === seen.time;
  const { all, lost, unmarked } = judgeExact(drawn, seen);
  const counts = [
    ...[[...drawn.text].length, wrong, 1, !isSide, drawn.time !== null, !isTime],
    ...[all, lost, unmarked],
  ];
  const isRight = wrong === 0 && isSide && isTime;
  return { counts, lost: isRight ? [] : [[shown(one), shown(read)]] };
}

/** Numbers and links, and those that are wrong without a word to the person. */
function judgeExact(drawn, seen) {
  const wordsOf = ({ text }) => [...flat(text).matchAll(exact)].map(([word]) => word);
  const [all, read] = [wordsOf(drawn), wordsOf(seen)];
  const lost = all.filter((word) => !read.includes(word)).length;
  return { all: all.length, lost, unmarked: seen.doubtful.length === 0 ? lost : 0 };
}

function shown(message) {
  if (message === undefined) return "(nothing)";
  const doubts =
    (message.doubtful ?? []).length === 0 ? "" : `  look at: ${message.doubtful.join(", ")}`;
  return `${message.side} ${message.time ?? "-"} ${flat(message.text)}${doubts}`;
}
