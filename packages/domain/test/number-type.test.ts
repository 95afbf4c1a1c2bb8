import { expect, test } from "vitest";

import type { PhoneNumber } from "../src/e164.ts";
import { type NumberType, numberTypeOf } from "../src/number-type.ts";

// the number, of no person; what the plan has it for
test.for<readonly [string, NumberType]>([
  ["+447400123456", "mobile"],
  ["+447640123456", "pager"],
  ["+447012345678", "personal"],
  ["+445612345678", "voip"],
  ["+442079460123", "fixed_line"],
  ["+448001234567", "toll_free"],
  ["+449012345678", "premium_rate"],
  ["+445512345678", "company"],
  ["+12015550123", "fixed_line_or_mobile"],
  ["+999123456789", "unknown"],
  ["+4412", "unknown"],
])("%s is %s", ([number, type]) => {
  expect(numberTypeOf(number as PhoneNumber)).toBe(type);
});
