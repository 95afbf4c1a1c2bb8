/**
 * What the Desk shows of a file: how it was read, with a doubt that a responder settles and takes
 * back; a very long conversation; an archive that is refused and kept; and that all of it can be
 * checked again.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, type Page, test } from "@playwright/test";

import { openDesk, openReport } from "./desk-page.ts";
import { expectGoodPage, watch } from "./page.ts";
import { honeyguide, type Service, startService } from "./service.ts";

test.describe.configure({ mode: "serial" });

/** Every date in it is valid with the month first as well. */
const undecided = [
  "03/04/2024, 18:05 - Charlie: Long time no speak!",
  "03/04/2024, 18:07 - Me: Who is this?",
  "05/04/2024, 09:00 - Charlie: Guess",
  "",
].join("\n");

const many = 100_000;
const rare = 77_777;

function longChat(): string {
  const start = Date.UTC(2020, 0, 1);
  const lines = Array.from({ length: many }, (_, at) => {
    const when = new Date(start + at * 20 * 60_000).toISOString();
    const day = `${when.slice(8, 10)}/${when.slice(5, 7)}/${when.slice(0, 4)}`;
    const text = at === rare ? "the lighthouse at Éanna" : `line ${String(at)}`;
    return `${day}, ${when.slice(11, 16)} - ${at % 2 === 0 ? "Charlie" : "Me"}: ${text}\n`;
  });
  return lines.join("");
}

/** A zip whose list names a place outside itself: no program that means well writes such a name. */
function hostileZip(): Buffer {
  const name = Buffer.from("../../outside.txt");
  const content = Buffer.from("13/12/2023, 18:05 - Charlie: Hello\n");
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 4);
  entry.writeUInt16LE(20, 6);
  entry.writeUInt32LE(content.length, 20);
  entry.writeUInt32LE(content.length, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + content.length, 16);
  return Buffer.concat([local, name, content, entry, name, end]);
}

let service: Service;
let desk: Page;

async function bring(name: string, content: string | Buffer): Promise<void> {
  const path = join(service.data, "..", name);
  await writeFile(path, content);
  const argv = ["--sender", "+44 7700 900123", "--name", "Charlie", "--json", "--quiet"];
  await honeyguide("import", path, ...argv, "--data", service.data);
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  service = await startService(["--no-practice"]);
  await bring("undecided.txt", undecided);
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  desk = await openDesk(context, service);
});
test.afterAll(async () => {
  await desk.context().close();
  await service.stop();
});

test("the order of dates is a stated guess, is switched, and the switch is taken back", async () => {
  const seen = watch(desk);
  await openReport(desk, "R-1");
  await expect(desk.getByText(/We read 3 messages from 3 Apr\w* .*to 5 Apr\w*/)).toBeVisible();
  await expect(desk.getByText(/but the file does not decide it/)).toBeVisible();
  await desk.getByRole("button", { name: "Read as month, day, year" }).click();
  await expect(desk.getByText(/We read 3 messages from 4 Mar\w* .*to 4 May\w*/)).toBeVisible();
  await expect(desk.getByText(/because someone here said so/)).toBeVisible();
  await expectGoodPage(desk);
  await desk.getByRole("button", { name: "Undo this change" }).first().click();
  await expect(desk.getByText(/We read 3 messages from 3 Apr\w* .*to 5 Apr\w*/)).toBeVisible();
  await expect(desk.getByText("read again").first()).toBeVisible();
  expect(seen).toEqual({ foreign: [], errors: [] });
});

test("every original and every reading is checked again, in the page and in a terminal", async () => {
  await desk.getByRole("button", { name: "Check everything again" }).click();
  await expect(desk.getByText(/Everything matches: 1 original, 1 reading/)).toBeVisible();
  expect(await honeyguide("verify", "R-1", "--data", service.data)).toMatch(
    /^R-1 +1 original, 1 match\. 1 reading, 1 match\. \d+ custody lines, chain complete\.\n$/,
  );
});

test("a hostile archive is refused in words, and kept", async () => {
  await bring("hostile.zip", hostileZip());
  await desk.keyboard.press("Escape");
  await openReport(desk, "R-2");
  await expect(desk.getByText(/names files outside itself/).first()).toBeVisible();
  await expect(desk.getByText(/original is kept/).first()).toBeVisible();
  await expectGoodPage(desk);
  expect(await honeyguide("verify", "R-2", "--data", service.data)).toContain(
    "1 original, 1 match",
  );
});

test("an export of 100,000 messages is scrolled and searched", async () => {
  test.setTimeout(240_000);
  await bring("long.txt", longChat());
  await desk.keyboard.press("Escape");
  await openReport(desk, "R-3");
  const list = desk.getByRole("region", { name: /^100,000 messages/ });
  const line = (number: number) => list.getByText(`“line ${String(number)}”`, { exact: true });
  await expect(line(0)).toBeVisible({ timeout: 120_000 });
  await expect(desk.getByText(/We read 100,000 messages/)).toBeVisible();
  // A list that held all of them would be no page any more.
  expect(await list.getByRole("listitem").count()).toBeLessThan(500);

  await line(0).click();
  await desk.keyboard.press("End");
  await expect(line(many - 1)).toBeVisible();
  await desk.keyboard.press("Home");
  await expect(line(0)).toBeVisible();

  await desk.keyboard.press("/");
  // Case, marks and width do not matter.
  await desk.getByRole("searchbox").fill("EANNA");
  await expect(desk.getByText("1 line has them")).toBeVisible();
  await desk.keyboard.press("Enter");
  await expect(desk.getByRole("search").getByText("1 of 1")).toBeVisible();
  await expect(list.getByText(/the lighthouse at/)).toBeVisible();
  await expectGoodPage(desk);
});
