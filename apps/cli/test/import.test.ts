/** The parts of an import that need no server; the rest is in `start.test.ts`. */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";

import { describe, expect, test } from "vitest";

import { findFiles } from "../src/import/find-files.ts";
import { barOf, makeProgress } from "../src/import/progress.ts";
import { emptyFolder, run } from "./run.ts";

describe("files to import", () => {
  test("are found below folders, in the order of their names, links left out", async () => {
    const at = await emptyFolder();
    const outside = join(await emptyFolder(), "outside.txt");
    await writeFile(outside, "not yours");
    await mkdir(join(at, "b/deep"), { recursive: true });
    await mkdir(join(at, "__MACOSX"));
    for (const name of ["c.txt", "a.txt", "b/deep/d.txt", ".hidden", "__MACOSX/e.txt"]) {
      await writeFile(join(at, name), name);
    }
    await symlink(outside, join(at, "link.txt"));
    const { files, leftOut } = await findFiles([at, outside]);
    expect(files.map(({ path }) => relative(at, path))).toEqual([
      "a.txt",
      "b/deep/d.txt",
      "c.txt",
      relative(at, outside),
    ]);
    expect(files.map(({ named }) => named)).toEqual([at, at, at, outside]);
    expect(leftOut.map((path) => relative(at, path)).sort()).toEqual([
      ".hidden",
      "__MACOSX",
      "link.txt",
    ]);
  });

  test("must be there, and at least one", async () => {
    const none = await run(["import", "/no/such/file", "--json"]);
    expect(none).toMatchObject({ code: 3, out: "" });
    const empty = await run(["import", await emptyFolder(), "--json"]);
    expect(empty).toMatchObject({ code: 1, out: "" });
    expect(empty.err).toContain("no file in what you named");
    expect(await run(["import", "--json"])).toMatchObject({ code: 2, out: "" });
  });

  test("do not go anywhere while the code would go to a pipe unasked", async () => {
    const path = join(await emptyFolder(), "a.txt");
    await writeFile(path, "words");
    const ran = await run(["import", path]);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain("say --json");
  });

  test("are looked into without a Desk, a page or a word sent, by --dry-run", async () => {
    const at = await emptyFolder();
    for (let number = 0; number <= 50; number += 1) {
      await writeFile(join(at, `${number}.txt`), `note number ${number}\n`);
    }
    const dry = (...more: string[]) =>
      run(["import", ...more, "--dry-run", "--json", "--data", join(at, "none")], {
        fetch: () => Promise.reject(new Error("nobody is asked")),
      });
    const one = await dry(join(at, "1.txt"), join(at, "2.txt"));
    expect(one.code).toBe(0);
    expect(one.err).toContain("1.txt: text without a form of its own, 1 message without times");
    expect(JSON.parse(one.out)).toMatchObject({
      reports: 1,
      looked: [{ format: "plain", messages: 1 }, { format: "plain" }],
    });
    const tooMany = await dry(at);
    expect(tooMany).toMatchObject({ code: 1, out: "" });
    expect(tooMany.err).toContain("51 files are more than one report takes");
    const each = await dry(join(at, "1.txt"), join(at, "2.txt"), "--each");
    expect(JSON.parse(each.out)).toMatchObject({ reports: 2 });
  });
});

describe("the bar", () => {
  test.for([
    [0, 100, "[........................]   0 %"],
    [25, 100, "[######..................]  25 %"],
    [99.9, 100, "[#######################.]  99 %"],
    [120, 100, "[########################] 100 %"],
    [0, 0, "[########################] 100 %"],
  ] as const)("%j of %j", ([done, total, drawn]) => {
    expect(barOf(done, total)).toBe(drawn);
  });

  test("is drawn for eyes only, and not faster than they see", () => {
    const drawn = (isProgressSeen: boolean) => {
      const said: string[] = [];
      let at = 0;
      const bar = makeProgress(10, {
        err: (text) => void said.push(text),
        now: () => new Date((at += 30)),
        isProgressSeen,
      });
      for (let step = 0; step < 10; step += 1) bar.advance(1);
      bar.say("a line\n");
      bar.end();
      return said;
    };
    expect(drawn(false)).toEqual(["a line\n"]);
    const seen = drawn(true);
    // Of ten steps every second or third, and once more below the line.
    expect(seen.filter((text) => text.includes("["))).toHaveLength(5);
    expect(seen.at(-1)).toBe("\r\u001b[2K");
  });
});
