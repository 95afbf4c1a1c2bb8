import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  explainLink,
  factsFromSender,
  identifiersInText,
  linkReports,
  type ReportFacts,
} from "../src/index.ts";

/** Reports that share no words. */
function report(id: string, texts: readonly string[], ...senders: readonly string[]): ReportFacts {
  const facts = senders.map((sender) => factsFromSender(sender, "44"));
  return {
    id,
    messages: texts.map((text, at) => ({ id: `${id}-${at}`, text })),
    identifiers: [
      ...facts.flatMap(({ identifiers }) => identifiers),
      ...texts.flatMap((text) => identifiersInText(text, "44")),
    ],
    names: facts.flatMap(({ names }) => names),
  };
}

function reason(feature: string, a: ReportFacts, b: ReportFacts, all: readonly ReportFacts[]) {
  const { rarity } = linkReports(all);
  return explainLink(a, [b], all, { rarity }).reasons.find((one) => one.feature === feature);
}

const bits = (...given: Parameters<typeof reason>) => reason(...given)?.bits ?? 0;

/** So many reports that nothing but what `make` gives them ties together. */
function others(count: number, make: (nth: number) => readonly string[], text = ""): ReportFacts[] {
  return Array.from({ length: count }, (_, nth) =>
    report(`other${nth}`, [`${text} ${"bcdfghjklm"[nth % 10]}${nth}`], ...make(nth)),
  );
}

describe("a name", () => {
  const a = report("a", ["one"], "Wilhelmina");
  const b = report("b", ["two"], "wilhelmina");
  const c = report("c", ["three"], "Oliver");
  const d = report("d", ["four"], "Oliver");

  test("says more the rarer it is among people", () => {
    expect(bits("name", a, b, [a, b])).toBeGreaterThan(bits("name", c, d, [c, d]) + 2);
  });

  test("says less when unrelated reports have it, and more when many reports do not", () => {
    const alone = bits("name", a, b, [a, b]);
    const many = others(40, () => ["Wilhelmina"]);
    expect(bits("name", a, b, [a, b, ...many])).toBeLessThan(alone - 3);
    expect(reason("name", a, b, [a, b, ...many])?.detail).toMatchObject({ unrelated: 40 });
    const none = others(1500, (nth) => [`Person${nth}`]);
    expect(bits("name", a, b, [a, b, ...none])).toBeGreaterThan(alone + 1);
  });

  test("a campaign does not make its own names common", () => {
    const campaign = others(40, () => ["Wilhelmina", "07700 900321"]);
    const inside = [...campaign.slice(2), { ...a, identifiers: campaign[0]!.identifiers }, b];
    expect(reason("name", a, b, inside)?.detail).toMatchObject({ unrelated: 0 });
    const script = "Hello stranger, I think we met at the harvest supper near the aqueduct";
    const written = others(20, () => ["Wilhelmina"], script);
    const from = report("a", [`${script} again`], "Wilhelmina");
    expect(reason("name", from, b, [from, b, ...written])?.detail).toMatchObject({ unrelated: 0 });
  });

  test("never links by itself, however rare", () => {
    const none = others(3000, (nth) => [`Person${nth}`]);
    const all = [a, b, ...none];
    expect(linkReports(all).campaigns).toEqual([]);
  });
});

describe("a link", () => {
  const page = "see https://badger-set.example/card/77";
  const a = report("a", [page], "07700 900101");
  const b = report("b", [page], "07700 900102");

  test("joins by itself while it is rare, and not when everybody has it", () => {
    expect(linkReports([a, b]).campaigns).toHaveLength(1);
    const everybody = Array.from({ length: 60 }, (_, nth) =>
      report(`other${nth}`, [page], `07700 9002${String(nth).padStart(2, "0")}`),
    );
    expect(bits("link", a, b, [a, b, ...everybody])).toBeLessThan(15);
    expect(linkReports([a, b, ...everybody]).campaigns).toEqual([]);
  });

  test("another page of its domain says less; a shortener's or a platform's domain nothing", () => {
    const other = report("b", ["look https://badger-set.example/x/12"], "07700 900102");
    const same = bits("link", a, b, [a, b]);
    const near = bits("link", a, other, [a, other]);
    expect(near).toBeGreaterThan(8);
    expect(near).toBeLessThan(same - 3);
    expect(reason("link", a, other, [a, other])?.detail).toMatchObject({ kind: "domain" });
    const short = ["https://bit.ly/3xYzAbC", "https://bit.ly/9kLmNoP"].map((text, at) =>
      report(`s${at}`, [text]),
    );
    expect(reason("link", short[0]!, short[1]!, short)).toBeUndefined();
  });

  test("of a shortener never joins by itself", () => {
    const pair = ["a", "b"].map((id) => report(id, ["go https://bit.ly/3xYzAbC"]));
    expect(linkReports(pair).campaigns).toEqual([]);
    expect(bits("link", pair[0]!, pair[1]!, pair)).toBeGreaterThan(5);
  });
});

describe("what they wrote from", () => {
  test("stays telling, however many reports have it; what is only written does not", () => {
    const sent = others(200, () => ["07700 900123"]);
    expect(bits("number", sent[0]!, sent[1]!, sent)).toBeGreaterThan(19);
    const written = Array.from({ length: 200 }, (_, nth) =>
      report(`other${nth}`, ["call 07700 900123"], `@name_${nth}`),
    );
    expect(bits("number", written[0]!, written[1]!, written)).toBeLessThan(15);
  });

  test("an account is counted once, by what is rarest of number, id and username", () => {
    const both = ["a", "b"].map((id) => report(id, ["x"], "07700 900123", "123456789012345@lid"));
    const { reasons } = explainLink(both[0]!, [both[1]!], both);
    expect(reasons.filter(({ agrees }) => agrees).map(({ feature }) => feature)).toEqual(["lid"]);
  });

  test("one name at two networks is weaker than at one, and found", () => {
    const a = report("a", ["my telegram is abi_x99"]);
    const b = report("b", ["snap: abi_x99"]);
    const c = report("c", ["telegram: abi_x99"]);
    expect(reason("handle", a, b, [a, b])?.detail).toMatchObject({ kind: "bare_handle" });
    expect(bits("handle", a, c, [a, c])).toBeGreaterThan(bits("handle", a, b, [a, b]) + 3);
    expect(linkReports([a, b]).suggestions).toHaveLength(1);
    expect(linkReports([a, c]).campaigns).toHaveLength(1);
  });
});

test("order has no influence, and a report more only at a doubling", () => {
  const arbitrary = fc.array(
    fc.record({
      name: fc.constantFrom("Abi", "Charlie", "Robin"),
      number: fc.integer({ min: 100, max: 106 }),
      page: fc.constantFrom("", "https://badger.example/a", "https://bit.ly/3xYzAbC"),
    }),
    { minLength: 2, maxLength: 20 },
  );
  fc.assert(
    fc.property(arbitrary, (drawn) => {
      const reports = drawn.map(({ name, number, page }, at) =>
        report(`r${at}`, [page], name, `07700 900${number}`),
      );
      const found = linkReports(reports);
      expect(linkReports([...reports].reverse())).toEqual(found);
      const more = report("z", ["nothing that anybody else says"], "Wilhelmina", "07700 900999");
      expect(linkReports([...reports, more]).links).toEqual(found.links);
    }),
    { numRuns: 60 },
  );
});
