/**
 * The telephone number that the rest of the system passes on: E.164 (ITU-T E.164, 11/2010). Only
 * `phone-number.ts` makes one from what people type.
 */

/** `+` and 7 to 15 digits, no leading zero. Compare with `===`. */
export type PhoneNumber = string & { readonly __brand: "PhoneNumber" };

/** True for a string that is E.164 already, as one of ours is when it comes back from storage. */
export function isPhoneNumber(text: unknown): text is PhoneNumber {
  return typeof text === "string" && /^\+[1-9]\d{6,14}$/.test(text);
}
