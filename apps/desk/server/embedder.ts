/**
 * An embedder that the team runs itself: any server with an `/embeddings` in the manner of OpenAI,
 * such as Ollama, llama.cpp or vLLM. Off unless its address is given. Messages go to it, so it may
 * stand on this machine or in its own network only.
 */
import { HoneyguideError } from "@honeyguide/domain";
import * as v from "valibot";

export interface EmbedderOptions {
  /** Such as `http://127.0.0.1:11434/v1`. */
  readonly url: string;
  readonly model: string;
  readonly key?: string | undefined;
}

/** Gives each text a vector of length 1. */
export type Embedder = (
  texts: readonly string[],
  signal: AbortSignal,
) => Promise<readonly Float32Array[]>;

/** The embedder cannot be reached, or answered something else than it promises. */
class EmbedderError extends HoneyguideError {
  override readonly name = "EmbedderError";
  override readonly code = "desk.embedder_failed";
}

const AnswerSchema = v.object({
  data: v.array(
    v.object({
      index: v.pipe(v.number(), v.integer(), v.minValue(0)),
      embedding: v.pipe(v.array(v.pipe(v.number(), v.finite())), v.minLength(2)),
    }),
  ),
});

/**
 * A client of one embedder.
 *
 * @throws {RangeError} if the address is of another network than this one.
 */
export function makeEmbedder({ url, model, key }: EmbedderOptions): Embedder {
  const address = new URL(`${url.replace(/\/+$/, "")}/embeddings`);
  if (!isNear(address.hostname)) {
    throw new RangeError("HONEYGUIDE_EMBEDDER_URL is not of this machine or its network");
  }
  return async (texts, signal) => {
    const answer = await fetch(address, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ model, input: texts }),
      // An answer that sends us elsewhere would take the messages along.
      redirect: "error",
      signal,
    }).catch((cause: unknown) => {
      throw new EmbedderError("no answer", { cause });
    });
    if (!answer.ok) throw new EmbedderError(`answered ${answer.status}`);
    return readVectors(await answer.json().catch(() => undefined), texts.length);
  };
}

function readVectors(answer: unknown, count: number): readonly Float32Array[] {
  const read = v.safeParse(AnswerSchema, answer);
  if (!read.success) throw new EmbedderError("answered in another form");
  const vectors = new Map(read.output.data.map(({ index, embedding }) => [index, embedding]));
  return Array.from({ length: count }, (_, at) => {
    const vector = vectors.get(at);
    const length = Math.hypot(...(vector ?? []));
    if (vector === undefined || length === 0) throw new EmbedderError("left a text out");
    return Float32Array.from(vector, (part) => part / length);
  });
}

const privateHosts = [
  /^localhost$|\.localhost$/,
  /^127\.|^10\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\./,
  /^\[(?:::1|f[cd][\da-f]{2}:.*)\]$/,
  // A name without a dot is of the machine's own network, such as that of a container.
  /^[a-z\d][a-z\d-]*$/,
];

function isNear(host: string): boolean {
  return privateHosts.some((near) => near.test(host));
}
