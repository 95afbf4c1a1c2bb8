/** What the public page says of a team. The operator edits `data/intake/site.json` afterwards. */
import { words } from "../words.ts";

/** `SiteSchema` of the wire, without the keys. */
export interface SiteText {
  readonly team: string;
  readonly cannotRead: string;
  readonly callingCode: string;
  readonly promise: {
    readonly ordinaryMinutes: number;
    readonly threatMinutes: number;
    readonly hours: string;
  };
  readonly alternatives: readonly { readonly kind: string; readonly text: string }[];
  readonly leaveUrl: string;
  readonly retentionMonths: number;
  readonly drill: boolean;
}

const base = {
  cannotRead: words.site.cannotRead,
  callingCode: "44",
  promise: { ordinaryMinutes: 120, threatMinutes: 15, hours: words.site.hours },
  leaveUrl: "https://www.bbc.co.uk/weather",
  retentionMonths: 12,
} as const;

/** The page of the practice case: an invented team, and the page says that it is practice. */
export const practiceSite: SiteText = {
  ...base,
  team: words.site.practiceTeam,
  alternatives: words.site.practiceAlternatives,
  drill: true,
};

/** The page of a real team. */
export function siteOf(
  team: string,
  alternatives: SiteText["alternatives"],
  cannotRead: string | undefined,
): SiteText {
  return { ...base, team, alternatives, drill: false, ...(cannotRead && { cannotRead }) };
}
