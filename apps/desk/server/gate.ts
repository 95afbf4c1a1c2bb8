/**
 * The gate: what lets a responder in, and when real reports may be opened.
 *
 * The printed link signs in for the drill, until the first passkey is registered or the first
 * recovery sheet is made. From then on the link is dead, and real reports open.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

import {
  type DeskDatabase,
  deleteRecoverySheets,
  insertPasskey,
  insertRecoverySheet,
  insertResponder,
  selectPasskeys,
  selectRecoverySheets,
  selectResponders,
  updatePasskeyCounter,
} from "@honeyguide/store/desk";
import type * as v from "valibot";

import type { Session } from "../api.ts";
import type { Audit } from "./audit.ts";
import type { AssertionSchema, KeptPasskey, Passkeys, RegistrationSchema } from "./passkeys.ts";
import { fitsSheet, makeRecoverySheet, parseRecoveryCode } from "./recovery-code.ts";
import { DeskRefusal } from "./refusal.ts";
import type { Entrance, Responder, Sessions } from "./sessions.ts";
import type { Place, Vault } from "./vault.ts";
import { words } from "./words.ts";

export interface GateDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly audit: Audit;
  readonly sessions: Sessions;
  readonly passkeys: Passkeys;
  readonly now: () => Date;
  readonly cliToken: string;
  readonly setupToken: string | undefined;
  /** Deletes the token's file. */
  readonly forgetSetupToken: () => Promise<void>;
  /** Called when the link has died: real reports may be opened from now on. */
  readonly onUnlocked: () => void;
}

export type GateKeeper = Awaited<ReturnType<typeof makeGate>>;

/** Responders that no row stands for. */
const setupId = "setup";
const commandLineId = "command-line";

const mostFailures = 5;
const failureWindowMs = 60_000;

/** The gate of one Desk, with what its database says about it. */
export async function makeGate(deps: GateDeps) {
  const { db, vault, audit, sessions, passkeys, now } = deps;
  let setupToken = deps.setupToken;
  let passkeyCount = (await selectPasskeys(db).execute()).length;
  let sheetCount = (await selectRecoverySheets(db).execute()).length;
  const names = new Map<string, string>([
    [setupId, words.setupLink],
    [commandLineId, words.commandLine],
  ]);
  for (const { id, name } of await selectResponders(db).execute()) {
    names.set(id, vault.open(namePlace(id), name));
  }
  const failures = makeFailureCount(now);
  const door = () => (passkeyCount + sheetCount === 0 ? "setup" : "passkey");
  // Killed between the database and the file: the link is dead all the same.
  if (door() === "passkey") await killLink();

  async function killLink() {
    setupToken = undefined;
    await deps.forgetSetupToken();
  }

  function begin(responder: Responder): Session {
    const session = sessions.begin(responder);
    return { session, responder: responder.name, drillOnly: door() === "setup" };
  }

  function responderOf(id: string, by: Entrance): Responder {
    return { id, name: names.get(id) ?? words.someone, by };
  }

  async function noteSignIn(responder: Responder, act: string) {
    await db
      .transaction()
      .execute((trx) =>
        audit.write(trx, now(), { who: responder.name, act, on: null, reason: null }),
      );
  }

  /** Whom a new credential is for: the responder who makes it, or somebody they name. */
  async function owner(trx: DeskDatabase, maker: Responder, name: string): Promise<Responder> {
    if (maker.by !== "setup" && (name === "" || name === maker.name)) return maker;
    const id = randomBytes(12).toString("base64url");
    const made = { id, made_at: now().toISOString(), name: vault.seal(namePlace(id), name) };
    await insertResponder(trx, made).execute();
    return { id, name, by: maker.by };
  }

  /** The first credential ends the link and every session that began with it. */
  async function settle(token: string, maker: Responder, made: Responder, by: Entrance) {
    names.set(made.id, made.name);
    if (maker.by === "setup") sessions.become(token, { ...made, by });
    sessions.endLinks();
    await killLink();
    deps.onUnlocked();
  }

  return {
    door,
    hasRecoverySheet: () => sheetCount > 0,
    /** Whether reports that are not part of the practice case may be opened. */
    mayOpenReal: () => door() === "passkey",
    nameOf: (id: string | null) => (id === null ? null : (names.get(id) ?? words.someone)),

    /** Who asks, by the bearer token of a request. */
    find(token: string, isAct: boolean): Responder | undefined {
      if (sameText(token, deps.cliToken)) {
        return responderOf(commandLineId, "command_line");
      }
      return sessions.find(token, isAct);
    },
    end: sessions.end,

    /** @throws {DeskRefusal} if the link is dead or not this one. */
    async signInByLink(token: string): Promise<Session> {
      failures.check();
      if (setupToken === undefined) throw new DeskRefusal("desk.link_is_dead");
      if (!sameText(token, setupToken)) failures.fail();
      const responder = responderOf(setupId, "setup");
      await noteSignIn(responder, "sign_in.link");
      return begin(responder);
    },

    /** @throws {DeskRefusal} if no sheet has this code. */
    async signInByCode(typed: string): Promise<Session> {
      failures.check();
      const code = parseRecoveryCode(typed);
      if (code === undefined) return failures.fail();
      const sheets = await selectRecoverySheets(db).execute();
      const sheet = sheets.find(({ id }) => id === code.id);
      if (!(await fitsSheet(code.secret, sheet)) || sheet === undefined) return failures.fail();
      const responder = responderOf(sheet.responder, "recovery");
      await noteSignIn(responder, "sign_in.recovery");
      return begin(responder);
    },

    signInOptions: async () => passkeys.signInOptions(await keptPasskeys(db)),

    /** @throws {DeskRefusal} if the passkey is not registered here or did not sign this. */
    async signInByPasskey(response: v.InferOutput<typeof AssertionSchema>): Promise<Session> {
      const rows = await selectPasskeys(db).execute();
      const row = rows.find(({ credential_id }) => credential_id === response.id);
      const counter = row && (await passkeys.checkSignIn(response, toKept(row)));
      if (row === undefined || counter === undefined) {
        throw new DeskRefusal("desk.refused_credential");
      }
      await updatePasskeyCounter(db, row.credential_id, counter).execute();
      const responder = responderOf(row.responder, "passkey");
      await noteSignIn(responder, "sign_in.passkey");
      return begin(responder);
    },

    registrationOptions: async (name: string) =>
      passkeys.registrationOptions(name, await keptPasskeys(db)),

    /** @throws {DeskRefusal} if the browser's answer is not to be believed. */
    async registerPasskey(
      token: string,
      maker: Responder,
      name: string,
      response: v.InferOutput<typeof RegistrationSchema>,
    ): Promise<void> {
      const made = await passkeys.checkRegistration(response);
      if (made === undefined) throw new DeskRefusal("desk.refused_credential");
      const responder = await db.transaction().execute(async (trx) => {
        const mine = await owner(trx, maker, name);
        await insertPasskey(trx, {
          credential_id: made.credentialId,
          responder: mine.id,
          public_key: made.publicKey,
          counter: made.counter,
          transports: made.transports.join(","),
          made_at: now().toISOString(),
        }).execute();
        const line = { who: mine.name, act: "passkey.registered", on: null, reason: null };
        await audit.write(trx, now(), line);
        return mine;
      });
      passkeyCount += 1;
      await settle(token, maker, responder, "passkey");
    },

    /** A new sheet for the responder who asks; an older one of theirs ends. @returns the code, once. */
    async makeSheet(token: string, maker: Responder): Promise<string> {
      const { code, id, salt, hash } = await makeRecoverySheet();
      const responder = await db.transaction().execute(async (trx) => {
        const name = maker.by === "setup" ? words.recoverySheet : maker.name;
        const mine = await owner(trx, maker, name);
        await deleteRecoverySheets(trx, mine.id).execute();
        const made = { id, responder: mine.id, salt, hash, made_at: now().toISOString() };
        await insertRecoverySheet(trx, made).execute();
        const line = { who: mine.name, act: "recovery_sheet.made", on: null, reason: null };
        await audit.write(trx, now(), line);
        return mine;
      });
      sheetCount = (await selectRecoverySheets(db).execute()).length;
      await settle(token, maker, responder, "recovery");
      return code;
    },
  };
}

/** Constant time, whatever the lengths. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function namePlace(id: string): Place<string> {
  return { table: "responder", column: "name", row: id };
}

async function keptPasskeys(db: DeskDatabase): Promise<readonly KeptPasskey[]> {
  return (await selectPasskeys(db).execute()).map(toKept);
}

function toKept(row: {
  readonly credential_id: string;
  readonly public_key: Uint8Array;
  readonly counter: number;
  readonly transports: string;
}): KeptPasskey {
  const { credential_id: credentialId, public_key: publicKey, counter, transports } = row;
  return { credentialId, publicKey, counter, transports: transports.split(",").filter(Boolean) };
}

/** Guessing is hopeless by the length of the secrets; this keeps it from costing us work. */
function makeFailureCount(now: () => Date) {
  let failures: number[] = [];
  return {
    check() {
      const since = now().getTime() - failureWindowMs;
      failures = failures.filter((at) => at > since);
      if (failures.length >= mostFailures) throw new DeskRefusal("desk.too_many_attempts");
    },
    fail(): never {
      failures.push(now().getTime());
      throw new DeskRefusal("desk.refused_credential");
    },
  };
}
