import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { explainLink, linkReports, type ReportFacts } from "../src/index.ts";
import {
  makePhotoIndex,
  nearestDistance,
  photoDistance,
  samePhotoDistance,
  toPhotoWords,
  turnedPhotos,
} from "../src/photo-hash.ts";

// Of one photo, upright and in its seven other ways, as Meta's reference hashes each anew
// (packages/evidence/test/fixtures/pdq/SOURCE.md).
const upright = "d8f8f0cee0f4a84f0637022a078f67f0b36e2ed596621e1d33e6339c4e9c9b22";
const turned = [
  ["a quarter", "30a10efdf1c83f429013d48d0ffffc52e34e0e35ada952a9d29605215aa9e5af"],
  ["a half", "2dad5a64b1a142e7d362a09857da895ae63b8c7fc23794b766b319361fc93188"],
  ["three quarters", "a5f0a457248995e8c9065c275aaa5498b61ba4bdf8fcf80387c32f8b5bfc4f05"],
  ["upside down", "d8f80f33e0f417b20e37f5cd028f980fb36ed02a9662c1e233e64c634e9c64dd"],
  ["mirrored", "2da9259bb1a1bd1a5362576552da32a5e63b7380c2774b4866b346c91b89ce77"],
  ["over one corner", "f0a1e10271ccc0bd90530b720fff038de34ef1e8ada9a956d6967ade5ea91a50"],
  ["over the other", "2df05aa8a4896a17c14682da5aaaab07b61b5b42f8fc07fc87c3d0741bfcb0fa"],
] as const;

const hash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString("hex"));

describe("photo hashes", () => {
  test.for(turned)("know a photo turned or mirrored: %s", ([, other]) => {
    expect(nearestDistance(toPhotoWords(upright), toPhotoWords(other))).toBeLessThanOrEqual(18);
    expect(photoDistance(toPhotoWords(upright), toPhotoWords(other))).toBeGreaterThan(
      samePhotoDistance,
    );
  });

  test("the eight ways are a group: each leads back", () => {
    fc.assert(
      fc.property(hash, (one) => {
        const photo = toPhotoWords(one);
        const ways = new Set(turnedPhotos(photo).map(String));
        for (const way of turnedPhotos(photo)) {
          expect(new Set(turnedPhotos(way).map(String))).toEqual(ways);
        }
      }),
    );
  });

  test("the index finds what comparing with each finds", () => {
    const altered = fc.tuple(
      hash,
      fc.uniqueArray(fc.integer({ min: 0, max: 255 }), { minLength: 20, maxLength: 40 }),
      fc.integer({ min: 0, max: 7 }),
    );
    fc.assert(
      fc.property(fc.array(altered, { minLength: 1, maxLength: 6 }), (list) => {
        const photos = list.flatMap(([one, flips, way]) => {
          const photo = toPhotoWords(one);
          const copy = turnedPhotos(photo)[way]!.slice();
          for (const bit of flips) copy[bit >> 4]! ^= 1 << (bit & 15);
          return [photo, copy];
        });
        const near = makePhotoIndex(photos);
        for (const photo of photos) {
          const expected = photos
            .map((other, at) => ({ at, distance: nearestDistance(other, photo) }))
            .filter(({ distance }) => distance <= samePhotoDistance);
          expect(near(photo)).toEqual(expected);
        }
      }),
    );
  });
});

const meeting = "Great to see you at the bassoon recital by the ferry, remember our satsuma joke?";
const parcel = "Your parcel waits at the harbour office until Tuesday, bring the blue card please";

function report(id: string, rest: Partial<ReportFacts> = {}): ReportFacts {
  return { id, messages: [], identifiers: [], names: [], ...rest };
}

function withPhoto(id: string, of = upright, quality = 100): ReportFacts {
  return report(id, { pictures: [{ id: `${id}.p`, hash: of, quality }] });
}

function flipBits(of: string, count: number): string {
  const bytes = Buffer.from(of, "hex");
  for (let bit = 0; bit < count; bit += 1) bytes[bit % 32]! ^= 1 << Math.floor(bit / 32);
  return bytes.toString("hex");
}

describe("a photo in two reports", () => {
  test("links them, and says so", () => {
    const { links } = linkReports([withPhoto("a"), withPhoto("b"), report("c")]);
    expect(links).toHaveLength(1);
    expect(links[0]!.reasons[1]).toMatchObject({
      feature: "photo",
      agrees: true,
      bits: 23,
      detail: { kind: "photo", a: "a.p", b: "b.p", distance: 0, reports: 2, unconnected: 2 },
    });
  });

  test.for(turned)("links them when it was turned: %s", ([, other]) => {
    expect(linkReports([withPhoto("a"), withPhoto("b", other)]).links).toHaveLength(1);
  });

  test("says less the more it was altered, and nothing beyond 31 bits", () => {
    const bitsAt = (distance: number) => {
      const [a, b] = [withPhoto("a"), withPhoto("b", flipBits(upright, distance))];
      return explainLink(a, [b], [a, b]).reasons.find(({ feature }) => feature === "photo")?.bits;
    };
    expect(bitsAt(10)).toBeLessThan(bitsAt(2)!);
    expect(bitsAt(31)).toBeLessThan(bitsAt(10)!);
    expect(bitsAt(32)).toBeUndefined();
  });

  test("says nothing where there is too little to see in it", () => {
    const { links, suggestions } = linkReports([withPhoto("a", upright, 49), withPhoto("b")]);
    expect([...links, ...suggestions]).toEqual([]);
  });

  test("that many unconnected reports have is a meme, and joins nobody", () => {
    const many = Array.from({ length: 40 }, (_, at) => withPhoto(`r${at}`));
    const { links, campaigns } = linkReports(many);
    expect(links).toEqual([]);
    expect(campaigns).toEqual([]);
    const { reasons } = explainLink(many[0]!, [many[1]!], many);
    const bits = reasons.find(({ feature }) => feature === "photo")?.bits;
    expect(bits).toBeLessThan(13);
  });

  test("that many reports of one number have is still evidence", () => {
    const number = { kind: "number", value: "+447700900123" } as const;
    const known = Array.from({ length: 40 }, (_, at) => ({
      ...withPhoto(`r${at}`),
      identifiers: [number],
    }));
    const { links } = linkReports([...known, withPhoto("s")]);
    const toNew = links.find(({ b }) => b === "s");
    expect(toNew?.reasons[1]).toMatchObject({ feature: "photo", bits: 23 });
  });

  test("finds the same whether linking or explaining", () => {
    const reports = [withPhoto("a"), withPhoto("b", flipBits(upright, 9)), withPhoto("c")];
    const { links } = linkReports(reports);
    for (const { a, b, reasons } of links) {
      const find = (id: string) => reports.find((one) => one.id === id)!;
      const explained = explainLink(find(a), [find(b)], reports);
      expect(explained.reasons[1]).toEqual(reasons[1]);
    }
  });
});

describe("a file in two reports", () => {
  const sha256 = "ab".repeat(32);
  const withFile = (id: string) => report(id, { files: [{ id: `${id}.f`, sha256 }] });

  test("links them byte by byte", () => {
    const { links } = linkReports([withFile("a"), withFile("b")]);
    expect(links[0]!.reasons[1]).toMatchObject({
      feature: "file",
      detail: { kind: "file", a: "a.f", b: "b.f", reports: 2 },
    });
  });

  test("is counted once where it is a photo as well", () => {
    const both = ["a", "b"].map((id) => ({ ...withPhoto(id), files: withFile(id).files! }));
    const { links } = linkReports(both);
    expect(links[0]!.reasons.map(({ feature }) => feature)).toEqual(["start", "file"]);
  });
});

test("without photos and files nothing is weighed differently", () => {
  const reports = ["a", "b", "c"].map((id, at) =>
    report(id, {
      messages: [{ id: "m", text: at < 2 ? meeting : parcel }],
      names: at < 2 ? ["Charlie"] : ["Charlotte"],
    }),
  );
  const empty = reports.map((one) => ({ ...one, pictures: [], files: [] }));
  expect(linkReports(empty)).toEqual(linkReports(reports));
  expect(linkReports(reports).links).toHaveLength(1);
});

test("ten thousand reports with photos stay quick", { timeout: 60_000 }, () => {
  let state = 1;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
  const random = () =>
    Array.from({ length: 8 }, () => next().toString(16).padStart(8, "0")).join("");
  const reports = Array.from({ length: 10_000 }, (_, at) =>
    withPhoto(`r${String(at).padStart(5, "0")}`, random()),
  );
  reports.push(withPhoto("twin", reports[77]!.pictures![0]!.hash));
  const { links } = linkReports(reports);
  expect(links.map(({ a, b }) => [a, b])).toEqual([["r00077", "twin"]]);
});
