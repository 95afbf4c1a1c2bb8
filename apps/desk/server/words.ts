/** The few words that the Desk's server puts into what it keeps. The page has all others. */
export const words = {
  commandLine: "command line",
  setupLink: "set-up link",
  desk: "Desk",
  person: "person",
  intake: "intake",
  tool: "Honeyguide",
  pictureTool: "tesseract.js-core",
  recoverySheet: "recovery sheet",
  someone: "Unnamed",
  campaign: {
    number: (name: string) => `${name} number`,
    account: (name: string) => `${name} account`,
    messages: (name: string) => `${name} messages`,
    again: (name: string, nth: number) => `${name} ${nth}`,
  },
} as const;
