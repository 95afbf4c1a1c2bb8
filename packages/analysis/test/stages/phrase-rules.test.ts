import { describe, expect, test } from "vitest";

import { claimsIn } from "../../src/stages/claims.ts";
import { findPhrases } from "../../src/stages/find-stages.ts";
import { phraseRules } from "../../src/stages/phrase-rules.ts";

const said = (text: string) => ({
  id: "m",
  from: "sender" as const,
  kind: "text" as const,
  text,
  at: null,
});

/** What a rule must fire on, and what it must not. */
const sentences: Readonly<Record<string, readonly [string, string]>> = {
  heard_or_saw_you: [
    "Was v nice to hear you on the radio yesterday",
    "Can you hear me on this line",
  ],
  claimed_meeting: [
    "It was so good to meet you at the leaving do",
    "It would be good to meet the committee at five",
  ],
  claimed_intimacy: ["We had a little flirt at the bar", "The children had a fun run"],
  reproach: ["Shame you\u2019re so busy", "What a shame about the rain"],
  chase: ["Did you get my message?", "Did you get my parcel?"],
  picture_offer: ["I\u2019ll slip you a picture of me", "I'll send you the agenda"],
  picture_request: ["Send me a pic x", "Bring the photos from the ferry"],
  exposure_threat: [
    "You would not want that picture to go round the tea room",
    "I will send it to the printer",
  ],
  money_request: ["Send me \u00a3200 today", "I pay your wages"],
  number_request: ["Send me a number or two and I'll say hello", "Wrong number I think"],
  name_request: ["Who else from your lot is fun?", "Tell me the name of the song"],
  off_platform: ["Add me on Telegram", "I read it on my Telegram"],
  meeting_request: ["Shall we meet on Thursday?", "The committee can meet on Thursday"],
  secrecy_request: ["Don\u2019t tell anyone about us", "I do not tell stories"],
};

describe("each rule of phrases", () => {
  test("every rule has its sentences", () => {
    expect(phraseRules.map(({ id }) => id).sort()).toEqual(Object.keys(sentences).sort());
  });

  test.each(Object.entries(sentences))("%s", (id, [fires, silent]) => {
    const ids = (text: string) => findPhrases(said(text)).map(({ rule }) => rule.id);
    expect(ids(`Hello. ${fires}`)).toContain(id);
    expect(ids(silent)).not.toContain(id);
  });

  test("the sentence is the one that says it", () => {
    const text = "Hello there! Send me a pic x\nBye";
    const [found] = findPhrases(said(text));
    expect(text.slice(found?.sentence.start, found?.sentence.end)).toBe("Send me a pic x");
  });

  test("what the target writes is no step of the sender", () => {
    expect(findPhrases({ ...said("Send me a pic"), from: "target" })).toEqual([]);
  });
});

test.each([
  ["I\u2019m single again", "single"],
  ["I work for the party", "work"],
  ["I'm 28", "age"],
  ["I'm 28 minutes away", undefined],
  ["Hello stranger, it's Charlotte.", "name"],
  ["I'm a researcher", "other_self"],
  ["I'm a bit late", undefined],
])("claims about self: %s", (text, about) => {
  expect(claimsIn(said(text))[0]?.about).toBe(about);
});
