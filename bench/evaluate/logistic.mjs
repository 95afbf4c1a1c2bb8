// Logistic regression with weights that are not negative, by one Newton step after another along
// each coordinate.

const sweeps = 400;
const enough = 1e-7;

/**
 * Fits log2 odds.
 *
 * @param rows one list of terms for each example
 * @param negative columns whose weight may only be zero or less
 */
export function fitLogistic({ rows, labels, weights = labels.map(() => 1), negative = new Set() }) {
  const width = rows[0].length;
  const columns = Array.from({ length: width }, (_, at) =>
    Float64Array.from(rows, (row) => row[at]),
  );
  columns.push(new Float64Array(rows.length).fill(1));
  const scales = columns.map((column) => Math.sqrt(mean(column, (value) => value * value)) || 1);
  columns.forEach((column, at) =>
    column.forEach((value, row) => (column[row] = value / scales[at])),
  );
  const beta = new Float64Array(width + 1);
  const odds = new Float64Array(rows.length);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    let moved = 0;
    for (let at = 0; at <= width; at += 1) {
      const column = columns[at];
      const { slope, curve } = steepness(column, odds, labels, weights);
      let next = beta[at] + Math.max(-1, Math.min(1, slope / curve));
      if (at < width) next = negative.has(at) ? Math.min(0, next) : Math.max(0, next);
      const step = next - beta[at];
      beta[at] = next;
      moved = Math.max(moved, Math.abs(step));
      if (step !== 0)
        for (let row = 0; row < odds.length; row += 1) odds[row] += step * column[row];
    }
    if (moved < enough) break;
  }
  let loss = 0;
  for (let row = 0; row < odds.length; row += 1) {
    loss += weights[row] * Math.log1p(Math.exp(labels[row] === 1 ? -odds[row] : odds[row]));
  }
  const bits = Array.from(beta, (value, at) => value / scales[at] / Math.LN2);
  return { weights: bits.slice(0, width), start: bits[width], loss: loss / odds.length };
}

/** First and second derivative of the likelihood along one column. */
function steepness(column, odds, labels, weights) {
  let slope = 0;
  let curve = 1e-9;
  for (let row = 0; row < odds.length; row += 1) {
    const chance = 1 / (1 + Math.exp(-odds[row]));
    slope += weights[row] * (labels[row] - chance) * column[row];
    curve += weights[row] * Math.max(1e-6, chance * (1 - chance)) * column[row] * column[row];
  }
  return { slope, curve };
}

function mean(list, of) {
  return list.reduce((sum, value) => sum + of(value), 0) / list.length;
}
