/**
 * What the Desk refuses, as a code and a status. The codes are in `spec/errors.md`; the page and
 * the command line have the words.
 */
import { HoneyguideError } from "@honeyguide/domain";

const statuses = {
  "desk.malformed_request": 400,
  "desk.not_signed_in": 401,
  "desk.refused_credential": 401,
  "desk.link_is_dead": 403,
  "desk.not_for_this_responder": 403,
  "desk.foreign_origin": 403,
  "desk.stopped": 403,
  "desk.sealed_until_passkey": 403,
  "desk.unknown_route": 404,
  "desk.unknown_report": 404,
  "desk.unknown_campaign": 404,
  "desk.unknown_step": 404,
  "desk.unknown_message": 404,
  "desk.unknown_move": 404,
  "desk.unknown_exhibit": 404,
  "desk.unknown_import": 404,
  "desk.import_incomplete": 409,
  "desk.older_list": 409,
  "desk.not_open": 409,
  "desk.exhibit_not_here": 409,
  "desk.not_the_last_act": 409,
  "desk.too_large": 413,
  "desk.picture_too_large": 413,
  "desk.not_a_picture": 415,
  "desk.picture_not_decoded": 415,
  "desk.nothing_to_read": 415,
  "desk.foreign_host": 421,
  "desk.too_many_attempts": 429,
  "desk.bug": 500,
} as const;

export type RefusalCode = keyof typeof statuses;
export type RefusalStatus = (typeof statuses)[RefusalCode];

/** Thrown where a request cannot be met; one place turns it into a status. */
export class DeskRefusal extends HoneyguideError {
  override readonly name = "DeskRefusal";
  override readonly code: RefusalCode;
  readonly status: RefusalStatus;

  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
    this.status = statuses[code];
  }
}
