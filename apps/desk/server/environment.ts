/** What the process is told from outside, checked once. */
import * as v from "valibot";

const port = v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(65_535));

const EnvironmentSchema = v.object({
  HONEYGUIDE_DATABASE_URL: v.pipe(v.string(), v.minLength(1)),
  HONEYGUIDE_KEYS_DIR: v.pipe(v.string(), v.minLength(1)),
  HONEYGUIDE_DATA_DIR: v.pipe(v.string(), v.minLength(1)),
  HONEYGUIDE_INTAKE_URL: v.pipe(v.string(), v.url()),
  HONEYGUIDE_WEB_DIR: v.pipe(v.string(), v.minLength(1)),
  /** How the page is addressed, where that is not `http://localhost:PORT`; a proxy brings the TLS. */
  HONEYGUIDE_DESK_ORIGIN: v.optional(v.pipe(v.string(), v.url())),
  /** Minutes without an act after which a responder signs in again. */
  HONEYGUIDE_IDLE_MINUTES: v.optional(
    v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(5), v.maxValue(60)),
    "30",
  ),
  /** An embedder that the team runs itself, and its model; off without an address. */
  HONEYGUIDE_EMBEDDER_URL: v.optional(v.pipe(v.string(), v.url())),
  HONEYGUIDE_EMBEDDER_MODEL: v.optional(v.pipe(v.string(), v.minLength(1)), "nomic-embed-text"),
  HONEYGUIDE_EMBEDDER_KEY: v.optional(v.string()),
  HOST: v.optional(v.string(), "localhost"),
  PORT: v.optional(port, "8787"),
});

export type Environment = Readonly<v.InferOutput<typeof EnvironmentSchema>>;

/**
 * Read the environment.
 *
 * @throws {RangeError} naming the variables that are missing or malformed, not their values.
 */
export function parseEnvironment(outside: Readonly<Record<string, unknown>>): Environment {
  const read = v.safeParse(EnvironmentSchema, outside);
  if (read.success) return read.output;
  const names = read.issues.map((issue) => String(issue.path?.[0].key));
  throw new RangeError(`missing or malformed: ${names.join(", ")}`);
}
