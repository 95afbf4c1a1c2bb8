import { describe, expect, test } from "vitest";

import { measureTimings, type StageMessage } from "../../src/index.ts";

const said = (id: string, at: string | null, more: Partial<StageMessage> = {}): StageMessage => ({
  id,
  from: "sender",
  kind: "text",
  text: "x",
  at,
  ...more,
});

describe("timings", () => {
  test("a printed minute gives a range, between the messages it names", () => {
    const { toFirstPicture } = measureTimings({
      messages: [said("a", "2024-03-12T19:47"), said("b", "2024-03-12T20:05", { kind: "picture" })],
    });
    expect(toFirstPicture).toEqual({
      least: 1080 - 59,
      most: 1080 + 59,
      timeZone: "unknown",
      isAbout: false,
      from: "a",
      to: "b",
      shownBy: "picture",
    });
  });

  test.for([
    // the second message, what its time to the first picture is shown by
    ["left_out", "left_out"],
    ["picture", "picture"],
    ["media", null],
    ["other", null],
  ] as const)("%s is a picture as far as %s", ([kind, shownBy]) => {
    const { toFirstPicture } = measureTimings({
      messages: [
        said("a", "2024-03-12T19:47"),
        said("b", "2024-03-12T20:05", { kind }),
        said("c", "2024-03-12T20:06", { kind: "left_out", from: "target" }),
      ],
    });
    expect(toFirstPicture?.shownBy ?? null).toBe(shownBy);
  });

  test("what is not known is null, and not 0", () => {
    expect(
      measureTimings({ messages: [said("a", null), said("b", null, { kind: "picture" })] }),
    ).toEqual({
      toFirstPicture: null,
      toFirstRequest: null,
      recontactGap: null,
      longestSilence: null,
      nightShare: null,
    });
    const open = [said("a", "2024-01/.."), said("b", "2024-02-01T10:00")];
    expect(measureTimings({ messages: open }).longestSilence).toBeNull();
  });

  test("a clock with a zone and one without are not compared", () => {
    const messages = [said("a", "2024-03-12T19:47:00Z"), said("b", "2024-03-13T20:05:00")];
    expect(measureTimings({ messages }).longestSilence).toBeNull();
  });

  test("two stated zones are", () => {
    const messages = [said("a", "2024-03-12T19:00:00Z"), said("b", "2024-03-12T21:00:00+01:00")];
    const gap = measureTimings({ messages }).longestSilence;
    expect(gap).toMatchObject({ least: 3600, most: 3600, timeZone: "stated" });
  });

  test("a re-contact is the sender's; the target may break the longest silence", () => {
    const messages = [
      said("a", "2024-01-01T10:00:00"),
      said("b", "2024-01-10T10:00:00", { from: "target" }),
      said("c", "2024-01-12T10:00:00"),
    ];
    const { recontactGap, longestSilence } = measureTimings({ messages });
    expect([recontactGap?.from, recontactGap?.to]).toEqual(["b", "c"]);
    expect([longestSilence?.from, longestSilence?.to]).toEqual(["a", "b"]);
  });

  test("night is the phone's night: days without a clock and UTC are not counted", () => {
    const messages = [
      "2024-01-01T23:10",
      "2024-01-02T12:00",
      "2024-01-03",
      "2024-01-04T23:00Z",
    ].map((at, nth) => said(`m${nth}`, at));
    expect(measureTimings({ messages }).nightShare).toEqual({ night: 1, counted: 2 });
  });
});
