/** What a person wrote is nowhere in the Desk's database in clear: not in a row, not in a file. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { Inbox, ReportView } from "../api.ts";
import { chat, report } from "./sealing.ts";
import {
  bodyOf,
  cliToken,
  makeWorld,
  openWorldDesk,
  type OpenWorldDesk,
  type World,
} from "./world.ts";

const planted = {
  name: "Quillon-Vesperine",
  number: "+447700900788",
  message: "zebrafinch under the marmalade staircase",
  person: "Protected-Person-Oleander",
  fileName: "WhatsApp Chat with Quillon-Vesperine.txt",
  note: "note-marker-tamarisk-lantern",
  reply: "reply-marker-cobalt-anemone",
  letter: "letter-marker-sorrel-harpsichord",
  reason: "reason-marker-juniper-abacus",
  label: "label-marker-thistle-gondola",
};

let world: World;
let open: OpenWorldDesk;
beforeAll(async () => {
  world = await makeWorld();
  open = await openWorldDesk(world);
}, 120_000);
afterAll(async () => {
  await open.close();
  await world.close();
});

test(
  "planted words are shown to a responder and found nowhere else",
  { timeout: 120_000 },
  async () => {
    const { name, number, message, person } = planted;
    const held = await report(world.intakeUrl, world.team.recipient, {
      held: true,
      name,
      number,
      people: [{ who: person, number: "", state: "they_asked" }],
      files: [chat(name, message)],
    });
    open.practice.add(held.mailboxId);
    await held.release();
    await open.settle();
    const act = (path: string, json: unknown) => open.ask("POST", path, { token: cliToken, json });
    await act("/v1/reports/R-1/notes", { text: planted.note });
    await act("/v1/reports/R-1/reply", {
      text: planted.reply,
      nextUpdateBy: "2026-11-24T18:00:00Z",
    });
    const again = await bodyOf<ReportView>(open.ask("GET", "/v1/reports/R-1", { token: cliToken }));
    const { part } = again.exhibits[0]!;
    await act(`/v1/reports/R-1/exhibits/${part}/label`, { label: planted.label });
    await act("/v1/reports/R-1/decide", { outcome: "new_campaign" });
    const [{ id: campaignId } = { id: "" }] = await bodyOf<{ id: string }[]>(
      open.ask("GET", "/v1/campaigns", { token: cliToken }),
    );
    await act("/v1/reports/R-1/decide", { outcome: "same", campaignId, reason: planted.reason });
    await held.write(planted.letter);
    await open.settle();

    const shown = JSON.stringify([
      await bodyOf<ReportView>(open.ask("GET", "/v1/reports/R-1", { token: cliToken })),
      await bodyOf<Inbox>(open.ask("GET", "/v1/inbox", { token: cliToken })),
      await bodyOf<unknown>(open.ask("GET", "/v1/audit", { token: cliToken })),
    ]);
    const { fileName, ...visible } = planted;
    for (const marker of Object.values(visible)) expect(shown).toContain(marker);
    expect(shown).not.toContain(fileName);

    // What is searched does hold what is in clear.
    await sql`checkpoint`.execute(open.db);
    const rows = await allRows(open);
    const files = await allFiles(join(world.folder, "data"));
    expect(rows).toContain(held.mailboxId);
    expect(files.some((bytes) => bytes.includes(held.mailboxId))).toBe(true);
    for (const marker of Object.values(planted)) {
      expect(rows).not.toContain(marker);
      for (const form of [Buffer.from(marker), Buffer.from(marker, "utf16le")]) {
        expect(files.some((bytes) => bytes.includes(form))).toBe(false);
      }
    }
    expect(open.logged.join("\n")).not.toMatch(
      new RegExp(Object.values(planted).join("|").replaceAll("+", "\\+")),
    );
  },
);

/** Every row of every table of the Desk, bytes as text. */
async function allRows({ db }: OpenWorldDesk): Promise<string> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'desk'`.execute(
    db,
  );
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql<
      Record<string, unknown>
    >`select * from ${sql.table(`desk.${name}`)}`.execute(db);
    for (const value of rows.flatMap((row) => Object.values(row))) {
      texts.push(
        value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value),
      );
    }
  }
  expect(tables.rows.length).toBeGreaterThan(10);
  return texts.join("\n");
}

async function allFiles(folder: string): Promise<readonly Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name))));
}
