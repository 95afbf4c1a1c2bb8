/**
 * The worker's answers to the page, one function for each call. `worker.ts` gives it the platform;
 * a test gives it its own.
 */
import {
  type ConsentRecipient,
  HoneyguideError,
  type MailboxMessage,
  type PartId,
  type PhoneNumber,
  type ReportId,
} from "@honeyguide/domain";
import { describePhoneNumber, parsePhoneNumber } from "@honeyguide/domain/phone-number";
import { sealMailboxMessage } from "@honeyguide/protocol/mailbox";
import { completeWord, parseReceiptCode } from "@honeyguide/protocol/receipt";
import { wrapContentKey } from "@honeyguide/protocol/seal";
import type { Site } from "@honeyguide/protocol/wire";

import type { Answers } from "../form/answers.ts";
import { toReport } from "../form/to-report.ts";
import { toBase64url } from "./base64url.ts";
import { holdsCode } from "./code-search.ts";
import { handOver, storeAccount, type StoredAccount, wrapFor } from "./hand-over.ts";
import { type Items, makeItems } from "./items.ts";
import { readMailbox } from "./letters.ts";
import type { CallName, Calls, FromWorker, MailboxView, Refusal, Resumed } from "./messages.ts";
import { IntakeTrouble } from "./persist.ts";
import type { Saved } from "./saved.ts";
import { beginSession, type Outside, resumeSession, type Session, spell } from "./session.ts";
import { makeTurns } from "./turns.ts";

export interface SealerDeps extends Outside {
  readonly post: (message: FromWorker) => void;
  readonly now: () => Date;
}

export type Sealer = {
  readonly [Name in CallName]: (input: Calls[Name]["in"]) => Promise<Calls[Name]["out"]>;
};

/** A no that the page has words for. */
class Refused extends HoneyguideError {
  override readonly name = "Refused";
  override readonly code = "page.refused";
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super("the worker cannot do this now");
    this.refusal = refusal;
  }
}

/** Why a call failed, for the page. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof IntakeTrouble) return error.trouble;
  return error instanceof HoneyguideError ? "cannot_seal" : "broken";
}

/** Requests at once, over all files. */
const abreast = 3;
const completions = 4;

/** A worker that knows nobody yet. */
export function makeSealer(deps: SealerDeps): Sealer {
  const { post, now, random } = deps;
  let site: Site | undefined;
  let session: Promise<Session> | undefined;
  let answers: Answers | undefined;
  let account: StoredAccount | undefined;
  let reportId = makeId(random) as ReportId;
  let sentMayKnow: readonly ConsentRecipient[] | undefined;
  /** A letter that was not answered keeps its id, so that trying again does not send it twice. */
  let unanswered: { readonly text: string; readonly id: string } | undefined;
  /** Files whose letter is under way or was sent. */
  const told = new Set<string>();

  const makePartId = () => toBase64url(random(16)) as PartId;
  const theSite = () => site ?? refuse("broken");
  const theSession = () => session ?? refuse("broken");
  const saved = (): Saved | undefined => {
    if (sentMayKnow !== undefined) return { kind: "sent", mayKnow: [...sentMayKnow] };
    if (answers === undefined) return undefined;
    return { kind: "draft", id: reportId, answers, items: [...items.stored()] };
  };
  const keepPlace = async () => {
    const place = saved();
    if (place === undefined) return;
    await (await theSession()).keepPlace(place);
    post({ kind: "stored" });
  };
  const items: Items = makeItems({
    intake: async () => (await theSession()).intake(),
    recipient: async () => (await theSession()).content.recipient,
    turns: makeTurns(abreast),
    makePartId,
    show: (item) => {
      post({ kind: "item", item });
    },
    keepPlace: () => {
      // Before the hand-over only; what is added later is told in a letter.
      if (sentMayKnow === undefined) keepPlace().catch(() => undefined);
    },
  });

  const view = async (): Promise<MailboxView> => {
    const { intake, keys } = await theSession();
    return readMailbox(await (await intake()).look(), keys.identity, sentMayKnow ?? []);
  };
  const readNumber = (typed: string): PhoneNumber | undefined => {
    const result = parsePhoneNumber(typed, theSite().callingCode);
    return result.ok ? result.value : undefined;
  };

  return {
    async start(input) {
      site = input.site;
      const made = beginSession(deps);
      session = made;
      return spell((await made).code);
    },
    meet(input) {
      site = input.site;
      return Promise.resolve(null);
    },
    complete: ({ start }) => Promise.resolve(completeWord(start, completions)),
    async resume({ typed }) {
      const parsed = parseReceiptCode(typed);
      if (!parsed.ok) return { kind: "not_a_code", complaint: parsed };
      const found = await resumeSession(parsed.value, deps);
      session = Promise.resolve(found.session);
      if (found.mailbox.state === "draft") return draftOf(found.saved);
      sentMayKnow = mayKnowOf(found.saved);
      const mailbox = await readMailbox(found.mailbox, found.session.keys.identity, sentMayKnow);
      return { kind: "mailbox", mailbox };
    },
    code: async () => spell((await theSession()).code),
    add({ id, file, addedAs }) {
      items.add(id, file, addedAs);
      return Promise.resolve(null);
    },
    choose({ id, choice }) {
      items.choose(id, choice);
      return Promise.resolve(null);
    },
    async reread({ id, dateOrder }) {
      await items.reread(id, dateOrder);
      return null;
    },
    addWords({ id, of, words }) {
      items.addWords(id, of, words);
      return Promise.resolve(null);
    },
    pause({ id }) {
      items.pause(id);
      return Promise.resolve(null);
    },
    proceed({ id }) {
      items.proceed(id);
      return Promise.resolve(null);
    },
    remove({ id }) {
      items.remove(id);
      return Promise.resolve(null);
    },
    async save(input) {
      answers = input.answers;
      await keepPlace();
      return null;
    },
    readNumber({ typed }) {
      const number = readNumber(typed);
      return Promise.resolve(number === undefined ? null : describePhoneNumber(number));
    },
    async findCode({ texts }) {
      const own = session === undefined ? undefined : (await session).code;
      return texts.some((text) => holdsCode(text, own));
    },
    async send(input) {
      answers = input.answers;
      const current = await theSession();
      await items.settled();
      const stored = items.stored();
      const report = toReport(answers, {
        id: reportId,
        sealedAt: now(),
        language: input.language,
        evidence: stored.map(({ evidence }) => evidence),
        number: readNumber(answers.sender.typedNumber),
        mailbox: current.keys.recipient,
      });
      account = await storeAccount(report, current, makePartId(), account);
      // Until the answer is here the place leads back to the whole form.
      await keepPlace();
      const wrap = await wrapFor(report.opening, current, theSite());
      const { receipt, signature } = await handOver(await current.intake(), current, theSite(), {
        wrap,
        account: account.sent,
        evidence: stored.map(({ sent }) => sent),
      });
      if (signature === "bad") throw new Refused("bad_receipt");
      sentMayKnow = report.mayKnow;
      answers = undefined;
      for (const { id } of stored) told.add(id);
      // The report is sent; that its answers are still in the place as well does no harm.
      await keepPlace().catch(() => undefined);
      return { hour: receipt.hour, signature };
    },
    look: view,
    async write({ text, mayKnow }) {
      const { intake, keys } = await theSession();
      await items.settled();
      const added = items.stored().filter(({ id }) => !told.has(id));
      const key = JSON.stringify([text, mayKnow, added.map(({ id }) => id)]);
      if (unanswered?.text !== key) unanswered = { text: key, id: toBase64url(random(16)) };
      const message: MailboxMessage = {
        version: 1,
        from: "person",
        text,
        sentAt: now().toISOString(),
        ...(mayKnow === null ? {} : { mayKnow: [...mayKnow] }),
        ...(added.length === 0 ? {} : { evidence: added.map(({ evidence }) => evidence) }),
      };
      const sealed = await sealMailboxMessage(message, [keys.recipient, ...theSite().recipients]);
      await (
        await intake()
      ).sendMessage({
        version: 1,
        id: unanswered.id,
        sealed: toBase64url(sealed),
        parts: added.map(({ sent }) => sent),
      });
      unanswered = undefined;
      for (const { id } of added) told.add(id);
      return view();
    },
    async release() {
      const { intake, content } = await theSession();
      const wrap = await wrapContentKey(content.identity, theSite().recipients);
      await (await intake()).release(wrap);
      return view();
    },
    async takeBack() {
      const { intake } = await theSession();
      await (await intake()).takeBack();
      return view();
    },
  };

  function draftOf(found: Saved | undefined): Resumed {
    if (found?.kind !== "draft") return { kind: "draft", answers: undefined, items: [] };
    reportId = found.id as ReportId;
    answers = found.answers;
    items.restore(found.items);
    return { kind: "draft", answers: found.answers, items: items.list() };
  }
}

function mayKnowOf(saved: Saved | undefined): readonly ConsentRecipient[] {
  if (saved === undefined) return [];
  return saved.kind === "sent" ? saved.mayKnow : saved.answers.mayKnow;
}

function refuse(refusal: Refusal): never {
  throw new Refused(refusal);
}

/** A version 4 UUID (RFC 9562) from the platform's random source. */
function makeId(random: (bytes: number) => Uint8Array): string {
  const hex = [...random(16)]
    .map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte))
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
