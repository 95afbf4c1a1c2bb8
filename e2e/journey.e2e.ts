/**
 * The whole way: a newcomer sees a linked campaign by the printed link; a real report makes the
 * Desk ask for a passkey; a person reports on a small telephone, comes back with a mistyped code,
 * and reads the team's answer.
 */
import { type BrowserContext, expect, type Page, test } from "@playwright/test";

import { expectGoodPage, publicPage, setupLink, watch } from "./page.ts";

test.describe.configure({ mode: "serial" });

let person: BrowserContext;
let responder: BrowserContext;
let desk: Page;
let code = "";

test.beforeAll(async ({ browser }) => {
  person = await browser.newContext({ viewport: { width: 360, height: 740 } });
  responder = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  desk = await responder.newPage();
});
test.afterAll(async () => {
  await person.close();
  await responder.close();
});

test("the printed link alone shows the practice case as a linked campaign", async () => {
  const seen = watch(desk);
  await desk.goto(setupLink());
  await expect(desk).not.toHaveURL(/setup/);
  await expect(desk.getByRole("heading", { name: "Inbox" })).toBeVisible();
  await desk.keyboard.press("g");
  await desk.keyboard.press("c");
  await desk
    .getByRole("link", { name: /Charlie/ })
    .first()
    .click();
  await expect(desk.getByText(/Charlie and Charlotte/).first()).toBeVisible();
  await expect(desk.getByRole("heading", { name: "Template and slots" })).toBeVisible();
  await expectGoodPage(desk);
  expect(seen).toEqual({ foreign: [], errors: [] });
});

test("a person reports on a telephone and gets a code", async () => {
  const page = await person.newPage();
  const seen = watch(page);
  await page.goto(publicPage());
  await expectGoodPage(page);
  await page.getByRole("button", { name: "Start", exact: true }).click();

  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Choose at least one");
  await page.getByLabel("I got odd or flirty messages").check();
  await expectGoodPage(page);
  await page.getByRole("button", { name: "Continue" }).click();

  await page
    .getByLabel("Type or paste what they wrote")
    .fill("Long time no speak! How're you? Hope you get a break over Easter x");
  await page.getByRole("button", { name: "Add this text" }).click();
  await expect(page.getByText("Sealed, stored")).toBeVisible();
  await page.getByLabel("They sent a picture I did not open").check();
  await expectGoodPage(page);
  await page.getByRole("button", { name: "Continue" }).click();

  await page.getByLabel("Number they wrote from").fill("07700 900 123");
  await page.getByLabel("Number they wrote from").blur();
  await expect(page.getByText(/Reads as \+44 7700 900123/)).toBeVisible();
  await page.getByLabel("Name they used").fill("Charlie");
  await expectGoodPage(page);
  await page.getByRole("button", { name: "Continue" }).click();

  await expect(page.getByRole("heading", { name: "When did it begin?" })).toBeVisible();
  await expectGoodPage(page);
  await page.getByRole("button", { name: "Skip this" }).click();
  await expect(page.getByRole("heading", { name: /call or a meeting/ })).toBeVisible();
  await expectGoodPage(page);
  await page.getByRole("button", { name: "Skip this" }).click();

  await expect(page.getByRole("heading", { name: "How can we reach you?" })).toBeVisible();
  await expectGoodPage(page);
  await page
    .getByRole("button", { name: /Continue|Skip this/ })
    .first()
    .click();
  await page.getByRole("radio", { name: /^Now/ }).check();
  await expectGoodPage(page);
  await page.getByRole("button", { name: "Continue" }).click();

  await expect(page.getByRole("heading", { name: "Check before you seal" })).toBeVisible();
  await expectGoodPage(page);
  await page.getByRole("button", { name: "Seal and send" }).click();
  await expect(page.getByRole("heading", { name: /Sent\. Thank you/ })).toBeVisible();
  await expectGoodPage(page);
  await expect(page.getByText(/(?:\d{4}\s+){4}\d{4}/)).toBeVisible();
  const words = page.getByRole("list", { name: "Your code in words" }).getByRole("listitem");
  code = (await words.allInnerTexts()).join(" ");
  expect(code.split(" ")).toHaveLength(6);

  await expect(page).toHaveTitle("Message help");
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/");
  expect(await person.cookies()).toEqual([]);
  const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length]);
  expect(kept).toEqual([0, 0]);
  expect(seen).toEqual({ foreign: [], errors: [] });
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("don’t feel right");
});

test("a second person reports the same number, spelt another way", async ({ browser }) => {
  const other = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await other.newPage();
  await page.goto(publicPage());
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByLabel("They sent me pictures I didn’t want").check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page
    .getByLabel("Type or paste what they wrote")
    .fill("Long time no speak! How're you? Hope you get a break over summer x");
  await page.getByRole("button", { name: "Add this text" }).click();
  await expect(page.getByText("Sealed, stored")).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Number they wrote from").fill("0044 (0)7700-900123");
  await page.getByLabel("Name they used").fill("Charlotte");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Skip this" }).click();
  await page.getByRole("button", { name: "Skip this" }).click();
  await page
    .getByRole("button", { name: /Continue|Skip this/ })
    .first()
    .click();
  await page.getByRole("radio", { name: /^Now/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Seal and send" }).click();
  await expect(page.getByRole("heading", { name: /Sent\. Thank you/ })).toBeVisible();
  await other.close();
});

test("the Desk keeps real reports sealed until a passkey is registered", async () => {
  const session = await responder.newCDPSession(desk);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await expect(desk.getByText(/2 real reports wait/)).toBeVisible({ timeout: 30_000 });
  await desk.getByRole("button", { name: "Register a passkey" }).first().click();
  await desk.getByLabel("A name for this passkey").fill("first responder");
  await desk.getByRole("dialog").getByRole("button", { name: "Register a passkey" }).click();
  await expect(desk.getByText("The passkey is registered.").first()).toBeVisible();
});

test("from then on the printed link is dead and the passkey opens the Desk", async () => {
  await desk.evaluate(() => {
    sessionStorage.clear();
  });
  await desk.goto("about:blank");
  await desk.goto(setupLink());
  await expect(desk.getByText(/no longer opens anything/).first()).toBeVisible();
  await expectGoodPage(desk);
  await desk.getByRole("button", { name: "Unlock with passkey" }).click();
  await expect(desk.getByRole("heading", { name: "Inbox" })).toBeVisible();
});

test("the report is linked with its reasons, decided and answered", async () => {
  const row = desk.getByRole("row", { name: /^R-38 / });
  await expect(row).toContainText("Charlie", { timeout: 60_000 });
  await row.getByRole("link").focus();
  await desk.keyboard.press("Enter");
  await expect(desk.getByText(/Hope you get a break over/).first()).toBeVisible();
  await expect(desk.getByText(/Both were written from \+44 7700 900123/).first()).toBeVisible();
  await expectGoodPage(desk);

  await desk.keyboard.press("y");
  await expect(desk.getByText(/Undo/).first()).toBeVisible();
  await desk.keyboard.press("r");
  await desk
    .getByLabel(/To the person behind/)
    .fill("Thank you for telling us. We have read it and we are here all day.");
  await desk.getByRole("button", { name: "Tomorrow, 18:00" }).click();
  await desk.keyboard.press("Control+Enter");
  await expect(desk.getByText("Sealed and on its way.")).toBeVisible();
});

test("the person comes back with a typing mistake, is told which word, and reads the answer", async () => {
  const page = await person.newPage();
  await page.goto(publicPage());
  await page.getByRole("button", { name: "I have a code" }).click();
  await expectGoodPage(page);
  const words = code.split(" ");
  const typed = words.map((word, at) => (at === 3 ? `q${word}q` : word.slice(0, 4)));
  await page.getByLabel("Your code").fill(typed.join(" "));
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page.getByRole("alert").first()).toContainText("Word 4 is not in our list");

  await page.getByLabel("Your code").fill(words.join(" "));
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page.getByText("we are here all day")).toBeVisible();
  await expect(page.getByText(/we write again by/)).toBeVisible();
  await expectGoodPage(page);

  await page.getByLabel("Write an answer").fill("Thank you. They wrote again today.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("Sent, sealed.")).toBeVisible();
  await desk.reload();
  await expect(desk.getByText("They wrote again today.")).toBeVisible({ timeout: 30_000 });
});

test("the person takes the report back, and it is gone on both sides", async () => {
  const page = person.pages().at(-1);
  if (page === undefined) throw new Error("no page");
  await page.getByText("Take my report back").first().click();
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByRole("heading", { name: "Taken back" })).toBeVisible();
  await expect(desk.getByText(/taken this report back/)).toBeVisible({ timeout: 30_000 });
  await expect(desk.getByText("They wrote again today.")).toHaveCount(0);
});
