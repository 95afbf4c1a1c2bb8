/** Everything that the server touches. */
import type { Site } from "@honeyguide/protocol/wire";
import type { IntakeDatabase } from "@honeyguide/store/intake";

import type { Log } from "./log.ts";
import type { ReceiptSigner } from "./receipts.ts";
import type { StaticFiles } from "./static-files.ts";

export interface IntakeDeps {
  readonly db: IntakeDatabase;
  readonly site: Site;
  readonly signer: ReceiptSigner;
  /** SHA-256 of the desk's token. */
  readonly pullHash: Uint8Array;
  /** The page. */
  readonly files: StaticFiles;
  readonly now: () => Date;
  readonly log: Log;
}
