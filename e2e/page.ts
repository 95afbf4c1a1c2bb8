/** What the journeys share: the addresses, and what must be true of every page. */
import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

function address(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: is the service running?`);
  return value;
}

export const publicPage = () => address("HONEYGUIDE_PUBLIC");
export const dataDirectory = () => address("HONEYGUIDE_JOURNEY_DATA");
export const setupLink = () => address("HONEYGUIDE_SETUP_LINK");

/** axe finds nothing, and nothing has to be scrolled sideways. */
export async function expectGoodPage(page: Page): Promise<void> {
  // The page's policy forbids scripts from elsewhere; the debugger's own world is not the page's.
  await page.evaluate(axe.source);
  const faults = await page.evaluate(
    "axe.run().then((run) => run.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target).join(' | ')))",
  );
  expect(faults).toEqual([]);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways).toBeLessThanOrEqual(0);
}

/** Every request that left for another origin than the page's own, and every console error. */
export function watch(page: Page): { readonly foreign: string[]; readonly errors: string[] } {
  const foreign: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["blob:", "data:"].includes(url.protocol) && url.hostname !== "localhost") {
      foreign.push(request.url());
    }
  });
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("Failed to load resource")) {
      errors.push(message.text());
    }
  });
  page.on("pageerror", (error) => {
    errors.push(error.message);
  });
  return { foreign, errors };
}
