/** How the phrases of chat programs are kept. */

/** Phrases under the language that the program was set to (BCP 47). */
export type PhraseTable = Readonly<Record<string, readonly string[]>>;
