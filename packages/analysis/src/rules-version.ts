/**
 * The version of everything that decides a link: normaliser, background, weights, thresholds and
 * grouping. Raised with any change that can move a link, so that a stored result says what made it.
 */
export const rulesVersion = 8;
