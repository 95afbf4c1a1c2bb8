/** Emoji and photos have no words; where they stand among the words is kept. */
import { type Stretch } from "./exact-words.ts";
import { type ReadText } from "./join-lines.ts";
import { type Box, unreadPicture } from "./reading.ts";

/** The lines with a mark for each emoji, and one for all photos and stickers of the bubble. */
export function withPictures(
  read: readonly ReadText[],
  pictures: readonly Box[],
  usual: number,
): readonly ReadText[] {
  const small = pictures.filter(({ height }) => height <= usual * 2);
  const large = pictures.filter(({ height }) => height > usual * 2).slice(0, 1);
  const beside = read.map((one) => ({
    line: one.line,
    stretches: inOrder([...one.stretches, ...small.filter((box) => isBeside(box, one)).map(mark)]),
  }));
  const alone = small.filter((box) => !read.some((one) => isBeside(box, one)));
  const rows = [...large.map((box) => [box]), ...inRows(alone)];
  const apart = rows.map((row) => ({ line: toLine(row), stretches: inOrder(row.map(mark)) }));
  return [...beside, ...apart].sort((one, other) => one.line.box.top - other.line.box.top);
}

function mark({ left }: Box): Stretch {
  return { text: unreadPicture, left, confidence: 1, isDoubtful: false };
}

function inOrder(stretches: readonly Stretch[]): readonly Stretch[] {
  return [...stretches].sort((one, other) => one.left - other.left);
}

function isBeside(box: Box, { line }: ReadText): boolean {
  const middle = box.top + box.height / 2;
  return middle > line.box.top && middle < line.box.top + line.box.height;
}

function inRows(boxes: readonly Box[]): readonly (readonly Box[])[] {
  const rows: Box[][] = [];
  for (const box of boxes) {
    const row = rows.find(
      ([first]) => first !== undefined && Math.abs(first.top - box.top) < box.height / 2,
    );
    if (row === undefined) rows.push([box]);
    else row.push(box);
  }
  return rows;
}

function toLine(row: readonly Box[]): ReadText["line"] {
  const left = Math.min(...row.map((box) => box.left));
  const top = Math.min(...row.map((box) => box.top));
  const right = Math.max(...row.map((box) => box.left + box.width));
  const bottom = Math.max(...row.map((box) => box.top + box.height));
  return { box: { left, top, width: right - left, height: bottom - top }, words: [...row] };
}
