/** `honeyguide number`: what is known of a number, and whose it may be on a day. */
import { isDay } from "@honeyguide/analysis";
import { parsePhoneNumber } from "@honeyguide/domain/phone-number";

import { signIn } from "../desk-client.ts";
import { readOptions } from "../options.ts";
import type { Command } from "../outside.ts";
import { WrongUseError } from "../refusal.ts";
import { defaultData, layoutOf } from "../start/layout.ts";
import { words } from "../words.ts";
import { NumberSchema, SourcesSchema } from "./number-answers.ts";
import { numberWords } from "./number-words.ts";

/** As short as no whole number is. */
const shortCode = /^\d{3,6}$/;

/** Print the number file. */
export const number: Command = async (argv, outside) => {
  const { typed, on, callingCode, isJson, isQuiet, data } = readAsked(argv);
  if (shortCode.test(typed)) {
    const said = numberWords.shortCode(typed);
    await outside.out(isJson ? `${JSON.stringify({ shortCode: typed })}\n` : said);
    return 0;
  }
  const read = parsePhoneNumber(typed, callingCode);
  if (!read.ok) throw new WrongUseError(numberWords.notANumber(typed));
  const desk = await signIn(layoutOf(data), outside);
  const asked = { number: read.value, ...(on !== undefined && { on }) };
  const file = await desk.act("/v1/numbers/look-up", asked, NumberSchema);
  if (isJson) {
    await outside.out(`${JSON.stringify(file)}\n`);
    return 0;
  }
  await outside.out(numberWords.file(file, on !== undefined));
  const sources = await desk.ask("/v1/numbers/sources", SourcesSchema);
  if (sources.length === 0 && !isQuiet) outside.err(numberWords.noSources);
  return 0;
};

function readAsked(argv: readonly string[]) {
  const { values, positionals } = readOptions(
    argv,
    { on: { type: "string" }, "calling-code": { type: "string" }, data: { type: "string" } },
    1,
  );
  const [typed] = positionals;
  const { on, "calling-code": callingCode = "44", data = defaultData } = values;
  if (typed === undefined) throw new WrongUseError(numberWords.needsNumber);
  if (on !== undefined && !isDay(on)) throw new WrongUseError(numberWords.needsDay);
  if (!/^[1-9]\d{0,2}$/.test(callingCode)) throw new WrongUseError(words.link.callingCode);
  const isJson = values.json === true;
  return { typed, on, callingCode, data, isJson, isQuiet: values.quiet === true };
}
