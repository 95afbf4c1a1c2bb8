/** Two scripts on one number: two campaigns that know of each other, until the number changes hands. */
import { afterAll, beforeAll, expect, test } from "vitest";

import type { CampaignRow, CampaignView, UndoLine } from "../api.ts";
import { report } from "./sealing.ts";
import {
  bodyOf,
  cliToken,
  makeWorld,
  openWorldDesk,
  type OpenWorldDesk,
  type World,
} from "./world.ts";

const number = "+447700900123";
const places = ["the library", "the museum", "the chapel"];
const supper = (place: string) =>
  `Hello stranger, I think we met at the harvest supper near ${place}, you were juggling satsumas and laughing`;
const parcel = (place: string) =>
  `Your parcel waits behind ${place} until Thursday noon, quote the voucher and ask the manager for it`;

let world: World;
let open: OpenWorldDesk;
const read = <Body>(path: string) => bodyOf<Body>(open.ask("GET", path, { token: cliToken }));
const act = (path: string, json: unknown) => open.ask("POST", path, { token: cliToken, json });
const views = async () => {
  const rows = await read<readonly CampaignRow[]>("/v1/campaigns");
  return Promise.all(rows.map(({ id }) => read<CampaignView>(`/v1/campaigns/${id}`)));
};

beforeAll(async () => {
  world = await makeWorld();
  open = await openWorldDesk(world);
  for (const [day, script] of [
    ["13/01/2023", supper],
    ["14/03/2023", parcel],
  ] as const) {
    for (const place of places) {
      const line = `${day}, 18:05 - Robin: ${script(place)}\n${day}, 18:09 - Me: who is this?\n`;
      const files = [{ kind: "chat_export" as const, bytes: new TextEncoder().encode(line) }];
      const told = { number, files, held: true };
      const sender = await report(world.intakeUrl, world.team.recipient, told);
      open.practice.add(sender.mailboxId);
      await sender.release();
    }
  }
  await open.settle();
}, 120_000);
afterAll(async () => {
  await open.close();
  await world.close();
});

test("each names the other, what they share, and in how many pairs", async () => {
  const both = await views();
  expect(both.map(({ row }) => row.reports)).toEqual([3, 3]);
  for (const [at, { sameMeans }] of both.entries()) {
    const other = both[1 - at]!.row;
    expect(sameMeans).toMatchObject([
      {
        campaignId: other.id,
        campaignName: other.name,
        pairs: 9,
        reasons: [{ feature: "number" }],
      },
    ]);
  }
});

test("no longer, once a responder says that the number went to someone else; undo takes it back", async () => {
  const recycled = {
    kind: "recycled",
    number,
    from: "2023-02-01",
    reason: "Another person answered",
  };
  const { id } = await bodyOf<UndoLine>(act("/v1/numbers/decide", recycled));
  expect((await views()).map(({ sameMeans }) => sameMeans)).toEqual([[], []]);
  expect((await act("/v1/undo", { id })).ok).toBe(true);
  expect((await views()).map(({ sameMeans }) => sameMeans.length)).toEqual([1, 1]);
});
