/** The last step: seal the account, hand over the list of what is stored, check the receipt. */
import type { PartId, Report } from "@honeyguide/domain";
import { MalformedReportError, ReportSchema } from "@honeyguide/domain";
import { sealReport, wrapContentKey } from "@honeyguide/protocol/seal";
import {
  pieceBytes,
  type SentPart,
  type SignedReceipt,
  type Site,
} from "@honeyguide/protocol/wire";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import * as v from "valibot";

import { toBase64url } from "./base64url.ts";
import type { Intake } from "./intake.ts";
import { cutPieces } from "./pieces.ts";
import { checkReceipt } from "./receipt-check.ts";
import type { Session } from "./session.ts";

/** An account that is stored: the same answers are not sealed twice. */
export interface StoredAccount {
  readonly json: string;
  readonly sent: SentPart;
}

/**
 * Seal and store the account.
 *
 * @param before - the account of an earlier try, which is dropped if the answers have changed.
 * @throws {MalformedReportError} if the form made something that the desk would refuse.
 */
export async function storeAccount(
  report: Report,
  session: Session,
  part: PartId,
  before: StoredAccount | undefined,
): Promise<StoredAccount> {
  // A second try a minute later is the same account.
  const json = JSON.stringify({ ...report, sealedAt: "" });
  if (before?.json === json) return before;
  if (!v.is(ReportSchema, report)) throw new MalformedReportError("the form made no report");
  const intake = await session.intake();
  if (before !== undefined) await intake.dropPart(before.sent.part);
  const sealed = await sealReport(report, session.content.recipient);
  const stream = new Blob([new Uint8Array(sealed)]).stream();
  for await (const { index, bytes } of cutPieces(stream, pieceBytes)) {
    await intake.putPiece(part, index, bytes, new AbortController().signal);
  }
  return { json, sent: { part, bytes: sealed.length, sha256: bytesToHex(sha256(sealed)) } };
}

/** The report's own key for the team, or nothing: sealed until the person says so. */
export async function wrapFor(
  opening: Report["opening"],
  session: Session,
  site: Site,
): Promise<string | null> {
  if (opening === "until_i_say") return null;
  return toBase64url(await wrapContentKey(session.content.identity, site.recipients));
}

/** Hand over, and check what comes back. Doing it again gives the same receipt. */
export async function handOver(
  intake: Intake,
  session: Session,
  site: Site,
  handed: {
    readonly wrap: string | null;
    readonly account: SentPart;
    readonly evidence: readonly SentPart[];
  },
): Promise<{ readonly receipt: SignedReceipt; readonly signature: "good" | "bad" | "unchecked" }> {
  const parts = [handed.account, ...handed.evidence];
  const receipt = await intake.complete({
    version: 1,
    wrap: handed.wrap,
    content: handed.account.part,
    parts,
  });
  const signature = await checkReceipt(receipt, session.keys.mailboxId, parts, site.receiptKey);
  return { receipt, signature };
}
