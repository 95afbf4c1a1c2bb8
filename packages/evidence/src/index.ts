export * from "./chat-export.ts";
export * from "./media-type.ts";
export * from "./message.ts";
export * from "./parse-evidence.ts";
export * from "./senders.ts";
export { readChatZip } from "./zip-archive.ts";
