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

/** The data directory cannot be made, or nothing can be written in it. */
export class DataDirectoryError extends HoneyguideError {
  override readonly name = "DataDirectoryError";
  override readonly code = "store.data_directory";
}

/** Another process works on the same data. */
export class DatabaseLockedError extends HoneyguideError {
  override readonly name = "DatabaseLockedError";
  override readonly code = "store.locked";
  /** The process that holds it, where it said so. */
  readonly pid: number | undefined;

  constructor(pid: number | undefined) {
    super(
      `another process${pid === undefined ? "" : ` (pid ${pid})`} uses this data directory; nothing was changed. Stop that process, or choose another directory with --data.`,
    );
    this.pid = pid;
  }
}

/** The address at which the database is served cannot be listened on. */
export class SocketTakenError extends HoneyguideError {
  override readonly name = "SocketTakenError";
  override readonly code = "store.socket_taken";
}

/** The files are there, and the database does not start from them. */
export class DamagedDatabaseError extends HoneyguideError {
  override readonly name = "DamagedDatabaseError";
  override readonly code = "store.damaged";
}
