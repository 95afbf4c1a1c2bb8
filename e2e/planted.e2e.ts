/**
 * What is typed into the page is nowhere on the other side: fifty-one strings are reported through the
 * real page and then searched in the database's files, the logs, the intake's folder and the memory
 * of the intake process. The search finds its control, so it can find.
 */
import { randomBytes } from "node:crypto";
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { dataDirectory, publicPage } from "./page.ts";

const planted = Array.from({ length: 51 }, () => `planted${randomBytes(9).toString("hex")}`);
const take = (from: number, to: number) => planted.slice(from, to);

test.skip(process.platform !== "linux", "reads the memory of a process through /proc");

test("fifty-one strings reported through the page are found nowhere at the intake", async ({
  page,
}) => {
  const go = () => page.getByRole("button", { name: "Continue" }).click();
  let mailbox = "";
  page.on("request", (request) => {
    mailbox ||= /\/v1\/reports\/([\w-]{22})\//.exec(request.url())?.[1] ?? "";
  });
  await page.goto(publicPage());
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByLabel("They asked me for other people’s names or numbers").check();
  await go();

  await page.getByLabel("Type or paste what they wrote").fill(take(0, 20).join("\n"));
  await page.getByRole("button", { name: "Add this text" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Voice note, video or another file" }).click();
  await (
    await chooser
  ).setFiles({
    name: `${planted[20] ?? ""}.txt`,
    mimeType: "text/plain",
    buffer: Buffer.from(take(21, 40).join("\n")),
  });
  await expect(page.getByText("Sealed, stored")).toHaveCount(2);
  await go();

  await page.getByLabel("Number they wrote from").fill(planted[40] ?? "");
  await page.getByLabel("Name they used").fill(planted[41] ?? "");
  await page.getByLabel("Account name or address, if there was one").fill(planted[42] ?? "");
  await page.getByLabel("They said we met at").fill(planted[43] ?? "");
  await go();
  await go();
  await page.getByRole("radio", { name: "A phone call" }).check();
  await go();
  await go();
  await page.getByLabel("What you remember").fill(planted[50] ?? "");
  await page.getByRole("radio", { name: "It is an impression I had" }).check();
  await go();
  await page
    .getByLabel("Name or role")
    .first()
    .fill(planted[44] ?? "");
  await page
    .getByLabel("Number", { exact: true })
    .first()
    .fill(planted[45] ?? "");
  await go();
  await page.getByRole("radio", { name: /^By code, and my name is/ }).check();
  await page.getByLabel("My name", { exact: true }).fill(planted[46] ?? "");
  await page.getByLabel("Anything that would make contact unsafe?").fill(take(47, 50).join(" "));
  await go();
  await page.getByRole("radio", { name: /^Now/ }).check();
  await go();
  await page.getByRole("button", { name: "Seal and send" }).click();
  await expect(page.getByRole("heading", { name: /Sent\. Thank you/ })).toBeVisible();

  const data = dataDirectory();
  const intake = processOf(data, "dist/intake/server.js");
  expect(mailbox).toHaveLength(22);
  expect(searchMemory(intake, [mailbox]), "the control is found in memory").toEqual([mailbox]);
  expect(searchMemory(intake, planted)).toEqual([]);
  const folders = ["database", "logs", "intake", "run"].map((name) => join(data, name));
  expect(searchFiles(folders, [mailbox]), "the control is found in the files").toEqual([mailbox]);
  expect(searchFiles(folders, planted)).toEqual([]);
});

/** The process of this service that runs a file, and no other service's. */
function processOf(data: string, file: string): string {
  const found = readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      return command.includes(file) && readFileSync(`/proc/${pid}/environ`, "utf8").includes(data);
    } catch {
      return false;
    }
  });
  if (found.length !== 1) throw new Error(`${String(found.length)} processes run ${file}`);
  return found[0] ?? "";
}

/** Which of these lie in the bytes, as UTF-8 or as UTF-16. */
function holds(bytes: Buffer, texts: readonly string[]): readonly string[] {
  return texts.filter(
    (text) => bytes.includes(text) || bytes.includes(Buffer.from(text, "utf16le")),
  );
}

function searchFiles(folders: readonly string[], texts: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true })) {
      const path = join(folder, String(name));
      if (!statSync(path).isFile()) continue;
      for (const text of holds(readFileSync(path), texts)) found.add(text);
    }
  }
  return [...found];
}

function searchMemory(pid: string, texts: readonly string[]): readonly string[] {
  const memory = openSync(`/proc/${pid}/mem`, "r");
  const found = new Set<string>();
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, "utf8").split("\n")) {
      const range = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
      if (range === null) continue;
      const [start, end] = [Number(`0x${range[1] ?? ""}`), Number(`0x${range[2] ?? ""}`)];
      for (const text of holds(readRange(memory, start, end), texts)) found.add(text);
    }
  } finally {
    closeSync(memory);
  }
  return [...found];
}

function readRange(memory: number, start: number, end: number): Buffer {
  const bytes = Buffer.alloc(Math.min(end - start, 512 * 1024 * 1024));
  try {
    return bytes.subarray(0, readSync(memory, bytes, 0, bytes.length, start));
  } catch {
    // Reserved, never written: there is nothing to read.
    return Buffer.alloc(0);
  }
}
