/**
 * Every word of the public pages, in English. Short sentences, plain words, nothing that blames;
 * statements say what the sender did. Longer texts are in `en-safety.ts` and `en-mailbox.ts`.
 */
import { calls } from "./en-calls.ts";
import { chat } from "./en-chat.ts";
import { form } from "./en-form.ts";
import { mailbox } from "./en-mailbox.ts";
import { pictures } from "./en-pictures.ts";
import { safety } from "./en-safety.ts";
import { sealing } from "./en-sealing.ts";

export const en = {
  // Also in the HTML of the page, which works without a script.
  "page.title": "Message help",
  "page.skip": "Skip to the page",
  "page.leave": "Leave this page",
  "page.leave.count": "Shift pressed {count} of 3 times to leave this page",
  "page.practice": "Practice. Nothing here is a real report.",
  "page.help": "Rather talk?",
  "page.help.none": "See the notice where you found this address.",
  "page.back": "Back",
  "page.close": "Back to where I was",
  "page.team": "The safety team",
  "page.mark": "Honeyguide",

  "start.title": "Has someone sent you messages that don’t feel right?",
  "start.lead":
    "You can tell us here. You do not have to give your name. Replying to them was not a mistake: they are made to be answered.",
  "start.who": "Only the {team} can read what you send. {cannotRead}",
  "start.start": "Start",
  "start.wait": "One moment",
  "start.time": "About 4 minutes. Stop at any point.",
  "start.threat": "Someone is threatening me now",
  "start.code": "I have a code",
  "start.safety": "What your network can see, and what we can’t promise",
  "start.leave":
    "“Leave this page” empties it and goes to another site. Your phone’s history and your network can still show that this address was opened. Pressing Shift three times does the same.",
  "without.text":
    "This page seals what you write on your own phone before it is sent. That needs JavaScript, which is off in this browser. We will not take your words unsealed. You can turn JavaScript on for this page, open it in another browser, or use one of these:",
  "without.key": "or seal a file yourself for this key:",
  "without.how": "How",
  "without.how.text":
    "Put what you have in one file. With the program age, run: age -r KEY -o report.age FILE. Then hand the sealed file to the team in one of the ways above.",

  "threat.title": "If someone is threatening you now",
  "threat.1": "Stop answering. You owe them nothing.",
  "threat.2": "Don’t pay or send more. It rarely ends there.",
  "threat.3": "Keep the chat. Don’t delete it or the app.",
  "threat.look": "We look at reports like yours first: within {time}, {hours}.",
  "threat.talk": "Talk to someone now",
  "threat.start": "Tell us what is happening",

  "who.reads": "Only the {team} can read this. {cannotRead}",

  "unable.title": "We can’t take reports here right now",
  "unable.site": "This page could not learn whom to seal your words for. Nothing was sent.",
  "unable.browser":
    "This browser cannot seal what you write. We will not take your words unsealed. Another browser, or a newer one, may work.",
  "unable.use": "Please use one of these",
  "unable.retry": "Try again",

  "error.summary": "Before you go on",
  "time.minutes": { one: "{count} minute", other: "{count} minutes" },
  "time.hours": { one: "{count} hour", other: "{count} hours" },
  ...form,
  ...calls,
  ...chat,
  ...pictures,
  ...sealing,
  ...mailbox,
  ...safety,
} as const;
