/**
 * After an update: the Desk says what the new rules of linking would move, and moves what a person
 * chose, with the keyboard and with undo.
 */
import { type BrowserContext, expect, type Page, test } from "@playwright/test";

import { openDatabase } from "../packages/store/src/database.ts";
import { startEmbeddedDatabase } from "../packages/store/src/embedded.ts";
import type { DeskTables } from "../packages/store/src/desk-tables.ts";

import { expectGoodPage, watch } from "./page.ts";
import { type Service, startService } from "./service.ts";

test.describe.configure({ mode: "serial" });

let service: Service;
let context: BrowserContext;
let desk: Page;
let seen: ReturnType<typeof watch>;

/** As if an older version had left two reports of the practice case's campaign alone. */
async function pretendOlder(): Promise<void> {
  const served = await startEmbeddedDatabase({
    data: service.data,
    now: () => Date.now(),
    fatal: (cause) => {
      throw cause;
    },
  });
  const db = openDatabase<DeskTables>(served.url);
  const own = db.withSchema("desk");
  const members = await own.selectFrom("campaign_member").selectAll().execute();
  const largest = members
    .map(({ campaign_id }) => campaign_id)
    .sort()
    .filter((id, at, all) => all.indexOf(id) === at)
    .map((id) => members.filter(({ campaign_id }) => campaign_id === id))
    .sort((x, y) => y.length - x.length)[0];
  const left = (largest ?? []).slice(0, 2).map(({ mailbox_id }) => mailbox_id);
  expect(left).toHaveLength(2);
  await own.deleteFrom("campaign_member").where("mailbox_id", "in", left).execute();
  await own.updateTable("linking_rules").set({ version: 1 }).execute();
  await db.destroy();
  await served.close();
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  service = await startService([]);
  context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  desk = await context.newPage();
  seen = watch(desk);
  await desk.goto(service.setupLink);
  await expect(desk.getByText(/^37 reports wait/)).toBeVisible({ timeout: 60_000 });
  await expect(desk.getByRole("link", { name: /^Campaigns [1-9]/ })).toBeVisible();
  await expect(strip()).toHaveCount(0);
  const link = await service.restart(pretendOlder);
  await desk.goto("about:blank");
  await desk.goto(link);
});
test.afterAll(async () => {
  await context.close();
  await service.stop();
});

const strip = () => desk.getByRole("region", { name: "Changed rules of linking" });

test("a strip on every screen says so, and leads to the list", async () => {
  await expect(strip()).toContainText("would put 2 reports elsewhere");
  await expect(strip()).toContainText("Nothing moves before you say so.");
  await expectGoodPage(desk);
  await strip().getByRole("link", { name: "Look at it" }).press("Enter");
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText("Changed rules of linking");
  await expect(desk.getByText("Until then version 1 linked the reports.")).toBeVisible();
  await expect(strip()).toHaveCount(0);
  await expect(desk.getByRole("checkbox")).toHaveCount(2);
  await expect(desk.getByRole("button", { name: "Move the 0 chosen reports" })).toBeDisabled();
  await expectGoodPage(desk);
});

test("one is moved with the keyboard; undo brings the proposal back", async () => {
  await desk.getByRole("checkbox").first().focus();
  await desk.keyboard.press("Space");
  await desk.getByRole("button", { name: "Move the 1 chosen report" }).press("Enter");
  await expect(desk.getByText("Nothing is proposed.")).toBeVisible();
  await expect(desk.getByText(/\d+ reports stay where an older version put them/)).toBeVisible();
  await desk.keyboard.press("z");
  await expect(desk.getByRole("checkbox")).toHaveCount(2);
});

test("narrow and dark", async () => {
  await desk.setViewportSize({ width: 360, height: 740 });
  await desk.emulateMedia({ colorScheme: "dark" });
  await expectGoodPage(desk);
  await desk.goto(`${service.desk}/#/inbox`);
  await expect(strip()).toBeVisible();
  await expectGoodPage(desk);
});

test("left where they are: the strip is gone, also after a reload", async () => {
  await desk.goto(`${service.desk}/#/rules`);
  await desk.getByRole("button", { name: "Leave all where they are" }).click();
  await expect(desk.getByText("Nothing is proposed.")).toBeVisible();
  await desk.reload();
  await desk.goto(`${service.desk}/#/inbox`);
  await expect(desk.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(strip()).toHaveCount(0);
  await expect(desk.getByRole("button", { name: /^Undo/ })).toBeVisible();
  expect(seen.foreign).toEqual([]);
  expect(seen.errors).toEqual([]);
});
