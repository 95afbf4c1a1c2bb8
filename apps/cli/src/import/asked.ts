/** The command line of `honeyguide import`. */
import { type Circumstance, circumstances } from "@honeyguide/domain";

import { oneOf, readOptions } from "../options.ts";
import type { Outside } from "../outside.ts";
import { WrongUseError } from "../refusal.ts";
import { defaultData, type Layout, layoutOf } from "../start/layout.ts";
import { importWords } from "./import-words.ts";

/** What was asked for. */
export interface Asked {
  /** Files and folders. */
  readonly named: readonly string[];
  readonly conversation: string | undefined;
  readonly isEach: boolean;
  readonly isDry: boolean;
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  readonly what: readonly Circumstance[];
  readonly sender: { readonly typed: string; readonly name: string; readonly handle: string };
  readonly to: string | undefined;
  readonly layout: Layout;
}

/**
 * Read it.
 *
 * @throws {WrongUseError} for what is not understood, and where a code would go to a pipe unasked.
 */
export function readAsked(
  argv: readonly string[],
  { isTerminal }: Pick<Outside, "isTerminal">,
): Asked {
  const { values, positionals } = readOptions(
    argv,
    {
      sender: { type: "string", default: "" },
      name: { type: "string", default: "" },
      handle: { type: "string", default: "" },
      what: { type: "string", multiple: true, default: ["odd_messages"] },
      conversation: { type: "string" },
      each: { type: "boolean", default: false },
      "dry-run": { type: "boolean", default: false },
      to: { type: "string" },
      data: { type: "string", default: defaultData },
    },
    Infinity,
  );
  if (positionals.length === 0) throw new WrongUseError(importWords.noFile);
  const isJson = values.json === true;
  const isDry = values["dry-run"];
  if (!isJson && !isDry && !isTerminal) throw new WrongUseError(importWords.secret);
  return {
    named: positionals,
    conversation: values.conversation,
    isEach: values.each,
    ...{ isDry, isJson },
    isQuiet: values.quiet === true,
    what: values.what.flatMap((one) => oneOf("--what", one, circumstances) ?? []),
    sender: { typed: values.sender, name: values.name, handle: values.handle },
    to: values.to,
    layout: layoutOf(values.data),
  };
}
