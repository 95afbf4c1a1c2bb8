/** The practice case as it lies in `practice/`, checked like anything that comes from a file. */
import {
  channels,
  circumstances,
  knowledge,
  recipients,
  ReportSchema,
  roles,
} from "@honeyguide/domain";
import * as v from "valibot";

import conversationsFile from "../../../../practice/conversations.json" with { type: "json" };
import quotesFile from "../../../../practice/quotes.json" with { type: "json" };

const text = v.optional(v.string(), "");

const ConversationSchema = v.strictObject({
  key: v.pipe(v.string(), v.regex(/^[TAD]\d+$/)),
  /** What a decoy is. */
  kind: v.optional(v.string()),
  quotes: v.optional(v.array(v.string()), []),
  role: v.picklist(roles),
  circumstances: v.pipe(v.array(v.picklist(circumstances)), v.minLength(1)),
  unopened: v.optional(v.boolean(), false),
  /** A small picture goes with it: a test card, made by us. */
  picture: v.optional(v.boolean(), false),
  people: v.optional(ReportSchema.entries.people, []),
  when: ReportSchema.entries.when,
  encounters: ReportSchema.entries.encounters,
  mayKnow: v.optional(v.array(v.picklist(recipients)), []),
  reach: v.optional(
    v.strictObject({
      how: v.optional(v.picklist(["code", "code_and_name"]), "code"),
      name: text,
      unsafe: text,
    }),
    {},
  ),
  sender: v.strictObject({
    number: text,
    name: text,
    handle: text,
    channel: v.optional(v.picklist(channels), "whatsapp"),
    claimedMeeting: text,
    knew: v.array(v.picklist(knowledge)),
  }),
  /**
   * The file that the person gives: an export of WhatsApp, text that was pasted, a backup of text
   * messages, a mail, or `screenshot.png`, which shows these lines.
   */
  shape: v.picklist(["android", "ios", "paste", "sms_backup", "mail", "screenshot"]),
  /** `TIME MARK TEXT`: `>` from the sender, `<` from the person, `=` from the program. */
  lines: v.pipe(
    v.array(
      v.pipe(
        v.string(),
        v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d [<>=] ./),
        v.transform((line) => ({
          at: line.slice(0, 19),
          mark: line.slice(20, 21) as "<" | ">" | "=",
          text: line.slice(22),
        })),
      ),
    ),
    v.minLength(1),
  ),
});
/** One report of the practice case. */
export type Conversation = Readonly<v.InferOutput<typeof ConversationSchema>>;

const ConversationsSchema = v.object({ conversations: v.array(ConversationSchema) });
const QuotesSchema = v.object({
  messages: v.array(v.object({ id: v.string(), thread: v.string(), text: v.string() })),
});
/** A message as an article prints it. */
export type Quotation = Readonly<v.InferOutput<typeof QuotesSchema>["messages"][number]>;

/** The conversations that we wrote around the quotations, and the decoys. */
export function readConversations(): readonly Conversation[] {
  return v.parse(ConversationsSchema, conversationsFile).conversations;
}

/** The public quotations. */
export function readQuotations(): readonly Quotation[] {
  return v.parse(QuotesSchema, quotesFile).messages;
}
