/**
 * Linking that remembers: a new report is compared with the few that an index found for it, and what
 * was compared before stays as it was. What comes out depends on the reports and on which were
 * compared with which, and not on the order in which they came.
 */
import { background as shippedBackground } from "./background.ts";
import { compareReports } from "./compare-reports.ts";
import { makeEdges, messagesOf } from "./edges.ts";
import { lookupKey } from "./identifiers/lookup.ts";
import { type IndexKey, indexKeys } from "./index-keys.ts";
import { groupEdges, type LinkOptions, type LinkResult, sortReports } from "./link.ts";
import { makeLexicon } from "./message-forms.ts";
import type { ReportFacts } from "./report-facts.ts";
import { thresholds as shippedThresholds } from "./rules.ts";
import { makeLanguageModel } from "./surprisal.ts";
import type { MessageOf, TextEvidence } from "./weigh.ts";

export interface LinkMemory {
  /** What to look a report up by, and to keep it under. */
  readonly keysOf: (report: ReportFacts) => readonly IndexKey[];
  /**
   * A new report, or one of which the messages or identifiers changed.
   *
   * @param others - those to compare it with; ones that are not there are left out. What it was
   * compared with before is forgotten.
   * @returns those of them that it has anything in common with, ascending: to compare with these is
   * enough the next time.
   */
  readonly compare: (report: ReportFacts, others: Iterable<string>) => readonly string[];
  /** The same report with the same messages and identifiers, whatever else changed in it. */
  readonly replace: (report: ReportFacts) => void;
  /** As if it had never come. */
  readonly forget: (id: string) => void;
  /** Groups of what is there now. */
  readonly link: (options: Omit<LinkOptions, "background">) => LinkResult;
}

/** Messages whose forms are kept at hand; of others they are made again when they are compared. */
const mostForms = 16_384;

/** An empty memory over a background. */
export function makeLinkMemory(background = shippedBackground): LinkMemory {
  const model = makeLanguageModel(background);
  const lexicon = makeLexicon(model);
  const reports = new Map<string, ReportFacts>();
  /** Of each report those that it has something in common with, from both sides. */
  const pairs = new Map<string, Map<string, TextEvidence | undefined>>();
  const forms = new Map<string, readonly MessageOf[]>();
  let formCount = 0;

  const drop = (id: string) => {
    formCount -= forms.get(id)?.length ?? 0;
    forms.delete(id);
  };
  const formsOf = (report: ReportFacts) => {
    const known = forms.get(report.id);
    if (known !== undefined) return known;
    const made = messagesOf(report, lexicon);
    for (const oldest of forms.keys()) {
      if (formCount + made.length <= mostForms) break;
      drop(oldest);
    }
    forms.set(report.id, made);
    formCount += made.length;
    return made;
  };
  const forget = (id: string) => {
    for (const other of pairs.get(id)?.keys() ?? []) pairs.get(other)?.delete(id);
    pairs.delete(id);
    reports.delete(id);
    drop(id);
  };

  return {
    keysOf: (report) => indexKeys(report, model),
    compare(report, others) {
      forget(report.id);
      reports.set(report.id, report);
      const near = new Map<string, TextEvidence | undefined>();
      for (const id of others) {
        const other = reports.get(id);
        if (other === undefined || id === report.id) continue;
        const [a, b] = report.id < id ? [report, other] : [other, report];
        const text = compareReports(formsOf(a), formsOf(b));
        if (text === undefined && !shareIdentifier(a, b)) continue;
        near.set(id, text);
        pairs.get(id)?.set(report.id, text);
      }
      pairs.set(report.id, near);
      return [...near.keys()].sort();
    },
    replace(report) {
      if (!reports.has(report.id)) throw new RangeError("A report is compared before it changes.");
      reports.set(report.id, report);
    },
    forget,
    link(options) {
      const sorted = sortReports(reports.values());
      const places = new Map(sorted.map(({ id }, at) => [id, at]));
      const texts = new Map<number, TextEvidence | undefined>();
      sorted.forEach(({ id }, first) => {
        for (const [other, text] of pairs.get(id) ?? []) {
          const second = places.get(other) ?? -1;
          if (first < second) texts.set(first * sorted.length + second, text);
        }
      });
      const { thresholds = shippedThresholds, numbers } = options;
      const found = makeEdges(sorted, texts, thresholds, numbers);
      return groupEdges(sorted, found, model.alone, options);
    },
  };
}

function shareIdentifier(a: ReportFacts, b: ReportFacts): boolean {
  const keys = new Set(a.identifiers.map(lookupKey));
  return b.identifiers.some((one) => keys.has(lookupKey(one)));
}
