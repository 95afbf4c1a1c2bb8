/**
 * The steps of one report: what rules propose, and what people set by hand, each with what people say
 * of it since. A step that was set stays where its sentence stands, also when a new reading numbers the
 * lines otherwise; where the sentence is gone, it is told with the words that it was set with.
 */
import {
  findStages,
  type StageMessage,
  type StageProof,
  stages,
  stepKinds,
} from "@honeyguide/analysis";
import { earliest, type FuzzyTime, fuzzyTimeOf, parseFuzzyTime } from "@honeyguide/domain";

import type { StageProofView } from "../api.ts";
import type { Case } from "./corpus.ts";
import type { Desk } from "./desk.ts";
import type { SetInMessage, SetWithDate, StageDecideBody } from "./stage-body.ts";
import { columnOf } from "./stage-columns.ts";
import type { StageReading } from "./stage-messages.ts";

/** A decision that set a step. */
interface SetStep {
  readonly id: string;
  readonly body: SetInMessage | SetWithDate;
}

interface Known extends Pick<Desk, "stageDecisions"> {
  readonly gate: Pick<Desk["gate"], "nameOf">;
}

/** All steps of a report, those with a message in its order, those without one by their day. */
export function toProofs(
  { stageDecisions, gate }: Known,
  { id }: Pick<Case, "id">,
  reading: StageReading,
): readonly StageProofView[] {
  const own = stageDecisions.standing().filter(({ mailboxId }) => mailboxId === id);
  const saidOf = (name: string): StageProofView["decided"] => {
    const last = own.findLast(({ body }) => "verdict" in body && nameOf(body) === name);
    if (last === undefined || !("verdict" in last.body)) return null;
    return { verdict: last.body.verdict, by: gate.nameOf(last.responder) ?? "", at: last.at };
  };
  const texts = new Map(reading.messages.map((message) => [message.id, message.text]));
  const proposed = findStages(reading).map((proof) => proposedView(proof, texts, saidOf));
  const set = own.flatMap(({ id: setId, responder, at, body }) => {
    if ("verdict" in body) return [];
    const by = gate.nameOf(responder) ?? "";
    return [setView({ id: setId, body }, reading, { set: { by, at }, decided: saidOf(setId) })];
  });
  return inOrder(reading, [...proposed, ...set]);
}

/** By what a verdict names the step that it is about. */
function nameOf(body: Extract<StageDecideBody, { verdict: unknown }>): string {
  return "set" in body ? body.set : `${body.message} ${body.rule}`;
}

function proposedView(
  { sentence, ...proof }: StageProof,
  texts: ReadonlyMap<string, string>,
  saidOf: (name: string) => StageProofView["decided"],
): StageProofView {
  const id = `${proof.message} ${proof.rule}`;
  const text = texts.get(proof.message) ?? "";
  return {
    id,
    column: columnOf(proof.rule),
    ...proof,
    sentence: sentence === null ? "" : text.slice(sentence.start, sentence.end),
    isGone: false,
    set: null,
    decided: saidOf(id),
  };
}

function setView(
  { id, body }: SetStep,
  reading: StageReading,
  said: Pick<StageProofView, "set" | "decided">,
): StageProofView {
  const stage = stepKinds.find((kind) => kind.id === body.shows)?.stage ?? "research";
  const { step, attack } = stages.find(({ name }) => name === stage) ?? { step: 0, attack: [] };
  const { shows: rule } = body;
  const whole = { id, column: columnOf(rule), stage, step, attack, rule, ...said };
  const confidence = "person" as const;
  if (!("message" in body)) {
    return { ...whole, confidence, message: null, sentence: body.note, at: body.at, isGone: false };
  }
  const found = findAgain(reading, body);
  return {
    ...whole,
    confidence,
    message: found?.id ?? body.message,
    // Of a message that is gone, what it said.
    sentence: body.start === null && found !== undefined ? "" : body.text,
    at: found === undefined ? body.at : found.at,
    // Of a report that was not looked at to its end, nobody knows.
    isGone: found === undefined && reading.looked === reading.of,
  };
}

/** The message in which a person saw a step: under its name, else the one that says the same. */
export function findAgain(
  { messages }: Pick<StageReading, "messages">,
  { message, at, start, text }: SetInMessage,
): StageMessage | undefined {
  const says = (one: StageMessage) =>
    one.from === "sender" && (start === null ? one.text === text : one.text.includes(text));
  const named = messages.find(({ id }) => id === message);
  if (named !== undefined && says(named)) return named;
  // Without words, only the time and the exhibit are left to tell it by.
  if (text === "" && at === null) return undefined;
  const alike = messages.filter(says);
  const exhibit = message.slice(0, message.lastIndexOf(":") + 1);
  const sameTime = alike.filter((one) => one.at === at);
  return (
    sameTime.find(({ id }) => id.startsWith(exhibit)) ??
    (text === "" ? undefined : (sameTime[0] ?? alike[0]))
  );
}

/** Those with a message where it stands; each other before the first that is later. */
function inOrder(
  { messages }: StageReading,
  proofs: readonly StageProofView[],
): readonly StageProofView[] {
  const places = new Map(messages.map(({ id }, at) => [id, at]));
  const placeOf = ({ message }: StageProofView) => places.get(message ?? "");
  const ordered = proofs
    .filter((proof) => placeOf(proof) !== undefined)
    .sort((a, b) => (placeOf(a) ?? 0) - (placeOf(b) ?? 0));
  for (const proof of proofs.filter((one) => placeOf(one) === undefined)) {
    const begun = beginOf(proof.at);
    const later = ordered.findIndex(({ at }) => {
      const other = beginOf(at);
      return begun !== null && other !== null && other > begun;
    });
    ordered.splice(later < 0 ? ordered.length : later, 0, proof);
  }
  return ordered;
}

function beginOf(at: string | null): string | null {
  const time: FuzzyTime | undefined =
    at === null ? undefined : (parseFuzzyTime(at) ?? fuzzyTimeOf(at));
  return time === undefined ? null : earliest(time);
}

/** A conversation as people judged it: what they rejected is no picture, what they set as one is. */
export function judged(reading: StageReading, proofs: readonly StageProofView[]): StageReading {
  const isPicture = ({ rule }: StageProofView) =>
    rule === "picture_sent" || rule === "left_out_sent";
  const messages = reading.messages.map((message) => {
    const own = proofs.filter((proof) => proof.message === message.id && isPicture(proof));
    const standing = own.filter(({ decided }) => decided?.verdict !== "rejected");
    if (standing.some(({ rule }) => rule === "picture_sent"))
      return { ...message, kind: "picture" as const };
    return own.length > 0 && standing.length === 0
      ? { ...message, kind: "other" as const }
      : message;
  });
  return { ...reading, messages };
}
