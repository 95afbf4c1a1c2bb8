/** The Desk as its routes see it: everything they touch, given as one argument. */
import type { DeskDatabase } from "@honeyguide/store/desk";

import type { Audit } from "./audit.ts";
import type { Corpus } from "./corpus.ts";
import type { Custody } from "./custody.ts";
import type { GateKeeper } from "./gate.ts";
import type { InboxView } from "./inbox.ts";
import type { LetterDeps } from "./letters.ts";
import type { Lines } from "./lines.ts";
import type { Linker } from "./linker.ts";
import type { Log } from "./log.ts";
import type { Numbers } from "./numbers.ts";
import type { Pictures } from "./pictures.ts";
import type { PullState } from "./pull.ts";
import type { ReadingDeps } from "./read-exhibits.ts";
import type { RevealCount } from "./reveal-count.ts";
import type { StageDecisions } from "./steps.ts";
import type { TeamFacts } from "./team.ts";
import type { Turns } from "./turns.ts";
import type { Vault } from "./vault.ts";

export interface Desk extends LetterDeps, ReadingDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly audit: Audit;
  readonly gate: GateKeeper;
  readonly custody: Custody;
  readonly lines: Lines;
  readonly pictures: Pictures;
  readonly corpus: Corpus;
  readonly linker: Linker;
  readonly numbers: Numbers;
  readonly stageDecisions: StageDecisions;
  readonly turns: Turns;
  readonly pullState: () => PullState;
  /** Ask the intake now. */
  readonly hurry: () => void;
  readonly facts: () => TeamFacts;
  readonly reveals: RevealCount;
  readonly now: () => Date;
  readonly log: Log;
}

/** The Desk as it stands at this moment, for what only looks at it. */
export function viewOf({ corpus, linker, gate, facts, now }: Desk): InboxView {
  return {
    corpus,
    state: linker.state(),
    now: now(),
    promiseMinutes: facts().promiseMinutes,
    nameOf: gate.nameOf,
  };
}
