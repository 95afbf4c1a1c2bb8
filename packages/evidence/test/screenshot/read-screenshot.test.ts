import { expect, test } from "vitest";

import { readScreenshot, unreadPicture } from "../../src/index.ts";
import type { GreyImage, ReadLine } from "../../src/screenshot/reading.ts";
import { dark, drawBubble, light, makeScreen } from "./drawn.ts";

/** An engine that says how many strokes it was given: what reaches it can be told from that. */
const countStrokes: ReadLine = ({ width, height, data }: GreyImage) => {
  let strokes = 0;
  let isInk = false;
  for (let x = 0; x < width; x += 1) {
    const column = Array.from({ length: height }, (_, y) => data[y * width + x] ?? 255);
    const next = column.some((value) => value < 128);
    if (next && !isInk) strokes += 1;
    isInk = next;
  }
  const box = { left: 12, top: 12, width: width - 24, height: height - 24 };
  return [{ text: "x".repeat(strokes), confidence: 0.9, box }];
};

test.for([
  ["light", light],
  ["dark", dark],
] as const)("%s: every line reaches the engine as dark on white, in order", ([, theme]) => {
  const made = makeScreen(600, 800, theme.page);
  made.paint({ left: 0, top: 0, width: 600, height: 100 }, theme.bar);
  drawBubble(
    made,
    { left: 12, top: 140, width: 240, height: 90 },
    { surface: theme.left, ink: theme.ink },
  );
  drawBubble(
    made,
    { left: 468, top: 300, width: 120, height: 60 },
    { surface: theme.right, ink: theme.ink },
  );
  const lines: GreyImage[] = [];
  const progress: string[] = [];
  const { messages } = readScreenshot({
    image: made.image,
    readLine: (line, letters) => {
      lines.push(line);
      return countStrokes(line, letters);
    },
    onProgress: (done, of) => progress.push(`${done}/${of}`),
  });
  const strokes = (count: number) => "x".repeat(count);
  expect(messages.map(({ side, text, time }) => [side, text, time])).toEqual([
    ["left", `${strokes(17)} ${strokes(17)}`, null],
    ["right", strokes(7), null],
  ]);
  for (const { data } of lines) expect(data[0]).toBe(255);
  expect(progress.at(-1)).toMatch(/^(\d+)\/\1$/);
});

test("what has a colour and no letters is left out of the words, and named", () => {
  const made = makeScreen(600, 400, light.page);
  const box = { left: 12, top: 40, width: 300, height: 60 };
  drawBubble(made, box, { surface: light.left, ink: light.ink });
  made.paint({ left: 200, top: 46, width: 100, height: 44 }, light.left);
  made.paint({ left: 230, top: 50, width: 34, height: 34 }, [255, 204, 50]);
  const { messages } = readScreenshot({ image: made.image, readLine: countStrokes });
  expect(messages).toHaveLength(1);
  expect(messages[0]?.text).toMatch(new RegExp(`^x+ ${unreadPicture}$`));
});
