/**
 * Starts the whole product as `npm start` does, on free ports and an empty data directory with the
 * practice case, and stops it when the journeys are over.
 */
import { startService } from "./service.ts";

export default async function serve(): Promise<() => Promise<void>> {
  const service = await startService([]);
  process.env.HONEYGUIDE_PUBLIC = service.publicPage;
  process.env.HONEYGUIDE_DESK = service.desk;
  process.env.HONEYGUIDE_SETUP_LINK = service.setupLink;
  process.env.HONEYGUIDE_JOURNEY_DATA = service.data;
  return service.stop;
}
