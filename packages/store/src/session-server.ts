/**
 * Many clients, one session: serves `pg` connections over a Unix socket from one PGlite.
 *
 * A client has the session from the first byte of a batch (up to Query or Sync) until PostgreSQL
 * is ready for the next and no transaction is open; the others wait in the order in which they
 * asked. Why not `@electric-sql/pglite-socket`: it queues single protocol messages, so two clients
 * overwrite each other's unnamed statement (docs/decisions/0012-database-socket.md).
 *
 * The session's settings, temporary tables and session-level locks are shared. Use none.
 */
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";

import type { PGlite } from "@electric-sql/pglite";

import { farewell, greeting, readBatch, readOpening, simpleQuery } from "./wire-messages.ts";

/** A client that leaves a transaction open and says nothing blocks all others. */
const idleInTransactionMs = 30_000;
const closeWaitMs = 2_000;
const maxBatchBytes = 256 * 1024 * 1024;

/** The embedded database, served. */
export interface SessionServer {
  /** Take no new clients, let what runs end, send the rest away. */
  readonly close: () => Promise<void>;
  /** Run a statement of our own between the clients'. */
  readonly run: (sql: string) => Promise<void>;
}

/**
 * Serve a database.
 *
 * @param path - of the Unix socket; its directory decides who may connect.
 * @throws the error of `listen`, for instance `EADDRINUSE`.
 */
export async function serveSession(pglite: PGlite, path: string): Promise<SessionServer> {
  const session = new Session(pglite);
  const clients = new Set<Client>();
  const server = createServer((socket) => {
    const client = new Client(socket, session, () => clients.delete(client));
    clients.add(client);
  });
  await listen(server, path);
  return {
    run: (sql) => session.run(sql),
    close: async () => {
      server.close();
      await session.end();
      for (const client of clients) client.sendAway("57P01", "the database is closing");
    },
  };
}

/** Whose turn it is. */
class Session {
  readonly #pglite: PGlite;
  readonly #waiting: { readonly owner: object; readonly start: () => void }[] = [];
  #owner: object | undefined;
  /** The owner's transaction is being undone. */
  #leaving = false;
  #ended = false;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  /** Wait for the turn. An owner in a transaction has it already. */
  async take(owner: object): Promise<void> {
    if (this.#owner === owner) return;
    if (this.#owner === undefined && !this.#ended) {
      this.#owner = owner;
      return;
    }
    await new Promise<void>((start) => this.#waiting.push({ owner, start }));
  }

  /** Run a batch in one's turn. Bytes handed on are a copy. */
  async execute(
    batch: Uint8Array,
    hand: (bytes: Uint8Array) => void,
  ): Promise<{ readonly open: boolean }> {
    await this.#pglite.execProtocolRawStream(batch, {
      // Nothing to do there: the engine has called fsync where it must.
      syncToFs: false,
      onRawData: (bytes) => {
        hand(bytes.slice());
      },
    });
    return { open: this.#pglite.isInTransaction() };
  }

  /** The owner is done, or gone: what it left open is undone. */
  async release(owner: object): Promise<void> {
    const place = this.#waiting.findIndex((waiting) => waiting.owner === owner);
    if (place >= 0) this.#waiting.splice(place, 1);
    if (this.#owner !== owner || this.#leaving) return;
    this.#leaving = true;
    if (this.#pglite.isInTransaction()) {
      await this.execute(simpleQuery("rollback"), () => undefined);
    }
    this.#leaving = false;
    const next = this.#waiting.shift();
    this.#owner = next?.owner;
    next?.start();
  }

  async run(sql: string): Promise<void> {
    const owner = {};
    await this.take(owner);
    try {
      await this.execute(simpleQuery(sql), () => undefined);
    } finally {
      await this.release(owner);
    }
  }

  /** After the present owner, who gets a moment to finish, no one has a turn. */
  async end(): Promise<void> {
    this.#waiting.length = 0;
    const turn = this.take({});
    this.#ended = true;
    await Promise.race([turn, setTimeout(closeWaitMs, undefined, { ref: false })]);
  }
}

class Client {
  readonly #socket: Socket;
  readonly #session: Session;
  #received: Buffer[] = [];
  #receivedBytes = 0;
  #needed = 0;
  #greeted = false;
  #working = false;

  constructor(socket: Socket, session: Session, gone: () => void) {
    this.#socket = socket;
    this.#session = session;
    socket.on("data", (bytes: Buffer) => {
      this.#received.push(bytes);
      this.#receivedBytes += bytes.length;
      if (this.#receivedBytes > maxBatchBytes) this.sendAway("54000", "the statement is too large");
      else if (!this.#working) void this.#work();
    });
    socket.on("timeout", () => {
      this.sendAway("25P03", "a transaction was left open without a word");
    });
    // A client that vanishes is no event of ours; `close` follows.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      gone();
      void session.release(this);
    });
  }

  sendAway(sqlState: string, text: string): void {
    this.#socket.end(farewell(sqlState, text));
    this.#socket.destroySoon();
    void this.#session.release(this);
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (!this.#socket.destroyed && (this.#greeted ? await this.#runBatch() : this.#open()));
    this.#working = false;
  }

  /** @returns whether there may be more to do with what was received. */
  #open(): boolean {
    const bytes = this.#joined();
    const opening = readOpening(bytes);
    if (opening === undefined) return false;
    this.#keep(bytes.subarray(opening.length));
    if (opening.kind === "ssl" || opening.kind === "gss") {
      this.#socket.write("N");
      return true;
    }
    if (opening.kind !== "startup") {
      // Nothing can be cancelled here: a statement blocks the process that would hear of it.
      this.#socket.destroy();
      return false;
    }
    this.#greeted = true;
    this.#socket.write(greeting());
    return true;
  }

  async #runBatch(): Promise<boolean> {
    // A large statement arrives in many chunks; joining them each time would cost their square.
    if (this.#receivedBytes < this.#needed) return false;
    const bytes = this.#joined();
    const batch = readBatch(bytes);
    switch (batch.kind) {
      case "partial":
        this.#needed = batch.needed;
        return false;
      case "goodbye":
        this.#socket.end();
        return false;
      case "refused":
        this.sendAway("0A000", `the embedded database does not offer this: ${batch.reason}`);
        return false;
      case "whole":
        this.#needed = 0;
        this.#keep(bytes.subarray(batch.length));
        return this.#run(bytes.subarray(0, batch.length));
    }
  }

  async #run(batch: Uint8Array): Promise<boolean> {
    this.#socket.setTimeout(0);
    await this.#session.take(this);
    if (this.#socket.destroyed) {
      await this.#session.release(this);
      return false;
    }
    const answer: Uint8Array[] = [];
    const { open } = await this.#session.execute(batch, (part) => answer.push(part));
    this.#socket.write(Buffer.concat(answer));
    if (open) this.#socket.setTimeout(idleInTransactionMs);
    else await this.#session.release(this);
    return true;
  }

  #joined(): Buffer {
    const [first] = this.#received;
    if (first === undefined) return Buffer.alloc(0);
    if (this.#received.length === 1) return first;
    const joined = Buffer.concat(this.#received);
    this.#keep(joined);
    return joined;
  }

  #keep(bytes: Buffer): void {
    this.#received = bytes.length === 0 ? [] : [bytes];
    this.#receivedBytes = bytes.length;
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
