/** A telephone number with spaces, so that an eye can compare it. */

/**
 * E.164 in groups: British and North American numbers as they are printed there, all others in
 * threes after the sign. Anything that is not E.164 stays as it is.
 */
export function numberWords(number: string): string {
  if (!/^\+[1-9]\d{6,14}$/.test(number)) return number;
  const british = /^\+44(7\d{3})(\d{6})$/.exec(number);
  if (british !== null) return `+44 ${british[1] ?? ""} ${british[2] ?? ""}`;
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  if (american !== null) return `+1 ${american.slice(1).join(" ")}`;
  return `+${number.slice(1).replace(/\d{3}(?=\d{2})/g, "$& ")}`;
}
