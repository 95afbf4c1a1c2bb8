/**
 * A reason of the linking engine as a sentence. The engine says what it saw in `detail`; a kind
 * that is not known here still gets a sentence, because a link without a because is not shown.
 */
import type { Reason } from "../../api.ts";
import { t, wordFor } from "../i18n/t.ts";
import { numberWords } from "../number-words.ts";

type Detail = Reason["detail"];

/** The sentence for one piece of evidence. */
export function reasonSentence({ feature, agrees, detail }: Reason): string {
  const kind = text(detail.kind) ?? feature;
  switch (kind) {
    case "start":
    case "prior":
      return start(detail);
    case "number":
    case "account":
    case "handle":
    case "email":
    case "link":
      return identifier(kind, agrees, detail);
    case "words":
    case "text":
      return words(agrees, detail);
    case "name":
      return name(agrees, detail);
    case "identifiers_differ":
      return differ(detail);
    case "other_words":
      return t("reason.other_words.differs");
    case "short":
      return t("reason.short.differs");
    default:
      return other(kind, feature, agrees, detail);
  }
}

/** How common the evidence is, as "By chance: 1 in 9,000.", or an empty text where unknown. */
export function chanceSentence(reason: Reason): string {
  const { chance } = reason.detail;
  if (!reason.agrees || isStart(reason) || typeof chance !== "number") return "";
  return chance > 0 && chance < 0.5 ? t("reason.chance", { n: oneIn(chance) }) : "";
}

/** Whether a reason is where the sum starts, and not evidence. */
export function isStart({ feature, detail }: Reason): boolean {
  const kind = detail.kind ?? feature;
  return kind === "start" || kind === "prior";
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
  kind: "number" | "account" | "handle" | "email" | "link",
  agrees: boolean,
  detail: Detail,
): string {
  if (!agrees) return t(`reason.${kind}.differs`);
  const value = text(detail.value) ?? text(detail.a) ?? "…";
  return t(`reason.${kind}.agrees`, { value: kind === "number" ? numberWords(value) : value });
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
