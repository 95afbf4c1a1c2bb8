/**
 * What people bring, on a small telephone: one conversation out of a backup of the whole phone, the
 * words of a screenshot, a call from memory. Each arrives at the Desk as it was meant, and what was
 * not chosen does not arrive.
 */
import { type BrowserContext, expect, type Page, test } from "@playwright/test";

import { openDesk, openReport } from "./desk-page.ts";
import { expectGoodPage, watch } from "./page.ts";
import { addFile, goOn, goToAdd, goToCheck, seal } from "./person-page.ts";
import { type Service, startService } from "./service.ts";

test.describe.configure({ mode: "serial" });

const sms = (number: string, type: 1 | 2, date: number, body: string) =>
  `  <sms address="${number}" date="${String(date)}" type="${String(type)}" body="${body}" contact_name="(Unknown)" />\n`;
const evening = Date.UTC(2023, 11, 3, 18, 5);
const backup = `<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<smses count="4">
${sms("+447700900123", 1, evening, "Long time no speak!")}${sms("+447700900123", 2, evening + 60_000, "Who is this?")}${sms("+447700900123", 1, evening + 120_000, "Guess")}${sms("+447700900200", 1, evening + 180_000, "The surgery confirms your visit")}</smses>
`;

let service: Service;
let responder: BrowserContext;
let person: BrowserContext;
let desk: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  service = await startService(["--no-practice"]);
  person = await browser.newContext({ viewport: { width: 360, height: 740 } });
  responder = await browser.newContext({ viewport: { width: 1280, height: 860 } });
});
test.afterAll(async () => {
  await person.close();
  await responder.close();
  await service.stop();
});

test("of a backup of the whole phone, one conversation is sent, and a call from memory", async () => {
  const page = await person.newPage();
  const seen = watch(page);
  await goToAdd(page, service);
  await addFile(page, "Chat export", {
    name: "sms-20240401.xml",
    mimeType: "text/xml",
    buffer: Buffer.from(backup),
  });
  await expect(page.getByText(/We read 4 messages/)).toBeVisible();
  await expect(page.getByText("They are in 2 conversations.")).toBeVisible();
  // Nothing is sent before one of them is chosen.
  await page.getByRole("button", { name: "Seal this chat" }).click();
  await expect(page.getByText("Choose the conversation")).toBeVisible();
  const threads = page.getByLabel("Which conversation is it about?");
  const name = threads.locator("option", { hasText: "900123" });
  await threads.selectOption((await name.getAttribute("value")) ?? "");
  await page.getByRole("radio", { name: /^All of this conversation/ }).check();
  await expectGoodPage(page);
  await page.getByRole("button", { name: "Seal this chat" }).click();
  await expect(page.getByText("Sealed, stored")).toBeVisible();
  await goOn(page);
  await page.getByLabel("Number they wrote from").fill("07700 900 123");
  await goOn(page);

  await expect(page.getByRole("heading", { name: "When did it begin?" })).toBeVisible();
  // Asked nothing twice: the conversation says when its first message came.
  await expect(page.getByText("We note: 3 December 2023")).toBeVisible();
  await page.getByRole("radio", { name: "Between two dates" }).check();
  const [from, to] = [
    page.getByRole("group", { name: /First date/ }),
    page.getByRole("group", { name: /Second date/ }),
  ];
  await from.getByLabel("Day").fill("");
  await from.getByLabel("Month").selectOption({ label: "October" });
  await from.getByLabel("Year").fill("2022");
  await to.getByLabel("Year").fill("2023");
  await expect(page.getByText("We note: between October 2022 and 2023")).toBeVisible();
  await expectGoodPage(page);
  await goOn(page);

  await page.getByRole("radio", { name: "A phone call" }).check();
  await expectGoodPage(page);
  await goOn(page);
  await page.getByRole("radio", { name: "About then" }).check();
  const then = page.getByRole("group", { name: /^Date/ });
  await then.getByLabel("Month").selectOption({ label: "January" });
  await then.getByLabel("Year").fill("2023");
  await expect(page.getByText("We note: about January 2023")).toBeVisible();
  await expectGoodPage(page);
  await goOn(page);
  await page.getByLabel("What you remember").fill("Perhaps from the north of England");
  await page.getByLabel("It is about").selectOption({ label: "how they spoke" });
  // How sure is never chosen for anybody.
  await goOn(page);
  await expect(page.getByText("Say how sure you are of this").first()).toBeVisible();
  await page.getByRole("radio", { name: "I heard or saw it, and I am not sure" }).check();
  await expectGoodPage(page);
  await goOn(page);
  await goToCheck(page);
  await expect(page.getByText(/A phone call, about January 2023/)).toBeVisible();
  await expect(page.getByText(/one conversation/)).toBeVisible();
  await seal(page);
  expect(seen).toEqual({ foreign: [], errors: [] });
  await page.close();

  desk = await openDesk(responder, service);
  await openReport(desk, "R-1");
  await expect(desk.getByText("Long time no speak!").first()).toBeVisible();
  await expect(desk.getByText("Who is this?").first()).toBeVisible();
  await expect(desk.getByText("The surgery confirms your visit")).toHaveCount(0);
  await expect(desk.getByText("+447700900200")).toHaveCount(0);
});

test("the Desk shows the call as it was told: about January 2023, heard and not sure", async () => {
  const calls = desk.getByRole("region", { name: "Calls and meetings" });
  await expect(calls.getByText(/about January 2023/)).toBeVisible();
  await expect(calls.getByText(/heard, unsure/)).toBeVisible();
  await expect(calls.getByText(/Perhaps from the north of England/)).toBeVisible();
  await expect(desk.getByText(/between October 2022 and 2023/)).toBeVisible();
  await expectGoodPage(desk);
});
