/** `honeyguide inbox`: what waits at the Desk, in the Desk's own order. */
import { InboxSchema, reasonsToShow, type Row } from "./desk-answers.ts";
import { signIn } from "./desk-client.ts";
import { oneOf, readOptions } from "./options.ts";
import type { Command } from "./outside.ts";
import { defaultData, layoutOf } from "./start/layout.ts";
import { deskWords } from "./desk-words.ts";

/** List it. */
export const inbox: Command = async (argv, outside) => {
  const { values } = readOptions(argv, {
    all: { type: "boolean" },
    show: { type: "string" },
    data: { type: "string" },
  });
  const reason = oneOf("--show", values.show, reasonsToShow);
  const desk = await signIn(layoutOf(values.data ?? defaultData), outside);
  const all = values.all === true;
  const found = await desk.ask(`/v1/inbox?all=${all ? 1 : 0}`, InboxSchema);
  if (values.json === true) {
    const rows = found.rows.map((row) => (reason === undefined ? withoutWords(row) : row));
    await outside.out(`${JSON.stringify({ ...found, rows })}\n`);
    return 0;
  }
  await outside.out(deskWords.inboxHead);
  for (const row of found.rows) await outside.out(lineOf(row, reason !== undefined));
  if (values.quiet !== true) {
    outside.err(deskWords.inboxFoot(found.rows.length, found.hidden, found.held));
  }
  return 0;
};

/** A row without anything that somebody wrote. */
export function withoutWords(row: Row): object {
  return Object.fromEntries(Object.entries(row).filter(([member]) => member !== "preview"));
}

function lineOf(row: Row, show: boolean): string {
  const cells = [
    row.label.padEnd(6),
    deskWords.clock(row.clock.tier, row.clock.minutes ?? 0).padEnd(12),
    deskWords.what(row.what).padEnd(46),
    deskWords.sameAs(row.sameAs).padEnd(26),
    deskWords.duration(row.waitsMinutes),
  ];
  return `${cells.join(" ")}${show ? `\n       “${row.preview}”` : ""}\n`;
}
