import { beforeAll, describe, expect, test } from "vitest";

import { build } from "../../../tools/build.mjs";
import { run, runProcess } from "./run.ts";

const commands = [
  ...["start", "demo", "init", "doctor", "keys", "parse", "link"],
  ...["inbox", "show", "explain", "import", "sealed"],
];

describe("honeyguide", () => {
  test("without a command, lists them and says that this is wrong use", async () => {
    const ran = await run([]);
    expect(ran.code).toBe(2);
    for (const command of commands) expect(ran.out).toContain(`  ${command} `);
  });

  test.for(["help", "--help", "-h"])("%s lists the commands", async (argument) => {
    expect(await run([argument])).toMatchObject({ code: 0, err: "" });
  });

  test.for([["no-such-command"], ["constructor"], ["__proto__"]])(
    "refuses %s on standard error",
    async (argv) => {
      const ran = await run(argv);
      expect(ran).toMatchObject({ code: 2, out: "" });
      expect(ran.err).toContain("usage: honeyguide");
    },
  );

  test.for(commands)("%s --help says how it is used", async (command) => {
    const ran = await run([command, "--help"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toMatch(new RegExp(`^usage: honeyguide ${command}\\b`));
  });

  test.for(commands)("%s refuses an option that it does not know", async (command) => {
    const ran = await run([command, "--no-such-option"]);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain("--no-such-option");
    expect(ran.err).toContain(`usage: honeyguide ${command}`);
  });

  // command line, what the words on standard error must hold
  test.for([
    [["parse"], "needs a file"],
    [["show", "R-1", "R-2"], "one argument too many"],
    [["parse", "a", "--date-order", "ydm"], "dmy, mdy, ymd"],
    [["link"], "needs a file"],
    [["link", "a", "--calling-code", "+44"], "--calling-code"],
    [["show"], "needs a report"],
    [["show", "R-1", "--show"], "--show"],
    [["show", "R-1", "--show", "curiosity"], "police_request"],
    [["explain"], "needs a report"],
    [["inbox", "--show", "boredom"], "safety_check"],
    [["keys"], "list, show, new"],
    [["keys", "burn"], "list, show, new"],
    [["import"], "at least one file"],
    [["import", "a"], "--json"],
    [["import", "a", "--json", "--what", "gossip"], "odd_messages"],
    [["sealed", "R-1"], "--to DIR"],
    [["start", "--port", "0"], "1 to 65535"],
    [["start", "--desk-port", "70000"], "1 to 65535"],
    [["demo", "--data", "somewhere"], "forgets"],
    [["init", "--team", "Us", "--reach", "phone=1"], "at least two"],
    [["init", "--team", "Us", "--reach", "nonsense"], "KIND=TEXT"],
    [["init", "--reach", "phone=1"], "--team"],
  ] as const)("%j is wrong use", async ([argv, said]) => {
    const ran = await run(argv);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain(said);
  });

  test("takes --help after -- for a file's name", async () => {
    expect(await run(["parse", "--", "--help"])).toMatchObject({ code: 3, out: "" });
  });
});

describe("the launcher", () => {
  beforeAll(() => build({ only: ["cli"] }), 120_000);

  test("is the same command line, with the same exit codes", { timeout: 60_000 }, async () => {
    expect(await runProcess(["--help"])).toMatchObject({ code: 0, err: "" });
    expect(await runProcess(["no-such-command"])).toMatchObject({ code: 2, out: "" });
    expect(await runProcess(["parse", "/no/such/file"])).toMatchObject({ code: 3, out: "" });
    const linked = await runProcess(["link", "-", "--json"], '{"id":"a","text":"x"}\n');
    expect(linked).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(linked.out)).toEqual({ links: [], campaigns: [] });
  });
});
