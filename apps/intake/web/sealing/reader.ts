/**
 * All that reads files on the phone, in one piece that the worker loads with the first file: nobody
 * who adds none waits for it.
 */
export { partOfChat, partOfPicture, sha256OfBlob } from "./chat-part.ts";
export { summariseChat } from "./chat-summary.ts";
export { natureOf } from "./nature.ts";
