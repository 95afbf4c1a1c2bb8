/**
 * An intake for tests: the real app on a real database, and a person who uploads to it. Bytes
 * stand for ciphertext; the intake cannot tell.
 */
import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";

import type { MailboxId, PartId } from "@honeyguide/domain";
import { type Complete, pieceBytes, type SentPart, type Site } from "@honeyguide/protocol/wire";
import { migrate } from "@honeyguide/store/database";
import { intakeMigrations, intakeSchema, type IntakeTables } from "@honeyguide/store/intake";

import { type Engine, openTestDatabase } from "../../../packages/store/test/postgres.ts";
import { makeApp } from "../server/app.ts";
import { makeReceiptSigner } from "../server/receipts.ts";
import type { StaticFiles } from "../server/static-files.ts";

export const pullToken = "desk-token-of-the-test";

export const receiptKeyPem = generateKeyPairSync("ed25519")
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

export const siteText = {
  version: 1,
  team: "Practice team",
  cannotRead: "The people you work for",
  recipients: ["age1practice"],
  callingCode: "44",
  promise: { ordinaryMinutes: 120, threatMinutes: 15, hours: "always" },
  alternatives: [
    { kind: "call", text: "+44 7700 900000" },
    { kind: "visit", text: "Room 1" },
  ],
  leaveUrl: "https://example.org/",
  retentionMonths: 24,
  drill: true,
} as const;

/** Sends one request. */
export type Send = (method: string, path: string, init?: SendInit) => Promise<Response>;
export interface SendInit {
  readonly key?: string;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export function requestOf({ key, json, bytes, headers }: SendInit, method: string): RequestInit {
  const body = json === undefined ? bytes && new Uint8Array(bytes) : JSON.stringify(json);
  return {
    method,
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(json !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  };
}

export async function startIntake(engine: Engine, files: StaticFiles = new Map()) {
  const { db, url, close } = await openTestDatabase<IntakeTables>(engine);
  await migrate(db, intakeSchema, intakeMigrations);
  const logged: string[] = [];
  const clock = { now: new Date("2026-11-22T10:42:17.123Z") };
  const signer = makeReceiptSigner(receiptKeyPem);
  const site = { ...siteText, receiptKey: signer.publicKey } as unknown as Site;
  const app = makeApp({
    db,
    site,
    signer,
    files,
    pullHash: createHash("sha256").update(pullToken).digest(),
    now: () => clock.now,
    log: (event, fields) => logged.push(JSON.stringify({ event, ...fields })),
  });
  const send: Send = async (method, path, init = {}) => app.request(path, requestOf(init, method));
  return { db, url, close, send, logged, clock, site };
}

export interface Person {
  readonly mailboxId: MailboxId;
  readonly key: string;
  readonly verifier: string;
}

export function makePerson(): Person {
  const key = randomBytes(32);
  return {
    mailboxId: randomBytes(16).toString("base64url") as MailboxId,
    key: key.toString("base64url"),
    verifier: createHash("sha256").update(key).digest("base64url"),
  };
}

export const begin = (send: Send, { mailboxId, verifier }: Person) =>
  send("POST", "/v1/reports", { json: { version: 1, mailboxId, verifier } });

export interface Uploaded {
  readonly sent: SentPart;
  readonly bytes: Uint8Array;
}

/** Makes a part; nothing is sent. */
export function makePart(length: number): Uploaded {
  const bytes = randomBytes(length);
  const part = randomBytes(16).toString("base64url") as PartId;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { bytes, sent: { part, bytes: length, sha256 } };
}

export function cut(bytes: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, at) =>
    bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes),
  );
}

export const putPiece = (
  send: Send,
  { mailboxId, key }: Person,
  part: PartId,
  piece: number | string,
  bytes: Uint8Array,
) => send("PUT", `/v1/reports/${mailboxId}/parts/${part}/${piece}`, { key, bytes });

export async function upload(send: Send, person: Person, { sent, bytes }: Uploaded): Promise<void> {
  for (const [at, piece] of cut(bytes).entries()) {
    const reply = await putPiece(send, person, sent.part, at, piece);
    if (reply.status !== 204) throw new Error(`piece ${at}: ${reply.status}`);
  }
}

export function completion(parts: readonly Uploaded[], change: Partial<Complete> = {}): Complete {
  const sent = parts.map((part) => part.sent);
  return { version: 1, wrap: "d3JhcA", content: sent[0]!.part, parts: sent, ...change };
}

export const complete = (send: Send, { mailboxId, key }: Person, json: unknown) =>
  send("POST", `/v1/reports/${mailboxId}/complete`, { key, json });

/** A report that was handed over. */
export async function file(
  send: Send,
  { wrap = "d3JhcA", sizes = [1000] }: { wrap?: string | null; sizes?: readonly number[] } = {},
) {
  const person = makePerson();
  await begin(send, person);
  const parts = sizes.map(makePart);
  for (const part of parts) await upload(send, person, part);
  const reply = await complete(send, person, completion(parts, { wrap }));
  if (reply.status !== 201) throw new Error(`hand-over: ${reply.status}`);
  return { person, parts, receipt: (await reply.json()) as unknown };
}

export const asDesk = (send: Send, method: string, path: string, json?: unknown) =>
  send(method, `/v1/desk${path}`, { key: pullToken, json });
