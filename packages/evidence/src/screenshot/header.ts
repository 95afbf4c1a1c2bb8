/** The contact's name in the bar at the top, among clock, arrow, picture and buttons. */
import { type Ink } from "./ink.ts";
import { findRows, findRuns } from "./lines.ts";
import { type Box } from "./reading.ts";

/** Of the screen's width: wider than any space in a name. */
const apart = 0.028;

/**
 * The largest writing in the bar. Arrows and buttons stand beside two lines at once, so that the bar
 * is first parted into what stands apart from left to right, and only then into lines.
 */
export function findName(ink: Ink): Box | undefined {
  const whole = { left: 0, top: 0, width: ink.width, height: ink.height };
  const lines = findRows(ink, whole)
    .flatMap((row) => findRuns(ink, row, (ink.width * apart) / row.height))
    .flatMap((part) => joinDots(findRows(ink, part)))
    .filter(({ width, height }) => width > height * 1.5 && height < ink.width * 0.1);
  return lines.reduce<Box | undefined>(
    (best, line) => (best === undefined || line.height > best.height ? line : best),
    undefined,
  );
}

/** Rows in which only dots of i and accents are belong to the row below. */
function joinDots(rows: readonly Box[]): readonly Box[] {
  const joined: Box[] = [];
  for (const row of rows) {
    const above = joined.at(-1);
    const isDots =
      above !== undefined &&
      above.height < row.height * 0.5 &&
      row.top - above.top - above.height < row.height * 0.4;
    if (!isDots) joined.push(row);
    else {
      const left = Math.min(above.left, row.left);
      const right = Math.max(above.left + above.width, row.left + row.width);
      const height = row.top + row.height - above.top;
      joined[joined.length - 1] = { left, top: above.top, width: right - left, height };
    }
  }
  return joined;
}
