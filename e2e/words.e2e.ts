/**
 * The words of a screenshot. On the phone, without a line to anywhere but the page's own server:
 * read, put right by the person, sent with the picture. At the Desk: shown as messages with sides;
 * and read there, for a reason, where the person sent the picture alone.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { type BrowserContext, expect, type Page, test } from "@playwright/test";

import { openDesk, openReport } from "./desk-page.ts";
import { expectGoodPage, watch } from "./page.ts";
import { addFile, goOn, goToAdd, goToCheck, seal } from "./person-page.ts";
import { honeyguide, type Service, startService } from "./service.ts";

test.describe.configure({ mode: "serial" });

const picture = readFileSync(new URL("../practice/screenshot.png", import.meta.url));
const sha256 = createHash("sha256").update(picture).digest("hex");
/** The bubbles of the screenshot, as anybody reads them. */
const theirs = "It was nice to meet you at the policy drinks.";
const mine = "Almost! I take that. Do you work near here?";
const last = "The charity across the river. Coffee next week?";
const corrected = "The charity across the river, 07700 900 123. Coffee next week?";

let service: Service;
let responder: BrowserContext;
let person: BrowserContext;
let desk: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  service = await startService(["--no-practice"]);
  person = await browser.newContext({ viewport: { width: 360, height: 740 } });
  responder = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  for (const context of [person, responder]) {
    await context.route(
      ({ hostname }) => hostname !== "localhost",
      (route) => route.abort(),
    );
  }
});
test.afterAll(async () => {
  await person.close();
  await responder.close();
  await service.stop();
});

async function addScreenshot(page: Page): Promise<void> {
  await goToAdd(page, service);
  await addFile(page, "Screenshots or photos of a screen", {
    name: "Screenshot_20240126.png",
    mimeType: "image/png",
    buffer: picture,
  });
  await expect(page.getByText("Sealed, stored")).toBeVisible();
}

/** From what was added to the receipt, with no more said than must be. */
async function sendIt(page: Page): Promise<void> {
  await goOn(page);
  await page.getByLabel("Name they used").fill("Frankie");
  await goOn(page);
  await expect(page.getByRole("heading", { name: "When did it begin?" })).toBeVisible();
  await goOn(page);
  await expect(page.getByRole("radio", { name: "A phone call" })).toBeVisible();
  await goOn(page);
  await goToCheck(page);
  await seal(page);
}

/** One message of the conversation, by its words; with who wrote it where that is said. */
function message(desk: Page, words: string) {
  return desk
    .getByRole("region", { name: /^\d+ messages?\./ })
    .getByRole("listitem")
    .filter({ hasText: words });
}

test("on the phone: read without a line, put right beside the picture, and sent", async () => {
  const page = await person.newPage();
  const seen = watch(page);
  const engine: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/ocr/")) engine.push(request.url());
  });
  await addScreenshot(page);
  // What reads pictures is not loaded before it is asked for.
  expect(engine).toEqual([]);
  await expectGoodPage(page);
  await page.getByRole("button", { name: /^Read the words in this picture/ }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Stop reading/ })).toBeVisible();
  await page.getByRole("button", { name: /^Check the words of/ }).click({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name: "Is this what it says?" })).toBeVisible();
  expect(engine.length).toBeGreaterThan(0);

  await expect(page.getByLabel("Name or number at the top")).toHaveValue("Frankie");
  await page.getByRole("button", { name: "Show the picture" }).click();
  const shown = page.getByRole("img", { name: "The picture that you added" });
  await expect(shown).toBeVisible();
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(780);

  const texts = page.getByRole("list", { name: "What was read" }).locator("textarea");
  await expect(texts).toHaveCount(4);
  await expect(texts.nth(1)).toHaveValue(new RegExp(`^${theirs}`));
  await expect(texts.nth(2)).toHaveValue(mine);
  await expect(texts.nth(3)).toHaveValue(last);
  const sides = page.getByRole("combobox", { name: /^Who wrote message/ });
  await expect(sides.nth(1)).toHaveValue("left");
  await expect(sides.nth(2)).toHaveValue("right");
  await expect(sides.nth(3)).toHaveValue("left");
  await texts.nth(3).fill(corrected);
  await expectGoodPage(page);
  await page.getByRole("button", { name: "Seal these words" }).click();
  await expect(page.getByText("Sealed, stored")).toHaveCount(2);
  await expectGoodPage(page);
  await sendIt(page);
  expect(seen).toEqual({ foreign: [], errors: [] });
  await page.close();
});

test("the Desk has the picture as it was, and the corrected words as messages with sides", async () => {
  desk = await openDesk(responder, service);
  await openReport(desk, "R-1");
  const hash = desk.getByTitle(sha256).filter({ hasText: sha256.slice(0, 12) });
  await expect(hash.first()).toBeVisible();
  await expect(desk.getByText("The person corrected it before sending.").first()).toBeVisible();
  await expect(message(desk, theirs)).toContainText("Frankie");
  await expect(message(desk, mine)).toContainText("Person who reported");
  await expect(message(desk, "07700 900 123")).toContainText(corrected);
  await expect(message(desk, "07700 900 123")).toContainText("Frankie");
  await expectGoodPage(desk);
});

test("a picture sent alone is read at the Desk, for a reason, and never shown", async () => {
  const page = await person.newPage();
  await addScreenshot(page);
  await sendIt(page);
  await page.close();

  const seen = watch(desk);
  await desk.keyboard.press("Escape");
  await openReport(desk, "R-2");
  await expect(message(desk, mine)).toHaveCount(0);
  await desk.getByRole("button", { name: "Read the words" }).click();
  const dialog = desk.getByRole("dialog");
  // Not without a reason.
  await expect(dialog.getByRole("button", { name: "Read them" })).toBeDisabled();
  await dialog.getByRole("radio", { name: "To find out who the sender is" }).check();
  await expectGoodPage(desk);
  await dialog.getByRole("button", { name: "Read them" }).click();
  await expect(dialog.getByText(/We read 4 messages/)).toBeVisible({ timeout: 60_000 });
  await desk.keyboard.press("Escape");
  await expect(message(desk, theirs)).toContainText("Frankie");
  await expect(message(desk, mine)).toContainText("Person who reported");
  await expect(desk.locator("img[src^=blob]")).toHaveCount(0);
  await expect(desk.getByText(/A machine read these words/).first()).toBeVisible();
  await expectGoodPage(desk);
  await desk.getByRole("button", { name: "Check everything again" }).click();
  await expect(desk.getByText(/Everything matches: 1 original, 1 reading/)).toBeVisible();
  expect(await honeyguide("verify", "R-2", "--data", service.data)).toMatch(
    /^R-2 +1 original, 1 match\. 1 reading, 1 match\./,
  );
  expect(seen).toEqual({ foreign: [], errors: [] });
});
