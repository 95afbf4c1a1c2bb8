/** What points at a sender, as people say it. */
import { t, wordFor } from "./i18n/t.ts";
import { numberWords } from "./number-words.ts";

/**
 * An identifier of the linking engine in words: `telegram:abi_x` is "@abi_x on Telegram". What is not
 * known here stays as it is.
 */
export function identifierWords(kind: string, value: string): string {
  if (kind === "number") return numberWords(value);
  if (kind === "lid") return t("identifier.lid", { value });
  if (kind === "username") return onNetwork(value, "whatsapp");
  const cut = value.indexOf(":");
  const [group, rest] = [value.slice(0, Math.max(0, cut)), value.slice(cut + 1)];
  if (kind === "handle") return onNetwork(rest, group);
  if (kind === "bare_handle") return `@${value}`;
  const service = kind === "wallet" || kind === "payment" ? wordFor(`network.${group}`) : undefined;
  return service === undefined ? value : t("identifier.service", { value: rest, service });
}

function onNetwork(name: string, network: string): string {
  if (network === "") return `@${name}`;
  const service = wordFor(`network.${network}`) ?? network;
  return t("identifier.handle", { value: name, service });
}
