// Makes the pictures of docs/img from the real thing: starts it on an empty directory with the
// practice case, walks through it, and takes them. Run after a change that can be seen:
//
//   node tools/build.mjs && node tools/screenshots.mjs [folder = docs/img]
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "@playwright/test";

const folder = process.argv[2] ?? "docs/img";
mkdirSync(folder, { recursive: true });
const data = mkdtempSync(join(tmpdir(), "honeyguide-pictures-"));
const service = spawn(
  process.execPath,
  [
    "dist/cli/main.js",
    "start",
    "--data",
    join(data, "data"),
    "--port",
    "18786",
    "--desk-port",
    "18787",
  ],
  { stdio: ["ignore", "pipe", "inherit"] },
);
const link = await new Promise((resolve, reject) => {
  let said = "";
  service.stdout.setEncoding("utf8").on("data", (text) => {
    said += text;
    const found = /http\S+#setup=\S+/.exec(said)?.[0];
    if (found !== undefined && said.includes("Ctrl C")) resolve(found);
  });
  service.once("exit", () => reject(new Error(said)));
});
const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = known.find((path) => path && existsSync(path));
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-background-networking"],
});

async function pages(width, colorScheme) {
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 740 : 860 },
    colorScheme,
    deviceScaleFactor: width < 500 ? 2 : 1,
  });
  const page = await context.newPage();
  const name = `${width}-${colorScheme}`;
  const shot = async (what, fullPage = false) => {
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, `${what}-${name}.png`), fullPage });
  };
  return { page, shot };
}

async function report(width, scheme) {
  const { page, shot } = await pages(width, scheme);
  const go = () => page.getByRole("button", { name: "Continue" }).click();
  await page.goto("http://localhost:18786/");
  await page.getByRole("button", { name: "Start", exact: true }).waitFor();
  await shot("start");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByLabel("They are threatening me").check();
  await shot("what", true);
  await go();
  await page.getByLabel("Type or paste what they wrote").fill("Long time no speak! How're you?");
  await page.getByRole("button", { name: "Add this text" }).click();
  await page.getByText("Sealed, stored").waitFor();
  await shot("have", true);
  await go();
  await page.getByLabel("Number they wrote from").fill("07700 900123");
  await page.getByLabel("Name they used").fill("Charlie");
  await shot("sender", true);
  await go();
  await shot("when", true);
  await page.getByRole("button", { name: "Skip this" }).click();
  await shot("calls", true);
  await page.getByRole("button", { name: "Skip this" }).click();
  await shot("reach", true);
  await page
    .getByRole("button", { name: /Continue|Skip this/ })
    .first()
    .click();
  await page.getByRole("radio", { name: /^Now/ }).check();
  await shot("opening", true);
  await go();
  await page.getByRole("heading", { name: "Check before you seal" }).waitFor();
  await shot("check", true);
  await page.getByRole("button", { name: "Seal and send" }).click();
  await page.getByRole("heading", { name: /Thank you/ }).waitFor();
  await shot("receipt", true);
  const words = await page
    .getByRole("list", { name: "Your code in words" })
    .getByRole("listitem")
    .allInnerTexts();
  await page.reload();
  await page.getByRole("button", { name: "I have a code" }).click();
  await page.getByLabel("Your code").fill(words.join(" "));
  await shot("code", true);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.getByRole("heading", { name: "Your report" }).waitFor();
  await shot("mailbox", true);
  await page.context().close();
}

async function desk(width, scheme) {
  const { page, shot } = await pages(width, scheme);
  await page.goto(link);
  await page.getByRole("heading", { name: "Inbox" }).waitFor();
  await page.getByText("Charlie number").first().waitFor();
  await shot("inbox");
  await page.goto("http://localhost:18787/#/report/R-2");
  await page.getByRole("heading", { name: "Conversation" }).waitFor();
  await shot("report", true);
  await page.goto("http://localhost:18787/#/campaigns");
  await page
    .getByRole("link", { name: /Charlie/ })
    .first()
    .click();
  await page.getByRole("heading", { name: "Template and slots" }).waitFor();
  await shot("campaign", true);
  await page.goto("http://localhost:18787/#/audit");
  await shot("audit");
  await page.context().close();
}

try {
  for (const [width, scheme] of [
    [360, "light"],
    [360, "dark"],
    [1280, "light"],
    [1280, "dark"],
  ]) {
    await desk(width, scheme);
    await report(width, scheme);
  }
} finally {
  await browser.close();
  service.kill("SIGTERM");
  await new Promise((resolve) => {
    service.once("exit", resolve);
  });
  rmSync(data, { recursive: true });
}
