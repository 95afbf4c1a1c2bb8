/**
 * Calls and meetings from memory: what the form holds, and the notes that the report has of them.
 * Only what a person wrote goes; how sure they are is never decided for them.
 */
import type { Confidence, Encounter, EncounterNote, StatementSubject } from "@honeyguide/domain";

import { emptyWhen, readWhen, type When } from "./when.ts";

/** One thing that the person remembers. */
export interface Statement {
  about: StatementSubject;
  text: string;
  confidence: Confidence | null;
}

/** One call or meeting. */
export interface Told {
  kind: Encounter;
  when: When;
  statements: Statement[];
}

/** Of one report, and of one call: as many as the report's schema takes. */
export const mostCalls = 20;
export const mostStatements = 40;
const statementLength = 2000;

/** A row to fill in. */
export function emptyStatement(): Statement {
  return { about: "other", text: "", confidence: null };
}

/** A call of which nothing is told yet. */
export function emptyTold(kind: Encounter): Told {
  return { kind, when: emptyWhen(), statements: [emptyStatement()] };
}

/** Rows that say something. Empty ones are dropped and never complained about. */
export function filledStatements({ statements }: Told): readonly Statement[] {
  return statements.filter(({ text }) => text.trim() !== "");
}

/** Whether anything is known of it: when it was, or one thing that the person remembers. */
export function isTold(told: Told): boolean {
  return told.when.kind !== "unknown" || filledStatements(told).length > 0;
}

/** The notes of the report: calls of which something is told, be it only the date. */
export function toNotes(calls: readonly Told[]): readonly EncounterNote[] {
  return calls.flatMap((told) => {
    const statements = filledStatements(told).flatMap(({ about, text, confidence }) =>
      confidence === null
        ? []
        : [{ about, text: text.trim().slice(0, statementLength), confidence }],
    );
    const result = readWhen(told.when);
    const when = result.ok ? result.time : undefined;
    if (statements.length === 0 && when === undefined) return [];
    return [
      {
        kind: told.kind,
        ...(when !== undefined && { when }),
        statements: statements.slice(0, mostStatements),
      },
    ];
  });
}
