/** The words for reading the words of a picture, and for putting them right. */
export const pictures = {
  "words.read": "Read the words in this picture",
  "words.read.named": "Read the words in this picture: {label}",
  "words.read.hint":
    "This happens on this phone. Nobody else sees the picture for it. It loads about {size} first.",
  "words.loading": "Loading what reads pictures, {percent}%",
  "words.reading": "Reading the words on this phone, {percent}%",
  "words.stop": "Stop reading",
  "words.stop.named": "Stop reading {label}",
  "words.stopped": "Stopped. Nothing was kept of it.",
  "words.done": "The words were read. Please check them before they go.",
  "words.check": "Check the words",
  "words.check.named": "Check the words of {label}",
  "words.nothing": "We found no messages in this picture. The picture itself goes as it is.",
  "words.failed.not_a_picture":
    "This browser does not know this kind of picture. It goes as it is, without its words.",
  "words.failed.too_large":
    "This picture is too large to read on this phone. It goes as it is, without its words.",
  "words.failed.not_supported":
    "This browser does not let us read pictures. They go as they are, without their words.",
  "words.failed.not_loaded":
    "What reads pictures did not load. The picture is not affected. Try again, or go on without its words.",
  "words.failed.broken":
    "We could not read this picture. The picture is not affected. Try again, or go on without its words.",
  "words.failed.cancelled": "Stopped. Nothing was kept of it. The picture is not affected.",
  "words.item": "Words of {label}",
  "words.item.alone": "Words of a picture",
  "words.alone": "Only the words go. The picture does not.",
  "words.with": "The picture goes too. If you remove it, only the words go.",

  "words.title": "Is this what it says?",
  "words.lead":
    "A program read this and can be wrong. Put right what is wrong. Skip what you would rather not read.",
  "words.times": "Times are not taken over. They are in the picture.",
  "words.name": "Name or number at the top",
  "words.name.hint": "Whoever wrote on the left.",
  "words.show": "Show the picture",
  "words.hide": "Hide the picture",
  "words.alt": "The picture that you added",
  "words.list": "What was read",
  "words.text": "Message {n}",
  "words.look": "Please check this one.",
  "words.look.words": "Please check: {words}",
  "words.who": "Who wrote message {n}",
  "words.who.left": "They wrote this",
  "words.who.right": "I wrote this",
  "words.who.middle": "The app wrote this",
  "words.swap": "Swap the side of message {n}",
  "words.remove": "Remove message {n}",
  "words.removed": "Message {n} removed",
  "words.missed": "Add a message it missed",
  "words.add": "Seal these words",
  "words.empty": "No words are left. Go back, or read the picture again.",
  "words.discard": "Don’t use these words",
} as const;
