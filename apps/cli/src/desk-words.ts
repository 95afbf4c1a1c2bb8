/** What the command line says about reports and links: the same words as the Desk's page. */
import type { Because, Reason, ReportView } from "./desk-answers.ts";
import { reportWords } from "./report-words.ts";

const tiers: Readonly<Record<string, string>> = {
  threat: "threat now",
  others_at_risk: "others risk",
  new_linked: "new, linked",
  new: "new",
  rest: "-",
};
const circumstances: Readonly<Record<string, string>> = {
  odd_messages: "odd messages",
  sent_pictures: "pictures",
  have_private: "something private",
  threat: "pressure",
  asked_for_people: "asked for people",
  gave_something: "gave something",
  for_someone_else: "for someone else",
  something_else: "something else",
};
const bar = "  ";
/** Words that a machine read from a picture with less than this may be wrong. */
const sureEnough = 0.8;

function duration(minutes: number): string {
  const days = Math.floor(minutes / 1440);
  if (days > 1) return `${days} d`;
  return `${Math.floor(minutes / 60)}:${String(Math.floor(minutes % 60)).padStart(2, "0")}`;
}

function signed(bits: number): string {
  return `${bits < 0 ? "-" : "+"}${Math.abs(bits).toFixed(1)}`;
}

function listed(entries: readonly string[]): string {
  return entries.length === 0 ? "-" : entries.join(", ");
}

export const deskWords = {
  duration,
  clock: (tier: string, minutes: number) =>
    tier === "waiting" ? `waits ${duration(minutes)}` : (tiers[tier] ?? tier),
  what: (all: readonly string[]) => listed(all.map((one) => circumstances[one] ?? one)),
  sameAs: (
    same: {
      readonly campaignName: string;
      readonly verdict: string;
      readonly decided: boolean;
    } | null,
  ) => {
    if (same === null) return "-";
    return `${same.campaignName}${same.decided || same.verdict === "certain" ? "" : " ?"}`;
  },
  inboxHead: `${[
    "#".padEnd(6),
    "clock".padEnd(12),
    "what".padEnd(46),
    "same as".padEnd(26),
    "waits",
  ].join(" ")}\n`,
  inboxFoot: (shown: number, hidden: number, held: number) =>
    `${shown} shown${hidden === 0 ? "" : `, ${hidden} more (honeyguide inbox --all)`}. ${held} held.\n`,

  report: (view: ReportView, isShown: boolean) => {
    const { row, consent, said, letters, notes, because } = view;
    return `${row.label}${row.drill ? "  DRILL" : ""}  ${row.status}, received ${row.receivedAt}
clock      ${deskWords.clock(row.clock.tier, row.clock.minutes ?? 0)}
what       ${deskWords.what(row.what)}
from       ${row.from === "code" ? "code only" : "named"}, ${row.role.replaceAll("_", " ")}
opening    ${consent.opening === "now" ? "now" : "when they say so"}
may know   ${listed(consent.mayKnow.map((one) => one.replaceAll("_", " ")))}
${reportWords.began(said.when)}${reportWords.counts(view)}letters    ${letters.length}; notes ${notes.length}
same as    ${because === null ? "-" : `${because.campaignName}: ${because.word} (${because.range})`}
${reportWords.exhibits(view, isShown)}${reportWords.custody(view)}`;
  },
  message: (line: ReportView["conversation"][number]) =>
    `${String(line.source.line).padStart(6)}  ${line.at ?? "-"}  ${line.who ?? line.from}: ${
      line.kind === "text" || line.kind === "system" ? "" : `(${line.kind}) `
    }${line.text}${line.confidence !== null && line.confidence < sureEnough ? " (hard to read)" : ""}\n`,

  because: (label: string, { campaignName, word, range, reasons, bits, rulesVersion }: Because) =>
    ({
      head: `${word.charAt(0).toUpperCase()}${word.slice(1)} (${range}) that ${label} is from the same sender as ${campaignName}.\n`,
      foot: `${bar}sum     ${signed(bits).padStart(6)}  rules version ${rulesVersion}\n`,
      reasons,
    }) as const,
  reason: ({ agrees, bits, feature }: Reason, sentence: string) => {
    const side = feature === "start" || feature === "prior" ? "start" : agrees ? "for" : "against";
    return `${bar}${side.padEnd(8)}${signed(bits).padStart(6)}  ${sentence}\n`;
  },
} as const;
