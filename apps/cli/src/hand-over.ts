/**
 * Sealing a report and handing it to the public page's server, as the page itself does it:
 *
 *   begin -> pieces of each file -> pieces of the account -> complete -> signed receipt
 *
 * Spec: `spec/sealed-report.md`, sections 3 to 5 and 8. Memory stays at a few pieces, however large
 * a file is.
 */
import { createHash, createPublicKey, verify } from "node:crypto";

import type { Evidence, MailboxId, PartId, Report } from "@honeyguide/domain";
import { type AgeRecipient, makeKeyPair } from "@honeyguide/protocol/keys";
import { sealEvidence, sealReport, wrapContentKey } from "@honeyguide/protocol/seal";
import {
  partsStatement,
  receiptStatement,
  type SentPart,
  type SignedReceipt,
  SignedReceiptSchema,
  type Site,
} from "@honeyguide/protocol/wire";
import * as v from "valibot";

import type { IntakeClient } from "./intake-client.ts";
import type { Outside } from "./outside.ts";
import { CouldNotError } from "./refusal.ts";
import { words } from "./words.ts";

/** Where letters about a report come in. */
export interface MailboxKeys {
  readonly mailboxId: MailboxId;
  readonly authKey: string;
  readonly verifier: string;
  readonly recipient: AgeRecipient;
}

/** A file that goes with a report. */
export interface GivenFile {
  readonly evidence: Omit<Evidence, "part" | "path">;
  /** Lower-case letters and digits, for its name in the archive. */
  readonly extension: string;
  readonly content: () => ReadableStream<Uint8Array>;
}

/** What is handed over. */
export interface HandOver {
  readonly intake: IntakeClient;
  readonly site: Site;
  readonly mailbox: MailboxKeys;
  readonly report: Omit<Report, "evidence" | "mailbox">;
  readonly files: readonly GivenFile[];
}

/**
 * Seal and hand over one report.
 *
 * @returns the receipt, whose signature was checked.
 * @throws {CouldNotError} if the server does not answer, refuses, or signs something else.
 */
export async function handOver(
  { intake, site, mailbox, report, files }: HandOver,
  { random }: Pick<Outside, "random">,
): Promise<SignedReceipt> {
  const { mailboxId, authKey, verifier } = mailbox;
  const { pieceBytes } = await intake.askJson(
    { method: "POST", path: "/v1/reports", body: { version: 1, mailboxId, verifier } },
    v.looseObject({ pieceBytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }),
  );
  const key = await makeKeyPair();
  const newPart = () => Buffer.from(random(16)).toString("base64url") as PartId;
  const send = (part: PartId, sealed: ReadableStream<Uint8Array>) =>
    sendPart(
      { intake, bearer: authKey, base: `/v1/reports/${mailboxId}/parts`, pieceBytes },
      part,
      sealed,
    );

  const sent: SentPart[] = [];
  const evidence: Evidence[] = [];
  for (const [at, file] of files.entries()) {
    const number = String(at + 1).padStart(4, "0");
    const one = { ...file.evidence, part: newPart(), path: `evidence/${number}.${file.extension}` };
    const tar = { path: one.path, bytes: one.bytes };
    sent.push(await send(one.part, await sealEvidence(tar, file.content(), key.recipient)));
    evidence.push(one);
  }
  const account = await sealReport(
    { ...report, evidence, mailbox: mailbox.recipient },
    key.recipient,
  );
  const content = newPart();
  sent.push(await send(content, new Blob([new Uint8Array(account)]).stream()));

  const wrap = await wrapContentKey(key.identity, site.recipients);
  const receipt = await intake.askJson(
    {
      method: "POST",
      path: `/v1/reports/${mailboxId}/complete`,
      bearer: authKey,
      body: { version: 1, wrap: Buffer.from(wrap).toString("base64url"), content, parts: sent },
    },
    SignedReceiptSchema,
  );
  checkReceipt(receipt, site, mailboxId, sent);
  return receipt;
}

interface PartRoute {
  readonly intake: IntakeClient;
  readonly bearer: string;
  readonly base: string;
  readonly pieceBytes: number;
}

async function sendPart(
  { intake, bearer, base, pieceBytes }: PartRoute,
  part: PartId,
  sealed: ReadableStream<Uint8Array>,
): Promise<SentPart> {
  const hash = createHash("sha256");
  let bytes = 0;
  let piece = 0;
  for await (const body of inPieces(sealed, pieceBytes)) {
    hash.update(body);
    bytes += body.length;
    await intake.ask({ method: "PUT", path: `${base}/${part}/${piece}`, bearer, body });
    piece += 1;
  }
  return { part, bytes, sha256: hash.digest("hex") };
}

/** The same bytes in pieces of one size, the last one shorter. */
async function* inPieces(
  stream: ReadableStream<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let piece = new Uint8Array(size);
  let filled = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length;) {
      const some = chunk.subarray(at, at + size - filled);
      piece.set(some, filled);
      filled += some.length;
      at += some.length;
      if (filled < size) continue;
      yield piece;
      piece = new Uint8Array(size);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

/** A receipt that does not verify proves nothing later, so it is no receipt. */
function checkReceipt(
  receipt: SignedReceipt,
  site: Site,
  mailboxId: MailboxId,
  parts: readonly SentPart[],
): void {
  const key = createPublicKey({
    key: Buffer.from(site.receiptKey, "base64url"),
    format: "der",
    type: "spki",
  });
  const signature = Buffer.from(receipt.signature, "base64url");
  const statement = Buffer.from(receiptStatement(mailboxId, receipt));
  const sha256 = createHash("sha256").update(partsStatement(parts)).digest("hex");
  if (receipt.sha256 !== sha256 || !verify(null, statement, key, signature)) {
    throw new CouldNotError(words.badReceipt);
  }
}
