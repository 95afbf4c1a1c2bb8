/** `honeyguide show`: one report. What people wrote is printed only for a reason. */
import {
  LinesPageSchema,
  reasonsToShow,
  type ReportView,
  ReportViewSchema,
} from "./desk-answers.ts";
import { signIn } from "./desk-client.ts";
import { deskWords } from "./desk-words.ts";
import { withoutWords } from "./inbox.ts";
import { oneOf, readOptions } from "./options.ts";
import type { Command } from "./outside.ts";
import { WrongUseError } from "./refusal.ts";
import { inOrder, reportWords } from "./report-words.ts";
import { defaultData, layoutOf } from "./start/layout.ts";
import { words } from "./words.ts";

/** Print it. */
export const show: Command = async (argv, outside) => {
  const { values, positionals } = readOptions(
    argv,
    { show: { type: "string" }, data: { type: "string" } },
    1,
  );
  const [label] = positionals;
  if (label === undefined) throw new WrongUseError(words.needsReport("show"));
  const reason = oneOf("--show", values.show, reasonsToShow);
  const desk = await signIn(layoutOf(values.data ?? defaultData), outside);
  const path = `/v1/reports/${encodeURIComponent(label)}`;
  // Written down before anything is seen: a look that nobody can find later must not happen.
  if (reason !== undefined) {
    await desk.tell(`${path}/shown`, { reason }, words.unknownReport(label));
  }
  const view = await desk.ask(path, ReportViewSchema, words.unknownReport(label));
  if (values.json === true) {
    await outside.out(`${JSON.stringify(reason === undefined ? facts(view) : view)}\n`);
    return 0;
  }
  await outside.out(deskWords.report(view, reason !== undefined));
  if (reason === undefined) return 0;
  const { encounters, ...said } = view.said;
  await outside.out(`${JSON.stringify(said, undefined, 2)}\n`);
  for (const note of inOrder(encounters)) await outside.out(reportWords.encounter(note));
  for (const line of view.conversation) await outside.out(deskWords.message(line));
  for (let from = view.conversation.length; from < messagesOf(view);) {
    const page = await desk.ask(`${path}/lines?from=${from}&limit=1000`, LinesPageSchema);
    for (const line of page.lines) await outside.out(deskWords.message(line));
    if (page.lines.length === 0) break;
    from += page.lines.length;
  }
  return 0;
};

/** Counts and kinds: what may stand in a log or on a shared screen. */
function facts(view: ReportView): object {
  const { row, consent, said, readings, exhibits, custody, letters, notes } = view;
  return {
    row: withoutWords(row),
    consent,
    when: said.when,
    encounters: said.encounters.map(({ kind, when, statements }) => ({
      kind,
      when: when ?? null,
      statements: statements.length,
    })),
    messages: messagesOf(view),
    unread: readings.reduce((sum, { coverage }) => sum + coverage.unread, 0),
    readings: readings.map((one) => ({
      exhibit: one.exhibit,
      format: one.format,
      refused: one.refused,
      messages: one.messages,
      first: one.first,
      last: one.last,
      coverage: { unit: one.coverage.unit, unread: one.coverage.unread },
      dateOrder: one.dateOrder,
      conversations: one.conversations.length,
      tool: one.tool,
      version: one.version,
      sha256: one.sha256,
    })),
    exhibits: exhibits.map(({ part, kind, ordinal, mediaType, bytes, sha256, state }) => ({
      ...{ part, kind, ordinal, mediaType, bytes, sha256, state },
    })),
    custody,
    custodyComplete: view.custodyComplete,
    letters: letters.length,
    notes: notes.length,
  };
}

function messagesOf({ readings }: ReportView): number {
  return readings.reduce((sum, { messages }) => sum + messages, 0);
}
