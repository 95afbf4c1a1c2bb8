/** The words for what is being sealed and sent, and for the receipt. */
export const sealing = {
  "item.chat_export": "Chat {n}",
  "item.picture": "Picture {n}",
  "item.voice": "Voice note {n}",
  "item.video": "Video {n}",
  "item.text": "Text {n}",
  "item.file": "File {n}",
  "item.reading": "Reading on this phone",
  "item.choose": "Not sent yet",
  "item.sealing": "Sealing and sending, {stored} of {all}",
  "item.paused": "Paused, {stored} of {all} stored",
  "item.stored": "Sealed, stored",
  "item.progress": "{label}, {percent}% stored",
  "item.pause": "Pause",
  "item.pause.named": "Pause {label}",
  "item.proceed": "Go on",
  "item.proceed.named": "Go on with {label}",
  "item.retry": "Try again",
  "item.retry.named": "Try again with {label}",
  "item.remove": "Remove",
  "item.remove.named": "Remove {label}",
  "item.removed": "{label} removed",
  "item.is_stored": "{label} is sealed and stored",
  "item.empty": "This file is empty. Nothing else is affected. Remove it, or add another.",
  "item.too_large":
    "This file is larger than 500 MB. The rest is stored. A part of it or a screenshot is fine.",
  "item.unreadable":
    "We could not read this file. The rest is stored. Add it again, or go on without it.",
  "item.refused": "We could not store this. The rest is stored. Remove it and add it again.",
  "trouble.no_connection":
    "No connection. What you wrote is still here. Keep this page open, then press Try again.",
  "trouble.portal":
    "This network wants you to sign in first. What you wrote is still here. Sign in, then press Try again.",
  "trouble.busy":
    "The website does not answer. What you wrote is still here. Press Try again in a moment.",
  "trouble.full":
    "We can’t store more just now. What is stored stays sealed under your code. The rest is still on this page.",
  "trouble.unknown":
    "We have nothing under this code. It may be too old, or one word is different.",
  "trouble.differs":
    "What is stored is not what this page sent. Nothing was handed over. Please call us and say T2.",
  "trouble.refused":
    "The website did not take this. What you wrote is still here. Please call us and say T3.",
  "trouble.bad_receipt":
    "Your report is stored, but its receipt does not carry the right signature. Please call us and say T4.",
  "trouble.cannot_seal":
    "This could not be sealed or opened on this phone. Nothing was sent. Please call us and say T5.",
  "trouble.holds_code":
    "This looks like a code from this page. A code opens a report, so we don’t send it. Please take it out.",
  "trouble.broken":
    "Something on this page is wrong. What is stored stays stored. Please call us and say T6.",
  "line.no_connection": "No connection. What you wrote is still here. Keep this page open.",
  "line.portal": "This network wants you to sign in first. What you wrote is still here.",
  "line.busy": "The website is slow to answer. We keep trying.",
  "line.back": "Connected again.",

  "code.saved": "Saved. Your code so far:",
  "code.show": "Show",
  "code.hide": "Hide",
  "code.use": "With it you can go on with this report, here or on another phone, for 7 days.",
  "code.words": "Your code in words",
  "code.digits": "or in digits",
  "code.copy": "Copy",
  "code.copied": "Copied. Other apps on this phone can read what you copied.",
  "code.copy.no": "This browser did not let us copy. Please write the code down.",
  "code.picture": "Save as picture",
  "code.picture.saved": "Saved. The picture is in this phone’s downloads, where others may see it.",
  "code.picture.name": "note.png",
  "code.read": "Read aloud",
  "code.read.stop": "Stop reading",
  "code.read.risk": "Others near you can hear it.",
  "code.have": "I have it",

  "send.sealing": "Sealing and sending what you added: {stored} of {all}",
  "send.account": "Sealing your answers on this phone, and handing over",
  "send.files": "Files",
  "send.try": "Try again",
  "send.stored": "What you added is stored. You can also finish later, with your code.",

  "receipt.title": "Sent. Thank you for telling us.",
  "receipt.only": "This code is the only way back to this report. We can’t look it up for you.",
  "receipt.next": "Next: we open it within {time}, {hours}, and answer here. You need do nothing.",
  "receipt.held":
    "Your report stays sealed. Nobody can read it until you come back with your code and say so.",
  "receipt.meanwhile": "What you can do meanwhile",
  "receipt.meanwhile.1": "You can stop answering them. You owe them nothing.",
  "receipt.meanwhile.2": "Keep the chat. Block only after you have saved it.",
  "receipt.meanwhile.3": "Tell someone you trust, if that helps you.",
  "receipt.proof": "The receipt is signed: filed {hour}.",
  "receipt.proof.unchecked": "Filed {hour}. This browser could not check the signature.",
  "receipt.done": "Done: clear this page",
  "receipt.done.first": "First make sure you have the code. Then press again.",
} as const;
