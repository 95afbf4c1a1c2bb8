/**
 * What the page knows, and what a person can do with it. Screens show this state and call these
 * functions; the sealing worker does the rest. All of it lives in memory and goes with the page.
 */
import type { ConsentRecipient } from "@honeyguide/domain";
import type { DateOrder } from "@honeyguide/evidence";
import { type Site, SiteSchema } from "@honeyguide/protocol/wire";
import * as v from "valibot";

import { type Answers, emptyAnswers, stepBeside, type Step } from "./form/answers.ts";
import { toldByChat } from "./form/told-by-chat.ts";
import { leave } from "./frame/leave.ts";
import { CallRefused, canSeal, type OpenWorker, type WorkerClient } from "./frame/worker-client.ts";
import { language } from "./i18n/t.ts";
import { makePictures, type PictureEngine } from "./pictures.svelte.ts";
import { firstItem } from "./sealing/first-item.ts";
import type {
  AddedAs,
  CallName,
  Calls,
  ChatChoice,
  Code,
  CodeComplaint,
  Item,
  MailboxView,
  ReadChat,
  Refusal,
} from "./sealing/messages.ts";
import type { Trouble } from "./sealing/persist.ts";

export type Screen =
  | "start"
  | "threat"
  | "safety"
  | "form"
  | "words"
  | "receipt"
  | "enter"
  | "draft"
  | "mailbox"
  | "unable";

/** Items of one report. */
export const mostItems = 20;

interface PageState {
  screen: Screen;
  /** Where a side page leads back to. */
  from: Screen;
  site: Site | undefined;
  /** Why there is no form. */
  unable: "site" | "browser" | undefined;
  answers: Answers;
  /** R7 was reached: a change leads back there. */
  isChecking: boolean;
  /** The number and name were taken from the chat. */
  isPrefilled: boolean;
  /** When it began was taken from the chat. */
  isWhenPrefilled: boolean;
  items: readonly Item[];
  code: Code | undefined;
  /** Something is stored: the code leads back. */
  isStored: boolean;
  line: Trouble | undefined;
  receipt: Calls["send"]["out"] | undefined;
  /** Of the report that was just sent. */
  wasHeld: boolean;
  wasThreat: boolean;
  mailbox: MailboxView | undefined;
  /** For those who listen: read out politely. */
  spoken: string;
}

export type Page = ReturnType<typeof makePage>;

/**
 * An empty page.
 *
 * @param openWorker - starts a sealing worker; nothing is loaded before it is called.
 * @param loadEngine - loads what reads the words of a picture, when the person asks for that.
 */
export function makePage(openWorker: OpenWorker, loadEngine: () => Promise<PictureEngine>) {
  const pictures = makePictures(loadEngine);
  const state: PageState = $state({
    screen: "start",
    from: "start",
    site: undefined,
    unable: undefined,
    answers: emptyAnswers(),
    isChecking: false,
    isPrefilled: false,
    isWhenPrefilled: false,
    items: [],
    code: undefined,
    isStored: false,
    line: undefined,
    receipt: undefined,
    wasHeld: false,
    wasThreat: false,
    mailbox: undefined,
    spoken: "",
  });
  let worker: WorkerClient | undefined;
  let ready: Promise<unknown> | undefined;
  let hasSentinel = false;

  const show = (screen: Screen) => {
    if (screen !== "start" && !hasSentinel) {
      // One entry of history, so that the phone's own Back acts inside the form.
      history.pushState(null, "");
      hasSentinel = true;
    }
    state.screen = screen;
    scrollTo(0, 0);
  };

  const theWorker = (): WorkerClient => {
    worker ??= openWorker(
      (told) => {
        if (told.kind === "item") showItem(told.item);
        else if (told.kind === "stored") state.isStored = true;
        else state.line = told.trouble ?? undefined;
      },
      () => {
        state.unable = "browser";
        show("unable");
      },
    );
    return worker;
  };
  const showItem = (item: Item) => {
    const at = state.items.findIndex(({ id }) => id === item.id);
    // One that was removed may still report.
    if (at >= 0) state.items = state.items.with(at, item);
  };
  const call = <Name extends CallName>(name: Name, input: Calls[Name]["in"]) =>
    theWorker().call(name, input);
  /** What the person wrote, without the framework's watchers, which cannot leave this thread. */
  const answers = () => $state.snapshot(state.answers);

  const prepare = () => {
    const { site } = state;
    if (site === undefined) return;
    ready ??= call("start", { site: $state.snapshot(site) }).then((code) => {
      state.code = code;
    });
    ready.catch(() => undefined);
  };
  const save = () => {
    if (ready === undefined) return;
    const kept = answers();
    ready.then(() => call("save", { answers: kept })).catch(() => undefined);
  };
  /** Nothing that the chat tells is asked again; what was typed before stays. */
  const prefill = (chat: ReadChat, { conversation, sender }: Omit<ChatChoice, "dateOrder">) => {
    const told = toldByChat(chat, conversation, sender);
    const known = state.answers.sender;
    known.channel ??= told.channel;
    if (told.number !== "" && known.typedNumber === "") {
      known.typedNumber = told.number;
      state.isPrefilled = true;
    }
    if (told.name !== "" && known.name === "") {
      known.name = told.name;
      state.isPrefilled = true;
    }
    if (told.began.kind !== "unknown" && state.answers.when.kind === "unknown") {
      state.answers.when = told.began;
      state.isWhenPrefilled = true;
    }
  };
  const setStep = (step: Step) => {
    state.answers.step = step;
    if (step === "check") state.isChecking = true;
    show("form");
  };

  return {
    state,
    pictures,

    /** Learn whom to seal for. Without that there is no form. */
    async meet(): Promise<void> {
      state.unable = canSeal() ? undefined : "browser";
      try {
        const answer = await fetch("/v1/site", { cache: "no-store", credentials: "omit" });
        const site = v.parse(SiteSchema, await answer.json());
        if (site.recipients.length === 0) throw new RangeError("nobody to seal for");
        state.site = site;
      } catch {
        state.unable ??= "site";
      }
    },
    begin(): void {
      if (state.unable !== undefined) show("unable");
      else setStep(state.answers.step);
    },
    open(screen: Screen): void {
      if (screen === "enter" && state.unable !== undefined) {
        show("unable");
        return;
      }
      state.from = state.screen;
      show(screen);
    },
    back(): void {
      const before = state.screen === "form" ? stepBeside(answers(), -1) : undefined;
      if (before !== undefined) setStep(before);
      else if (state.screen === "words") show(state.from === "words" ? "form" : state.from);
      else if (state.screen === "safety") show(state.from === "safety" ? "start" : state.from);
      else if (state.screen !== "receipt" && state.screen !== "mailbox") show("start");
    },
    /** The phone's Back was pressed and took the sentinel with it. */
    backPressed(): void {
      hasSentinel = false;
      this.back();
      if (state.screen !== "start") show(state.screen);
    },
    next(): void {
      const { step, telling } = state.answers;
      const goesOn =
        step === "what" || step === "call_when" || (step === "calls" && telling !== null);
      const after = state.isChecking && !goesOn ? "check" : stepBeside(answers(), 1);
      if (after === undefined) return;
      if (step === "call_said") state.answers.telling = null;
      prepare();
      setStep(after);
      if (step !== "what") save();
    },
    goTo: setStep,
    say(text: string): void {
      state.spoken = text;
    },

    /** Whether any of these texts is a receipt code, which must not be sent as content. */
    async holdsCode(texts: readonly string[]): Promise<boolean> {
      prepare();
      await ready?.catch(() => undefined);
      return call("findCode", { texts });
    },
    async readNumber(typed: string) {
      await ready?.catch(() => undefined);
      return call("readNumber", { typed });
    },
    add(files: readonly File[], addedAs: AddedAs): void {
      for (const file of files) {
        if (state.items.length >= mostItems) return;
        const id = crypto.randomUUID();
        state.items = [...state.items, firstItem(id, file.size, addedAs)];
        if (file.type.startsWith("image/")) pictures.keep(id, file);
        prepare();
        call("add", { id, file, addedAs }).catch(() => undefined);
      }
      save();
    },
    choose(id: string, choice: Omit<ChatChoice, "dateOrder">): void {
      call("choose", { id, choice: { ...choice, dateOrder: undefined } }).catch(() => undefined);
      const chat = state.items.find((item) => item.id === id)?.chat;
      if (chat?.isRead === true) prefill(chat, choice);
    },
    /** Read a chat again, with its dates as the person says. */
    async reread(id: string, dateOrder: DateOrder): Promise<void> {
      await call("reread", { id, dateOrder });
    },
    pause(id: string): void {
      call("pause", { id }).catch(() => undefined);
    },
    proceed(id: string): void {
      call("proceed", { id }).catch(() => undefined);
    },
    /** Add the words in hand, as they stand now. */
    async addWords(): Promise<"added" | "holds_code" | "empty"> {
      const of = pictures.state.inHand?.id;
      const words = pictures.words();
      if (of === undefined || words === undefined) return "empty";
      const texts = words.messages.map(({ text }) => text);
      if (await this.holdsCode(texts).catch(() => false)) return "holds_code";
      // What was read before of the same picture gives way.
      for (const item of state.items.filter(({ wordsOf }) => wordsOf === of)) this.remove(item.id);
      const id = crypto.randomUUID();
      const item = { ...firstItem(id, 0, "text"), kind: "chat_export" as const, wordsOf: of };
      state.items = [...state.items, item];
      call("addWords", { id, of, words }).catch(() => undefined);
      pictures.drop();
      show(state.from);
      return "added";
    },
    remove(id: string): void {
      pictures.forget(id);
      state.items = state.items.filter((item) => item.id !== id);
      call("remove", { id }).catch(() => undefined);
    },

    /** Seal and send. Throws {@link CallRefused} with what the page can say. */
    async send(): Promise<void> {
      prepare();
      await ready;
      const sent = answers();
      state.receipt = await call("send", { answers: sent, language });
      state.wasHeld = sent.opening === "until_i_say";
      state.wasThreat = sent.circumstances.includes("threat");
      state.answers = emptyAnswers();
      state.items = [];
      pictures.clear();
      show("receipt");
    },

    async complete(start: string): Promise<readonly string[]> {
      return call("complete", { start });
    },
    /** Go back to a report with its code. Gives what is wrong with the code, if something is. */
    async enter(typed: string): Promise<CodeComplaint | undefined> {
      const { site } = state;
      if (site === undefined) throw new CallRefused("busy");
      await call("meet", { site: $state.snapshot(site) });
      const resumed = await call("resume", { typed });
      if (resumed.kind === "not_a_code") return resumed.complaint;
      state.code = await call("code", null);
      state.isStored = true;
      ready = Promise.resolve();
      if (resumed.kind === "draft") {
        state.answers = resumed.answers ?? emptyAnswers();
        state.items = resumed.items;
        show("draft");
        return undefined;
      }
      state.mailbox = resumed.mailbox;
      show("mailbox");
      return undefined;
    },
    async look(): Promise<void> {
      state.mailbox = await call("look", null);
    },
    async write(text: string, mayKnow: readonly ConsentRecipient[] | null): Promise<void> {
      const chosen = mayKnow === null ? null : [...mayKnow];
      state.mailbox = await call("write", { text, mayKnow: chosen });
      state.items = [];
    },
    async release(): Promise<void> {
      state.mailbox = await call("release", null);
    },
    async takeBack(): Promise<void> {
      state.mailbox = await call("takeBack", null);
    },

    /** "Leave this page": empty at once, then gone. */
    leave(): void {
      leave({
        forget: () => {
          worker?.end();
          worker = undefined;
          pictures.clear();
          state.answers = emptyAnswers();
          state.items = [];
          state.code = undefined;
          state.mailbox = undefined;
        },
        to: state.site?.leaveUrl ?? "about:blank",
        hasSentinel,
      });
    },
    /** "Done": the same page, knowing nothing. */
    clear(): void {
      worker?.end();
      pictures.clear();
      document.body.replaceChildren();
      location.replace(location.pathname);
    },
  };
}

/** What to tell the person when a call came back without an answer. */
export function refusalIn(error: unknown): Refusal {
  return error instanceof CallRefused ? error.refusal : "broken";
}
