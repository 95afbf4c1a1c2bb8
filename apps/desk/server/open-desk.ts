/** Putting the Desk together, once, from what it was given. */
import type { AgeIdentity } from "@honeyguide/protocol/keys";
import type { DeskDatabase } from "@honeyguide/store/desk";

import { makeAudit } from "./audit.ts";
import { openCorpus } from "./corpus.ts";
import { makeCustody } from "./custody.ts";
import type { Desk } from "./desk.ts";
import { makeGate } from "./gate.ts";
import type { IntakeClient } from "./intake-client.ts";
import { makeLines } from "./lines.ts";
import type { Embedder } from "./embedder.ts";
import { openLinker } from "./linker.ts";
import type { Log } from "./log.ts";
import { makeMeanings } from "./meanings.ts";
import { knownOf } from "./number-times.ts";
import { openNumbers } from "./numbers.ts";
import { makeTeamKeys } from "./open-sealed.ts";
import { makePasskeys } from "./passkeys.ts";
import type { Pictures } from "./pictures.ts";
import { makePull, type Pull } from "./pull.ts";
import type { Reader } from "./reader.ts";
import { openRevealCount } from "./reveal-count.ts";
import { makeSessions } from "./sessions.ts";
import { openStageDecisions } from "./steps.ts";
import type { TeamFacts } from "./team.ts";
import { makeTurns } from "./turns.ts";
import { makeVault } from "./vault.ts";

export interface DeskParts {
  /** Migrated, with its schema chosen. */
  readonly db: DeskDatabase;
  readonly intake: IntakeClient;
  readonly team: readonly AgeIdentity[];
  /** 32 bytes. */
  readonly dataKey: Uint8Array;
  readonly cliToken: string;
  readonly setupToken: string | undefined;
  readonly forgetSetupToken: () => Promise<void>;
  readonly facts: () => TeamFacts;
  /** Where files are read. Whoever made it closes it. */
  readonly reader: Reader;
  /** Where pictures are looked at. Whoever made it closes it. */
  readonly pictures: Pictures;
  readonly practice: () => Promise<ReadonlySet<string>>;
  /** The address that passkeys are for. */
  readonly origin: string;
  readonly idleMinutes: number;
  /** Where messages are compared by what they mean, too; without it, by their words. */
  readonly embed?: Embedder | undefined;
  /** Ask the intake now. */
  readonly hurry: () => void;
  readonly now: () => Date;
  readonly log: Log;
}

/** A Desk that knows what its database holds, and its rounds, not yet running. */
export async function openDesk(parts: DeskParts): Promise<{ desk: Desk; pull: Pull }> {
  const { db, now, log, facts, hurry } = parts;
  const team = makeTeamKeys(parts.team);
  const vault = makeVault(parts.dataKey);
  const audit = makeAudit(vault);
  const gate = await makeGate({
    db,
    vault,
    audit,
    now,
    sessions: makeSessions(now, parts.idleMinutes),
    passkeys: makePasskeys(parts.origin, () => facts().team, now),
    cliToken: parts.cliToken,
    setupToken: parts.setupToken,
    forgetSetupToken: parts.forgetSetupToken,
    onUnlocked: hurry,
  });
  const callingCode = () => facts().callingCode;
  const corpus = await openCorpus({ db, vault, callingCode });
  const addMeanings = makeMeanings(parts.embed, log);
  const numbers = await openNumbers(db, vault);
  const knownNumbers = () => knownOf(numbers.decisions());
  const { dataKey } = parts;
  const linker = await openLinker({
    db,
    vault,
    dataKey,
    audit,
    corpus,
    now,
    addMeanings,
    knownNumbers,
  });
  const stageDecisions = await openStageDecisions(db, vault);
  const turns = makeTurns();
  const custody = makeCustody(vault);
  const lines = makeLines(db, vault, now);
  const { reader, pictures } = parts;
  const letters = { db, vault, audit, custody, team, reader, pictures, callingCode, now };
  const pull = makePull({
    ...letters,
    intake: parts.intake,
    lines,
    corpus,
    linker,
    turns,
    practice: parts.practice,
    mayOpenReal: gate.mayOpenReal,
    log,
  });
  const reveals = await openRevealCount(db, audit, now);
  const desk: Desk = {
    ...letters,
    gate,
    lines,
    corpus,
    linker,
    numbers,
    stageDecisions,
    turns,
    pullState: pull.state,
    hurry,
    facts,
    reveals,
    log,
  };
  return { desk, pull };
}
