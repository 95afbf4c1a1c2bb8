// What looks like one campaign and is none, made of real messages: two campaigns with one stock
// opener, replies that quote a message, one sender with two scripts, greetings of a holiday.
import { makeCopies } from "./changes.mjs";
import { plainWords } from "./named-data.mjs";
import { makePlain, nearCopyMethods } from "./near-copies.mjs";
import { makeRandom } from "./random.mjs";
import { ofPart } from "./sets.mjs";

const copies = 8;

/**
 * Four lists of entries { text, campaign, kind }; `campaign` is undefined for what belongs to none.
 * And background: other messages, without near-copies of the scripts.
 */
export function makeHardNegatives(sources, { seed, part, background }) {
  const random = makeRandom(`${seed} hard`);
  const all = random.shuffle(ofPart(sources.messages, part));
  const messages = all.slice(background);
  const fillers = random.shuffle(messages).map(({ text }) => text);
  const tools = { random, sources, fillers };
  const scripts = distinct(
    random.shuffle(messages).filter(isOfLength(12, 25)),
    sources.rarity,
    120,
  );
  const two = twoOfOne(messages, tools);
  const plain = [...scripts, ...two].map((script) => script.plain);
  const isNear = ({ text }) => {
    const form = makePlain(text);
    return plain.some((script) => nearCopyMethods(script, form, sources.rarity).length > 0);
  };
  return {
    background: all
      .slice(0, background)
      .filter((message) => !isNear(message) && !holiday.test(message.text))
      .map(({ text }) => text),
    openers: sharedOpeners(scripts.slice(0, 40), commonOpeners(messages), tools),
    quotes: quotes(scripts.slice(40, 70), tools),
    twoScripts: twoScripts(two, tools),
    greetings: greetings(all),
  };
}

function isOfLength(from, to) {
  return ({ length }) => length >= from && length <= to;
}

function distinct(messages, rarity, wanted) {
  const chosen = [];
  for (const message of messages) {
    if (chosen.length === wanted) break;
    const plain = makePlain(message.text);
    if (plain.set.size < 8) continue;
    if (chosen.some((other) => nearCopyMethods(other.plain, plain, rarity).length > 0)) continue;
    chosen.push({ ...message, plain });
  }
  return chosen;
}

/** The first four words of messages of at least five senders, most common first. */
function commonOpeners(messages) {
  const senders = new Map();
  for (const { text, sender } of messages) {
    const words = text.split(" ");
    if (words.length < 6 || plainWords(words.slice(0, 4).join(" ")).length < 4) continue;
    const opener = words.slice(0, 4).join(" ").toLowerCase();
    senders.set(opener, (senders.get(opener) ?? new Set()).add(sender));
  }
  return [...senders]
    .filter(([, known]) => known.size >= 5)
    .sort((x, y) => y[1].size - x[1].size || (x[0] < y[0] ? -1 : 1))
    .map(([opener]) => opener);
}

function sharedOpeners(scripts, openers, { random, sources, fillers }) {
  return scripts.flatMap(({ text }, at) => {
    // Two campaigns have each opener; the body of a copy is changed, the opener is not.
    const opener = openers[Math.floor(at / 2) % openers.length];
    return makeCopies("slot20", text, copies, random, { ...sources, fillers }).map((copy) => ({
      text: `${opener} ${copy}`,
      campaign: at,
    }));
  });
}

function quotes(scripts, { random, sources, fillers }) {
  return scripts.flatMap(({ text }, campaign) => {
    const sent = makeCopies("slot20", text, 5, random, { ...sources, fillers });
    const replies = sent.slice(0, 3).map((copy) => ({
      text: random.pick([
        `> ${copy}\n${random.pick(fillers)}`,
        `"${copy}" ${random.pick(fillers)}`,
      ]),
      campaign: undefined,
      kind: "reply",
    }));
    return [...sent.map((copy) => ({ text: copy, campaign })), ...replies];
  });
}

/** Two scripts of each of up to twenty senders. */
function twoOfOne(messages, { random, sources }) {
  const bySender = new Map();
  for (const message of messages.filter(isOfLength(12, 25))) {
    bySender.set(message.sender, [...(bySender.get(message.sender) ?? []), message]);
  }
  const pairs = [];
  for (const sender of random.shuffle([...bySender.keys()].sort())) {
    const two = distinct(random.shuffle(bySender.get(sender)), sources.rarity, 2);
    if (two.length === 2) pairs.push(two);
    if (pairs.length === 20) break;
  }
  return pairs.flat();
}

function twoScripts(scripts, { random, sources, fillers }) {
  return scripts.flatMap(({ text }, campaign) =>
    makeCopies("slot40", text, copies, random, { ...sources, fillers }).map((copy) => ({
      text: copy,
      campaign,
    })),
  );
}

const holiday =
  /happy (?:new year|birthday|b'?day|diwali|deepavali|chinese new year|cny|valentine|easter|holi|onam|eid|vesak|mother|father)|merry (?:christmas|x'?mas)|season'?s greetings/iu;

/** Real greetings; what two senders write alike is a custom, not a campaign. */
function greetings(messages) {
  return messages
    .filter(({ text }) => holiday.test(text))
    .map(({ text, sender }) => ({ text, campaign: undefined, kind: "greeting", sender }));
}
