/** The words for what was read of a file of messages, and for choosing what of it goes. */
export const chat = {
  "chat.read": "We read {messages}, from {first} to {last}.",
  "chat.read.day": "We read {messages}, all of {first}.",
  "chat.read.bare": "We read {messages}. They have no dates that we can read.",
  "chat.read.threads": {
    one: "They are in {count} conversation.",
    other: "They are in {count} conversations.",
  },
  "chat.messages": { one: "{count} message", other: "{count} messages" },
  "chat.lost.line": {
    one: "{count} line we could not read (show)",
    other: "{count} lines we could not read (show)",
  },
  "chat.lost.record": {
    one: "{count} entry we could not read (show)",
    other: "{count} entries we could not read (show)",
  },
  "chat.lost.none": "Every line was read.",
  "chat.lost.hint": "They stay in the file. If you send the whole file, the team has them too.",
  "chat.lost.at.line": "Line {n}",
  "chat.lost.at.record": "Entry {n}",
  "chat.lost.before_first_message": "It stands before the first message.",
  "chat.lost.malformed": "It is not written as messages in such a file are.",
  "chat.lost.unknown_kind": "It is of a kind we do not know yet.",
  "chat.lost.more": { one: "and {count} more", other: "and {count} more" },

  "chat.as.whatsapp-android":
    "We read it as a WhatsApp chat from an Android phone: its lines begin with a date, a time and a name.",
  "chat.as.whatsapp-ios":
    "We read it as a WhatsApp chat from an iPhone: its lines begin with a date and a time in brackets.",
  "chat.as.whatsapp-zip": "We read it as a WhatsApp chat with its files.",
  "chat.as.plain": "We read it as copied text: its lines do not begin with a date and a time.",
  "chat.as.sms-backup-xml":
    "We read it as a backup of text messages, as SMS Backup & Restore writes it.",
  "chat.as.signal-json": "We read it as messages from Signal.",
  "chat.as.signal-text": "We read it as a text export from Signal.",
  "chat.as.telegram-json": "We read it as an export from Telegram.",
  "chat.as.meta-json": "We read it as messages from Instagram or Messenger.",
  "chat.as.imessage-text": "We read it as a text export of iMessage.",
  "chat.as.eml": "We read it as an e-mail.",
  "chat.as.mbox": "We read it as a mailbox of e-mails.",
  "chat.as.google-messages-json": "We read it as messages from a Google download.",
  "chat.as.csv": "We read it as a table with one message a row.",
  "chat.as.excerpt": "We read it as a part that was taken from another file.",

  "chat.dates": "Is {printed} the {dayFirst} or the {monthFirst}?",
  "chat.dates.hint": "The file does not say. Leave it open if you do not know.",

  "chat.unread": "We found no messages in this file. It goes as it is, or you can remove it.",
  "chat.unread.long":
    "This file is too long to read on this phone. It goes as it is, or you can remove it.",
  "chat.unread.locked":
    "This archive is locked with a password, so we cannot look inside. Export it again without one, or send it as it is.",
  "chat.unread.unsafe":
    "This archive is not built as a phone builds one, so we do not look inside. It goes as it is, or you can remove it.",
  "chat.unread.damaged":
    "This file breaks off, so we cannot read it. Export it again, or send it as it is.",
  "chat.unread.unknown":
    "We do not know this kind of file yet. It goes as it is, or you can remove it.",

  "chat.thread": "Which conversation is it about?",
  "chat.thread.hint": "The others stay on this phone.",
  "chat.thread.none": "Choose one",
  "chat.thread.missing": "Choose the conversation",
  "chat.thread.option": "{name}, {messages}, last on {last}",
  "chat.thread.option.bare": "{name}, {messages}",
  "chat.sender": "Which one is the sender?",
  "chat.sender.missing": "Choose whose messages they are",
  "chat.take": "What shall we send?",
  "chat.whole": "The whole chat (best for police)",
  "chat.whole.file": {
    one: "The whole file, with {count} conversation",
    other: "The whole file, with all {count} conversations",
  },
  "chat.theirs": "Only their messages",
  "chat.conversation": "All of this conversation, also what you wrote",
  "chat.later": "Not sure: only theirs, the rest can be added later",
  "chat.whole.hint": "The file as it is.",
  "chat.part.hint":
    "A part of the file, and a fingerprint of all of it. So the rest can be added later.",
  "chat.seal": "Seal this chat",
  "chat.seal.missing": "Choose what to send",
  "chat.as_is": "Send it as it is",
  "chat.took.whole": "the whole file",
  "chat.took.conversation": "one conversation, not the whole file",
  "chat.took.theirs": "only their messages",
  "chat.took.later": "only their messages for now",

  "media.title": {
    one: "{count} file of this chat goes too",
    other: "{count} files of this chat go too",
  },
  "media.hint": "We have not opened them. You can leave any of them out.",
  "media.out": "Leave out",
  "media.out.named": "Leave out {label}",
  "media.in": "Put back",
  "media.in.named": "Put back {label}",
  "media.is_out": "stays on this phone",
  "media.out.all": "Leave all files out",
  "media.in.all": "Put all files back",
  "media.more": { one: "and {count} more file", other: "and {count} more files" },
} as const;
