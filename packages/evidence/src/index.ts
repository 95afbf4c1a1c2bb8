export * from "./chat-export.ts";
export * from "./media-type.ts";
export * from "./message.ts";
export * from "./parse-evidence.ts";
export * from "./senders.ts";
export { chooseChat, readChatZip } from "./zip-archive.ts";
export { type ZipRefusal } from "./zip-directory.ts";
export * from "./zip-open.ts";
