/**
 * The same photo, voice note, film or file in two reports. How much it says depends on who else has
 * it: a photo that one sender shows to many is evidence, a meme that everybody has is none.
 */
import {
  leastPhotoQuality,
  makePhotoIndex,
  type PhotoWords,
  samePhotoDistance,
  toPhotoWords,
} from "./photo-hash.ts";
import type { LinkReason } from "./reasons.ts";
import type { ReportFacts } from "./report-facts.ts";
import { mediaWeights } from "./rules.ts";
import { makeUnion } from "./union.ts";

/** What reports have in common beside words and names. */
export interface SharedMedia {
  /** The strongest photo or file that both have; undefined where there is none worth a word. */
  readonly reason: (a: ReportFacts, b: ReportFacts) => LinkReason | undefined;
  /** Pairs worth comparing, by place in the list, the smaller first. */
  readonly pairs: () => readonly (readonly [number, number])[];
}

/** One photo or file of one report. */
interface Medium {
  readonly owner: number;
  readonly id: string;
}

interface Photo extends Medium {
  readonly words: PhotoWords;
}

/** Two media that are one thing. */
interface Same {
  readonly kind: "photo" | "file";
  readonly a: Medium;
  readonly b: Medium;
  readonly distance: number;
  readonly owners: ReadonlySet<number>;
}

/**
 * Look through the photos and files of reports.
 *
 * @param reports - each once.
 */
export function makeSharedMedia(reports: readonly ReportFacts[]): SharedMedia {
  const places = new Map(reports.map(({ id }, at) => [id, at]));
  const photos = findPhotos(reports);
  const near = makeNear(photos);
  const files = findFiles(reports);
  let groups: readonly number[] | undefined;
  const groupsOf = (owners: ReadonlySet<number>) => {
    groups ??= groupByIdentifier(reports);
    const known = groups;
    return new Set([...owners].map((owner) => known[owner])).size;
  };

  function samePhotos(a: number, b: number): readonly Same[] {
    return (photos.byOwner.get(a) ?? []).flatMap((at) => {
      const found = near(at).filter((other) => photos.all[other.at]?.owner === b);
      return found.flatMap(({ at: other, distance }) => {
        const [left, right] = [photos.all[at], photos.all[other]];
        if (left === undefined || right === undefined) return [];
        const owners = new Set([...near(at), ...near(other)].map((one) => ownerOf(photos, one.at)));
        return [{ kind: "photo" as const, a: left, b: right, distance, owners }];
      });
    });
  }
  function sameFiles(a: number, b: ReportFacts): readonly Same[] {
    const at = places.get(b.id) ?? -1;
    return (reports[a]?.files ?? []).flatMap(({ id, sha256 }) => {
      const owners = files.get(sha256);
      const other = b.files?.find((file) => file.sha256 === sha256);
      if (owners === undefined || other === undefined) return [];
      const [left, right] = [
        { owner: a, id },
        { owner: at, id: other.id },
      ];
      return [{ kind: "file" as const, a: left, b: right, distance: 0, owners }];
    });
  }
  return {
    reason(a, b) {
      const [left, right] = [places.get(a.id), places.get(b.id)];
      if (left === undefined || right === undefined) return undefined;
      // A file is its own photo: only the stronger of the two is counted.
      return [...samePhotos(left, right), ...sameFiles(left, b)]
        .map((same) => toReason(same, groupsOf(same.owners)))
        .filter(({ bits }) => bits >= leastBits)
        .sort((x, y) => y.bits - x.bits || (idsOf(x) < idsOf(y) ? -1 : 1))[0];
    },
    pairs() {
      const found = photos.all.flatMap(({ owner }, at) =>
        near(at).map((other) => [owner, ownerOf(photos, other.at)] as const),
      );
      const shared = [...files.values()].flatMap((owners) => pairsOf([...owners]));
      return [...found, ...shared]
        .filter(([first, second]) => first !== second)
        .map(([first, second]) => [Math.min(first, second), Math.max(first, second)] as const);
    },
  };
}

const leastBits = 1;

function idsOf({ detail }: LinkReason): string {
  return detail.kind === "photo" || detail.kind === "file" ? `${detail.a} ${detail.b}` : "";
}

function toReason({ kind, a, b, distance, owners }: Same, unconnected: number): LinkReason {
  const { photo, file, altered, perDoubling } = mediaWeights;
  const full = kind === "file" ? file : photo - (altered * distance) / samePhotoDistance;
  const bits = full - perDoubling * Math.log2(Math.max(1, unconnected / 2));
  const reports = owners.size;
  const detail = { kind, a: a.id, b: b.id, distance, reports, unconnected, chance: 2 ** -bits };
  return { feature: kind, agrees: true, bits, detail };
}

interface Photos {
  readonly all: readonly Photo[];
  readonly byOwner: ReadonlyMap<number, readonly number[]>;
}

function findPhotos(reports: readonly ReportFacts[]): Photos {
  const all = reports.flatMap(({ pictures = [] }, owner) =>
    pictures
      .filter(({ quality }) => quality >= leastPhotoQuality)
      .map(({ id, hash }) => ({ owner, id, words: toPhotoWords(hash) })),
  );
  const byOwner = new Map<number, number[]>();
  all.forEach(({ owner }, at) => {
    const known = byOwner.get(owner);
    if (known === undefined) byOwner.set(owner, [at]);
    else known.push(at);
  });
  return { all, byOwner };
}

function ownerOf({ all }: Photos, at: number): number {
  return all[at]?.owner ?? -1;
}

/** What is near a photo, itself included; looked up once, and not before it is asked. */
function makeNear({ all }: Photos) {
  const known = new Map<number, ReturnType<ReturnType<typeof makePhotoIndex>>>();
  let index: ReturnType<typeof makePhotoIndex> | undefined;
  return (at: number) => {
    const before = known.get(at);
    if (before !== undefined) return before;
    index ??= makePhotoIndex(all.map(({ words }) => words));
    const photo = all[at];
    const found = photo === undefined ? [] : index(photo.words);
    known.set(at, found);
    return found;
  };
}

/** Files that two or more reports have, and who has them. */
function findFiles(reports: readonly ReportFacts[]): ReadonlyMap<string, ReadonlySet<number>> {
  const owners = new Map<string, Set<number>>();
  reports.forEach(({ files = [] }, at) => {
    for (const { sha256 } of files) {
      const known = owners.get(sha256);
      if (known === undefined) owners.set(sha256, new Set([at]));
      else known.add(at);
    }
  });
  return new Map([...owners].filter(([, { size }]) => size > 1));
}

// As for numbers: what more reports have is compared with the first of them only.
const mostOwners = 64;

function pairsOf(owners: readonly number[]): readonly (readonly [number, number])[] {
  return owners
    .slice(0, mostOwners)
    .flatMap((first, at) => owners.slice(at + 1).map((second) => [first, second] as const));
}

/** By place in the list, the group of a report: those that a number, account, handle or address joins. */
function groupByIdentifier(reports: readonly ReportFacts[]): readonly number[] {
  const union = makeUnion(reports.keys());
  const first = new Map<string, number>();
  reports.forEach(({ identifiers }, at) => {
    for (const { kind, value } of identifiers) {
      if (kind === "link" || kind === "display_name") continue;
      const key = `${kind} ${value}`;
      const known = first.get(key);
      if (known === undefined) first.set(key, at);
      else union.join(at, known);
    }
  });
  return reports.map((_, at) => union.rootOf(at));
}
