/** The public page, up to what a journey is about and from there to the end. */
import { expect, type Page } from "@playwright/test";

import { expectGoodPage } from "./page.ts";
import type { Service } from "./service.ts";

/** Press Continue. */
export async function goOn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Continue" }).click();
}

/** From the first screen to the one where something is added. */
export async function goToAdd(page: Page, { publicPage }: Service): Promise<void> {
  await page.goto(publicPage);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByLabel("I got odd or flirty messages").check();
  await goOn(page);
  await expect(page.getByRole("heading", { name: "Add what you have" })).toBeVisible();
}

/** Choose a file with a button that opens the phone's picker. */
export async function addFile(
  page: Page,
  button: string,
  file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button }).click();
  await (await chooser).setFiles(file);
}

/** From the screen about reaching the person to the one with all answers. */
export async function goToCheck(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "How can we reach you?" })).toBeVisible();
  await goOn(page);
  await page.getByRole("radio", { name: /^Now/ }).check();
  await goOn(page);
  await expect(page.getByRole("heading", { name: "Check before you seal" })).toBeVisible();
  await expectGoodPage(page);
}

/** From there to the receipt. */
export async function seal(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Seal and send" }).click();
  await expect(page.getByRole("heading", { name: /Sent\. Thank you/ })).toBeVisible();
}
