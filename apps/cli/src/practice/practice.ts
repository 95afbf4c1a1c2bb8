/**
 * `honeyguide practice`, internal: the practice case, sealed report by report and handed in through
 * the real intake. Interrupted, it goes on where it ended; no report is handed in twice.
 */
import { randomUUID } from "node:crypto";

import type { MailboxId, ReportId } from "@honeyguide/domain";
import { parsePhoneNumber } from "@honeyguide/domain/phone-number";
import { makeKeyPair } from "@honeyguide/protocol/keys";
import {
  deriveReceiptKeys,
  makeReceiptCode,
  receiptRandomBytes,
  toWords,
} from "@honeyguide/protocol/receipt";
import { MailboxSchema } from "@honeyguide/protocol/wire";
import * as v from "valibot";

import { handOver, type HandOver, type MailboxKeys } from "../hand-over.ts";
import { type IntakeClient, makeIntakeClient } from "../intake-client.ts";
import { readOptions } from "../options.ts";
import type { Command, Outside } from "../outside.ts";
import { CouldNotError, WrongUseError } from "../refusal.ts";
import { keep, readIfThere } from "../start/keep.ts";
import { defaultData, type Layout, layoutOf } from "../start/layout.ts";
import { words } from "../words.ts";
import { type Conversation, readConversations, readQuotations } from "./case.ts";
import { filesOf } from "./files.ts";

const atOnce = 4;

/** What is on the disk between two tries. No key of a mailbox but of those not handed in yet. */
const ProgressSchema = v.object({
  version: v.literal(1),
  complete: v.optional(v.boolean(), false),
  done: v.array(v.string()),
  begun: v.optional(
    v.record(v.string(), v.object({ mailboxId: v.string(), authKey: v.string() })),
    {},
  ),
});
type Progress = v.InferOutput<typeof ProgressSchema>;

/** Hand in what has not been handed in yet. Prints one JSON line when all of it is there. */
export const practice: Command = async (argv, outside) => {
  const { values } = readOptions(argv, { data: { type: "string" }, to: { type: "string" } });
  if (values.to === undefined) throw new WrongUseError("practice needs --to URL.");
  const layout = layoutOf(values.data ?? defaultData);
  const intake = makeIntakeClient(values.to, outside);
  const book = await openBook(layout);
  await book.settle(intake);

  const conversations = readConversations();
  const waiting = conversations.filter(({ key }) => !book.isDone(key));
  const site = await intake.site();
  const code = makeReceiptCode(outside.random(receiptRandomBytes));
  const [first, ...others] = waiting;
  if (first !== undefined) {
    // One report has a code that a newcomer can type; for the others nobody needs one.
    const { mailboxId, authKey, verifier, recipient } = await deriveReceiptKeys(code);
    const mailbox = { mailboxId, authKey, verifier, recipient };
    await book.begin(first.key, mailbox);
    await handOver({ intake, site, mailbox, ...contentOf(first, outside) }, outside);
    await book.finish(first.key);
  }
  const queue = [...others];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const mailbox = await makeMailbox(outside);
      await book.begin(next.key, mailbox);
      await handOver({ intake, site, mailbox, ...contentOf(next, outside) }, outside);
      await book.finish(next.key);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await book.complete();
  const said = {
    event: "practice.loaded",
    reports: conversations.length,
    quotations: readQuotations().length,
    code: first === undefined ? "" : toWords(code).join(" "),
  };
  await outside.out(`${JSON.stringify(said)}\n`);
  return 0;
};

/** Random instead of derived from a code: a mailbox's keys are random bytes either way. */
async function makeMailbox({ random }: Outside): Promise<MailboxKeys> {
  const authKey = random(32);
  const digest = await crypto.subtle.digest("SHA-256", authKey);
  const { recipient } = await makeKeyPair();
  return {
    mailboxId: Buffer.from(random(16)).toString("base64url") as MailboxId,
    authKey: Buffer.from(authKey).toString("base64url"),
    verifier: Buffer.from(digest).toString("base64url"),
    recipient,
  };
}

function contentOf(one: Conversation, { now }: Outside): Pick<HandOver, "report" | "files"> {
  const { sender, reach } = one;
  const number = parsePhoneNumber(sender.number, "44");
  return {
    files: filesOf(one),
    report: {
      version: 1,
      id: randomUUID() as string as ReportId,
      sealedAt: now().toISOString(),
      language: "en",
      circumstances: one.circumstances,
      unopened: one.unopened,
      sender: {
        channel: sender.channel,
        typedNumber: sender.number,
        ...(number.ok && { number: number.value }),
        handle: sender.handle,
        name: sender.name,
        claimedMeeting: sender.claimedMeeting,
        knew: sender.knew,
      },
      people: one.people,
      ...(one.when !== undefined && { when: one.when }),
      ...(one.encounters !== undefined && { encounters: one.encounters }),
      reach: {
        how: reach.how,
        name: reach.name,
        number: "",
        times: "",
        trusted: "",
        role: one.role,
        unsafe: reach.unsafe,
      },
      opening: "now",
      mayKnow: one.mayKnow,
    },
  };
}

interface Book {
  readonly isDone: (key: string) => boolean;
  /** Written down before anything is handed over: the Desk must know that it is drill. */
  readonly begin: (key: string, mailbox: MailboxKeys) => Promise<void>;
  readonly finish: (key: string) => Promise<void>;
  readonly complete: () => Promise<void>;
  /** Find out what became of reports that were begun when the last try ended. */
  readonly settle: (intake: IntakeClient) => Promise<void>;
}

async function openBook(layout: Layout): Promise<Book> {
  const progress = read(ProgressSchema, await readIfThere(layout.practiceProgress), layout, {
    version: 1,
    complete: false,
    done: [],
    begun: {},
  });
  const mailboxes = read(v.array(v.string()), await readIfThere(layout.practice), layout, []);
  const write = inTurn(() => keep(layout.practiceProgress, `${JSON.stringify(progress)}\n`));
  const list = inTurn(() => keep(layout.practice, `${JSON.stringify(mailboxes)}\n`));
  const finish = (key: string) => {
    progress.done.push(key);
    progress.begun = without(progress.begun, key);
    return write();
  };
  return {
    isDone: (key) => progress.done.includes(key),
    begin: async (key, { mailboxId, authKey }) => {
      mailboxes.push(mailboxId);
      progress.begun[key] = { mailboxId, authKey };
      await Promise.all([write(), list()]);
    },
    finish,
    complete: () => {
      progress.complete = true;
      return write();
    },
    settle: async (intake) => {
      for (const [key, { mailboxId, authKey }] of Object.entries(progress.begun)) {
        if (await isHandedOver(intake, mailboxId, authKey)) await finish(key);
        else progress.begun = without(progress.begun, key);
      }
    },
  };
}

async function isHandedOver(
  intake: IntakeClient,
  mailboxId: string,
  bearer: string,
): Promise<boolean> {
  try {
    const path = `/v1/mailbox/${mailboxId}`;
    const mailbox = await intake.askJson({ method: "GET", path, bearer }, MailboxSchema);
    return mailbox.receipt !== null;
  } catch (error) {
    // Never begun there. Anything else is told.
    if (error instanceof CouldNotError && error.exit === 3) return false;
    throw error;
  }
}

function read<Value>(
  schema: v.GenericSchema<unknown, Value>,
  text: string | undefined,
  layout: Layout,
  otherwise: Value,
): Value {
  if (text === undefined) return otherwise;
  try {
    return v.parse(schema, JSON.parse(text));
  } catch (cause) {
    throw new CouldNotError(words.oddProgress(layout.practiceProgress), 1, { cause });
  }
}

function without(begun: Progress["begun"], key: string): Progress["begun"] {
  return Object.fromEntries(Object.entries(begun).filter(([other]) => other !== key));
}

/** One write after the other, each with what is known when it runs. */
function inTurn(write: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(write);
    return last;
  };
}
