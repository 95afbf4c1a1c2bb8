/** How long it was from one message to another, as exactly as their times are known. */
import { earliest, fuzzyTimeOf, latest, parseFuzzyTime, rangeOf } from "@honeyguide/domain";

import type { StageMessage } from "./conversation.ts";

/** A measure with the two messages that it lies between. */
export interface Elapsed {
  /** Seconds: at least, and at most. Equal ends would claim more than a printed minute says. */
  readonly least: number;
  readonly most: number;
  /** `unknown`: both are times of one phone's clock, which may have been set or carried elsewhere. */
  readonly timeZone: "stated" | "unknown";
  readonly isAbout: boolean;
  readonly from: string;
  readonly to: string;
}

interface Moment {
  readonly first: number;
  readonly last: number;
  readonly hasZone: boolean;
  readonly isAbout: boolean;
}

const zone = /(?:Z|[+-]\d{2}:\d{2})$/;

/** @returns null where a time is not known, the two clocks cannot be compared, or `to` is earlier. */
export function elapsed(from: StageMessage, to: StageMessage): Elapsed | null {
  const start = momentOf(from.at);
  const end = momentOf(to.at);
  if (start === null || end === null) return null;
  if (start.hasZone !== end.hasZone) return null;
  const most = (end.last - start.first) / 1000;
  if (most < 0) return null;
  return {
    least: Math.max(0, (end.first - start.last) / 1000),
    most,
    timeZone: start.hasZone ? "stated" : "unknown",
    isAbout: start.isAbout || end.isAbout,
    from: from.id,
    to: to.id,
  };
}

/** The hour that the phone showed; null for a day without a clock, and for UTC, which no phone shows. */
export function hourShown(at: string | null): number | null {
  if (at === null || at.endsWith("Z") || momentOf(at) === null) return null;
  const hour = /^\d{4}-\d{2}-\d{2}T(\d{2}):\d{2}[^/]*$/.exec(at)?.[1];
  return hour === undefined ? null : Number(hour);
}

function momentOf(at: string | null): Moment | null {
  if (at === null) return null;
  const time = parseFuzzyTime(at) ?? fuzzyTimeOf(at);
  if (time === undefined) return null;
  const { from, to } = rangeOf(time);
  if (typeof from === "string" || typeof to === "string") return null;
  // Without a zone the wall clock is counted as if it were UTC: only differences are used.
  const stated = zone.exec(at)?.[0];
  const suffix = stated ?? "Z";
  return {
    first: Date.parse(`${earliest(time)}${suffix}`),
    last: Date.parse(`${latest(time)}${suffix}`),
    hasZone: stated !== undefined,
    isAbout: from.isAbout || to.isAbout,
  };
}
