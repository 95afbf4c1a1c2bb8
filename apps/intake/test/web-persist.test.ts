import { expect, test } from "vitest";

import { IntakeTrouble, persist, type Trouble } from "../web/sealing/persist.ts";

function makePatience() {
  const waited: number[] = [];
  const told: (Trouble | undefined)[] = [];
  return {
    waited,
    told,
    patience: {
      wait: (seconds: number) => {
        waited.push(seconds);
        return Promise.resolve();
      },
      tell: (trouble: Trouble | undefined) => {
        told.push(trouble);
      },
    },
  };
}

const troubleOf = async (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof IntakeTrouble ? error.trouble : error),
  );

test("waits longer each time, two minutes in all, and then asks the person", async () => {
  const { patience, waited } = makePatience();
  const dead = persist(() => Promise.reject(new TypeError("fetch failed")), patience);
  expect(await troubleOf(dead)).toBe("no_connection");
  expect(waited.reduce((sum, seconds) => sum + seconds, 0)).toBe(120);
  expect(waited).toEqual([...waited].sort((a, b) => a - b));
});

test("goes on when the line is back, and says so", async () => {
  const { patience, told } = makePatience();
  const answers = [new Response(null, { status: 503 }), new Response("{}", { status: 201 })];
  const answer = await persist(
    () => Promise.resolve(answers.shift() ?? Response.error()),
    patience,
  );
  expect(answer.status).toBe(201);
  expect(told).toEqual(["busy", undefined]);
});

test.for([
  // status, trouble
  [404, "unknown"],
  [409, "differs"],
  [410, "unknown"],
  [413, "full"],
  [422, "differs"],
  [507, "full"],
  [400, "refused"],
  [401, "refused"],
] as const)("does not ask again after %i", async ([status, trouble]) => {
  const { patience, waited } = makePatience();
  const work = persist(() => Promise.resolve(new Response(null, { status })), patience);
  expect(await troubleOf(work)).toBe(trouble);
  expect(waited).toEqual([]);
});

test("sees a network that wants its users to sign in, though it says 200", async () => {
  const { patience, told } = makePatience();
  const headers = { "content-type": "text/html" };
  const portal = () => Promise.resolve(new Response("<html>", { headers }));
  expect(await troubleOf(persist(portal, patience))).toBe("portal");
  expect(new Set(told)).toEqual(new Set(["portal"]));
});

test("stops as soon as the file was removed", async () => {
  const { patience, waited } = makePatience();
  const leaving = new AbortController();
  const work = persist(
    () => {
      leaving.abort();
      return Promise.reject(new TypeError("aborted"));
    },
    { ...patience, signal: leaving.signal },
  );
  await expect(work).rejects.toThrow(/abort/);
  expect(waited).toEqual([]);
});
