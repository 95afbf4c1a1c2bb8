/**
 * What reading one foreign format gives, whichever it is, and the reasons for which it may not.
 */
import type { Assumptions, Coverage, ParsedMessage } from "../message.ts";

/** The formats that are no chat export of WhatsApp and no paste. */
export type SourceFormat =
  | "sms-backup-xml"
  | "signal-json"
  | "signal-text"
  | "telegram-json"
  | "meta-json"
  | "imessage-text"
  | "eml"
  | "mbox"
  | "google-messages-json"
  | "csv"
  | "excerpt";

/** `…_unknown`: of that kind, and no format that is read here. `…_damaged`: breaks off or lies. */
export type SourceRefusal =
  | "json_unknown"
  | "json_damaged"
  | "xml_unknown"
  | "xml_damaged"
  | "xml_unsafe"
  | "mail_damaged"
  | "html_unknown"
  | "excerpt_damaged"
  | "too_large";

/** A file inside the source, hashed and never decoded further. */
export interface SourceAttachment {
  /** As the source names it. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Index in `messages`, or null if none names it. */
  readonly message: number | null;
}

/** A source that was read. */
interface SourceReading {
  readonly format: SourceFormat;
  /** The observation behind that, in one phrase. */
  readonly why: string;
  readonly coverage: Coverage;
  readonly assumptions: Assumptions;
  readonly messages: readonly ParsedMessage[];
  readonly attachments: readonly SourceAttachment[];
}

export type SourceResult =
  | { readonly ok: true; readonly value: SourceReading }
  | { readonly ok: false; readonly reason: SourceRefusal };

/** A refusal with its reason. */
export function refused(reason: SourceRefusal): SourceResult {
  return { ok: false, reason };
}
