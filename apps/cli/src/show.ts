/** `honeyguide show`: one report. What people wrote is printed only for a reason. */
import { reasonsToShow, type ReportView, ReportViewSchema } from "./desk-answers.ts";
import { signIn } from "./desk-client.ts";
import { deskWords } from "./desk-words.ts";
import { withoutWords } from "./inbox.ts";
import { oneOf, readOptions } from "./options.ts";
import type { Command } from "./outside.ts";
import { WrongUseError } from "./refusal.ts";
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
  const view = await desk.ask(
    `/v1/reports/${encodeURIComponent(label)}`,
    ReportViewSchema,
    words.unknownReport(label),
  );
  if (values.json === true) {
    await outside.out(`${JSON.stringify(reason === undefined ? facts(view) : view)}\n`);
    return 0;
  }
  await outside.out(deskWords.report(view));
  if (reason === undefined) return 0;
  await outside.out(`${JSON.stringify(view.said, undefined, 2)}\n`);
  for (const line of view.conversation) await outside.out(deskWords.message(line));
  return 0;
};

/** Counts and kinds: what may stand in a log or on a shared screen. */
function facts({ row, consent, conversation, doubts, exhibits, letters, notes }: ReportView) {
  return {
    row: withoutWords(row),
    consent,
    messages: conversation.length,
    doubts: doubts.length,
    exhibits: exhibits.map(({ kind, ordinal, mediaType, bytes, sha256, state }) => ({
      kind,
      ordinal,
      mediaType,
      bytes,
      sha256,
      state,
    })),
    letters: letters.length,
    notes: notes.length,
  };
}
