/** As much of the Desk's answers about steps and names as the command line prints. */
import * as v from "valibot";

const elapsed = { least: v.number(), most: v.number(), timeZone: v.string() };
const ElapsedSchema = v.nullable(v.looseObject(elapsed));
const PictureSchema = v.nullable(
  v.looseObject({ ...elapsed, shownBy: v.picklist(["picture", "left_out"]) }),
);
const ProofSchema = v.looseObject({
  step: v.number(),
  stage: v.string(),
  rule: v.string(),
  confidence: v.picklist(["rule", "likely", "person"]),
  attack: v.array(v.string()),
  message: v.nullable(v.string()),
  sentence: v.string(),
  at: v.nullable(v.string()),
  decided: v.nullable(v.looseObject({ verdict: v.picklist(["confirmed", "rejected"]) })),
});
export type Proof = Readonly<v.InferOutput<typeof ProofSchema>>;

const RowSchema = v.looseObject({
  label: v.string(),
  proofs: v.array(ProofSchema),
  timings: v.looseObject({
    toFirstPicture: PictureSchema,
    recontactGap: ElapsedSchema,
    longestSilence: ElapsedSchema,
  }),
});
export type Row = Readonly<v.InferOutput<typeof RowSchema>>;

export const StagesSchema = v.looseObject({
  killChain: v.string(),
  attack: v.looseObject({ content: v.string(), date: v.string() }),
  rows: v.array(RowSchema),
});

export const SealedSchema = v.looseObject({
  label: v.string(),
  proofs: v.array(ProofSchema),
  toFirstRequest: ElapsedSchema,
});
export type Sealed = Readonly<v.InferOutput<typeof SealedSchema>>;

const used = { reports: v.array(v.string()), first: v.nullable(v.string()) };
const PersonaSchema = v.looseObject({
  ...used,
  last: v.nullable(v.string()),
  name: v.string(),
  used: v.array(
    v.looseObject({ ...used, identifier: v.looseObject({ kind: v.string(), value: v.string() }) }),
  ),
  claims: v.array(v.looseObject({ report: v.string(), about: v.string(), sentence: v.string() })),
});
export type Persona = Readonly<v.InferOutput<typeof PersonaSchema>>;

export const PersonasSchema = v.looseObject({
  personas: v.array(PersonaSchema),
  statements: v.array(
    v.variant("kind", [
      v.looseObject({
        kind: v.literal("one_identifier_several_names"),
        identifier: v.looseObject({ value: v.string() }),
        names: v.array(v.string()),
      }),
      v.looseObject({
        kind: v.literal("one_name_several_numbers"),
        name: v.string(),
        numbers: v.array(v.string()),
      }),
    ]),
  ),
});
export type Statement = v.InferOutput<typeof PersonasSchema>["statements"][number];
