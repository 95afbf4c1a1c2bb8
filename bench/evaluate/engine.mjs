// The engine under test, as the Desk calls it: one report per message.
import { importSource } from "../../packages/analysis/scripts/import-source.mjs";

/** Loads the engine once. */
export async function loadEngine() {
  const { linkReports } = await importSource("link.ts");
  const { thresholds } = await importSource("rules.ts");
  const { rulesVersion } = await importSource("rules-version.ts");
  return {
    thresholds,
    rulesVersion,
    /**
     * Links texts.
     *
     * @param texts entries [id, text]
     */
    run(texts) {
      const reports = texts.map(([id, text]) => ({
        id,
        messages: [{ id, text }],
        identifiers: [],
        names: [],
      }));
      const started = process.cpuUsage();
      const { links, campaigns, suggestions } = linkReports(reports);
      const { user, system } = process.cpuUsage(started);
      return {
        links,
        groups: campaigns.map(({ ids }) => ids),
        odds: new Map(campaigns.flatMap((campaign) => [...campaign.odds])),
        suggestions,
        seconds: (user + system) / 1e6,
      };
    },
  };
}

/** Ids and texts of copies and background, and which script a copy has. */
export function toTexts(copies, background) {
  const scriptOf = new Map(copies.map(([script], at) => [`c${at}`, script]));
  const texts = [
    ...copies.map(([, text], at) => [`c${at}`, text]),
    ...background.map((text, at) => [`b${at}`, text]),
  ];
  return { scriptOf, texts };
}
