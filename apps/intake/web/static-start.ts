/**
 * The team's own words in the HTML of the page, for those who see it without its script: who reads,
 * how else to reach them, where "Leave this page" goes, and the key to seal a file for by hand.
 *
 * The server calls this once, when it reads its files. Nothing here may reach what opens a report.
 */
import type { Site } from "@honeyguide/protocol/wire";

import { t } from "./i18n/t.ts";

/**
 * The page with the site's words in the places that carry `data-site`.
 *
 * @param html - the built `index.html`.
 */
export function fillStart(html: string, site: Site): string {
  const ways = site.alternatives.map(({ text }) => text);
  const key = site.recipients.map((recipient) => `<code>${escape(recipient)}</code>`).join(" ");
  const manual =
    `<p>${t("without.key")} ${key}</p>` +
    `<details><summary>${t("without.how")}</summary><p>${t("without.how.text")}</p></details>`;
  const places: Readonly<Record<string, string>> = {
    team: escape(site.team),
    help: escape(ways.join(" · ")),
    alternatives: ways.map((way) => `<li>${escape(way)}</li>`).join(""),
    recipients: site.recipients.length === 0 ? "" : manual,
  };
  return html
    .replace(
      /(<(\w+)[^>]*\sdata-site="(\w+)"[^>]*>)(.*?)(<\/\2>)/gs,
      (whole, open: string, _tag: string, place: string, _old: string, close: string) =>
        Object.hasOwn(places, place) ? `${open}${places[place] ?? ""}${close}` : whole,
    )
    .replace(
      /(data-site="leave"\s+href=")[^"]*"/,
      (_whole, open: string) => `${open}${escape(site.leaveUrl)}"`,
    );
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
