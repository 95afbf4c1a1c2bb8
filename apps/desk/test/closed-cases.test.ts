/** What is closed still speaks: a new report is compared with cases that are done. */
import { afterAll, beforeAll, expect, test } from "vitest";

import type { CampaignRow, ReportView } from "../api.ts";
import { report } from "./sealing.ts";
import {
  bodyOf,
  cliToken,
  makeWorld,
  openWorldDesk,
  type OpenWorldDesk,
  type World,
} from "./world.ts";

const supper = (place: string) =>
  `Hello stranger, I think we met at the harvest supper near ${place}, you were juggling satsumas and laughing`;

let world: World;
let open: OpenWorldDesk;
const read = <Body>(path: string) => bodyOf<Body>(open.ask("GET", path, { token: cliToken }));
const decide = (label: string, json: unknown) =>
  open.ask("POST", `/v1/reports/${label}/decide`, { token: cliToken, json });
const sizes = async () =>
  (await read<readonly CampaignRow[]>("/v1/campaigns")).map(({ reports }) => reports);
const told = async (text: string) => {
  const line = `13/01/2023, 18:05 - Robin: ${text}\n13/01/2023, 18:09 - Me: who is this?\n`;
  const files = [{ kind: "chat_export" as const, bytes: new TextEncoder().encode(line) }];
  const sender = await report(world.intakeUrl, world.team.recipient, { files, held: true });
  open.practice.add(sender.mailboxId);
  await sender.release();
  await open.settle();
};

beforeAll(async () => {
  world = await makeWorld();
  open = await openWorldDesk(world);
}, 120_000);
afterAll(async () => {
  await open.close();
  await world.close();
});

test("a report that is done, and a campaign of such, take in what comes later", async () => {
  await told(supper("the library"));
  expect((await decide("R-1", { outcome: "done" })).status).toBeLessThan(300);
  await told(supper("the museum"));
  expect(await sizes()).toEqual([2]);

  // All of it closed, and the Desk started again: nothing open speaks for the campaign.
  expect((await decide("R-2", { outcome: "done" })).status).toBeLessThan(300);
  await open.close();
  open = await openWorldDesk(world);
  expect((await read<ReportView>("/v1/reports/R-1")).row.status).toBe("done");
  expect((await read<ReportView>("/v1/reports/R-2")).row.status).toBe("done");
  await told(supper("the chapel"));
  expect(await sizes()).toEqual([3]);

  // What is not ours says nothing: the test could fail.
  expect((await decide("R-3", { outcome: "not_ours", kind: "ordinary" })).status).toBeLessThan(300);
  expect(await sizes()).toEqual([2]);
}, 120_000);
