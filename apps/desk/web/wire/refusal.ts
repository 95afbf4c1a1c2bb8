/** A refusal of the Desk as a sentence. */
import { t, wordFor } from "../i18n/t.ts";

/** What happened, what is safe, what to do; the code only where we have no words for it. */
export function refusalWords({
  code,
  status,
}: {
  readonly code: string;
  readonly status: number;
}): string {
  const known = wordFor(`error.${code}`) ?? wordFor(`gate.error.${code}`);
  if (known !== undefined) return known;
  if (status === 404) return t("error.not_found");
  return t("error.unknown", { code });
}
