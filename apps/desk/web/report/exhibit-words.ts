/** What came with a report, in words that never repeat a file's own name. */
import type { Exhibit } from "../../api.ts";
import { t } from "../i18n/t.ts";

/** A label that means "stop, may be under 18" on every screen in every language. */
export const stopLabel = "stop:may_be_under_18";

const showable = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/** "Picture 1". */
export function exhibitName({ kind, ordinal }: Pick<Exhibit, "kind" | "ordinal">): string {
  return t(`exhibit.${kind}`, { n: ordinal });
}

/** Text that the Desk has read stands in the conversation and is not sealed. */
export function isSealed({ kind }: Exhibit): boolean {
  return kind !== "chat_export" && kind !== "text";
}

/** Whether a reveal may be asked for at all. */
export function canReveal({ kind, mediaType, state, label }: Exhibit): boolean {
  return (
    kind === "picture" && state === "copied" && label !== stopLabel && showable.includes(mediaType)
  );
}

/** The name of the exhibit that a line was read from. */
export function sourceName(exhibits: readonly Exhibit[], part: string): string {
  const exhibit = exhibits.find((entry) => entry.part === part);
  return exhibit === undefined ? part.slice(0, 8) : exhibitName(exhibit);
}
