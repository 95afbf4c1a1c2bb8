/**
 * What the Desk knows of its own team: the same statement that the public page shows. It is read
 * from the data directory where the intake's settings are beside ours, and asked of the intake
 * otherwise.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import * as v from "valibot";

import type { IntakeClient } from "./intake-client.ts";

export interface TeamFacts {
  readonly team: string;
  /** For numbers that were typed without a country. */
  readonly callingCode: string;
  readonly promiseMinutes: number;
}

const SiteFileSchema = v.object({
  team: v.string(),
  callingCode: v.string(),
  promise: v.object({ ordinaryMinutes: v.number() }),
});

/** Until the intake has told. */
const unknownTeam: TeamFacts = { team: "Honeyguide", callingCode: "44", promiseMinutes: 120 };

/** The team's facts; the general ones where neither place has them now. */
export async function readTeamFacts(data: string, intake: IntakeClient): Promise<TeamFacts> {
  const text = await readFile(join(data, "intake", "site.json"), "utf8").catch(() => undefined);
  const read =
    text === undefined
      ? v.safeParse(SiteFileSchema, await intake.site().catch(() => undefined))
      : v.safeParse(v.pipe(v.string(), v.parseJson(), SiteFileSchema), text);
  if (!read.success) return unknownTeam;
  const { team, callingCode, promise } = read.output;
  return { team, callingCode, promiseMinutes: promise.ordinaryMinutes };
}

const PracticeSchema = v.array(v.string());

/** The mailboxes of the practice case. What cannot be read now counts as none: it stays sealed. */
export async function readPractice(data: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(data, "practice.json"), "utf8").catch(() => "[]");
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), PracticeSchema), text);
  return new Set(read.success ? read.output : []);
}
