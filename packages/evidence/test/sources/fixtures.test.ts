import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { readEvidence } from "../../src/read-evidence.ts";

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)));

interface Target {
  readonly timestamp: string;
  readonly author: string;
  readonly message: string;
}

describe("exports that another project is tested with", () => {
  test.for([
    // folder, file, format
    ["signal", "test_export.txt", "signal-text"],
    ["telegram", "test_single_export.json", "telegram-json"],
    ["telegram", "test_batch_export.json", "telegram-json"],
    ["instagram", "test_export.json", "meta-json"],
  ] as const)("%s/%s", async ([folder, file, format]) => {
    const target = JSON.parse(
      new TextDecoder().decode(fixture(`${folder}/target.json`)),
    ) as Target[];
    const result = await readEvidence(fixture(`${folder}/${file}`));
    if (!result.ok) throw new Error(result.reason);
    expect(result.value.format).toBe(format);
    const read = result.value.messages.map(({ at, sender, text }) => ({
      timestamp: at?.replace("Z", "").padEnd(19, ":00"),
      author: sender,
      // Their targets put a space for each line end.
      message: text.replaceAll("\n", " "),
    }));
    const byTime = (a: { timestamp: string | undefined }, b: typeof a) =>
      (a.timestamp ?? "").localeCompare(b.timestamp ?? "");
    expect(read.sort(byTime)).toEqual([...target].sort(byTime));
  });
});
