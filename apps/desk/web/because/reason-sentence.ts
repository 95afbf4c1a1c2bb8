/**
 * A reason of the linking engine as a sentence. The engine says what it saw in `detail`; a kind
 * that is not known here still gets a sentence, because a link without a because is not shown.
 */
import type { Reason } from "../../api.ts";
import { t, wordFor } from "../i18n/t.ts";
import { identifierWords } from "../identifier-words.ts";
import { numberWords } from "../number-words.ts";

type Detail = Reason["detail"];

const sentences: Readonly<Record<string, (agrees: boolean, detail: Detail) => string>> = {
  start: (_agrees, detail) => start(detail),
  number: (agrees, detail) => identifier("number", agrees, detail),
  account: (agrees, detail) => identifier("account", agrees, detail),
  handle: (agrees, detail) => identifier("handle", agrees, detail),
  email: (agrees, detail) => identifier("email", agrees, detail),
  link: (agrees, detail) => identifier("link", agrees, detail),
  wallet: (agrees, detail) => identifier("wallet", agrees, detail),
  payment: (agrees, detail) => identifier("payment", agrees, detail),
  lid: (agrees, detail) => identifier("lid", agrees, detail),
  username: (agrees, detail) => identifier("username", agrees, detail),
  domain: (_agrees, detail) => t("reason.domain", { value: text(detail.value) ?? "…" }),
  bare_handle: (_agrees, detail) =>
    t("reason.bare_handle", { value: identifierWords("bare_handle", text(detail.value) ?? "…") }),
  identifiers_differ: (_agrees, detail) => differ(detail),
  words,
  other_words: () => t("reason.other_words.differs"),
  short: () => t("reason.short.differs"),
  name,
};

/** The sentence for one piece of evidence. */
export function reasonSentence({ feature, agrees, detail }: Reason): string {
  const kind = text(detail.kind) ?? feature;
  return Object.hasOwn(sentences, kind)
    ? (sentences[kind]?.(agrees, detail) ?? "")
    : other(kind, feature, agrees, detail);
}

/** How common the evidence is, as "By chance: 1 in 9,000.", or an empty text where unknown. */
export function chanceSentence(reason: Reason): string {
  const { chance, unrelated } = reason.detail;
  if (!reason.agrees || isStart(reason) || typeof chance !== "number") return "";
  const by = chance > 0 && chance < 0.5 ? t("reason.chance", { n: oneIn(chance) }) : "";
  const isShared = typeof unrelated === "number" && unrelated > 0;
  return isShared ? `${by} ${t("reason.unrelated", { count: unrelated })}`.trim() : by;
}

/** Whether a reason is where the sum starts, and not evidence. */
export function isStart({ feature, detail }: Reason): boolean {
  const kind = detail.kind ?? feature;
  return kind === "start";
}

function start({ chance }: Detail): string {
  return typeof chance === "number" && chance > 0
    ? t("reason.start.of", { n: oneIn(chance) })
    : t("reason.start");
}

function differ({ a, b }: Detail): string {
  const left = text(a);
  const right = text(b);
  return left === undefined || right === undefined
    ? t("reason.number.differs")
    : t("reason.identifiers.differ", { a: numberWords(left), b: numberWords(right) });
}

function oneIn(chance: number): string {
  const n = 1 / chance;
  return Number(n.toPrecision(n < 100 ? 2 : 1)).toLocaleString("en-GB");
}

function identifier(
  kind:
    "number" | "account" | "lid" | "username" | "handle" | "email" | "link" | "wallet" | "payment",
  agrees: boolean,
  detail: Detail,
): string {
  if (!agrees) return t(`reason.${kind}.differs`);
  const value = identifierWords(kind, text(detail.value) ?? text(detail.a) ?? "…");
  if (kind === "number") return number(value, detail);
  return t(`reason.${kind}.${detail.isWritten === true ? "written" : "agrees"}`, { value });
}

/** A number is one holder's for a time only. */
function number(value: string, { holder, gapDays, isWritten }: Detail): string {
  if (holder === "recycled") return t("reason.number.recycled", { value });
  const isLong = holder === "may_be_someone_else" && typeof gapDays === "number";
  if (!isLong) return t(`reason.number.${isWritten === true ? "written" : "agrees"}`, { value });
  return t("reason.number.gap", { value, days: Math.ceil(gapDays).toLocaleString("en-GB") });
}

function words(agrees: boolean, detail: Detail): string {
  if (!agrees) return t("reason.words.differs");
  const shared = texts(detail.shared);
  return shared.length === 0
    ? t("reason.words.plain")
    : t("reason.words.agrees", { words: shared.slice(0, 6).map(quote).join(", ") });
}

function name(agrees: boolean, detail: Detail): string {
  const a = text(detail.a);
  const b = text(detail.b);
  if (agrees) return t("reason.name.agrees", { value: text(detail.value) ?? a ?? b ?? "…" });
  return a === undefined || b === undefined
    ? t("reason.name.plain")
    : t("reason.name.differs", { a, b });
}

function other(kind: string, feature: string, agrees: boolean, detail: Detail): string {
  if (kind === "template" && agrees) {
    const shared = texts(detail.shared);
    if (shared.length > 0) {
      return t("reason.template.agrees", { words: shared.slice(0, 6).map(quote).join(", ") });
    }
  }
  const end = agrees ? "agrees" : "differs";
  if (kind !== "template") {
    const known = wordFor(`reason.${kind}.${end}`);
    if (known !== undefined) return known;
  }
  return t(`reason.other.${end}`, { feature: feature.replaceAll("_", " ") });
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((entry): entry is string => typeof entry === "string" && entry !== "");
}

function quote(words: string): string {
  return `“${words}”`;
}
