/**
 * The files of a report on their way: each can be paused, tried again and removed alone, and one
 * file's trouble is not another's.
 */
import type { PartId } from "@honeyguide/domain";
import type { DateOrder } from "@honeyguide/evidence";
import type { AgeRecipient } from "@honeyguide/protocol/keys";
import { tarLength } from "@honeyguide/protocol/tar";

import type { ChatPart } from "./chat-part.ts";
import { evidencePath, numberInPath } from "./evidence-path.ts";
import { firstItem } from "./first-item.ts";
import type { Intake } from "./intake.ts";
import type { AddedAs, ChatChoice, Item, ItemPhase, PictureWords } from "./messages.ts";
import type { Nature } from "./nature.ts";
import { sendPart } from "./part.ts";
import { IntakeTrouble } from "./persist.ts";
import type { StoredItem } from "./saved.ts";
import { type Gate, makeGate, type Turns } from "./turns.ts";

/** The largest file. Bytes. */
const maxFileBytes = 500_000_000;
/** Pieces of one file that may be on their way at once. */
const abreast = 3;

export interface ItemsDeps {
  /** The mailbox, begun. */
  readonly intake: () => Promise<Intake>;
  readonly recipient: () => Promise<AgeRecipient>;
  readonly turns: Turns;
  readonly makePartId: () => PartId;
  readonly show: (item: Item) => void;
  /** Told after each file that is stored. */
  readonly keepPlace: () => void;
}

export interface Items {
  readonly add: (id: string, file: File, addedAs: AddedAs) => void;
  readonly choose: (id: string, choice: ChatChoice) => void;
  /** Settles when the chat was read again. */
  readonly reread: (id: string, dateOrder: DateOrder) => Promise<void>;
  readonly addWords: (id: string, of: string, words: PictureWords) => void;
  readonly pause: (id: string) => void;
  readonly proceed: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly restore: (stored: readonly StoredItem[]) => void;
  readonly stored: () => readonly StoredItem[];
  readonly list: () => readonly Item[];
  /** Settles when no file is on its way any more. */
  readonly settled: () => Promise<void>;
}

interface Entry {
  item: Item;
  readonly order: number;
  readonly file?: File;
  nature?: Nature;
  /** What the person said of dates that can be read in two ways. */
  dateOrder?: DateOrder;
  readonly gate: Gate;
  readonly leaving: AbortController;
  stored?: StoredItem;
}

/** No file yet. */
export function makeItems(deps: ItemsDeps): Items {
  const entries = new Map<string, Entry>();
  let waiting: (() => void)[] = [];
  let lastOrder = 0;

  const isSettled = () =>
    [...entries.values()].every(({ item: { phase } }) => phase === "stored" || phase === "refused");
  const change = (entry: Entry, changes: Partial<Item>) => {
    if (!entries.has(entry.item.id)) return;
    entry.item = { ...entry.item, ...changes };
    deps.show(entry.item);
    wake();
  };
  const wake = () => {
    if (!isSettled()) return;
    for (const go of waiting) go();
    waiting = [];
  };
  const setPhase = (entry: Entry, phase: ItemPhase) => {
    const item: { -readonly [Field in keyof Item]: Item[Field] } = { ...entry.item };
    delete item.trouble;
    entry.item = item;
    change(entry, { phase });
  };

  /** What reads files, loaded with the first of them; tried again when the line is back. */
  const loadReader = async (entry: Entry) => {
    for (;;) {
      await entry.gate.pass();
      try {
        return await import("./reader.ts");
      } catch {
        entry.leaving.signal.throwIfAborted();
        entry.gate.close();
        change(entry, { phase: "stuck", trouble: "no_connection" });
      }
    }
  };

  /** Look at a file as soon as it is added: all but a chat goes up at once. */
  const read = async (entry: Entry, file: File) => {
    try {
      const reader = await loadReader(entry);
      const { addedAs } = entry.item;
      const nature = await reader.natureOf(file, addedAs);
      entry.nature = nature;
      change(entry, { kind: nature.kind });
      if (mayHoldMessages(addedAs, nature)) {
        const chat = await reader.summariseChat(file, undefined);
        if (addedAs === "chat" || (chat.isRead && chat.format !== "plain")) {
          entry.nature = { ...nature, kind: "chat_export" };
          change(entry, { kind: "chat_export", phase: "choose", chat });
          return;
        }
      }
    } catch {
      change(entry, { phase: "refused", trouble: "unreadable" });
      return;
    }
    await seal(entry, { content: file, mediaType: entry.nature.mediaType }, entry.nature);
  };

  const seal = async (
    entry: Entry,
    { content, mediaType, whole, derived }: ChatPart,
    { kind }: Pick<Nature, "kind">,
  ) => {
    const part = deps.makePartId();
    const path = evidencePath(entry.order, { kind, mediaType });
    const expected = tarLength(content.size);
    change(entry, { sealedBytes: expected, storedBytes: 0 });
    setPhase(entry, "sealing");
    try {
      const [intake, recipient] = await Promise.all([deps.intake(), deps.recipient()]);
      const { sent, plainSha256 } = await sendPart(
        { part, path, bytes: content.size, content: content.stream() },
        recipient,
        {
          abreast,
          pass: () => entry.gate.pass(),
          put: ({ index, bytes }) =>
            putUntilStored(entry, () =>
              deps.turns.take(entry.order, () =>
                intake.putPiece(part, index, bytes, entry.leaving.signal),
              ),
            ),
          stored(bytes) {
            const storedBytes = Math.min(entry.item.storedBytes + bytes, expected);
            change(entry, { storedBytes });
          },
        },
      );
      if (!entries.has(entry.item.id)) throw new DOMException("removed", "AbortError");
      const originalName = (entry.file?.name ?? "").slice(0, 500);
      entry.stored = {
        id: entry.item.id,
        addedAs: entry.item.addedAs,
        ...(entry.item.take === undefined ? {} : { take: entry.item.take }),
        ...(entry.item.wordsOf === undefined ? {} : { wordsOf: entry.item.wordsOf }),
        sent,
        evidence: {
          part,
          path,
          kind,
          originalName,
          mediaType,
          bytes: content.size,
          sha256: plainSha256,
          ...(whole === undefined ? {} : { whole }),
          ...(derived === undefined ? {} : { derived }),
        },
      };
      change(entry, { storedBytes: expected });
      setPhase(entry, "stored");
      deps.keepPlace();
    } catch (error) {
      if (entry.leaving.signal.aborted) {
        await drop(part);
        return;
      }
      const trouble = error instanceof IntakeTrouble ? error.trouble : "unreadable";
      change(entry, { phase: "refused", trouble });
    }
  };

  /** A piece that does not get through waits with its file until the person tries again. */
  const putUntilStored = async (entry: Entry, put: () => Promise<void>) => {
    for (;;) {
      await entry.gate.pass();
      try {
        await put();
        return;
      } catch (error) {
        entry.leaving.signal.throwIfAborted();
        if (!(error instanceof IntakeTrouble) || error.trouble === "refused") throw error;
        entry.gate.close();
        change(entry, { phase: "stuck", trouble: error.trouble });
      }
    }
  };

  const drop = async (part: PartId) => {
    try {
      await (await deps.intake()).dropPart(part);
    } catch {
      // What nobody hands over is deleted by the intake after seven days.
    }
  };

  const makeEntry = (item: Item, file?: File): Entry => {
    lastOrder += 1;
    const entry: Entry = {
      item,
      order: lastOrder,
      ...(file === undefined ? {} : { file }),
      gate: makeGate(),
      leaving: new AbortController(),
    };
    entries.set(item.id, entry);
    return entry;
  };

  const known = (id: string, act: (entry: Entry) => void) => {
    const entry = entries.get(id);
    if (entry !== undefined) act(entry);
  };

  return {
    add(id, file, addedAs) {
      const entry = makeEntry(firstItem(id, file.size, addedAs), file);
      if (file.size === 0) change(entry, { phase: "refused", trouble: "empty" });
      else if (file.size > maxFileBytes) change(entry, { phase: "refused", trouble: "too_large" });
      else {
        deps.show(entry.item);
        void read(entry, file);
      }
    },
    choose(id, choice) {
      known(id, (entry) => {
        const { file, nature, dateOrder } = entry;
        if (entry.item.phase !== "choose" || file === undefined || nature === undefined) return;
        const isLess = choice.take === "whole" && choice.without.length > 0;
        change(entry, { take: isLess ? "conversation" : choice.take });
        setPhase(entry, "sealing");
        void loadReader(entry)
          .then(({ partOfChat }) => partOfChat(file, { ...choice, dateOrder }))
          .then((part) =>
            part === "whole"
              ? seal(entry, { content: file, mediaType: nature.mediaType }, nature)
              : seal(entry, part, nature),
          )
          .catch(() => {
            change(entry, { phase: "refused", trouble: "unreadable" });
          });
      });
    },
    async reread(id, dateOrder) {
      const entry = entries.get(id);
      if (entry?.file === undefined || entry.item.chat?.isRead !== true) return;
      entry.dateOrder = dateOrder;
      const { summariseChat } = await loadReader(entry);
      const chat = await summariseChat(entry.file, dateOrder);
      if (chat.isRead) change(entry, { chat });
    },
    addWords(id, of, words) {
      const picture = entries.get(of);
      if (picture === undefined) return;
      const nature = { kind: "chat_export" as const, mediaType: "text/plain" };
      const entry = makeEntry({ ...firstItem(id, 0, "text"), kind: nature.kind, wordsOf: of });
      entry.nature = nature;
      deps.show(entry.item);
      void loadReader(entry)
        .then(async ({ partOfPicture, sha256OfBlob }) => {
          const { file, stored } = picture;
          const digest = stored?.evidence.sha256 ?? (file && (await sha256OfBlob(file))) ?? "";
          const { bytes } = picture.item;
          const mediaType = picture.nature?.mediaType ?? stored?.evidence.mediaType ?? "";
          const part = partOfPicture({ bytes, sha256: digest, mediaType }, words);
          change(entry, { bytes: part.content.size });
          await seal(entry, part, nature);
        })
        .catch(() => {
          change(entry, { phase: "refused", trouble: "unreadable" });
        });
    },
    pause(id) {
      known(id, (entry) => {
        if (entry.item.phase !== "sealing") return;
        entry.gate.close();
        setPhase(entry, "paused");
      });
    },
    proceed(id) {
      known(id, (entry) => {
        if (entry.item.phase !== "paused" && entry.item.phase !== "stuck") return;
        setPhase(entry, entry.nature === undefined ? "reading" : "sealing");
        entry.gate.open();
      });
    },
    remove(id) {
      known(id, (entry) => {
        entries.delete(id);
        entry.leaving.abort();
        entry.gate.open();
        if (entry.stored !== undefined) {
          void drop(entry.stored.sent.part);
          deps.keepPlace();
        }
        wake();
      });
    },
    restore(all) {
      for (const stored of all) {
        lastOrder = Math.max(lastOrder, numberInPath(stored.evidence.path));
        const item: Item = {
          id: stored.id,
          addedAs: stored.addedAs,
          kind: stored.evidence.kind,
          phase: "stored",
          bytes: stored.evidence.bytes,
          sealedBytes: stored.sent.bytes,
          storedBytes: stored.sent.bytes,
          ...(stored.take === undefined ? {} : { take: stored.take }),
          ...(stored.wordsOf === undefined ? {} : { wordsOf: stored.wordsOf }),
        };
        entries.set(stored.id, {
          item,
          order: numberInPath(stored.evidence.path),
          gate: makeGate(),
          leaving: new AbortController(),
          stored,
        });
      }
    },
    stored: () => [...entries.values()].flatMap(({ stored }) => (stored ? [stored] : [])),
    list: () => [...entries.values()].map(({ item }) => item),
    async settled() {
      while (!isSettled()) {
        await new Promise<void>((go) => {
          waiting.push(go);
        });
      }
    },
  };
}

/** Messages may also come under another button: an SMS backup must not go up whole unasked. */
function mayHoldMessages(addedAs: AddedAs, { mediaType }: Nature): boolean {
  const isText = mediaType === "text/plain" || mediaType === "application/zip";
  return addedAs === "chat" || (addedAs === "other" && isText);
}
