import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { evidenceVersion } from "@honeyguide/evidence";
import { describe, expect, test } from "vitest";

import { emptyFolder, run } from "./run.ts";

const chat = "13/12/2023, 21:14 - Me: Who is this?\n14/12/2023, 08:00 - Charlie: Guess\n";

/** A file and what `parse --json` says of it, side by side. */
async function written(...options: string[]) {
  const folder = await emptyFolder();
  const [path, reading] = [join(folder, "chat.txt"), join(folder, "chat.json")];
  await writeFile(path, chat);
  const { out } = await run(["parse", path, "--json", ...options]);
  await writeFile(reading, out);
  const change = async (by: (text: string) => string) => {
    await writeFile(reading, by(await readFile(reading, "utf8")));
  };
  return { folder, path, reading, change };
}

describe("honeyguide verify, without a Desk", () => {
  test("finds file and reading the same", async () => {
    const { folder, path, reading } = await written();
    for (const argv of [[path, "--reading", reading], [reading], [folder]]) {
      const ran = await run(["verify", ...argv]);
      expect(ran, argv.join(" ")).toMatchObject({ code: 0, err: "" });
      expect(ran.out).toContain("the same file, and the same reading.");
      expect(ran.out).toContain("1 item, 1 match.");
    }
  });

  test("makes the reading again as it was asked for", async () => {
    const { reading } = await written("--date-order", "ymd");
    expect(await run(["verify", reading])).toMatchObject({ code: 0 });
  });

  test("finds one byte that changed in the file", async () => {
    const { path, reading } = await written();
    await writeFile(path, chat.replace("Guess", "guess"));
    const ran = await run(["verify", path, "--reading", reading]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain("not the file that was read");
  });

  // what was changed in the reading
  test.for([
    ["a word", (text: string) => text.replace("Guess", "No"), "its messages"],
    ["a time", (text: string) => text.replace("2023-12-14", "2023-12-15"), "its messages"],
    [
      "a count of lines",
      (text: string) => text.replace('"parsed":2', '"parsed":3'),
      "which lines were read",
    ],
  ] as const)("finds %s that changed in the reading", async ([, by, said]) => {
    const { reading, change } = await written();
    await change(by);
    const ran = await run(["verify", reading]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain("The reading was altered");
    expect(ran.out).toContain(said);
  });

  test("says that another version made the reading, which is no fault", async () => {
    const { reading, change } = await written();
    const older = (text: string) =>
      text.replace(`"version":"${evidenceVersion}"`, '"version":"0.1"');
    await change(older);
    const same = await run(["verify", reading]);
    expect(same.code).toBe(0);
    expect(same.out).toContain("made with version 0.1");
    expect(same.out).toContain("reads it the same");
    await change((text) => text.replace("Guess", "Guess who"));
    const other = await run(["verify", reading]);
    expect(other.code).toBe(0);
    expect(other.out).toContain("otherwise, which is no fault");
  });

  test("misses a file that is gone, and tells it as JSON", async () => {
    const { path, reading } = await written();
    await rename(path, `${path}.moved`);
    const ran = await run(["verify", reading, "--json"]);
    expect(ran).toMatchObject({ code: 1, err: "" });
    expect(JSON.parse(ran.out)).toEqual({
      files: [{ file: path, version: evidenceVersion, match: false, fault: "gone", differs: [] }],
    });
  });

  test("refuses what it has nothing to check against", async () => {
    const { path, folder } = await written();
    expect(await run(["verify", path])).toMatchObject({ code: 1, out: "" });
    const odd = await run(["verify", path, "--reading", path]);
    expect(odd).toMatchObject({ code: 1, out: "" });
    expect(odd.err).toContain("is not a reading");
    expect(await run(["verify", await emptyFolder()])).toMatchObject({ code: 3, out: "" });
    expect(await run(["verify", path, folder, "--reading", path])).toMatchObject({ code: 2 });
    expect(await run(["verify", "/no/such/file"])).toMatchObject({ code: 3, out: "" });
  });
});
