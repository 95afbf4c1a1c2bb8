/** Words before and around signing in. */
export const gateWords = {
  "gate.title": "Unlock the Desk",
  "gate.checking": "Looking at the door",
  "gate.clock_ok": "clock agrees",
  "gate.clock_wrong":
    "This computer's clock and the Desk's differ by {minutes} minutes. Clocks are evidence: set them right before you work.",
  "gate.passkey": "Unlock with passkey",
  "gate.passkey_waiting": "Your device asks you now. Touch the key or use the device's lock.",
  "gate.recovery": "Use a recovery sheet",
  "gate.recovery_label": "Code on the recovery sheet",
  "gate.recovery_hint": "Spaces and small letters are fine.",
  "gate.recovery_send": "Unlock",
  "gate.setup_needed": "Open the set-up link",
  "gate.setup_explain":
    "This Desk is new. The terminal that started it has printed a link with the word setup in it. Open that link in this browser.",
  "gate.setup_again":
    "The Desk locked itself. Open the set-up link again to go on with the practice case.",
  "gate.setup_dead":
    "This set-up link no longer opens anything. A passkey or a recovery sheet has taken its place.",
  "gate.setup_working": "Opening the practice case",
  "gate.waiting": {
    one: "{count} real report waits, sealed, for the first passkey.",
    other: "{count} real reports wait, sealed, for the first passkey.",
  },
  "gate.locked": "Locked. Nothing of the reports is left in this page.",
  "gate.private": "Only members of the team can open this. Unlocking is written in the audit.",
  "gate.refused.setup":
    "This set-up link is not the one that was printed last. Copy the whole line again.",
  "gate.refused.recovery":
    "That code does not open this Desk. Look at each group of the sheet, then try again.",
  "gate.refused.passkey":
    "The Desk does not know this passkey. Use the one that was registered here, or a recovery sheet.",
  "gate.error.passkey_stopped":
    "The device did not unlock: the request was closed or took too long. Press the button to ask again.",
  "gate.error.no_passkeys":
    "This browser cannot use passkeys. Use a recovery sheet, or a current browser on http://localhost.",

  "protect.banner":
    "You look at the practice case. Only the printed link protects this Desk, so real reports stay sealed.",
  "protect.register": "Register a passkey",
  "protect.sheet": "Make a recovery sheet",
  "protect.title": "Protect this Desk",
  "protect.why":
    "A real report may hold what someone has told nobody else. The link from the terminal can be copied by anyone who saw the screen. A passkey stays in your device and answers only to you.",
  "protect.then":
    "Once there is a passkey or a sheet, the link is dead and the Desk opens real reports.",
  "protect.name": "A name for this passkey",
  "protect.name_hint":
    "So that the audit can say who did what. For example: first responder, blue key.",
  "protect.name_default": "First responder",
  "protect.waiting": "Your device asks you now.",
  "protect.registered":
    "The passkey is registered. The set-up link is dead; from now on real reports open.",
  "protect.sheet_first":
    "Make a sheet as well. Without one, a lost device means a Desk that nobody opens again.",
  "protect.sheet_title": "Recovery sheet",
  "protect.sheet_why":
    "It opens the Desk when no passkey is at hand. It is shown once. Print it or write it down, put it in an envelope, and lock it away from this computer.",
  "protect.sheet_code": "Code",
  "protect.sheet_print": "Print",
  "protect.sheet_done": "It is put away",
  "protect.sheet_for": "{team}, Desk. Made {date}.",
} as const;
