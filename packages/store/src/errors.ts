/**
 * What can go wrong with a database so that someone can act on it. Each message says what to do
 * and names no person; paths and process ids are the operator's own.
 */
import { HoneyguideError } from "@honeyguide/domain";

/** The database was written by a newer version of this software than the one that opens it. */
export class NewerDatabaseError extends HoneyguideError {
  override readonly name = "NewerDatabaseError";
  override readonly code = "store.newer_database";
}
