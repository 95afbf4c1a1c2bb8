/**
 * Phrases that show a step. A rule is a proposal that a person confirms or rejects: each is written
 * for the sentence it is named after, and has a sentence that it must not fire on in its test.
 */
import type { DemandKind } from "./demand-kinds.ts";
import type { StageName } from "./kill-chain.ts";

/** `rule`: the words say it. `likely`: the words are also said where nothing is wrong. */
export type StageConfidence = "rule" | "likely";

export interface PhraseRule {
  readonly id: string;
  /** BCP 47. */
  readonly language: string;
  readonly stage: StageName;
  readonly confidence: StageConfidence;
  readonly phrase: RegExp;
  /** What is asked for, where the sentence asks. */
  readonly demand?: DemandKind;
}

const picture = "(?:pic|pics|picture|pictures|photo|photos|selfie|selfies|nude|nudes|video)";
const english: readonly Omit<PhraseRule, "language">[] = [
  {
    id: "heard_or_saw_you",
    stage: "research",
    confidence: "likely",
    phrase:
      /\b(?:hear|heard|saw|seen|see|watched|read) (?:you|your \w+) (?:on|in) (?:the |your )?(?:radio|tv|telly|news|paper|papers|programme|podcast|chamber|committee)\b/iu,
  },
  {
    id: "claimed_meeting",
    stage: "rapport",
    confidence: "rule",
    phrase:
      /\b(?:(?:so |really |v |very )?(?:good|nice|lovely|great) to (?:meet|have met) you (?:at|in|on)|(?:we|i) (?:met|talked|spoke|chatted)(?: you)? (?:at|in|on)|you gave me your (?:card|number)|remember (?:me )?from)\b/iu,
  },
  {
    id: "claimed_intimacy",
    stage: "rapport",
    confidence: "likely",
    phrase:
      /\b(?:had (?:(?:a|our) (?:little |bit of )?(?:flirt|moment|kiss)|our (?:little )?fun)|used to have our fun|miss(?:ed)? you)\b/iu,
  },
  {
    id: "reproach",
    stage: "rapport",
    confidence: "likely",
    phrase:
      /\b(?:shame you(?:['\u2019]re| are)|you (?:have|['\u2019]ve)? ?forgotten me|then vanished|i am wounded|long time no (?:speak|see))\b/iu,
  },
  {
    id: "chase",
    stage: "rapport",
    confidence: "likely",
    phrase:
      /\b(?:did you (?:get|see) my (?:message|messages|text|texts|last)|say something|are you ignoring me|why (?:are|aren['\u2019]t) you (?:not )?(?:answering|replying))\b/iu,
  },
  {
    id: "picture_offer",
    stage: "elicitation",
    confidence: "rule",
    phrase: new RegExp(
      `\\b(?:(?:i['\\u2019]ll|i will|let me|can i|shall i) (?:\\w+ )?(?:slip|send|show) (?:you|u) (?:a |an |my |some |another )?(?:\\w+ )?${picture}|want to see something)\\b`,
      "iu",
    ),
  },
  {
    id: "picture_request",
    stage: "elicitation",
    confidence: "rule",
    demand: "pictures",
    phrase: new RegExp(
      `\\b(?:(?:send|show|share)(?: me)? (?:me |us )?(?:a |an |one |some |another |your |more )?(?:\\w+ )?${picture}|(?:can|could|may) i (?:see|have) (?:a |your |another )(?:\\w+ )?${picture})\\b(?! (?:of )?(?:id|the parcel))`,
      "iu",
    ),
  },
  {
    id: "exposure_threat",
    stage: "coercion",
    confidence: "rule",
    phrase: new RegExp(
      `\\b(?:would(?:n['\\u2019]t| not) (?:you )?want (?:that|this|these|those|the|your) (?:${picture}|messages) to|(?:i['\\u2019]ll|i will|i can|going to) (?:send|show|share|post|leak|publish) (?:it|that|this|these|those|your|them|the)\\b(?: ${picture}| messages)? (?:to|with) (?:your|everyone|everybody|the (?:press|papers?|office|team|tea room|whips?)\\b)|(?:or|unless) (?:else )?(?:everyone|your (?:wife|husband|partner|boss|family)) (?:will )?(?:see|know|hear)s?)\\b`,
      "iu",
    ),
  },
  {
    id: "money_request",
    stage: "coercion",
    confidence: "likely",
    demand: "money",
    phrase:
      /\b(?:(?:send|pay|wire|transfer|lend)(?: me)? (?:\u00a3|\$|\u20ac|\d|(?:some|the) money|bitcoin|a gift card))/iu,
  },
  {
    id: "number_request",
    stage: "contact_hand_over",
    confidence: "rule",
    demand: "numbers",
    phrase:
      /\b(?:(?:send|give|pass)(?: me| on| over)? (?:a|the|his|her|their|\w+['\u2019]s|some) (?:phone |mobile )?(?:number|numbers|contact|contacts)|what(?:['\u2019]s| is) (?:his|her|their|\w+['\u2019]s) (?:number|mobile))\b/iu,
  },
  {
    id: "name_request",
    stage: "contact_hand_over",
    confidence: "rule",
    demand: "names",
    phrase:
      /\b(?:who else (?:from|in|at|on|do you know|is)|(?:send|give|tell) me (?:a |some |the |their |more )?names?(?! of the (?:street|song|film|place)))\b/iu,
  },
  {
    id: "off_platform",
    stage: "rapport",
    confidence: "likely",
    demand: "other_app",
    phrase:
      /\b(?:(?:add|find|message|text|call) me on|(?:move|switch|go|come|carry on|continue) (?:this )?(?:over )?(?:to|on)) (?:my )?(?:whatsapp|telegram|signal|snapchat|snap|instagram|insta|wickr|kik)\b/iu,
  },
  {
    id: "meeting_request",
    stage: "rapport",
    confidence: "likely",
    demand: "meeting",
    phrase:
      /\b(?:(?:shall|can|could|should) we (?:meet|have a (?:drink|coffee))|(?:let['\u2019]s|want to|fancy) (?:meet|meeting|a drink|a coffee)|come (?:over|round) to(?:night|morrow))\b/iu,
  },
  {
    id: "secrecy_request",
    stage: "coercion",
    confidence: "likely",
    demand: "secrecy",
    phrase:
      /\b(?:(?:don['\u2019]t|do not) (?:tell|show) (?:anyone|anybody|your \w+)|keep (?:this|it) (?:between us|secret|to yourself)|delete (?:this|these|our) (?:chat|messages?))\b/iu,
  },
];

/** All rules; one of another language is a further list beside the English one. */
export const phraseRules: readonly PhraseRule[] = english.map((rule) => ({
  ...rule,
  language: "en",
}));
