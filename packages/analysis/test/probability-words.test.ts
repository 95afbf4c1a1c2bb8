import { expect, test } from "vitest";

import { probabilityWord } from "../src/index.ts";

test.each([
  [0, "remote chance"],
  [0.05, "remote chance"],
  [0.1, "highly unlikely"],
  [0.2, "highly unlikely"],
  [0.25, "unlikely"],
  [0.35, "unlikely"],
  [0.4, "realistic possibility"],
  [0.5, "realistic possibility"],
  [0.55, "likely"],
  [0.75, "likely"],
  [0.8, "highly likely"],
  [0.9, "highly likely"],
  [0.95, "almost certain"],
  [1, "almost certain"],
])("%d is %s", (p, word) => {
  expect(probabilityWord(p).word).toBe(word);
});
