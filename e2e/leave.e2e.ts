/** "Leave this page": by the button and by Shift three times, and nothing is there on the way back. */
import { expect, type Page, test } from "@playwright/test";

import { publicPage } from "./page.ts";

const typed = "planted-words-of-a-frightened-person";

async function writeSomething(page: Page): Promise<void> {
  // The neutral site is somebody else's and not reachable here: an empty page stands for it.
  await page.route(/^https:/, (route) =>
    route.fulfill({ contentType: "text/html", body: "weather" }),
  );
  await page.goto(publicPage());
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByLabel("Something else").check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Type or paste what they wrote").fill(typed);
}

for (const [how, leave] of [
  ["the button", (page: Page) => page.getByRole("link", { name: "Leave this page" }).click()],
  [
    "Shift three times",
    async (page: Page) => {
      await page.getByRole("heading", { level: 1 }).click();
      for (let press = 0; press < 3; press += 1) await page.keyboard.press("Shift");
    },
  ],
] as const) {
  test(`${how} leads away, and the way back leads to an empty page`, async ({ page }) => {
    await writeSomething(page);
    await leave(page);
    await expect(page).toHaveURL(/^https:/);
    await page.goBack().catch(() => undefined);
    await expect(page.locator("body")).not.toContainText(typed);
    const values = page.locator("textarea");
    if ((await values.count()) > 0) await expect(values.first()).not.toHaveValue(typed);
  });
}
