/**
 * One way to both databases: the embedded one over its Unix socket and a PostgreSQL server.
 *
 * The embedded database is one session that all connections share, one transaction at a time. So:
 * name the schema in every query, set nothing on the session, and never start a query on another
 * connection while a transaction is open, or it waits for a transaction that waits for it.
 */
import { type Kysely as Database, Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";

import { NewerDatabaseError } from "./errors.ts";

/** Connections per process. The embedded database works through one at a time. */
const serverConnections = 8;
const embeddedConnections = 4;
const connectTimeoutMs = 30_000;

const socketScheme = "socket:";

/** What arrives as which JavaScript value: bytes as bytes, time as text, `int8` as a number. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.BYTEA]: bytesFromHex,
  [pg.types.builtins.INT8]: safeInteger,
  [pg.types.builtins.DATE]: (day) => day,
  [pg.types.builtins.TIMESTAMP]: (text) => text,
  [pg.types.builtins.TIMESTAMPTZ]: (text) => new Date(toIsoZone(text)).toISOString(),
};

/**
 * Open a database. Nothing is connected until the first query; `db.destroy()` closes it.
 *
 * Values come back as: `bytea` a `Uint8Array`, `int8` a number (throws above 2^53), `date`
 * `YYYY-MM-DD`, `timestamptz` RFC 3339 in UTC.
 *
 * @param url - `postgres://…` or, for the embedded database, `socket:/absolute/folder`.
 * @throws {RangeError} for any other kind of address.
 */
export function openDatabase<Tables>(url: string): Database<Tables> {
  const pool = new pg.Pool({
    ...target(url),
    connectionTimeoutMillis: connectTimeoutMs,
    types: {
      getTypeParser: (...[type, format]: Parameters<typeof pg.types.getTypeParser>): unknown =>
        (format !== "binary" ? parsers[type] : undefined) ?? pg.types.getTypeParser(type, format),
    },
  });
  // A connection may break at any time: idle, or taken and between two queries. The next query
  // says so to its caller, or finds a new connection; unheard, the event would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** One step of a schema. It only goes up, and never changes once released. */
export interface Migration {
  /** Sorts after all earlier ones: `2026-11-22-reports`. */
  readonly name: string;
  /**
   * Makes the change.
   *
   * @param db - inside the transaction, with the schema already chosen. Raw SQL must name the
   * schema itself.
   */
  readonly up: (db: Database<unknown>) => Promise<void>;
}

/**
 * Bring one schema up to date, all steps or none.
 *
 * Two processes that start together do it once: the second waits and finds nothing to do.
 *
 * @param schema - made if missing. Keeps its own record in its table `migration`.
 * @param migrations - every step there ever was, oldest first.
 * @returns the names of the steps taken now.
 * @throws {NewerDatabaseError} if the schema has a step that is not in `migrations`.
 * @throws {RangeError} if names are not in ascending order.
 */
export async function migrate<Tables>(
  db: Database<Tables>,
  schema: string,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const names = migrations.map(({ name }) => name);
  if (names.some((name, at) => at > 0 && name <= (names[at - 1] ?? ""))) {
    throw new RangeError("migrations must be in ascending order of name");
  }
  return (db as unknown as Database<MigrationTables>).transaction().execute(async (bare) => {
    // Held until the transaction ends, whichever way it ends.
    await sql`select pg_advisory_xact_lock(hashtext(${`honeyguide.${schema}`}))`.execute(bare);
    await makeRecord(bare, schema);
    const trx = bare.withSchema(schema);
    const rows = await trx.selectFrom("migration").select("name").execute();
    const done = new Set(rows.map(({ name }) => name));
    if (rows.some(({ name }) => !names.includes(name))) {
      throw new NewerDatabaseError(
        "a newer version of Honeyguide has written this database; start that version, or restore the backup from before the update",
      );
    }
    const missing = migrations.filter(({ name }) => !done.has(name));
    for (const { name, up } of missing) {
      await up(trx as unknown as Database<unknown>);
      await trx.insertInto("migration").values({ name }).execute();
    }
    return missing.map(({ name }) => name);
  });
}

interface MigrationTables {
  migration: { name: string };
}

async function makeRecord(db: Database<MigrationTables>, schema: string): Promise<void> {
  // Asked first, because `create schema if not exists` needs the right to create even if it exists.
  const { rows } = await sql<{ missing: boolean }>`
    select to_regclass(${`${schema}.migration`}) is null as missing`.execute(db);
  if (rows[0]?.missing !== true) return;
  const found = await sql<{ missing: boolean }>`
    select to_regnamespace(${schema}) is null as missing`.execute(db);
  if (found.rows[0]?.missing === true) await db.schema.createSchema(schema).execute();
  await db
    .withSchema(schema)
    .schema.createTable("migration")
    .addColumn("name", "text", (column) => column.primaryKey())
    .execute();
}

function target(url: string): pg.PoolConfig {
  if (url.startsWith(`${socketScheme}/`)) {
    const host = url.slice(socketScheme.length);
    return { host, port: 5432, user: "postgres", database: "postgres", max: embeddedConnections };
  }
  if (!/^postgres(?:ql)?:\/\//.test(url)) {
    throw new RangeError("a database address starts with postgres:// or socket:/");
  }
  return { connectionString: url, max: serverConnections };
}

function bytesFromHex(text: string): Uint8Array {
  const bytes = Buffer.from(text.slice(2), "hex");
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("an int8 above 2^53 left the database");
  return value;
}

/** PostgreSQL writes `2026-11-22 10:00:00.123+00`; some zones add minutes. */
function toIsoZone(text: string): string {
  return text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
}
