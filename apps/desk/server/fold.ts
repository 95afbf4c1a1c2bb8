/** Text folded for searching: case, marks, width and the invisible do not matter. */

/**
 * Fold a text or a query; both the same way.
 *
 * @returns one line: every run of spaces and line ends is one space.
 */
export function fold(text: string): string {
  // Most messages are plain, and normalising is most of the work.
  if (/^[\x21-\x7e ]*$/.test(text)) return text.toLowerCase().replace(/ {2,}/g, " ").trim();
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toUpperCase()
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}
