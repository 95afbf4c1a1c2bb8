/**
 * Names, numbers and accounts that were used together, as reports say. Two names of one number may
 * be one sender, or one number that two people had one after the other: counts and dates are given,
 * and a person decides.
 */
import {
  type Confidence,
  earliest,
  type EncounterNote,
  type FuzzyTime,
  latest,
} from "@honeyguide/domain";

import type { Identifier } from "../report-facts.ts";
import { claimsIn, type Claim } from "./claims.ts";
import type { StageMessage } from "./conversation.ts";

/** What personas read of one report. */
export interface PersonaReport {
  readonly id: string;
  readonly names: readonly string[];
  readonly identifiers: readonly Identifier[];
  /** When the sender was in touch, as well as it is known. */
  readonly when: FuzzyTime | null;
  readonly messages: readonly StageMessage[];
  readonly encounters: readonly EncounterNote[];
}

/** Moments are of wall clocks, `YYYY-MM-DDTHH:MM:SS`; null where no report gives a time. */
export interface Use {
  readonly reports: readonly string[];
  readonly first: string | null;
  readonly last: string | null;
}

/** A claim, and the report that has it. */
export type PersonaClaim = { readonly report: string } & (
  | ({ readonly from: "message" } & Claim)
  | {
      readonly from: "encounter";
      readonly about: "about_self" | "age";
      readonly text: string;
      readonly confidence: Confidence;
    }
);

export interface Persona extends Use {
  /** As most reports write it. */
  readonly name: string;
  readonly used: readonly PersonaUse[];
  readonly claims: readonly PersonaClaim[];
}

/** An identifier beside a name: both are in these reports. */
export interface PersonaUse extends Use {
  readonly identifier: Identifier;
}

/** Plain statements, never more than "in reports, both". */
export type PersonaStatement =
  | {
      readonly kind: "one_identifier_several_names";
      readonly identifier: Identifier;
      readonly names: readonly string[];
    }
  | {
      readonly kind: "one_name_several_numbers";
      readonly name: string;
      readonly numbers: readonly string[];
    };

export interface Personas {
  readonly personas: readonly Persona[];
  readonly statements: readonly PersonaStatement[];
}

/** The personas of these reports. The order of the reports has no influence. */
export function findPersonas(reports: readonly PersonaReport[]): Personas {
  const ordered = [...reports].sort((a, b) => compare(a.id, b.id));
  const keys = [...new Set(ordered.flatMap(({ names }) => names.map(keyOf)))]
    .filter(Boolean)
    .sort();
  const personas = keys.map((key) => personaOf(key, ordered));
  return { personas, statements: [...severalNames(personas), ...severalNumbers(personas)] };
}

function personaOf(key: string, reports: readonly PersonaReport[]): Persona {
  const own = reports.filter(({ names }) => names.some((name) => keyOf(name) === key));
  const identifiers = new Map(
    own
      .flatMap((report) => report.identifiers)
      // What an account calls itself is the name.
      .filter(({ kind }) => kind !== "display_name")
      .map((one) => [idOf(one), one] as const),
  );
  const used = [...identifiers]
    .sort(([a], [b]) => compare(a, b))
    .map(([id, identifier]) => ({
      identifier,
      ...useOf(own.filter((report) => report.identifiers.some((one) => idOf(one) === id))),
    }));
  return { name: writtenMost(key, own), ...useOf(own), used, claims: own.flatMap(claimsOf) };
}

function useOf(reports: readonly PersonaReport[]): Use {
  const times = reports.flatMap(({ when }) => when ?? []);
  return {
    reports: reports.map(({ id }) => id),
    first: times.map(earliest).filter(isKnown).sort()[0] ?? null,
    last: times.map(latest).filter(isKnown).sort().at(-1) ?? null,
  };
}

/** The ends of an interval that nobody knows. */
function isKnown(moment: string): boolean {
  return !moment.startsWith("0001-01-01") && !moment.startsWith("9999-12-31");
}

function claimsOf({ id, messages, encounters }: PersonaReport): readonly PersonaClaim[] {
  const written = messages
    .flatMap(claimsIn)
    .map((claim) => ({ report: id, from: "message" as const, ...claim }));
  const remembered = encounters
    .flatMap(({ statements }) => statements)
    .flatMap(({ about, text, confidence }) =>
      about === "about_self" || about === "age"
        ? [{ report: id, from: "encounter" as const, about, text, confidence }]
        : [],
    );
  return [...written, ...remembered];
}

function severalNames(personas: readonly Persona[]): readonly PersonaStatement[] {
  const names = new Map<string, { readonly identifier: Identifier; readonly names: string[] }>();
  for (const { name, used } of personas) {
    for (const { identifier } of used) {
      const found = names.get(idOf(identifier)) ?? { identifier, names: [] };
      found.names.push(name);
      names.set(idOf(identifier), found);
    }
  }
  return [...names]
    .sort(([a], [b]) => compare(a, b))
    .filter(([, found]) => found.names.length > 1)
    .map(([, found]) => ({ kind: "one_identifier_several_names", ...found }));
}

function severalNumbers(personas: readonly Persona[]): readonly PersonaStatement[] {
  return personas.flatMap(({ name, used }) => {
    const numbers = used.flatMap(({ identifier: { kind, value } }) =>
      kind === "number" ? value : [],
    );
    return numbers.length > 1 ? [{ kind: "one_name_several_numbers" as const, name, numbers }] : [];
  });
}

function writtenMost(key: string, reports: readonly PersonaReport[]): string {
  const counts = new Map<string, number>();
  for (const name of reports.flatMap(({ names }) => names)) {
    if (keyOf(name) === key) counts.set(name.trim(), (counts.get(name.trim()) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || compare(a, b))[0]?.[0] ?? key;
}

function keyOf(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}

function idOf({ kind, value }: Identifier): string {
  return `${kind} ${value}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
