/**
 * PGlite made durable: what is acknowledged is on the disk.
 *
 * As published, PGlite starts PostgreSQL with `-F` (no fsync) and its Node file system has no
 * `fsync` at all, so a power cut loses or breaks the database. Both are put right here, before the
 * engine starts: patching later is worse than nothing (docs/decisions/0010-embedded-database.md).
 */
import { fsyncSync } from "node:fs";

import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

type ModuleOptions = Parameters<NodeFS["init"]>[1];

/** What the engine's own file system looks like from outside, as far as we touch it. */
interface EngineModule {
  readonly NODEFS: {
    readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number };
  };
}

class SyncFS extends NodeFS {
  readonly #fatal: (cause: unknown) => void;

  constructor(directory: string, fatal: (cause: unknown) => void) {
    super(directory);
    this.#fatal = fatal;
  }

  override async init(pg: PGlite, options: ModuleOptions) {
    const made = await super.init(pg, options);
    const { emscriptenOpts } = made;
    emscriptenOpts.preRun = [
      ...(Array.isArray(emscriptenOpts.preRun) ? emscriptenOpts.preRun : []),
      (module: unknown) => {
        (module as EngineModule).NODEFS.stream_ops.fsync = ({ nfd }) => this.#sync(nfd);
      },
    ];
    // A PANIC ends in abort(). PGlite would swallow it and go on with a broken memory.
    emscriptenOpts.onAbort = (what: unknown) => {
      this.#fatal(what);
    };
    return made;
  }

  #sync(file: number): number {
    try {
      fsyncSync(file);
    } catch (cause) {
      // After a failed fsync the kernel may have dropped the pages: only the log can say what is
      // true, so PostgreSQL's own answer is to stop and recover, and so is ours.
      this.#fatal(cause);
    }
    return 0;
  }
}

const settings = {
  fsync: "on",
  // The default, fdatasync, is a no-op in the engine's Node file system.
  wal_sync_method: "fsync",
  shared_buffers: "8MB",
  min_wal_size: "32MB",
  max_wal_size: "64MB",
  timezone: "UTC",
  log_statement: "none",
} as const;

/**
 * Open a directory that holds a database, for one process alone: the caller holds the lock.
 *
 * @param directory - an initialised PostgreSQL data directory.
 * @param fatal - told when the disk refuses an fsync or the engine breaks. Must end the process.
 */
export async function openDurablePGlite(
  directory: string,
  fatal: (cause: unknown) => void,
): Promise<PGlite> {
  return PGlite.create({
    fs: new SyncFS(directory, fatal),
    startParams: [
      ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
  });
}
