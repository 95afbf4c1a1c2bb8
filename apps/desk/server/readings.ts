/** The readings of a report as the page sees them: what was read, what counts, what was not. */
import type { MailboxId } from "@honeyguide/domain";
import { type DeskDatabase, selectReadings } from "@honeyguide/store/desk";

import type { Reading } from "../api.ts";
import type { OpenExhibit } from "./exhibits.ts";
import { countedOnce } from "./facts.ts";
import { places, type ReadingBody } from "./places.ts";
import type { Vault } from "./vault.ts";

/** One exhibit with its reading. */
export interface StandingReading {
  readonly mailboxId: MailboxId;
  readonly exhibit: string;
  readonly generation: string;
  readonly lines: number;
  readonly body: ReadingBody;
}

/** What was read of a report, in the order of its exhibits. */
export async function readReadings(
  { db, vault }: { readonly db: DeskDatabase; readonly vault: Vault },
  mailboxId: MailboxId,
  exhibits: readonly OpenExhibit[],
): Promise<readonly StandingReading[]> {
  const rows = await selectReadings(db, mailboxId).execute();
  const byExhibit = new Map(rows.map((row) => [row.exhibit, row]));
  return exhibits.flatMap(({ exhibit }) => {
    const row = byExhibit.get(exhibit);
    if (row === undefined) return [];
    const { generation, lines } = row;
    const body = vault.open(places.reading(mailboxId, exhibit), row.body);
    return [{ mailboxId, exhibit, generation, lines, body }];
  });
}

/** As the page sees them. */
export function toReadings(
  standing: readonly StandingReading[],
  exhibits: readonly OpenExhibit[],
): readonly Reading[] {
  const read = new Set(standing.map(({ exhibit }) => exhibit));
  const counted = countedOnce(exhibits.filter(({ exhibit }) => read.has(exhibit)));
  return standing.map(({ exhibit, body: { reading, tool, version, sha256 } }) => {
    const view = { exhibit, ...reading, tool, version, sha256 };
    if (counted.has(exhibit)) return view;
    return {
      ...view,
      sender: { name: reading.sender.name, because: "counted_elsewhere" as const },
      compared: { messages: 0, of: reading.compared.of },
    };
  });
}
