/**
 * The stages and the names of a campaign: proposals with their sentences, confirmed and rejected with
 * the keyboard and taken back; what is sealed, opened for a reason.
 */
import { type BrowserContext, expect, type Page, test } from "@playwright/test";

import { expectGoodPage, watch } from "./page.ts";
import { honeyguide, type Service, startService } from "./service.ts";

test.describe.configure({ mode: "serial" });

const number = "+44 7700 900123";
let service: Service;
let context: BrowserContext;
let desk: Page;
let seen: ReturnType<typeof watch>;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  service = await startService([]);
  context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  desk = await context.newPage();
  seen = watch(desk);
});
test.afterAll(async () => {
  await context.close();
  await service.stop();
});

const section = () => desk.getByRole("region", { name: "Stages and timings", exact: true });
const names = () => desk.getByRole("region", { name: "Names and what they say of themselves" });

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

test("what is sealed opens for a reason, and the reason is in the audit", async () => {
  const own = section().locator("details[open]");
  await own.getByRole("button", { name: "Open what is sealed" }).click();
  await own.getByRole("radio", { name: /someone is in danger/ }).check();
  await own.getByRole("button", { name: "Open", exact: true }).click();
  await expect(own).toContainText("What the sender asked for");
  await expectGoodPage(desk);
  await desk.goto(`${service.desk}/#/audit`);
  await expect(desk.getByText("opened the sealed steps").first()).toBeVisible();
  await desk.goBack();
});

test("names stand with their numbers; the command line prints words only for a reason", async () => {
  await expect(names().getByRole("article").first()).toBeVisible();
  await expect(names()).toContainText(number);
  const data = ["--data", service.data];
  const bare = await honeyguide("stages", "R-1", ...data);
  expect(bare).toContain("first_message");
  expect(bare).not.toContain("“");
  const closed = await honeyguide("personas", "R-1", ...data);
  expect(closed).toMatch(/^(?:name 1|No report gives a name)/);
});

test("narrow and dark", async () => {
  await desk.setViewportSize({ width: 360, height: 740 });
  await desk.emulateMedia({ colorScheme: "dark" });
  await expect(section().getByRole("row").first()).toBeVisible();
  await expectGoodPage(desk);
  expect(seen).toEqual({ foreign: [], errors: [] });
});
