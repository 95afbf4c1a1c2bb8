/** The words of a screenshot, read in the process as it is shipped: no files, no network, no environment. */
import { readFile } from "node:fs/promises";

import { afterAll, beforeAll, expect, test } from "vitest";

import { makePictures, type Pictures } from "../server/pictures.ts";
import { buildPictures } from "./pictures-script.ts";

let pictures: Pictures;
beforeAll(async () => {
  pictures = makePictures(await buildPictures());
}, 120_000);
afterAll(() => pictures.close());

const screenshot = new URL("../../../practice/screenshot.png", import.meta.url);

test("the screenshot of the practice case is read, each side apart", async () => {
  const answer = await pictures.words(new Uint8Array(await readFile(screenshot)));
  if (!answer.ok) throw new Error(answer.reason);
  const { messages, header } = answer.value;
  expect(messages.map(({ side, text, time }) => [side, text, time])).toEqual([
    ["middle", "26 January 2024", null],
    [
      "left",
      "It was nice to meet you at the policy drinks. You make housing statistics sound almost exciting :)",
      "18:44",
    ],
    ["right", "Almost! I take that. Do you work near here?", "19:05"],
    ["left", "The charity across the river. Coffee next week?", "19:07"],
  ]);
  expect(header?.text).toBe("Frankie");
  expect(Math.min(...messages.map(({ confidence }) => confidence))).toBeGreaterThan(0.5);
}, 120_000);

test.for([
  ["no picture", new TextEncoder().encode("hello"), "not_decoded"],
  ["half a picture", undefined, "damaged"],
] as const)("%s is refused", async ([, bytes, reason]) => {
  const given = bytes ?? new Uint8Array(await readFile(screenshot)).subarray(0, 9000);
  expect(await pictures.words(given)).toEqual({ ok: false, reason });
});
