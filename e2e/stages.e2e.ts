/**
 * The stages of a campaign: proposals with their sentences, confirmed and rejected with
 * the keyboard and taken back; three columns sealed for everybody.
 */
import { type BrowserContext, expect, type Page, test } from "@playwright/test";

import { expectGoodPage } from "./page.ts";
import { type Service, startService } from "./service.ts";

test.describe.configure({ mode: "serial" });

const number = "+44 7700 900123";
let service: Service;
let context: BrowserContext;
let desk: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  service = await startService([]);
  context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  desk = await context.newPage();
});
test.afterAll(async () => {
  await context.close();
  await service.stop();
});

const section = () => desk.getByRole("region", { name: "Stages and timings", exact: true });

test("each stage has its date, and three columns are sealed for every report", async () => {
  await desk.goto(service.setupLink);
  await desk.goto(`${service.desk}/#/campaigns`);
  const row = desk.getByRole("row").filter({ hasText: number }).first();
  await expect(row).toBeVisible({ timeout: 60_000 });
  await row.getByRole("link").click();
  const rows = section().getByRole("row");
  await expect(rows.nth(1)).toBeVisible();
  const reports = (await rows.count()) - 1;
  await expect(section().getByRole("cell", { name: "sealed" })).toHaveCount(3 * reports);
  await expect(section()).toContainText("a person to confirm or reject");
  await expectGoodPage(desk);
});

test("a proposal is rejected and confirmed with the keyboard, and taken back", async () => {
  const details = section().locator("details");
  const with_ = details.filter({ hasText: "says that they met" }).first();
  const label = await with_.locator("summary").innerText();
  const own = section().locator("details").filter({ hasText: label });
  await own.locator("summary").click();
  const item = own.getByRole("listitem").filter({ hasText: "says that they met" }).first();
  await expect(item).toContainText("Step 5 of 10, rapport");
  await item.getByRole("button", { name: /^Confirm/ }).focus();
  await desk.keyboard.press("n");
  await expect(item).toContainText("Rejected by");
  await desk.keyboard.press("z");
  await expect(item).not.toContainText("Rejected by");
  await item.getByRole("button", { name: /^Reject/ }).focus();
  await desk.keyboard.press("y");
  await expect(item).toContainText("Confirmed by");
  await expectGoodPage(desk);
});
