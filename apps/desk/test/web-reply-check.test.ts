import { describe, expect, test } from "vitest";

import { checkReply, findingSentence, replyProblem } from "../web/report/reply-check.ts";

describe("checkReply", () => {
  test.for([
    // draft, kind, words found
    ["You should not have answered.", "blame", "You should not have"],
    ["You shouldn’t have sent it", "blame", "You shouldn’t have"],
    ["why did you open it?", "blame", "why did you"],
    ["Please don’t worry.", "blame", "don’t worry"],
    ["The victim said", "blame", "victim"],
    ["This honeytrap", "blame", "honeytrap"],
    ["It is 100% anonymous", "promise", "100% anonymous"],
    ["We promise to help", "promise", "We promise"],
  ] as const)("%s", ([draft, kind, words]) => {
    expect(checkReply(draft, [])).toMatchObject([{ kind, words }]);
  });

  test.for([
    "Thank you for telling us. You did nothing wrong by answering.",
    "We cannot promise how it ends. You can stop answering.",
    "They asked you for people’s numbers. You were sent pictures.",
  ])("nothing to say about: %s", (draft) => {
    expect(checkReply(draft, [])).toEqual([]);
  });

  test("names of others are found as whole words only, in any case", () => {
    expect(checkReply("Ask sam tomorrow", ["Sam"])).toMatchObject([
      { kind: "other_person", words: "sam" },
    ]);
    expect(checkReply("The same sample", ["Sam"])).toEqual([]);
    expect(checkReply("C++ (x)", ["C++ (x)", "", "x"])).toMatchObject([{ words: "C++ (x)" }]);
  });

  test("findings come in the order of the text and each is a sentence", () => {
    const found = checkReply("We promise. Sam is a victim.", ["Sam"]);
    expect(found.map(({ words }) => words)).toEqual(["We promise", "Sam", "victim"]);
    for (const finding of found) expect(findingSentence(finding)).toContain(`“${finding.words}”`);
  });
});

describe("replyProblem", () => {
  const now = new Date("2024-03-14T12:00:00Z");
  const starters = ["You did nothing wrong. ", "You can stop answering now. "];
  const later = "2024-03-20T18:00";

  test.for([
    // draft, next update, problem
    ["  ", later, "empty"],
    ["You did nothing wrong. ", later, "unchanged"],
    ["You did nothing wrong. You can stop answering now.", later, "unchanged"],
    ["You did nothing wrong. We read it tonight.", later, null],
    ["We read it tonight.", "", "no_time"],
    ["We read it tonight.", "soon", "no_time"],
    ["We read it tonight.", "2024-03-13T18:00", "past"],
  ] as const)("%j by %j", ([draft, by, problem]) => {
    expect(replyProblem(draft, starters, by, now)).toBe(problem);
  });
});
