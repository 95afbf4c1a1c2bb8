/** Members of values from outside, by their own keys only, each of the type that is asked for. */

/** A JSON object whose members nobody has looked at. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object and no array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member, or undefined; never one that an object inherits. */
export function memberOf(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** A member that is text. */
export function textOf(value: unknown, key: string): string | undefined {
  const member = memberOf(value, key);
  return typeof member === "string" ? member : undefined;
}

/** A member that is text and not empty. */
export function filledOf(value: unknown, key: string): string | undefined {
  const member = textOf(value, key);
  return member === "" ? undefined : member;
}

/** A member that is a number, or digits that are one, as text. */
export function digitsOf(value: unknown, key: string): string | undefined {
  const member = memberOf(value, key);
  if (typeof member === "number" && Number.isFinite(member)) return String(member);
  return typeof member === "string" && /^-?\d{1,24}$/.test(member) ? member : undefined;
}

/** A member that is an object. */
export function objectOf(value: unknown, key: string): JsonObject | undefined {
  const member = memberOf(value, key);
  return isObject(member) ? member : undefined;
}

/** A member that is a list; empty if it is none. */
export function listOf(value: unknown, key: string): readonly unknown[] {
  const member = memberOf(value, key);
  return Array.isArray(member) ? (member as unknown[]) : [];
}

/** Texts that are there, one under the other. */
export function joined(...texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== "").join("\n");
}
