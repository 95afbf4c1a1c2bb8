/**
 * `honeyguide verify`: whether originals are what they were, and whether what was read of them can
 * be read again. A report, or all of them, at the Desk; a file or a folder against readings that
 * `parse --json` wrote, without a Desk.
 */
import { AuditCheckSchema, InboxSchema, type Verified, VerifiedSchema } from "./desk-answers.ts";
import { type DeskClient, signIn } from "./desk-client.ts";
import { readOptions } from "./options.ts";
import type { Command, ExitCode, Outside } from "./outside.ts";
import { WrongUseError } from "./refusal.ts";
import { defaultData, layoutOf } from "./start/layout.ts";
import { verifyFiles } from "./verify-files.ts";
import { noFault, verifyWords } from "./verify-words.ts";
import { words } from "./words.ts";

/** As the Desk names reports; a mailbox's name is one too. */
const reportPattern = /^(?:R-\d+|[\w-]{22})$/;
/** Of a report whose files are not open there is nothing to check yet. */
const closed: readonly string[] = ["held", "unreadable", "taken_back"];

/** Check, and say what matches. Exit 1 if anything does not. */
export const verify: Command = async (argv, outside) => {
  const { values, positionals } = readOptions(
    argv,
    { reading: { type: "string" }, data: { type: "string" } },
    Infinity,
  );
  const isJson = values.json === true;
  const reports = positionals.filter((one) => reportPattern.test(one));
  const files = positionals.filter((one) => !reportPattern.test(one));
  if (values.reading !== undefined && (files.length !== 1 || reports.length > 0)) {
    throw new WrongUseError(verifyWords.use);
  }
  const exits: ExitCode[] = [];
  if (files.length > 0) {
    exits.push(await verifyFiles(files, { reading: values.reading, isJson }, outside));
  }
  if (reports.length > 0 || positionals.length === 0) {
    const desk = await signIn(layoutOf(values.data ?? defaultData), outside);
    const labels = reports.length > 0 ? reports : await allReports(desk);
    exits.push(await verifyReports(desk, labels, isJson, outside));
    if (positionals.length === 0 && !isJson) exits.push(await verifyAudit(desk, outside));
  }
  return exits.find((exit) => exit !== 0) ?? 0;
};

async function allReports(desk: DeskClient): Promise<readonly string[]> {
  const { rows } = await desk.ask("/v1/inbox?all=1", InboxSchema);
  return rows
    .filter(({ status }) => !closed.includes(status))
    .map(({ label }) => label)
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

async function verifyReports(
  desk: DeskClient,
  labels: readonly string[],
  isJson: boolean,
  outside: Outside,
): Promise<ExitCode> {
  const found: (Verified & { readonly label: string })[] = [];
  for (const label of labels) {
    const path = `/v1/reports/${encodeURIComponent(label)}/verify`;
    const one = await desk.act(path, {}, VerifiedSchema, words.unknownReport(label));
    found.push({ label, ...one });
    if (isJson) continue;
    await outside.out(verifyWords.report(label, one));
    for (const { exhibit, fault } of one.faults)
      await outside.out(verifyWords.fault(exhibit, fault));
  }
  if (isJson) await outside.out(`${JSON.stringify({ reports: found })}\n`);
  else if (labels.length !== 1) await outside.out(totalOf(found));
  return found.every(isSound) ? 0 : 1;
}

async function verifyAudit(desk: DeskClient, { out }: Outside): Promise<ExitCode> {
  const { complete, firstFault } = await desk.ask("/v1/audit/check", AuditCheckSchema);
  await out(verifyWords.audit(complete, firstFault));
  return complete ? 0 : 1;
}

function isSound({ exhibits, matching, chainComplete, faults }: Verified): boolean {
  return exhibits === matching && chainComplete && realFaults(faults).length === 0;
}

function realFaults(faults: Verified["faults"]): Verified["faults"] {
  return faults.filter(({ fault }) => fault !== noFault);
}

function totalOf(found: readonly Verified[]): string {
  const sum = (of: (one: Verified) => number) => found.reduce((all, one) => all + of(one), 0);
  return verifyWords.total(
    found.length,
    sum(({ exhibits, readings }) => exhibits + readings),
    sum(({ matching, readingsMatching }) => matching + readingsMatching),
    sum(({ faults, chainComplete }) => Math.max(realFaults(faults).length, chainComplete ? 0 : 1)),
  );
}
