/**
 * One person's keys, for as long as the page is open: the code, what follows from it, and the
 * report's own key. They exist in the worker's memory and nowhere else.
 */
import type { AgeKeyPair } from "@honeyguide/protocol/keys";
import { keyPairOf, makeKeyPair } from "@honeyguide/protocol/keys";
import { openPlace, type Place, sealPlace } from "@honeyguide/protocol/mailbox";
import {
  deriveReceiptKeys,
  makeReceiptCode,
  type ReceiptCode,
  type ReceiptKeys,
  receiptRandomBytes,
  toDigitGroups,
  toWords,
} from "@honeyguide/protocol/receipt";
import type { Mailbox } from "@honeyguide/protocol/wire";
import * as v from "valibot";

import { fromBase64url } from "./base64url.ts";
import { type Intake, makeIntake } from "./intake.ts";
import type { Code } from "./messages.ts";
import type { Patience } from "./persist.ts";
import { fitPlace, type Saved, SavedSchema } from "./saved.ts";

/** What the worker reaches, so that a test can hand in its own. */
export interface Outside {
  readonly ask: typeof fetch;
  readonly random: (bytes: number) => Uint8Array;
  readonly patience: Patience;
}

export interface Session {
  readonly code: ReceiptCode;
  readonly keys: ReceiptKeys;
  /** The report's own key. */
  readonly content: AgeKeyPair;
  /** The mailbox; begins it if it was not yet. */
  readonly intake: () => Promise<Intake>;
  readonly keepPlace: (saved: Saved) => Promise<void>;
}

/** A report that nobody has heard of yet. */
export async function beginSession({ ask, random, patience }: Outside): Promise<Session> {
  const code = makeReceiptCode(random(receiptRandomBytes));
  const [keys, content] = await Promise.all([deriveReceiptKeys(code), makeKeyPair()]);
  const intake = makeIntake(keys, ask, patience);
  let begun: Promise<Intake> | undefined;
  const begin = () => {
    begun ??= intake.begin().then(
      () => intake,
      (error: unknown) => {
        begun = undefined;
        throw error;
      },
    );
    return begun;
  };
  return { code, keys, content, intake: begin, keepPlace: placeKeeper(keys, content, begin) };
}

/** A report to which its code leads back. */
export interface Found {
  readonly session: Session;
  readonly mailbox: Mailbox;
  /** What the place held; nothing where the page went before it was first kept. */
  readonly saved: Saved | undefined;
}

/**
 * Go back to a report.
 *
 * @throws {IntakeTrouble} `unknown` if nothing is kept under the code.
 * @throws {UnreadableEnvelopeError} if the place was altered.
 */
export async function resumeSession(
  code: ReceiptCode,
  { ask, patience }: Omit<Outside, "random">,
): Promise<Found> {
  const keys = await deriveReceiptKeys(code);
  const intake = makeIntake(keys, ask, patience);
  const mailbox = await intake.look();
  const place = await placeOf(mailbox, keys);
  const content =
    place === undefined ? await makeKeyPair() : await keyPairOf(place.contentIdentity);
  const ready = () => Promise.resolve(intake);
  const session: Session = {
    code,
    keys,
    content,
    intake: ready,
    keepPlace: placeKeeper(keys, content, ready),
  };
  const saved = v.safeParse(SavedSchema, place?.answers);
  return { session, mailbox, saved: saved.success ? saved.output : undefined };
}

/** Both spellings of a code. */
export function spell(code: ReceiptCode): Code {
  return { words: toWords(code), digits: toDigitGroups(code) };
}

async function placeOf({ place }: Mailbox, keys: ReceiptKeys): Promise<Place | undefined> {
  return place === null ? undefined : openPlace(fromBase64url(place), keys.identity);
}

/** Keeps places in order: of several that wait, only the newest is sent. */
function placeKeeper(
  keys: ReceiptKeys,
  content: AgeKeyPair,
  intake: () => Promise<Intake>,
): Session["keepPlace"] {
  let last: Promise<void> = Promise.resolve();
  let newest: Saved | undefined;
  return (saved) => {
    newest = saved;
    last = last
      .catch(() => undefined)
      .then(async () => {
        if (newest !== saved) return;
        const answers = { ...fitPlace(saved) };
        const place: Place = { version: 1, contentIdentity: content.identity, answers };
        await (await intake()).putPlace(await sealPlace(place, keys.recipient));
      });
    return last;
  };
}
