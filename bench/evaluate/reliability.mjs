// Stated against observed: of the pairs for which the engine states a probability, how many have one
// script. The drawing is made here, for docs/.

const edges = [0.5, 0.55, 0.65, 0.75, 0.85, 0.925, 0.98, 0.995, 1.000001];

/** Pairs with a stated probability, in bins. */
export function makeBins(judged) {
  return edges.slice(1).map((to, at) => {
    const from = edges[at];
    const inside = judged.filter(({ probability }) => probability >= from && probability < to);
    const right = inside.filter(({ isTrue }) => isTrue).length;
    return {
      from,
      to: Math.min(to, 1),
      count: inside.length,
      stated: inside.reduce((sum, { probability }) => sum + probability, 0) / (inside.length || 1),
      observed: right / (inside.length || 1),
      interval: wilson(right, inside.length),
    };
  });
}

/** The share that is right among pairs with at least this probability. */
export function observedFrom(judged, least) {
  const inside = judged.filter(({ probability }) => probability >= least);
  const right = inside.filter(({ isTrue }) => isTrue).length;
  return {
    count: inside.length,
    observed: right / (inside.length || 1),
    interval: wilson(right, inside.length),
  };
}

/** The interval of Wilson (1927), 95 %. */
export function wilson(right, count) {
  if (count === 0) return [0, 1];
  const z = 1.96;
  const share = right / count;
  const middle = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const half =
    (z / (1 + z ** 2 / count)) *
    Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

const [width, height, left, bottom, side] = [440, 420, 60, 360, 330];
const x = (share) => left + (share - 0.5) * 2 * side;
const y = (share) => bottom - share * side;

/** An SVG with one point for each bin that has pairs. */
export function drawReliability(bins) {
  const used = bins.filter(({ count }) => count > 0);
  const ticksX = [0.5, 0.6, 0.7, 0.8, 0.9, 1].map(
    (tick) =>
      `<text x="${round(x(tick))}" y="${bottom + 18}" text-anchor="middle">${Math.round(tick * 100)}%</text>`,
  );
  const ticksY = [0, 0.25, 0.5, 0.75, 1].map(
    (tick) =>
      `<text x="${left - 8}" y="${round(y(tick) + 4)}" text-anchor="end">${Math.round(tick * 100)}%</text>` +
      `<line x1="${left}" x2="${left + side}" y1="${round(y(tick))}" y2="${round(y(tick))}" class="grid"/>`,
  );
  const points = used.map(({ stated, observed, interval, count }) =>
    [
      `<line x1="${round(x(stated))}" x2="${round(x(stated))}" y1="${round(y(interval[0]))}" y2="${round(y(interval[1]))}" class="range"/>`,
      `<circle cx="${round(x(stated))}" cy="${round(y(observed))}" r="4"><title>${count} pairs</title></circle>`,
    ].join(""),
  );
  const path = used.map(({ stated, observed }) => `${round(x(stated))},${round(y(observed))}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">Stated probability of a link against the share of pairs that were right</title>
<style>
text { font: 12px system-ui, sans-serif; fill: #333; }
.grid { stroke: #ccc; }
.ideal { stroke: #777; stroke-dasharray: 4 4; }
.range { stroke: #1f5fa8; stroke-width: 2; }
circle { fill: #1f5fa8; }
polyline { fill: none; stroke: #1f5fa8; }
rect { fill: #fff; }
</style>
<rect width="${width}" height="${height}"/>
${ticksX.join("\n")}
${ticksY.join("\n")}
<line x1="${round(x(0.5))}" y1="${round(y(0.5))}" x2="${round(x(1))}" y2="${round(y(1))}" class="ideal"/>
<polyline points="${path.join(" ")}"/>
${points.join("\n")}
<text x="${left + side / 2}" y="${bottom + 42}" text-anchor="middle">stated</text>
<text x="16" y="${bottom - side / 2}" text-anchor="middle" transform="rotate(-90 16 ${bottom - side / 2})">observed</text>
</svg>
`;
}

function round(value) {
  return Math.round(value * 10) / 10;
}
