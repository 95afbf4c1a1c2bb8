/** `honeyguide init`: the data directory, the keys, and what the public page says of the team. */
import { readOptions } from "./options.ts";
import type { Command } from "./outside.ts";
import { WrongUseError } from "./refusal.ts";
import { makeDataDirectory } from "./start/data-directory.ts";
import { defaultData, layoutOf } from "./start/layout.ts";
import { practiceSite, type SiteText, siteOf } from "./start/site.ts";
import { words } from "./words.ts";

/** Make what is missing; change nothing that is there. */
export const init: Command = async (argv, outside) => {
  const { values } = readOptions(argv, {
    data: { type: "string" },
    team: { type: "string" },
    reach: { type: "string", multiple: true },
    "cannot-read": { type: "string" },
  });
  const site = siteText(values.team, values.reach ?? [], values["cannot-read"]);
  const layout = layoutOf(values.data ?? defaultData);
  const { recipient, isNew } = await makeDataDirectory(layout, site, outside);
  if (values.json === true) {
    await outside.out(`${JSON.stringify({ data: layout.data, recipient, isNew })}\n`);
  } else if (values.quiet !== true) {
    await outside.out(words.initDone(layout.data, recipient, isNew));
  }
  return 0;
};

function siteText(
  team: string | undefined,
  reach: readonly string[],
  cannotRead: string | undefined,
): SiteText {
  if (team === undefined) {
    if (reach.length > 0 || cannotRead !== undefined) throw new WrongUseError(words.needsTeam);
    return practiceSite;
  }
  const alternatives = reach.map((given) => {
    const [, kind, text] = /^([a-z_]{1,30})=(.+)$/s.exec(given) ?? [];
    if (kind === undefined || text === undefined) throw new WrongUseError(words.oddReach(given));
    return { kind, text };
  });
  if (team.trim() === "" || alternatives.length < 2) throw new WrongUseError(words.needsReach);
  return siteOf(team, alternatives, cannotRead);
}
