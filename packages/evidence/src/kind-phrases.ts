/**
 * The fixed phrases that chat programs write instead of a message. The tables stand in the files
 * beside this one, a row for each interface language; a new language is one more row in each.
 */
import { calls as callTable, locations as locationTable, polls as pollTable } from "./kind-acts.ts";
import {
  attachedMarks as attachedTable,
  omittedContacts as contactTable,
  viewOnce as viewOnceTable,
} from "./kind-beside.ts";
import { omitted as omittedTable } from "./kind-left-out.ts";
import { omittedElsewhere } from "./kind-left-out-elsewhere.ts";
import { notices } from "./kind-notices.ts";
import {
  deleted as deletedTable,
  deletedBy as deletedByTable,
  editedMarks as editedTable,
} from "./kind-taken-back.ts";
import type { PhraseTable } from "./kind-table.ts";
import { stripMarks } from "./marks.ts";

export const omitted = allOf({ ...omittedTable, ...omittedElsewhere });
export const omittedContacts = allOf(contactTable);
export const deleted = allOf(deletedTable);
export const deletedBy = allOf(deletedByTable);
export const viewOnce = allOf(viewOnceTable);
export const calls = allOf(callTable);
export const locations = allOf(locationTable);
export const polls = allOf(pollTable);
export const editedMarks = allOf(editedTable);
export const attachedMarks = allOf(attachedTable);

/** All that a body may begin with. */
export const allPhrases: readonly string[] = [
  ...omitted,
  ...omittedContacts,
  ...deleted,
  ...viewOnce,
  ...calls,
  ...deletedBy,
  ...locations,
  ...notices,
  ...polls,
];

/** As bodies are compared with them: without marks. */
function allOf(table: PhraseTable): readonly string[] {
  return [...new Set(Object.values(table).flat().map(stripMarks))];
}
