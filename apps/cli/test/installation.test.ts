import { chmod, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { parseKeyFile } from "@honeyguide/protocol/keys";
import { SiteSchema } from "@honeyguide/protocol/wire";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { emptyFolder, run } from "./run.ts";

const team = ["--team", "Safety Team", "--reach", "phone=020 7946 0123", "--reach", "room=12"];
const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
const SiteFileSchema = v.omit(SiteSchema, ["receiptKey"]);

async function installed(...more: string[]) {
  const data = join(await emptyFolder(), "data");
  const ran = await run(["init", "--data", data, ...more]);
  expect(ran).toMatchObject({ code: 0, err: "" });
  return { data, out: ran.out };
}

describe("honeyguide init", () => {
  test("makes keys for this user alone, and prints the public one only", async () => {
    const { data, out } = await installed();
    expect(await mode(data)).toBe("700");
    expect(await mode(join(data, "keys"))).toBe("700");
    for (const name of ["team.key", "desk-data.key", "pull.token", "cli.token", "setup.token"]) {
      const path = join(data, "keys", name);
      expect(await mode(path), name).toBe("600");
      const secret = (await readFile(path, "utf8")).trim().split("\n").at(-1) ?? "";
      expect(secret.length, name).toBeGreaterThan(30);
      expect(out).not.toContain(secret);
    }
    expect(out).toMatch(/age1[a-z0-9]{58}/);
    expect(
      Buffer.from(await readFile(join(data, "keys/desk-data.key"), "utf8"), "base64"),
    ).toHaveLength(32);
  });

  test("tells the intake the public key, and no secret but its own", async () => {
    const { data, out } = await installed();
    const site = v.parse(
      SiteFileSchema,
      JSON.parse(await readFile(join(data, "intake/site.json"), "utf8")),
    );
    expect(site).toMatchObject({ drill: true });
    expect(out).toContain(site.recipients[0]);
    const token = (await readFile(join(data, "keys/pull.token"), "utf8")).trim();
    for (const name of ["site.json", "pull.hash", "receipt.key"]) {
      const text = await readFile(join(data, "intake", name), "utf8");
      expect(text, name).not.toContain("AGE-SECRET-KEY");
      expect(text, name).not.toContain(token);
    }
  });

  test("takes the name of a team and how else it is reached", async () => {
    const { data } = await installed(...team);
    const site = v.parse(
      SiteFileSchema,
      JSON.parse(await readFile(join(data, "intake/site.json"), "utf8")),
    );
    expect(site).toMatchObject({ team: "Safety Team", drill: false });
    expect(site.alternatives).toEqual([
      { kind: "phone", text: "020 7946 0123" },
      { kind: "room", text: "12" },
    ]);
  });

  test("changes nothing the second time, and does not bring a dead link back", async () => {
    const { data } = await installed();
    const path = join(data, "keys/team.key");
    const before = await readFile(path, "utf8");
    await rm(join(data, "keys/setup.token"));
    expect(await run(["init", "--data", data, "--json"])).toMatchObject({ code: 0 });
    expect(await readFile(path, "utf8")).toBe(before);
    await expect(stat(join(data, "keys/setup.token"))).rejects.toThrow(/ENOENT/);
  });

  test("two at once make one key", async () => {
    const data = join(await emptyFolder(), "data");
    const both = await Promise.all([0, 1].map(() => run(["init", "--data", data, "--json"])));
    const keys = both.map(({ out }) => (JSON.parse(out) as { recipient: string }).recipient);
    expect(keys[0]).toBe(keys[1]);
    expect(await run(["doctor", "--data", data])).toMatchObject({ err: "" });
  });

  test.for(["team.key", "desk-data.key"])("does not replace a lost %s", async (name) => {
    const { data } = await installed();
    await mkdir(join(data, "database"));
    await rm(join(data, "keys", name));
    const ran = await run(["init", "--data", data]);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain("backup");
    await expect(stat(join(data, "keys", name))).rejects.toThrow(/ENOENT/);
  });

  // where to, what standard error says
  test.for([
    ["/proc/honeyguide", "cannot be written"],
    ["file/below", "is a file, not a directory"],
    ["file", "a file stands there"],
  ] as const)("says what is wrong with %s", async ([to, said]) => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "file"), "kept");
    const ran = await run(["init", "--data", to.startsWith("/") ? to : join(folder, to)]);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain(said);
    expect(ran.err).toContain("--data");
    expect(await readFile(join(folder, "file"), "utf8")).toBe("kept");
  });
});

describe("honeyguide keys", () => {
  test("lists files without what is in them, and shows the public key", async () => {
    const { data, out } = await installed();
    const listed = await run(["keys", "list", "--data", data]);
    expect(listed).toMatchObject({ code: 0, err: "" });
    const [secret] = parseKeyFile(await readFile(join(data, "keys/team.key"), "utf8"));
    expect(listed.out).toContain("team.key");
    expect(listed.out).not.toContain(secret);
    const shown = await run(["keys", "show", "--data", data]);
    expect(out).toContain(shown.out.trim());
    const json = await run(["keys", "show", "--data", data, "--json"]);
    expect(JSON.parse(json.out)).toEqual({ recipient: shown.out.trim() });
  });

  test("makes a key once", async () => {
    const data = join(await emptyFolder(), "data");
    expect(await run(["keys", "show", "--data", data])).toMatchObject({ code: 3, out: "" });
    expect(await run(["keys", "list", "--data", data])).toMatchObject({ code: 3 });
    const made = await run(["keys", "new", "--data", data]);
    expect(made).toMatchObject({ code: 0, err: "" });
    const again = await run(["keys", "new", "--data", data]);
    expect(again).toMatchObject({ code: 1, out: "" });
    expect((await run(["keys", "show", "--data", data])).out).toBe(made.out);
  });

  test("says that changing a key is not offered", async () => {
    const ran = await run(["keys", "rotate"]);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain("not offered");
  });

  test("says so where the key file holds something else", async () => {
    const { data } = await installed();
    await writeFile(join(data, "keys/team.key"), "nonsense\n");
    const ran = await run(["keys", "show", "--data", data]);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain("protocol.malformed_key");
  });
});

describe("honeyguide doctor", () => {
  const fixes = (out: string) => out.split("\n").filter((line) => line.startsWith("FIX"));

  test("finds a new installation in order, but for what does not run", async () => {
    const { data } = await installed(...team);
    const { out } = await run(["doctor", "--data", data]);
    expect(fixes(out).filter((line) => !line.includes("built"))).toEqual([]);
    expect(out).toMatch(/^warn {2}nothing runs/m);
    expect(out).toMatch(/^ok {4}Node/m);
  });

  test("warns of a page that is still practice", async () => {
    const { data } = await installed();
    const found = await run(["doctor", "--data", data, "--json"]);
    expect(JSON.parse(found.out)).toContainEqual(
      expect.objectContaining({
        level: "warn",
        text: expect.stringContaining("practice") as string,
      }),
    );
  });

  // what is wrong, what the line must hold
  test.for([
    [
      "a key that others may read",
      (data: string) => chmod(join(data, "keys/team.key"), 0o644),
      "chmod 600",
    ],
    ["a directory that others may enter", (data: string) => chmod(data, 0o755), "chmod 700"],
    ["a key that is gone", (data: string) => rm(join(data, "keys/desk-data.key")), "backup"],
    ["a page without a site", (data: string) => rm(join(data, "intake/site.json")), "site.json"],
    [
      "one way to reach the team",
      (data: string) =>
        change(data, (site) => ({ ...site, alternatives: [{ kind: "a", text: "b" }] })),
      "needs two",
    ],
    [
      "a page that seals to somebody else",
      (data: string) => change(data, (site) => ({ ...site, recipients: ["age1other"] })),
      "another team key",
    ],
    [
      "a Desk that does not answer",
      async (data: string) => {
        await writeFile(join(data, "desk-address"), "http://localhost:1\n");
        await writeFile(join(data, "intake-address"), "http://localhost:1\n");
      },
      "does not answer",
    ],
  ] as const)("finds %s", async ([, spoil, said]) => {
    const { data } = await installed(...team);
    await spoil(data);
    const ran = await run(["doctor", "--data", data, "--quiet"]);
    expect(ran.code).toBe(1);
    expect(fixes(ran.out).join("\n")).toContain(said);
  });

  test("says where there is no installation", async () => {
    const ran = await run(["doctor", "--data", join(await emptyFolder(), "none")]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain("honeyguide init");
  });

  async function change(data: string, by: (site: object) => object) {
    const path = join(data, "intake/site.json");
    const site = JSON.parse(await readFile(path, "utf8")) as object;
    await writeFile(path, JSON.stringify(by(site)));
  }
});

describe("without a Desk", () => {
  test.for([
    ["inbox"],
    ["show", "R-1"],
    ["explain", "R-1"],
    ["demo", "--remove"],
    ["sealed", "R-1", "--to", "/tmp/never-made"],
    ["import", "apps/cli/package.json", "--json"],
  ])("%s says that none runs there, exit 5", async (argv) => {
    const { data } = await installed();
    const ran = await run([...argv, "--data", data]);
    expect(ran).toMatchObject({ code: 5, out: "" });
    expect(ran.err).toContain("Start it with npm start");
  });

  test("asks once more where a connection broke, and tells the Desk nothing twice", async () => {
    const { data } = await installed();
    await writeFile(join(data, "desk-address"), "http://localhost:1\n");
    const asked: string[] = [];
    const answers = {
      "GET /v1/inbox?all=0": { rows: [], hidden: 0, held: 0 },
      "POST /v1/reports/R-1/shown": {},
    };
    const broken: typeof fetch = (url, request) => {
      const name = `${request?.method ?? ""} ${new URL(url as URL).href.replace("http://localhost:1", "")}`;
      asked.push(name);
      const isFirst = asked.filter((one) => one === name).length === 1;
      if (isFirst) return Promise.reject(new TypeError("other side closed"));
      return Promise.resolve(Response.json(answers[name as keyof typeof answers]));
    };
    const listed = await run(["inbox", "--data", data], { fetch: broken });
    expect(listed).toMatchObject({ code: 0 });
    const shown = await run(["show", "R-1", "--show", "person_asked", "--data", data], {
      fetch: broken,
    });
    expect(shown).toMatchObject({ code: 5, out: "" });
    expect(asked).toEqual([
      "GET /v1/inbox?all=0",
      "GET /v1/inbox?all=0",
      "POST /v1/reports/R-1/shown",
    ]);
  });

  test("says when one should and does not answer, exit 5", async () => {
    const { data } = await installed();
    await writeFile(join(data, "desk-address"), "http://localhost:1\n");
    const ran = await run(["inbox", "--data", data]);
    expect(ran).toMatchObject({ code: 5, out: "" });
    expect(ran.err).toContain("does not answer");
  });
});
