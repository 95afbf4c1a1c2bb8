/** What the command line says about steps, timings and names. */
import type { Persona, Proof, Row, Sealed, Statement } from "./stage-answers.ts";

type Span = Row["timings"]["recontactGap"];

export const stageWords = {
  needsTarget: "stages needs a report or a campaign, such as R-12.",
  needsCampaign: "personas needs a campaign, by its name or id.",
  unknown: (name: string) =>
    `There is no report and no campaign “${name}”. Nothing was changed. See reports with: honeyguide inbox --all`,
  row: ({ label, proofs, timings }: Row, isShown: boolean) =>
    [
      `${label}${proofs.length === 0 ? "  no rule proposes a step" : ""}`,
      ...proofs.map((proof) => proofLine(proof, isShown)),
      `  first picture after: ${picture(timings.toFirstPicture)}`,
      `  wrote again after: ${span(timings.recontactGap)}`,
      `  longest silence: ${span(timings.longestSilence)}`,
      "",
    ].join("\n"),
  sealed: ({ label, proofs, toFirstRequest }: Sealed) =>
    [
      `${label}, what is sealed${proofs.length === 0 ? ": no rule proposes a step" : ""}`,
      ...proofs.map((proof) => proofLine(proof, true)),
      `  first request after: ${span(toFirstRequest)}`,
      "",
    ].join("\n"),
  foot: (killChain: string, content: string, date: string) =>
    `Steps of ${killChain}, proposed by rules or set by a person; people confirm or reject. ATT&CK ids as in ${content} of ${date}. Pressure, asking and what was obtained are sealed: --show REASON.\n`,
  persona: ({ name, reports, first, last, used, claims }: Persona, isShown: boolean, at: number) =>
    [
      `${isShown ? name : `name ${at + 1}`}  ${count(reports.length, "report")}, ${
        first === null || last === null
          ? "no date"
          : `${first.slice(0, 10)} to ${last.slice(0, 10)}`
      }`,
      ...(isShown
        ? used.map((use) => `  ${use.identifier.value}  ${count(use.reports.length, "report")}`)
        : [`  ${count(used.length, "number or account", "numbers and accounts")}`]),
      ...(isShown
        ? claims.map(({ report, about, sentence }) => `  claims (${about}, ${report}): ${sentence}`)
        : [`  ${count(claims.length, "claim")} about self`]),
      "",
    ].join("\n"),
  statement: (statement: Statement) =>
    statement.kind === "one_identifier_several_names"
      ? `One number or account, several names: ${statement.identifier.value}, ${statement.names.join(", ")}.\n`
      : `One name, several numbers: ${statement.name}, ${statement.numbers.join(", ")}.\n`,
  noPersonas: "No report gives a name.\n",
} as const;

function proofLine(proof: Proof, isShown: boolean): string {
  const { step, rule, confidence, at, attack, decided, sentence } = proof;
  const when = at ?? "no time";
  const made = confidence === "person" ? "set by a person" : confidence;
  const said = decided === null ? made : decided.verdict;
  const ids = attack.length === 0 ? "" : `  ${attack.join(" ")}`;
  const words = isShown && sentence !== "" ? `\n      “${sentence}”` : "";
  return `  ${String(step).padStart(2)}  ${rule.padEnd(18)} ${when.padEnd(20)} ${said}${ids}${words}`;
}

/** What was left out may have been something else. */
function picture(found: Row["timings"]["toFirstPicture"]): string {
  const words = span(found);
  return found?.shownBy === "left_out"
    ? `${words}, to a file that the export left out: it may be no picture`
    : words;
}

/** Never 0 for what is not known. */
function span(found: Span): string {
  if (found === null) return "not known";
  const [least, most] = [inWords(found.least), inWords(found.most)];
  const zone = found.timeZone === "stated" ? "" : ", time zone not stated";
  return `${least === most ? least : `${least} to ${most}`}${zone}`;
}

function inWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d`;
}

function count(many: number, one: string, more = `${one}s`): string {
  return `${many} ${many === 1 ? one : more}`;
}
