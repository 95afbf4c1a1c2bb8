/** Who may come in: responders, their passkeys and recovery sheets. */
import type {
  DeskDatabase,
  PasskeyTable,
  RecoverySheetTable,
  ResponderTable,
} from "./desk-tables.ts";

/** All responders, oldest first. */
export function selectResponders(db: DeskDatabase) {
  return db.selectFrom("responder").selectAll().orderBy("made_at").orderBy("id");
}

/** A new responder. */
export function insertResponder(db: DeskDatabase, responder: ResponderTable) {
  return db.insertInto("responder").values(responder);
}

/** All passkeys. */
export function selectPasskeys(db: DeskDatabase) {
  return db.selectFrom("passkey").selectAll().orderBy("made_at");
}

/** A new passkey; one that is registered already is refused by the primary key. */
export function insertPasskey(db: DeskDatabase, passkey: PasskeyTable) {
  return db.insertInto("passkey").values(passkey);
}

/** The signature counter that the authenticator showed last. */
export function updatePasskeyCounter(db: DeskDatabase, credentialId: string, counter: number) {
  return db.updateTable("passkey").set({ counter }).where("credential_id", "=", credentialId);
}

/** All recovery sheets. */
export function selectRecoverySheets(db: DeskDatabase) {
  return db.selectFrom("recovery_sheet").selectAll().orderBy("made_at");
}

/** A new recovery sheet. */
export function insertRecoverySheet(db: DeskDatabase, sheet: RecoverySheetTable) {
  return db.insertInto("recovery_sheet").values(sheet);
}

/** A responder's sheets end when a new one is made. */
export function deleteRecoverySheets(db: DeskDatabase, responder: string) {
  return db.deleteFrom("recovery_sheet").where("responder", "=", responder);
}
