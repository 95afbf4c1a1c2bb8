import {
  MalformedReportError,
  type MailboxMessage,
  UnreadableEnvelopeError,
} from "@honeyguide/domain";
import { hardText } from "@honeyguide/domain/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { makeKeyPair } from "../src/keys.ts";
import { openMailboxMessage, openPlace, sealMailboxMessage, sealPlace } from "../src/mailbox.ts";

const team = await makeKeyPair();
const person = await makeKeyPair();
const stranger = await makeKeyPair();
const letter: MailboxMessage = {
  version: 1,
  from: "person",
  text: "They wrote again.",
  sentAt: "2024-03-14T18:05:00.000Z",
};

describe("letters", () => {
  test("open undoes seal, for each of those it was sealed to", async () => {
    await fc.assert(
      fc.asyncProperty(hardText, async (text) => {
        const sealed = await sealMailboxMessage({ ...letter, text }, [
          person.recipient,
          team.recipient,
        ]);
        expect(await openMailboxMessage(sealed, [person.identity])).toEqual({ ...letter, text });
        expect(await openMailboxMessage(sealed, [team.identity])).toEqual({ ...letter, text });
      }),
      { numRuns: 20 },
    );
  });

  test("yes and no have one size", async () => {
    const size = async (text: string) =>
      (await sealMailboxMessage({ ...letter, text }, [person.recipient])).length;
    expect(await size("no")).toBe(await size("yes, at once"));
  });

  test("a stranger reads nothing", async () => {
    const sealed = await sealMailboxMessage(letter, [person.recipient]);
    await expect(openMailboxMessage(sealed, [stranger.identity])).rejects.toThrow(
      UnreadableEnvelopeError,
    );
  });

  test("is refused when it is something else", async () => {
    const sealed = await sealPlace(
      { version: 1, contentIdentity: person.identity, answers: {} },
      person.recipient,
    );
    await expect(openMailboxMessage(sealed, [person.identity])).rejects.toThrow(
      MalformedReportError,
    );
  });
});

describe("the place marker", () => {
  test("comes back as it was", async () => {
    const place = { version: 1, contentIdentity: team.identity, answers: { step: 3 } } as const;
    expect(await openPlace(await sealPlace(place, person.recipient), person.identity)).toEqual(
      place,
    );
  });

  test("is refused when it is something else", async () => {
    const sealed = await sealMailboxMessage(letter, [person.recipient]);
    await expect(openPlace(sealed, person.identity)).rejects.toThrow(MalformedReportError);
  });
});
