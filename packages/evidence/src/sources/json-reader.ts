/** What each format of JSON gives to the walk over a file. */
import type { SkipReason } from "../message.ts";
import type { JsonPath } from "./json-walk.ts";
import type { UnplacedMessage } from "./records.ts";
import type { SourceFormat } from "./source-reading.ts";

/** The messages of a record, or why there is none. */
export type RecordReading = readonly UnplacedMessage[] | SkipReason;

/** Reads the records of one format, in the order of the file. */
export interface JsonReader {
  readonly format: SourceFormat;
  /** What was seen, in one phrase. */
  readonly why: string;
  /** A record. */
  read(record: unknown, path: JsonPath): RecordReading;
  /** A value beside the records, before or after those it belongs to. */
  context?(value: unknown, path: JsonPath): void;
  /** The thread of the messages of a path, asked once all is read. */
  conversation?(path: JsonPath): string | undefined;
}

/** Some records, and the values beside them that came first. */
export interface JsonSample {
  readonly records: readonly unknown[];
  readonly context: ReadonlyMap<string, unknown>;
  readonly path: JsonPath;
}

/** Makes a reader if the sample is of its format. */
export type JsonFormat = (sample: JsonSample) => JsonReader | undefined;
