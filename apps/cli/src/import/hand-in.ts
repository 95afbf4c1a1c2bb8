/** The second half of an import: each report sealed and handed in, with its code. */
import { randomUUID } from "node:crypto";

import type { ReportId } from "@honeyguide/domain";
import { parsePhoneNumber } from "@honeyguide/domain/phone-number";
import {
  deriveReceiptKeys,
  makeReceiptCode,
  receiptRandomBytes,
  toDigitGroups,
  toWords,
} from "@honeyguide/protocol/receipt";

import { type GivenFile, handOver, type HandOver } from "../hand-over.ts";
import { makeIntakeClient } from "../intake-client.ts";
import type { Outside } from "../outside.ts";
import type { Asked } from "./asked.ts";
import { importWords } from "./import-words.ts";
import type { Known } from "./known.ts";
import type { Looked } from "./looked.ts";
import type { Progress } from "./progress.ts";

/** Files that were looked into, and where they go. */
export interface HandIn {
  readonly asked: Asked;
  /** The files of each report. */
  readonly reports: readonly (readonly Looked[])[];
  readonly address: string;
  readonly known: Known;
  readonly bar: Progress;
}

/** One report after the other, each with its code on the way out before the next begins. */
export async function handIn(
  { asked, reports, address, known, bar }: HandIn,
  outside: Outside,
): Promise<void> {
  const intake = makeIntakeClient(address, outside);
  const site = await intake.site();
  for (const looked of reports) {
    const report = reportOf(asked, site.callingCode, outside);
    const files = looked.map(({ given }) => counting(given, bar.advance));
    const code = makeReceiptCode(outside.random(receiptRandomBytes));
    const mailbox = await deriveReceiptKeys(code);
    const receipt = await handOver({ intake, site, mailbox, report, files }, outside);
    const spelled = { words: toWords(code).join(" "), digits: toDigitGroups(code).join(" ") };
    const { mailboxId } = mailbox;
    const facts = { files: looked.length, looked: looked.map(factsOf) };
    bar.end();
    await outside.out(
      asked.isJson
        ? `${JSON.stringify({ code: spelled, mailboxId, ...facts, receipt })}\n`
        : importWords.done(spelled.words, spelled.digits, looked.length),
    );
    // After the code is out: a code that nobody has seen must not keep the file from a second try.
    await known.remember(
      mailboxId,
      looked.map(({ sha256 }) => sha256),
    );
  }
}

/** What others script against. */
export function factsOf({ path, sha256, mediaType, format, refused, gist, conversations }: Looked) {
  return {
    ...{ path, sha256, mediaType, format, refused },
    messages: gist?.messages ?? 0,
    unread: gist?.unread ?? 0,
    conversations: conversations.length,
  };
}

function counting(file: GivenFile, advance: (bytes: number) => void): GivenFile {
  return {
    ...file,
    content: () =>
      file.content().pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform: (chunk, controller) => {
            advance(chunk.length);
            controller.enqueue(chunk);
          },
        }),
      ),
  };
}

function reportOf(
  { what, sender }: Asked,
  callingCode: string,
  { now }: Outside,
): HandOver["report"] {
  const number = parsePhoneNumber(sender.typed, callingCode);
  return {
    version: 1,
    id: randomUUID() as string as ReportId,
    sealedAt: now().toISOString(),
    language: "en",
    circumstances: [...what],
    unopened: false,
    sender: {
      typedNumber: sender.typed,
      ...(number.ok && { number: number.value }),
      handle: sender.handle,
      name: sender.name,
      claimedMeeting: "",
      knew: [],
    },
    people: [],
    reach: {
      how: "code",
      name: "",
      number: "",
      times: "",
      trusted: "",
      role: "not_said",
      unsafe: "",
    },
    opening: "now",
    mayKnow: [],
  };
}
