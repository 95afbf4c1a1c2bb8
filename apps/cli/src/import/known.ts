/**
 * Whether a file was handed in before. The Desk knows what it has opened; what was handed in a
 * moment ago, or waits for a passkey, only our own list knows.
 */
import * as v from "valibot";

import { HoldersSchema, RowOfReportSchema } from "../desk-answers.ts";
import { type DeskClient, signIn } from "../desk-client.ts";
import type { Outside } from "../outside.ts";
import { CouldNotError } from "../refusal.ts";
import { keep, readIfThere } from "../start/keep.ts";
import type { Layout } from "../start/layout.ts";

/** What was handed in from here, by the SHA-256 of its files. */
const ListSchema = v.strictObject({
  version: v.literal(1),
  reports: v.array(
    v.strictObject({
      mailboxId: v.string(),
      at: v.pipe(v.string(), v.isoTimestamp()),
      sha256: v.array(v.string()),
    }),
  ),
});
type List = v.InferOutput<typeof ListSchema>;

/** Where a file is already. */
interface Holder {
  /** The Desk's name for the report, or null where it has not come there yet. */
  readonly label: string | null;
}

/** Asks, and remembers. */
export interface Known {
  /** False if no Desk answered: then only our own list was asked. */
  readonly hasDesk: boolean;
  readonly find: (sha256: string) => Promise<Holder | undefined>;
  /** To be called when a receipt is there, and not before. */
  readonly remember: (mailboxId: string, sha256: readonly string[]) => Promise<void>;
}

/** A report that the Desk does not have a day after it was handed in is at no Desk. */
const graceMs = 24 * 60 * 60 * 1000;

/** Open the list of a data directory, and ask its Desk if one runs. */
export async function openKnown(layout: Layout, outside: Outside): Promise<Known> {
  const list = await readList(layout);
  const desk = await reach(layout, outside);
  return {
    hasDesk: desk !== undefined,
    find: async (sha256) => {
      const labels = desk === undefined ? [] : await holders(desk, sha256);
      if (labels[0] !== undefined) return { label: labels[0] };
      for (const one of list.reports.filter((report) => report.sha256.includes(sha256))) {
        if (desk === undefined) return { label: null };
        const age = outside.now().getTime() - Date.parse(one.at);
        const state = await stateOf(desk, one.mailboxId);
        if (state.isThere || (state.isUnknown && age < graceMs)) return { label: state.label };
      }
      return undefined;
    },
    remember: async (mailboxId, sha256) => {
      list.reports.push({ mailboxId, at: outside.now().toISOString(), sha256: [...sha256] });
      await keep(layout.imported, `${JSON.stringify(list)}\n`);
    },
  };
}

async function readList(layout: Layout): Promise<List> {
  const text = await readIfThere(layout.imported);
  if (text === undefined) return { version: 1, reports: [] };
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), ListSchema), text);
  // Only spares work; what the Desk has is found without it.
  return read.success ? read.output : { version: 1, reports: [] };
}

async function reach(layout: Layout, outside: Outside): Promise<DeskClient | undefined> {
  try {
    const desk = await signIn(layout, outside);
    await holders(desk, "0".repeat(64));
    return desk;
  } catch (error) {
    if (error instanceof CouldNotError && error.exit === 5) return undefined;
    throw error;
  }
}

async function holders(desk: DeskClient, sha256: string): Promise<readonly string[]> {
  const { labels } = await desk.ask(`/v1/exhibits/by-hash/${sha256}`, HoldersSchema);
  return labels;
}

interface State {
  readonly isThere: boolean;
  readonly isUnknown: boolean;
  readonly label: string | null;
}

async function stateOf(desk: DeskClient, mailboxId: string): Promise<State> {
  try {
    const { row } = await desk.ask(`/v1/reports/${mailboxId}`, RowOfReportSchema, "unknown");
    const isThere = row.status !== "taken_back";
    return { isThere, isUnknown: false, label: row.label };
  } catch (error) {
    if (!(error instanceof CouldNotError)) throw error;
    // Refused: it is there, and sealed until somebody registers a passkey.
    const isUnknown = error.exit === 3;
    return { isThere: !isUnknown, isUnknown, label: null };
  }
}
