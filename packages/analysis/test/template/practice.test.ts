/** Golden alignment: the sender's messages of the practice case, by the number they came from. */
import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { background } from "../../src/background.ts";
import { makeTemplate, type ReportFacts } from "../../src/index.ts";
import { makeLanguageModel } from "../../src/surprisal.ts";

interface Practice {
  readonly key: string;
  readonly lines?: readonly string[];
  readonly sender?: { readonly number?: string; readonly name?: string };
}

const file = new URL("../../../../practice/conversations.json", import.meta.url);
const { conversations } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly conversations: readonly Practice[];
};

function toReport({ key, lines = [], sender }: Practice): ReportFacts {
  const texts = lines.flatMap(
    (line) => /^\S+ > (?!\u200eimage|<Media)(.*)$/su.exec(line)?.[1] ?? [],
  );
  return {
    id: key,
    messages: texts.map((text, nth) => ({ id: String(nth), text })),
    identifiers: [],
    names: sender?.name === undefined || sender.name === "" ? [] : [sender.name],
  };
}

test("the practice case, laid out", async () => {
  const members = conversations
    .filter(({ sender }) => sender?.number?.replaceAll(" ", "").endsWith("7700900123") === true)
    .map(toReport);
  const { segments, rows } = makeTemplate(members, makeLanguageModel(background).alone);
  const lines = segments.flatMap((segment, nth) => {
    const head =
      segment.kind === "fixed"
        ? `${String(segment.part)} wording, ${String(segment.reports)} reports: ${segment.words
            .map(({ text, reports }) =>
              reports === segment.reports ? text : `${text} (${String(reports)})`,
            )
            .join(" ")}`
        : `${String(segment.part)} slot ${segment.tag}, because of ${segment.because}`;
    const cells = rows.flatMap(({ report, cells: own }) => {
      const cell = own[nth]!;
      if (cell.text === "" && cell.missing.length === 0) return [];
      const missing = cell.missing.length === 0 ? "" : `   lacks: ${cell.missing.join(" ")}`;
      return [`    ${report}: ${cell.text.replaceAll("\n", " / ")}${missing}`];
    });
    return [head, ...cells];
  });
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("./practice.golden.txt");
});
