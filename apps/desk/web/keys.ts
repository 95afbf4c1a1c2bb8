/**
 * Which act a key press means. Pure: the state goes in and comes out, the time is an argument, so
 * that a test can type. Single letters never act while a field has the focus, and can be switched
 * off (WCAG 2.1.4).
 */

export type Act =
  | "palette"
  | "help"
  | "cover"
  | "go_inbox"
  | "go_campaigns"
  | "go_audit"
  | "search"
  | "find"
  | "previous_hit"
  | "down"
  | "up"
  | "open"
  | "back"
  | "same"
  | "not_same"
  | "unsure"
  | "new_campaign"
  | "not_ours"
  | "later"
  | "done"
  | "assign"
  | "undo"
  | "reply"
  | "reveal"
  | "stop"
  | "send"
  | "previous"
  | "next"
  | "left"
  | "right"
  | "interval"
  | "stage";

export interface Press {
  readonly key: string;
  /** Ctrl, or Cmd on a Mac. */
  readonly command: boolean;
  readonly alt: boolean;
  /** Whether a text field has the focus. */
  readonly inField: boolean;
  /** Whether a link, button or the like has the focus and answers Enter itself. */
  readonly onControl: boolean;
  /** Whether the key repeats because it is held. */
  readonly held: boolean;
  /** Milliseconds on any clock that only goes forward. */
  readonly at: number;
}

export interface KeyState {
  /** When `g` was pressed, or null. */
  readonly goAt: number | null;
  /** When Shift was pressed alone, newest last. */
  readonly shifts: readonly number[];
  /** Since when Esc is held, or null. */
  readonly escAt: number | null;
}

export const noKeys: KeyState = { goAt: null, shifts: [], escAt: null };

const goWithin = 1500;
const shiftsWithin = 5000;
const escHeld = 800;

const letters: Readonly<Record<string, Act>> = {
  "?": "help",
  "/": "search",
  j: "down",
  k: "up",
  y: "same",
  n: "not_same",
  N: "previous_hit",
  u: "unsure",
  c: "new_campaign",
  o: "not_ours",
  s: "later",
  e: "done",
  a: "assign",
  z: "undo",
  r: "reply",
  v: "reveal",
  i: "interval",
  t: "stage",
  "!": "stop",
  "[": "previous",
  "]": "next",
};
const arrows: Readonly<Record<string, Act>> = {
  ArrowDown: "down",
  ArrowUp: "up",
  ArrowLeft: "left",
  ArrowRight: "right",
};
const rooms: Readonly<Record<string, Act>> = {
  i: "go_inbox",
  c: "go_campaigns",
  u: "go_audit",
};

/**
 * The act that a key press means now, and the state for the next press.
 *
 * @param letterKeys - Whether single letters act at all.
 */
export function readKey(
  state: KeyState,
  press: Press,
  letterKeys: boolean,
): { readonly state: KeyState; readonly act: Act | null } {
  if (press.key === "Shift") return readShift(state, press);
  if (press.key === "Escape") return readEscape(state, press);
  const after: KeyState = { ...noKeys, goAt: null };
  if (press.command) return { state: after, act: readCommand(press) };
  if (press.alt || press.inField) return { state: after, act: null };
  if (press.key === "Enter") return { state: after, act: press.onControl ? null : "open" };
  const arrow = arrows[press.key];
  if (arrow !== undefined) return { state: after, act: arrow };
  if (!letterKeys) return { state: after, act: null };
  return readLetter(state, press, after);
}

function readLetter(
  state: KeyState,
  press: Press,
  after: KeyState,
): { readonly state: KeyState; readonly act: Act | null } {
  if (state.goAt !== null && press.at - state.goAt <= goWithin) {
    return { state: after, act: rooms[press.key] ?? null };
  }
  if (press.key === "g") return { state: { ...after, goAt: press.at }, act: null };
  return { state: after, act: letters[press.key] ?? null };
}

function readCommand(press: Press): Act | null {
  if (press.key.toLowerCase() === "k") return "palette";
  if (press.key.toLowerCase() === "f") return "find";
  return press.key === "Enter" ? "send" : null;
}

/** Shift alone three times covers the screen, also from inside a field. */
function readShift(
  state: KeyState,
  press: Press,
): { readonly state: KeyState; readonly act: Act | null } {
  if (press.held) return { state, act: null };
  const shifts = [...state.shifts.filter((at) => press.at - at <= shiftsWithin), press.at];
  return shifts.length >= 3
    ? { state: noKeys, act: "cover" }
    : { state: { ...state, shifts }, act: null };
}

/** Esc goes back; Esc held covers the screen. */
function readEscape(
  state: KeyState,
  press: Press,
): { readonly state: KeyState; readonly act: Act | null } {
  if (!press.held) return { state: { ...noKeys, escAt: press.at }, act: "back" };
  return state.escAt !== null && press.at - state.escAt >= escHeld
    ? { state: noKeys, act: "cover" }
    : { state, act: null };
}
