/** `honeyguide stages` and `honeyguide personas`. What people wrote is printed only for a reason. */
import { CampaignsSchema, reasonsToShow } from "../desk-answers.ts";
import { type DeskClient, signIn } from "../desk-client.ts";
import { oneOf, readOptions } from "../options.ts";
import type { Command } from "../outside.ts";
import { WrongUseError } from "../refusal.ts";
import { defaultData, layoutOf } from "../start/layout.ts";
import { PersonasSchema, type Sealed, SealedSchema, StagesSchema } from "./stage-answers.ts";
import { stageWords } from "./stage-words.ts";

/** Print the steps and timings of a report or a campaign. */
export const stages: Command = async (argv, outside) => {
  const { target, reason, isJson, data } = readAsked(argv, stageWords.needsTarget);
  const desk = await signIn(layoutOf(data), outside);
  const path = await pathOf(desk, target);
  const view = await desk.ask(`${path}/stages`, StagesSchema, stageWords.unknown(target));
  const sealed: Sealed[] = [];
  if (reason !== undefined) {
    // Written down before anything is seen, for each report by itself.
    for (const { label } of view.rows) {
      const shown = `/v1/reports/${encodeURIComponent(label)}/stages/shown`;
      sealed.push(await desk.act(shown, { reason }, SealedSchema));
    }
  }
  if (isJson) {
    const rows = reason === undefined ? view.rows.map(withoutSentences) : view.rows;
    const answer = { ...view, rows, ...(reason !== undefined && { opened: sealed }) };
    await outside.out(`${JSON.stringify(answer)}\n`);
    return 0;
  }
  for (const row of view.rows) await outside.out(stageWords.row(row, reason !== undefined));
  for (const one of sealed) await outside.out(stageWords.sealed(one));
  const { content, date } = view.attack;
  await outside.out(stageWords.foot(view.killChain, content, date));
  return 0;
};

/** Print the names of a campaign, and what stands beside them. */
export const personas: Command = async (argv, outside) => {
  const { target, reason, isJson, data } = readAsked(argv, stageWords.needsCampaign);
  const desk = await signIn(layoutOf(data), outside);
  const path = await pathOf(desk, target);
  if (reason !== undefined) {
    const { rows } = await desk.ask(`${path}/stages`, StagesSchema, stageWords.unknown(target));
    for (const { label } of rows) {
      await desk.tell(`/v1/reports/${encodeURIComponent(label)}/shown`, { reason });
    }
  }
  const view = await desk.ask(`${path}/personas`, PersonasSchema, stageWords.unknown(target));
  const isShown = reason !== undefined;
  if (isJson) {
    const counts = view.personas.map(({ reports, first, last, used, claims }) => ({
      ...{ reports, first, last, used: used.length, claims: claims.length },
    }));
    await outside.out(`${JSON.stringify(isShown ? view : { personas: counts })}\n`);
    return 0;
  }
  if (view.personas.length === 0) await outside.out(stageWords.noPersonas);
  for (const [at, persona] of view.personas.entries()) {
    await outside.out(stageWords.persona(persona, isShown, at));
  }
  if (!isShown) return 0;
  for (const statement of view.statements) await outside.out(stageWords.statement(statement));
  return 0;
};

function readAsked(argv: readonly string[], needs: string) {
  const { values, positionals } = readOptions(
    argv,
    { show: { type: "string" }, data: { type: "string" } },
    1,
  );
  const [target] = positionals;
  if (target === undefined) throw new WrongUseError(needs);
  const reason = oneOf("--show", values.show, reasonsToShow);
  return { target, reason, isJson: values.json === true, data: values.data ?? defaultData };
}

/** Where a campaign is, by its id or its name; else a report, by its label. */
async function pathOf(desk: DeskClient, target: string): Promise<string> {
  const all = await desk.ask("/v1/campaigns", CampaignsSchema);
  const wanted = target.toLowerCase();
  const found = all.find(({ id, name }) => id === target || name.toLowerCase() === wanted);
  return `/v1/campaigns/${encodeURIComponent(found?.id ?? target)}`;
}

function withoutSentences<Row extends { readonly proofs: readonly object[] }>(row: Row) {
  return { ...row, proofs: row.proofs.map((proof) => ({ ...proof, sentence: "" })) };
}
