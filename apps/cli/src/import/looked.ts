import type { GivenFile } from "../hand-over.ts";
import type { Conversation, Gist } from "../reading.ts";

/** A file that was looked into. */
export interface Looked {
  readonly path: string;
  readonly named: string;
  readonly sha256: string;
  readonly mediaType: string;
  /** Null for what is not read here: pictures, sound, film, and what is too large. */
  readonly format: string | null;
  /** Why it was not read, where it should have been. */
  readonly refused: string | null;
  readonly gist: Gist | null;
  readonly conversations: readonly Conversation[];
  /** What is sealed: the file, or the part of it that was asked for. */
  readonly given: GivenFile;
}
