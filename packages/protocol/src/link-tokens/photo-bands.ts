/**
 * Bands of a photo's perceptual hash: parts that two copies of one photo mostly have in common, so
 * that near can be told from equal parts alone.
 *
 *   PDQ, 256 bits -> 16 bands of 12 bits; the same photo if 3 are equal
 *
 * Spec: `spec/link-tokens.md`, section 5, with what these numbers find and what they confuse.
 */

/** Bands of a photo, and so evaluations. */
export const bandsOfPhoto = 16;
/** So many bands equal, each with itself, make two photos the same. */
export const equalBandsOfSamePhoto = 3;

/** The words of a hash are its rows of waves, the slowest first; the quickest four are left out. */
const bandBits = 12;

/**
 * The bands of a hash.
 *
 * Band `b` takes one bit of each of the twelve slowest rows, each from another column: bit
 * `(b + 5 × row) mod 16`. Bits of one row err together, so a band has no two of them.
 *
 * @param pdq - 64 hex digits, as the reference writes them: the last four are the slowest row.
 * @returns three bytes for each band: its number, and 12 bits, the slowest row's lowest; or nothing,
 * if it is not a hash.
 */
export function photoBands(pdq: string): readonly Uint8Array[] | undefined {
  if (!/^[0-9a-f]{64}$/.test(pdq)) return undefined;
  const rows = Array.from({ length: bandBits }, (_, row) =>
    Number.parseInt(pdq.slice(60 - 4 * row, 64 - 4 * row), 16),
  );
  return Array.from({ length: bandsOfPhoto }, (_, band) => {
    const bits = rows.reduce(
      (all, word, row) => all | (((word >> ((band + 5 * row) % 16)) & 1) << row),
      0,
    );
    return Uint8Array.of(band, bits >> 8, bits & 255);
  });
}
