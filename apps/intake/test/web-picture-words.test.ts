import { describe, expect, test } from "vitest";

import {
  addedBubble,
  type Bubble,
  needsLook,
  type ReadBubble,
  toBubbles,
  toPictureWords,
} from "../web/form/picture-words.ts";

const read: readonly ReadBubble[] = [
  { side: "middle", text: "Today", confidence: 0.95, doubtful: [] },
  { side: "left", text: "Call me on 07700 900l23", confidence: 0.6, doubtful: ["900l23"] },
  { side: "right", text: "Who is this?", confidence: 0.97, doubtful: [] },
];
const missed: Bubble = { ...addedBubble(), text: "Hello?" };
const tool = { tool: "a reader", version: "1" };

describe("the words of a picture", () => {
  test("that nobody changed go as they were read, side by side", () => {
    expect(toPictureWords(toBubbles(read), 3, " Charlie ", tool)).toEqual({
      ...tool,
      corrected: false,
      messages: [
        { sender: null, kind: "system", text: "Today", confidence: 0.95 },
        {
          ...{ sender: "Charlie", kind: "text", direction: "received" },
          ...{ text: "Call me on 07700 900l23", confidence: 0.6 },
        },
        { sender: null, kind: "text", direction: "sent", text: "Who is this?", confidence: 0.97 },
      ],
    });
  });

  test("that were put right say so, and a machine is not sure of them any more", () => {
    const bubbles = toBubbles(read);
    bubbles[1]!.text = "Call me on 07700 900123";
    const words = toPictureWords(bubbles, 3, "", tool);
    expect(words.corrected).toBe(true);
    expect(words.messages[1]).toEqual({
      ...{ sender: null, kind: "text", direction: "received", text: "Call me on 07700 900123" },
    });
  });

  const changes: readonly (readonly [what: string, change: (bubbles: Bubble[]) => void])[] = [
    ["a side was swapped", (bubbles: Bubble[]) => void (bubbles[2]!.side = "left")],
    ["one was emptied", (bubbles: Bubble[]) => void (bubbles[0]!.text = " ")],
    ["one that was missed was added", (bubbles: Bubble[]) => void bubbles.push(missed)],
    ["one was removed", (bubbles: Bubble[]) => void bubbles.pop()],
  ];
  test.for(changes)("are corrected where %s", ([, change]) => {
    const bubbles = toBubbles(read);
    change(bubbles);
    expect(toPictureWords(bubbles, 3, "", tool).corrected).toBe(true);
  });

  test("are marked to be looked at until the person has changed them", () => {
    const bubbles = toBubbles(read);
    expect(bubbles.map(needsLook)).toEqual([false, true, false]);
    bubbles[1]!.text += "!";
    expect(bubbles.map(needsLook)).toEqual([false, false, false]);
  });
});
