/**
 * What kind of number the number plans say it is. In a file and an export of its own, because the
 * full plans are large and the pages must not load them.
 */
import { parsePhoneNumberFromString } from "libphonenumber-js/max";

import type { PhoneNumber } from "./e164.ts";

/**
 * As the plan of its country has it. The plan knows ranges and not services: most numbers of apps
 * and of public pages are `mobile` to it.
 */
export type NumberType =
  | "mobile"
  | "fixed_line"
  | "fixed_line_or_mobile"
  | "voip"
  | "personal"
  | "pager"
  | "toll_free"
  | "shared_cost"
  | "premium_rate"
  | "company"
  | "voicemail"
  /** Of the right form for no kind that the plan has, or of a country that it does not know. */
  | "unknown";

const types: Readonly<Record<string, NumberType>> = {
  MOBILE: "mobile",
  FIXED_LINE: "fixed_line",
  FIXED_LINE_OR_MOBILE: "fixed_line_or_mobile",
  VOIP: "voip",
  PERSONAL_NUMBER: "personal",
  PAGER: "pager",
  TOLL_FREE: "toll_free",
  SHARED_COST: "shared_cost",
  PREMIUM_RATE: "premium_rate",
  UAN: "company",
  VOICEMAIL: "voicemail",
};

/** The kind of a number, by the full number plans. */
export function numberTypeOf(number: PhoneNumber): NumberType {
  return types[parsePhoneNumberFromString(number)?.getType() ?? ""] ?? "unknown";
}
