/** How fast a sender moved. What is not known is null, never 0. */
import { pictureOf, type StageConversation, type StageMessage } from "./conversation.ts";
import { type Elapsed, elapsed, hourShown } from "./elapsed.ts";
import { findPhrases } from "./find-stages.ts";

export interface Timings {
  /** From the sender's first message to the sender's first picture, or what may be one. */
  readonly toFirstPicture: PictureElapsed | null;
  /** From the sender's first message to the first one that asks for something. */
  readonly toFirstRequest: Elapsed | null;
  /** The first time that the sender wrote again after a day or more without any message. */
  readonly recontactGap: Elapsed | null;
  /** The longest stretch between two messages, of either side. */
  readonly longestSilence: Elapsed | null;
  readonly nightShare: NightShare | null;
}

/** Until a picture. `left_out`: until a file that the source left out and does not name. */
export interface PictureElapsed extends Elapsed {
  readonly shownBy: "picture" | "left_out";
}

/** Of the sender's messages with a clock, those that the phone showed from 22:00 to 06:00. */
export interface NightShare {
  readonly night: number;
  readonly counted: number;
}

const day = 86_400;

/** Measure one conversation. */
export function measureTimings({ messages }: StageConversation): Timings {
  const sender = messages.filter(({ from }) => from === "sender");
  const first = sender[0];
  const since = (message: StageMessage | undefined) =>
    first === undefined || message === undefined ? null : elapsed(first, message);
  const gaps = messages.slice(1).map((message, at) => gapBefore(messages[at], message));
  return {
    toFirstPicture: toPicture(since, sender),
    toFirstRequest: since(
      sender.find((message) => findPhrases(message).some(({ rule }) => rule.demand !== undefined)),
    ),
    recontactGap:
      gaps.find(
        (gap, at) => gap !== null && gap.least >= day && messages[at + 1]?.from === "sender",
      ) ?? null,
    longestSilence: gaps.reduce(longer, null),
    nightShare: nightShareOf(sender),
  };
}

function toPicture(
  since: (message: StageMessage | undefined) => Elapsed | null,
  sender: readonly StageMessage[],
): PictureElapsed | null {
  const message = sender.find((one) => pictureOf(one) !== null);
  const shownBy = message === undefined ? null : pictureOf(message);
  const span = since(message);
  return span === null || shownBy === null ? null : { ...span, shownBy };
}

function gapBefore(before: StageMessage | undefined, message: StageMessage): Elapsed | null {
  return before === undefined ? null : elapsed(before, message);
}

function longer(a: Elapsed | null, b: Elapsed | null): Elapsed | null {
  if (a === null || b === null) return a ?? b;
  return b.least > a.least || (b.least === a.least && b.most > a.most) ? b : a;
}

function nightShareOf(sender: readonly StageMessage[]): NightShare | null {
  const hours = sender.flatMap(({ at }) => hourShown(at) ?? []);
  if (hours.length === 0) return null;
  return { night: hours.filter((hour) => hour >= 22 || hour < 6).length, counted: hours.length };
}
