/**
 * Version of the reading rules. Custody names it beside each reading, so that a later reading that
 * differs can be told from a file that was altered. Changes whenever the same bytes may read
 * otherwise: first number for other messages, second for other coverage or assumptions only.
 */
export const evidenceVersion = "2.0";
