import { describe, expect, test } from "vitest";

import type { Exhibit } from "../api.ts";
import { groupSealed } from "../web/report/exhibit-groups.ts";
import {
  canReadWords,
  canReveal,
  claimSentence,
  derivedSentence,
  isSealed,
  lengthWords,
  sameSentence,
  shortSourceName,
  sourceName,
  stopLabel,
  typeWords,
  warningSentence,
} from "../web/report/exhibit-words.ts";

const picture: Exhibit = {
  part: "p1",
  kind: "picture",
  ordinal: 1,
  mediaType: "image/jpeg",
  bytes: 1000,
  sha256: "a".repeat(64),
  state: "copied",
  sentPart: false,
  label: null,
  parsed: null,
  inside: null,
  facts: null,
  sameAs: [],
  derivedFrom: null,
};

describe("sealed items", () => {
  test.for([
    // what differs, may be revealed, may be read by machine
    [{}, true, true],
    [{ mediaType: "image/gif" }, true, false],
    [{ mediaType: "image/heic" }, false, false],
    [{ mediaType: "image/svg+xml" }, false, false],
    [{ mediaType: "application/pdf" }, false, false],
    [{ state: "waiting" as const }, false, false],
    [{ state: "damaged" as const }, false, false],
    [{ label: stopLabel }, false, false],
    [{ label: "a screenshot" }, true, true],
    [{ kind: "file" as const }, false, false],
  ] as const)("%j", ([other, reveals, reads]) => {
    expect(canReveal({ ...picture, ...other })).toBe(reveals);
    expect(canReadWords({ ...picture, ...other })).toBe(reads);
  });

  test("text that was read is not sealed; a picture stays sealed when its words were read", () => {
    const parsed = { format: "eml", messages: 1 };
    expect(isSealed({ kind: "chat_export", parsed: null })).toBe(false);
    expect(isSealed({ kind: "file", parsed })).toBe(false);
    expect(isSealed({ kind: "file", parsed: null })).toBe(true);
    expect(isSealed({ kind: "picture", parsed })).toBe(true);
  });

  test("those of an archive stand together, after those of none", () => {
    const chat = { ...picture, part: "c", kind: "chat_export" as const };
    const inside = { ...picture, part: "c.0", inside: "c" };
    const also = { ...picture, part: "c.1", inside: "c" };
    expect(groupSealed([chat, inside, picture, also])).toEqual([
      { inside: null, tiles: [picture] },
      { inside: "c", tiles: [inside, also] },
    ]);
    expect(groupSealed([chat])).toEqual([]);
  });
});

describe("facts and claims in words", () => {
  test.for([
    [
      { claim: "taken_at", value: "2024-03-03T18:05:12", from: "exif" },
      "taken 3 March 2024, 18:05 (EXIF)",
    ],
    [{ claim: "taken_at", value: "the other day", from: "xmp" }, "taken “the other day” (XMP)"],
    [{ claim: "taken_at", value: "2024-99-99", from: "xmp" }, "taken “2024-99-99” (XMP)"],
    [{ claim: "device", value: "Phone 8", from: "quicktime" }, "with “Phone 8” (QuickTime)"],
    [{ claim: "has_location", value: "51.5, -0.1", from: "exif" }, "holds a place (EXIF)"],
  ] as const)("%j", ([claim, words]) => {
    expect(claimSentence(claim)).toBe(words);
  });

  test("a claim cannot fill the tile", () => {
    const value = "x".repeat(5000);
    expect(claimSentence({ claim: "title", value, from: "png" }).length).toBeLessThan(200);
  });

  test.for([
    [0.4, "0 s"],
    [59.4, "59 s"],
    [59.6, "1 min 0 s"],
    [72.4, "1 min 12 s"],
    [3725, "1 h 2 min 5 s"],
  ] as const)("%d seconds are %s", ([seconds, words]) => {
    expect(lengthWords(seconds)).toBe(words);
  });

  test("what has no word is printed as it is called", () => {
    expect(typeWords("image/jpeg")).toBe("JPEG picture");
    expect(typeWords("chemical/x-pdb")).toBe("chemical/x-pdb");
    expect(warningSentence("cut_short")).toBe("It ends before it should.");
    expect(warningSentence("smells_odd")).toBe("smells odd.");
  });

  test("the same picture and an alike one are told apart", () => {
    expect(sameSentence({ label: "R-04", ordinal: 2, distance: 0 })).toBe(
      "Same picture as in R-04, picture 2",
    );
    expect(sameSentence({ label: "R-04", ordinal: 2, distance: 8 })).toContain("Almost");
  });

  test("what was made from another file says so, and who corrected it", () => {
    const made = {
      ...picture,
      part: "w",
      kind: "chat_export" as const,
      sha256: "b".repeat(64),
      derivedFrom: { sha256: picture.sha256, tool: "reader", version: "1", corrected: true },
    };
    expect(derivedSentence([picture, made], made)).toBe(
      "Made by reader 1 from Picture 1. The person corrected it before sending.",
    );
    expect(sourceName([picture, made], made.part)).toBe("Chat 1, words of Picture 1");
    expect(shortSourceName([picture, made], made.part)).toBe("Chat 1");
    expect(sourceName([made], made.part)).toBe("Chat 1");
    expect(derivedSentence([made], made)).toContain("from a file that was not sent");
    expect(derivedSentence([picture], picture)).toBe("");
  });
});
