/** A Desk of one's own that is open: the printed link, then a passkey, as a new team does it. */
import { type BrowserContext, expect, type Page } from "@playwright/test";

import type { Service } from "./service.ts";

/** Opens the Desk of a service that nobody has opened yet. Real reports open from then on. */
export async function openDesk(context: BrowserContext, { setupLink }: Service): Promise<Page> {
  const desk = await context.newPage();
  const session = await context.newCDPSession(desk);
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
  await desk.goto(setupLink);
  await expect(desk.getByText(/real reports? waits?/)).toBeVisible({ timeout: 30_000 });
  await desk.getByRole("button", { name: "Register a passkey" }).first().click();
  await desk.getByLabel("A name for this passkey").fill("first responder");
  await desk.getByRole("dialog").getByRole("button", { name: "Register a passkey" }).click();
  await expect(desk.getByText("The passkey is registered.").first()).toBeVisible();
  await desk.keyboard.press("Escape");
  await expect(desk.getByRole("dialog")).toHaveCount(0);
  return desk;
}

/** Goes to a report when it has been opened and read. */
export async function openReport(desk: Page, label: string): Promise<void> {
  const row = desk.getByRole("row", { name: new RegExp(`^${label} `) });
  // Rows that came in meanwhile wait to be shown, so that nothing moves under a hand.
  const waiting = desk.getByRole("button", { name: /new, show/ });
  await expect(row.or(waiting).first()).toBeVisible({ timeout: 60_000 });
  if (!(await row.isVisible())) await waiting.click();
  await expect(row).toBeVisible();
  await row.getByRole("link").focus();
  await desk.keyboard.press("Enter");
  await expect(desk.getByRole("heading", { level: 1 })).toContainText(label);
}
