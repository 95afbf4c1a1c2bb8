/** The keys that the `?` dialog and the palette print, by place. */
import type { Key } from "../i18n/t.ts";

type KeyLine = readonly [keys: readonly string[], words: Extract<Key, `keys.${string}`>];

export const keyList = {
  everywhere: [
    [["Ctrl K"], "keys.palette"],
    [["?"], "keys.help"],
    [["g", "i"], "keys.go_inbox"],
    [["g", "c"], "keys.go_campaigns"],
    [["g", "u"], "keys.go_audit"],
    [["z"], "keys.undo"],
    [["Esc"], "keys.back"],
    [["Shift", "×3"], "keys.cover"],
  ],
  inbox: [
    [["j"], "keys.down"],
    [["k"], "keys.up"],
    [["Enter"], "keys.open"],
    [["y"], "keys.same"],
    [["n"], "keys.not_same"],
    [["u"], "keys.unsure"],
    [["c"], "keys.new_campaign"],
    [["o"], "keys.not_ours"],
    [["s"], "keys.later"],
    [["e"], "keys.done"],
    [["a"], "keys.assign"],
    [["/"], "keys.search"],
  ],
  report: [
    [["r"], "keys.reply"],
    [["Ctrl Enter"], "keys.send"],
    [["v"], "keys.reveal"],
    [["!"], "keys.stop"],
    [["["], "keys.previous"],
    [["]"], "keys.next"],
    [["/"], "keys.search_conversation"],
    [["n", "N"], "keys.hits"],
    [["↑", "↓"], "keys.lines"],
    [["PgUp", "PgDn"], "keys.pages"],
    [["Home", "End"], "keys.ends"],
    [["y"], "keys.same"],
    [["n"], "keys.not_same"],
    [["u"], "keys.unsure"],
    [["c"], "keys.new_campaign"],
    [["o"], "keys.not_ours"],
    [["s"], "keys.later"],
    [["e"], "keys.done"],
    [["a"], "keys.assign"],
  ],
  campaign: [
    [["↑", "↓", "←", "→"], "keys.cells"],
    [["Enter"], "keys.values"],
    [["i"], "keys.interval"],
    [["y"], "keys.step_confirm"],
    [["n"], "keys.step_reject"],
  ],
} as const satisfies Readonly<Record<string, readonly KeyLine[]>>;
