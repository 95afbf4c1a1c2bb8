/** Does one thing at a time and says how it went. True if it was done. */
export type Act = (work: () => Promise<unknown>, done: () => string) => Promise<boolean>;
