/** What came with a report, in words that never repeat a file's own name. */
import type { Exhibit, MediaFactsView } from "../../api.ts";
import { t, wordFor } from "../i18n/t.ts";
import { timeWords } from "../time-words.ts";

/** A label that means "stop, may be under 18" on every screen in every language. */
export const stopLabel = "stop:may_be_under_18";

const showable = ["image/jpeg", "image/png", "image/webp", "image/gif"];
const readable = ["image/jpeg", "image/png", "image/webp"];
/** A claim is somebody's text; longer ones say nothing more about a picture. */
const maxClaimLength = 160;

/** "Picture 1". */
export function exhibitName({ kind, ordinal }: Pick<Exhibit, "kind" | "ordinal">): string {
  return t(`exhibit.${kind}`, { n: ordinal });
}

/** Text that the Desk has read stands in the conversation and is not sealed. */
export function isSealed({ kind, parsed }: Pick<Exhibit, "kind" | "parsed">): boolean {
  return kind !== "chat_export" && kind !== "text" && !(kind === "file" && parsed !== null);
}

/** Whether a reveal may be asked for at all. */
export function canReveal(exhibit: Exhibit): boolean {
  return isOpenPicture(exhibit) && showable.includes(exhibit.mediaType);
}

/** Whether the words of a picture may be read at all. */
export function canReadWords(exhibit: Exhibit): boolean {
  return isOpenPicture(exhibit) && readable.includes(exhibit.mediaType);
}

function isOpenPicture({ kind, state, label }: Exhibit): boolean {
  return kind === "picture" && state === "copied" && label !== stopLabel;
}

/** The name of an exhibit; of words that the person had read from a picture, also of which. */
export function sourceName(exhibits: readonly Exhibit[], part: string): string {
  const name = shortSourceName(exhibits, part);
  const made = exhibits.find((entry) => entry.part === part)?.derivedFrom?.sha256;
  const picture = exhibits.find(({ kind, sha256 }) => kind === "picture" && sha256 === made);
  return picture === undefined
    ? name
    : t("exhibit.words_of", { name, picture: exhibitName(picture) });
}

/** The name of the exhibit that a line was read from, where there is room for no more. */
export function shortSourceName(exhibits: readonly Exhibit[], part: string): string {
  const exhibit = exhibits.find((entry) => entry.part === part);
  return exhibit === undefined ? part.slice(0, 8) : exhibitName(exhibit);
}

/** "JPEG picture"; a type that has no word here is printed as it is. */
export function typeWords(mediaType: string): string {
  return wordFor(`type.${mediaType}`) ?? mediaType;
}

/** How long a sound or a film is, as "1 min 12 s". */
export function lengthWords(seconds: number): string {
  const whole = Math.round(seconds);
  const s = whole % 60;
  const m = Math.floor(whole / 60) % 60;
  const h = Math.floor(whole / 3600);
  if (h > 0) return t("length.hours", { h, m, s });
  return m > 0 ? t("length.minutes", { m, s }) : t("length.seconds", { s });
}

/** What a file says of itself, each with where it says so. The values are not ours. */
export function claimSentence({ claim, value, from }: MediaFactsView["claims"][number]): string {
  return t("exhibit.claim", {
    claim: t(`claim.${claim}`),
    value: claimValue(claim, value),
    from: t(`claim.from.${from}`),
  }).replace(/ {2,}/, " ");
}

function claimValue(claim: string, value: string): string {
  // Where it was taken may say where somebody lives: that it says so is enough here.
  if (claim === "has_location") return "";
  const isTime = claim.endsWith("_at") && /^\d{4}-\d{2}-\d{2}/.test(value);
  if (isTime && timeWords(value) !== t("time.unknown")) return timeWords(value);
  return value.length > maxClaimLength ? `“${value.slice(0, maxClaimLength)}…”` : `“${value}”`;
}

/** What to look out for. A warning that has no words here is printed as it is called. */
export function warningSentence(warning: string): string {
  return wordFor(`warning.${warning}`) ?? `${warning.replaceAll("_", " ")}.`;
}

/** Where the same picture was seen, by its perceptual hash. */
export function sameSentence({ label, ordinal, distance }: Exhibit["sameAs"][number]): string {
  return t(distance === 0 ? "exhibit.same" : "exhibit.alike", { label, n: ordinal });
}

/** What an exhibit was made from, and whether the person changed it; "" for an original. */
export function derivedSentence(exhibits: readonly Exhibit[], { derivedFrom }: Exhibit): string {
  if (derivedFrom === null) return "";
  const { sha256, tool, version, corrected } = derivedFrom;
  const from = exhibits.find((exhibit) => exhibit.sha256 === sha256);
  const made =
    from === undefined
      ? t("exhibit.derived_elsewhere", { tool, version })
      : t("exhibit.derived", { tool, version, name: exhibitName(from) });
  return `${made} ${t(corrected ? "exhibit.corrected" : "exhibit.not_corrected")}`;
}
