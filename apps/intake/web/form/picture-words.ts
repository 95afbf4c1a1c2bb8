/**
 * The words that were read from a picture while the person puts them right: who wrote what, in
 * order. What they change is theirs; what they leave keeps how sure the reading was.
 */
import type { PictureWords } from "../sealing/messages.ts";

/** Where a bubble stood: their words on the left, the person's on the right, the app's between. */
export const sides = ["left", "right", "middle"] as const;
export type Side = (typeof sides)[number];

/** A bubble as it was read. */
export interface ReadBubble {
  readonly side: Side;
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Words that should be looked at. */
  readonly doubtful: readonly string[];
}

/** A bubble as it stands now. */
export interface Bubble {
  side: Side;
  text: string;
  readonly read: ReadBubble;
}

/** A reading below this is said to be unsure, whatever its words. */
const sureFrom = 0.8;

/** The bubbles of a picture, to be put right. */
export function toBubbles(read: readonly ReadBubble[]): Bubble[] {
  return read.map((bubble) => ({ side: bubble.side, text: bubble.text, read: bubble }));
}

/** A bubble that the reading missed, for the person to fill in. */
export function addedBubble(): Bubble {
  return {
    side: "left",
    text: "",
    read: { side: "left", text: "", confidence: 1, doubtful: [] },
  };
}

/** Whether this bubble should be looked at: the reading was unsure, and nobody has changed it. */
export function needsLook({ text, read }: Bubble): boolean {
  return text === read.text && (read.doubtful.length > 0 || read.confidence < sureFrom);
}

/**
 * What is added to the report.
 *
 * @param bubbles - those that are left; empty ones are dropped.
 * @param count - how many there were when the picture had been read.
 * @param name - of the other side, as the picture shows it; "" where it shows none.
 */
export function toPictureWords(
  bubbles: readonly Bubble[],
  count: number,
  name: string,
  { tool, version }: Pick<PictureWords, "tool" | "version">,
): PictureWords {
  const filled = bubbles.filter(({ text }) => text.trim() !== "");
  const isAsRead = ({ side, text, read }: Bubble) => side === read.side && text === read.text;
  return {
    tool,
    version,
    corrected: filled.length !== count || !filled.every(isAsRead),
    messages: filled.map((bubble) => {
      const { side, text, read } = bubble;
      const words = {
        text: text.trim(),
        ...(text === read.text && { confidence: read.confidence }),
      };
      if (side === "middle") return { sender: null, kind: "system", ...words };
      return side === "left"
        ? { sender: name.trim() || null, kind: "text", direction: "received", ...words }
        : { sender: null, kind: "text", direction: "sent", ...words };
    }),
  };
}
