/** One message as it was drawn or read. */
interface Drawn {
  readonly side: "left" | "right" | "middle";
  readonly text: string;
  readonly time: string | null;
}

/** What a reading got wrong. */
interface Counted {
  readonly characters: number;
  readonly wrong: number;
  readonly sides: number;
  readonly wrongSides: number;
  readonly times: number;
  readonly wrongTimes: number;
  readonly exact: number;
  readonly wrongExact: number;
  readonly unmarked: number;
  readonly lost: readonly (readonly [string, string])[];
}

export function flat(text: string): string;
export function count(
  truth: readonly Drawn[],
  reading: { readonly messages: readonly Drawn[] },
): Counted;
