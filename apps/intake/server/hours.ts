/** Time as the intake knows it: the hour that has begun, in UTC. */

/** The start of the hour, `YYYY-MM-DDTHH:00:00Z`. */
export function hourOf(now: Date): string {
  return `${now.toISOString().slice(0, 13)}:00:00Z`;
}

/** The same from what the database gives back: RFC 3339 with milliseconds. */
export function storedHour(text: string): string {
  return hourOf(new Date(text));
}
