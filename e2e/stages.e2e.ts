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

test("a step with a date is set with the keyboard, is called set by a person, and is taken back", async () => {
  const own = section().locator("details[open]");
  await own.getByRole("listitem").first().getByRole("button").first().focus();
  await desk.keyboard.press("t");
  const dialog = desk.getByRole("dialog");
  await expect(dialog).toContainText("Set a step of");
  await expectGoodPage(desk);
  await dialog
    .getByLabel("What happened?")
    .selectOption({ label: "a contact before these messages" });
  await dialog.getByLabel("On or after").fill("2023-01-10");
  await dialog.getByLabel("And not after").fill("2023-01-02");
  await desk.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("before the first");
  await dialog.getByLabel("And not after").fill("2023-01-12");
  await dialog.getByLabel("How is it known?").fill("Remembered from a call.");
  await desk.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  const item = own.getByRole("listitem").filter({ hasText: "a contact before these messages" });
  await expect(item).toContainText("Set by set-up link");
  await expect(item).toContainText("No message shows it.");
  await expect(item).toContainText("Remembered from a call.");
  await expectGoodPage(desk);
  await item.getByRole("button", { name: /^Confirm/ }).focus();
  await desk.keyboard.press("n");
  await expect(item).toContainText("Rejected by");
  await desk.keyboard.press("z");
  await expect(item).not.toContainText("Rejected by");
  await desk.keyboard.press("z");
  await expect(item).toHaveCount(0);
});

test("a line of a conversation becomes a step, on its report, in the audit and in its campaign", async () => {
  const campaign = desk.url();
  const label = await section().locator("details[open] summary").innerText();
  const report = label.replace("Steps of ", "");
  await desk.goto(`${service.desk}/#/report/${report}`);
  const list = desk.getByRole("region", { name: /Arrow keys move/ });
  await expect(list.getByRole("listitem").first()).toBeVisible();
  await list.focus();
  await desk.keyboard.press("Home");
  const lines = list.getByRole("listitem");
  const dialog = desk.getByRole("dialog");
  for (let at = 0; (await dialog.count()) === 0 && at < (await lines.count()); at += 1) {
    await desk.keyboard.press("t");
    if ((await dialog.count()) === 0) await desk.keyboard.press("ArrowDown");
  }
  const words = dialog.getByRole("radio");
  await expect(words.first()).toBeChecked();
  await expectGoodPage(desk);
  await dialog.getByLabel("What do they show?").selectOption({ label: "asks to meet" });
  await dialog.getByRole("button", { name: "Set it" }).press("Enter");
  await expect(dialog).toHaveCount(0);
  await desk.getByText("Stages and timings of this report").click();
  const item = section().getByRole("listitem").filter({ hasText: "asks to meet" });
  await section().locator("summary").first().click();
  await expect(item).toContainText("Set by hand: no rule says it.");
  await expectGoodPage(desk);
  await desk.reload();
  await desk.goto(`${service.desk}/#/audit`);
  await expect(desk.getByText("set a step by hand").first()).toBeVisible();
  await desk.goto(campaign);
  const own = section().locator("details").filter({ hasText: label });
  await own.locator("summary").first().click();
  await expect(own.getByRole("listitem").filter({ hasText: "asks to meet" })).toBeVisible();
});

test("how the kind of a slot is known is said beside it, and with its values", async () => {
  const slot = desk
    .getByRole("columnheader")
    .filter({ has: desk.getByRole("button") })
    .first();
  await expect(slot).toContainText(
    /by its (?:words|capitals)|by the sender's names|no rule knows it/,
  );
  await slot.getByRole("button").focus();
  await desk.keyboard.press("Enter");
  const values = desk.getByRole("status").filter({ hasText: "Values of slot" });
  await expect(values).toContainText(/How the kind is known|No rule knows/);
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
