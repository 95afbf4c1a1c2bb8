/**
 * The numbers of a campaign: facts with their sources, an interval set by a person with the
 * keyboard, a number that may be someone else's by now, and undo of both.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type BrowserContext, expect, type Page, test } from "@playwright/test";

import { expectGoodPage, watch } from "./page.ts";
import { honeyguide, type Service, startService } from "./service.ts";

test.describe.configure({ mode: "serial" });

const number = "+44 7700 900123";
/** Shaped as Ofcom's S7, with a row of our own in its range for drama. */
const s7 = `Number Block,Block Status,CP Name,Non Geo Number Length,Allocation Date
7700 900,Allocated,Practice Apps,10 digit numbers,01/02/2019
`;

let service: Service;
let folder: string;
let context: BrowserContext;
let desk: Page;
let seen: ReturnType<typeof watch>;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  folder = await mkdtemp(join(tmpdir(), "honeyguide-lists-"));
  service = await startService([]);
  context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  desk = await context.newPage();
  seen = watch(desk);
});
test.afterAll(async () => {
  await context.close();
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

const section = () => desk.getByRole("region", { name: "Numbers", exact: true });
const card = () => section().getByRole("article", { name: number });
const fact = (name: string) =>
  card()
    .getByRole("term")
    .filter({ hasText: new RegExp(`^${name}$`) })
    .locator("xpath=following-sibling::dd");

async function openCampaign(): Promise<void> {
  await desk.goto(`${service.desk}/#/campaigns`);
  const row = desk.getByRole("row").filter({ hasText: number }).first();
  await expect(row).toBeVisible({ timeout: 60_000 });
  await row.getByRole("link").click();
  await expect(card()).toBeVisible();
}

test("without a list, what our own reports say, and how to get more", async () => {
  await desk.goto(service.setupLink);
  await openCampaign();
  await expect(fact("Used by the sender")).toContainText(/First and last use in \d+ reports/);
  await expect(fact("Number holder now")).toContainText("It may belong to someone else.");
  await expect(fact("Number holder now")).toContainText("Do not call. Do not name.");
  await expect(section()).toContainText("Look-up is off: no public list is imported.");
  await expectGoodPage(desk);
});

test("with lists, each fact has its source and its day", async () => {
  await writeFile(join(folder, "s7.csv"), s7);
  await writeFile(join(folder, "sites.json"), '{"447700900123": "2024-05-01"}');
  const data = ["--data", service.data];
  await honeyguide(
    ...["numbers", "import", join(folder, "s7.csv"), "--source", "ofcom-s7"],
    ...["--as-of", "2025-09-13", ...data],
  );
  await honeyguide(
    ...["numbers", "import", join(folder, "sites.json"), "--source", "sms-sites", ...data],
  );
  await desk.reload();
  await openCampaign();
  await expect(card()).toContainText("Virtual number");
  await expect(fact("Seen elsewhere")).toContainText("last seen 1 May 2024");
  await expect(fact("Block")).toContainText("Practice Apps (ofcom-s7, as of 13 September 2025)");
  await expect(section()).not.toContainText("Look-up is off");
  await expectGoodPage(desk);
});

test("a person sets the interval with the keyboard, and takes it back", async () => {
  const before = await fact("Used by the sender").innerText();
  await desk.getByRole("heading", { level: 1 }).click();
  await desk.keyboard.press("i");
  const dialog = desk.getByRole("dialog");
  await expect(dialog).toContainText(number);
  await expectGoodPage(desk);
  const [first, last] = [
    dialog.getByRole("group", { name: "First use" }),
    dialog.getByRole("group", { name: "Last use" }),
  ];
  await first.getByLabel("on or after").fill("2024-05-01");
  await first.getByLabel("and not after").fill("");
  await last.getByLabel("on or after").fill("2024-03-14");
  await last.getByLabel("and not after").fill("2024-03-28");
  await desk.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("cannot be before the first");
  await first.getByLabel("on or after").fill("2023-01-12");
  await desk.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(fact("Used by the sender")).toContainText("12 January 2023");
  await expect(fact("Used by the sender")).toContainText("between 14 March 2024 and 28 March 2024");
  await expect(fact("Used by the sender")).toContainText("Set by a responder.");
  await expectGoodPage(desk);
  await desk.keyboard.press("z");
  await expect(fact("Used by the sender")).toHaveText(before.replace(/\s+/g, " "), {
    useInnerText: true,
  });
});

test("from a day on it may be someone else's: nobody is named, and undo takes it back", async () => {
  await card()
    .getByRole("button", { name: /^May be someone else's since/ })
    .click();
  const dialog = desk.getByRole("dialog");
  await dialog.getByLabel("From this day on").fill("2024-04-02");
  await dialog.getByLabel("How do you know?").fill("Another person answered.");
  await expectGoodPage(desk);
  await dialog.getByRole("button", { name: "Set it" }).click();
  await expect(fact("Number holder now")).toContainText(
    "From 2 April 2024 on it may belong to someone else.",
  );
  await expect(fact("Number holder now")).toContainText("Do not call. Do not name.");
  const said = await honeyguide("number", number, "--on", "2024-04-20", "--data", service.data);
  expect(said).toContain("From 2 April 2024 on");
  expect(said).toContain("It may belong to someone else. Not linked on the number alone.");
  await desk.getByRole("button", { name: /^Undo/ }).click();
  await expect(fact("Number holder now")).not.toContainText("From 2 April 2024 on");
});

test("narrow, dark, and without a Desk to ask", async () => {
  await desk.setViewportSize({ width: 360, height: 740 });
  await desk.emulateMedia({ colorScheme: "dark" });
  await expect(card()).toBeVisible();
  await expectGoodPage(desk);
  await desk.setViewportSize({ width: 1280, height: 860 });
  await desk.emulateMedia({ colorScheme: "light" });
  await context.route("**/v1/campaigns/*/numbers", (route) => route.abort());
  await desk.keyboard.press("i");
  const dialog = desk.getByRole("dialog");
  await dialog
    .getByRole("group", { name: "First use" })
    .getByLabel("on or after")
    .fill("2023-01-12");
  await dialog
    .getByRole("group", { name: "Last use" })
    .getByLabel("on or after")
    .fill("2026-10-01");
  await dialog.getByRole("button", { name: "Set it" }).click();
  // The last good view stays, with its time.
  await expect(section().getByRole("alert")).toContainText("It is as it was at");
  await expect(card()).toBeVisible();
  expect(seen).toEqual({ foreign: [], errors: [] });
});
