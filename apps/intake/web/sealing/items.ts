/**
 * The files of a report on their way: each can be paused, tried again and removed alone, and one
 * file's trouble is not another's.
 */
import type { PartId } from "@honeyguide/domain";
import type { AgeRecipient } from "@honeyguide/protocol/keys";
import { tarLength } from "@honeyguide/protocol/tar";

import { evidencePath, keepTheirs, type Nature, natureOf, summariseChat } from "./exhibit.ts";
import { firstItem } from "./first-item.ts";
import type { Intake } from "./intake.ts";
import type { AddedAs, Item, ItemPhase, Take } from "./messages.ts";
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
  readonly choose: (id: string, take: Take, sender: string | undefined) => void;
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

  /** Look at a file as soon as it is added: all but a chat goes up at once. */
  const read = async (entry: Entry, file: File) => {
    try {
      entry.nature = await natureOf(file, entry.item.addedAs);
      change(entry, { kind: entry.nature.kind });
      if (entry.item.addedAs === "chat") {
        change(entry, { phase: "choose", chat: await summariseChat(file) });
        return;
      }
    } catch {
      change(entry, { phase: "refused", trouble: "unreadable" });
      return;
    }
    await seal(entry, file, entry.nature, undefined);
  };

  const seal = async (
    entry: Entry,
    content: Blob,
    nature: Nature,
    whole: StoredItem["evidence"]["whole"],
  ) => {
    const part = deps.makePartId();
    const path = evidencePath(entry.order, nature);
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
        sent,
        evidence: {
          part,
          path,
          kind: nature.kind,
          originalName,
          mediaType: nature.mediaType,
          bytes: content.size,
          sha256: plainSha256,
          ...(whole === undefined ? {} : { whole }),
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

  const known = (id: string, act: (entry: Entry) => void) => {
    const entry = entries.get(id);
    if (entry !== undefined) act(entry);
  };

  return {
    add(id, file, addedAs) {
      lastOrder += 1;
      const entry: Entry = {
        item: firstItem(id, file.size, addedAs),
        order: lastOrder,
        file,
        gate: makeGate(),
        leaving: new AbortController(),
      };
      entries.set(id, entry);
      if (file.size === 0) change(entry, { phase: "refused", trouble: "empty" });
      else if (file.size > maxFileBytes) change(entry, { phase: "refused", trouble: "too_large" });
      else {
        deps.show(entry.item);
        void read(entry, file);
      }
    },
    choose(id, take, sender) {
      known(id, (entry) => {
        const { file, nature } = entry;
        if (entry.item.phase !== "choose" || file === undefined || nature === undefined) return;
        change(entry, { take });
        setPhase(entry, "sealing");
        if (take === "whole" || sender === undefined) {
          void seal(entry, file, nature, undefined);
          return;
        }
        void keepTheirs(file, sender)
          .then(({ theirs, whole }) =>
            seal(entry, theirs, { kind: nature.kind, mediaType: "text/plain" }, whole),
          )
          .catch(() => {
            change(entry, { phase: "refused", trouble: "unreadable" });
          });
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
        setPhase(entry, "sealing");
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
        lastOrder = Math.max(lastOrder, orderOf(stored));
        const item: Item = {
          id: stored.id,
          addedAs: stored.addedAs,
          kind: stored.evidence.kind,
          phase: "stored",
          bytes: stored.evidence.bytes,
          sealedBytes: stored.sent.bytes,
          storedBytes: stored.sent.bytes,
          ...(stored.take === undefined ? {} : { take: stored.take }),
        };
        entries.set(stored.id, {
          item,
          order: orderOf(stored),
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

/** The number in `evidence/3-picture.jpg`, so that no later file takes the same path. */
function orderOf({ evidence }: StoredItem): number {
  return Number(/\d+/.exec(evidence.path)?.[0] ?? 0);
}
