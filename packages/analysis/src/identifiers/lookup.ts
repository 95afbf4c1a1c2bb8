/** What an identifier is found by. */
import type { Identifier } from "../report-facts.ts";
import { bareHandle } from "./handles.ts";

/** Equal for two identifiers that are worth comparing their reports: one name at any network. */
export function lookupKind({ kind }: Identifier): string {
  return kind === "username" ? "handle" : kind;
}

/** The value beside `lookupKind`. */
export function lookupValue({ kind, value }: Identifier): string {
  return kind === "handle" || kind === "username" ? bareHandle(value) : value;
}

/** Both in one text. */
export function lookupKey(identifier: Identifier): string {
  return `${lookupKind(identifier)} ${lookupValue(identifier)}`;
}
