/**
 * Screenshots whose words are known to the letter, read by the engine as it is shipped. The pictures
 * are drawn by `bench/ocr-fixtures.mjs`; `bench/ocr.mjs` measures many more of them.
 */
import { readdir, readFile } from "node:fs/promises";

import * as v from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";

import { count } from "../../../bench/ocr-score.ts";
import { makePictures, type Pictures } from "../server/pictures.ts";
import { buildPictures } from "./pictures-script.ts";

const folder = new URL("screenshots/", import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith(".png"));
const TruthSchema = v.object({
  header: v.string(),
  messages: v.array(
    v.object({
      side: v.picklist(["left", "right", "middle"]),
      time: v.nullable(v.string()),
      text: v.string(),
    }),
  ),
});

let pictures: Pictures;
beforeAll(async () => {
  pictures = makePictures(await buildPictures());
}, 120_000);
afterAll(() => pictures.close());

test("there are screenshots of several looks", () => {
  expect(names).toHaveLength(4);
});

test.for(names)("%s", { timeout: 120_000 }, async (name) => {
  const bytes = await readFile(new URL(name, folder));
  const json = await readFile(new URL(name.replace(/png$/, "json"), folder), "utf8");
  const truth = v.parse(TruthSchema, JSON.parse(json));
  const answer = await pictures.words(new Uint8Array(bytes));
  if (!answer.ok) throw new Error(answer.reason);
  const { counts, lost } = count(truth.messages, answer.value);
  const said = lost.map((pair) => pair.join("\n")).join("\n\n");
  expect(counts, said).toMatchObject({ wrongSides: 0, wrongTimes: 0, wrongExact: 0, unmarked: 0 });
  expect(counts.exact).toBeGreaterThan(0);
  expect(counts.wrong / counts.characters, said).toBeLessThanOrEqual(0.02);
  expect(answer.value.header?.text).toBe(truth.header);
});
