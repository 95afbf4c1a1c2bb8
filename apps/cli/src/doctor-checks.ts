/** What `doctor` looks at beyond files and their modes. */
import { readdir, readFile, stat } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { SiteSchema } from "@honeyguide/protocol/wire";
import * as v from "valibot";

import type { Outside } from "./outside.ts";
import { built } from "./start/built.ts";
import { recipientOf } from "./start/data-directory.ts";
import { readIfThere } from "./start/keep.ts";
import type { Layout } from "./start/layout.ts";
import { words } from "./words.ts";

/** One line of the answer. */
export interface Finding {
  readonly level: "ok" | "warn" | "FIX";
  readonly text: string;
}

const SiteFileSchema = v.omit(SiteSchema, ["receiptKey"]);
const leastAlternatives = 2;
const pageBudgetBytes = 150 * 1024;
const patienceMs = 3_000;

/** What the public page says: other ways in, and that it seals to the key that is here. */
export async function checkSite(layout: Layout): Promise<readonly Finding[]> {
  const text = await readIfThere(layout.site);
  const json = text === undefined ? undefined : parseJson(text);
  const read = v.safeParse(SiteFileSchema, json);
  if (!read.success) return [{ level: "FIX", text: words.doctor.oddSite(layout.site) }];
  const { alternatives, drill, recipients } = read.output;
  const enough = alternatives.length >= leastAlternatives;
  const own = await recipientOf(layout).catch(() => undefined);
  const fits = recipients.some((recipient) => recipient === own);
  return [
    enough
      ? { level: "ok", text: words.doctor.alternatives(alternatives.length) }
      : { level: "FIX", text: words.doctor.fewAlternatives(alternatives.length) },
    fits
      ? { level: "ok", text: words.doctor.sealsToUs }
      : { level: "FIX", text: words.doctor.sealsToOthers(layout.site) },
    ...(drill ? [{ level: "warn" as const, text: words.doctor.drill(layout.site) }] : []),
  ];
}

/** The weight of the public page as it is built, all files, in transit. */
export async function checkPage(): Promise<Finding> {
  const folder = built("intake/web");
  const names = await readdir(folder, { recursive: true }).catch(() => undefined);
  if (names === undefined) return { level: "FIX", text: words.doctor.noPage };
  let bytes = 0;
  for (const name of names) {
    const path = join(folder, name);
    if (/\.(?:gz|br|map)$/.test(name) || !(await stat(path)).isFile()) continue;
    const content = await readFile(path);
    bytes += /\.(?:woff2|png)$/.test(name) ? content.length : gzipSync(content).length;
  }
  const kilobytes = Math.round(bytes / 1024);
  return bytes <= pageBudgetBytes
    ? { level: "ok", text: words.doctor.page(kilobytes) }
    : { level: "warn", text: words.doctor.heavyPage(kilobytes) };
}

/** Whether what should be running answers. */
export async function checkServers(
  layout: Layout,
  { fetch }: Outside,
): Promise<readonly Finding[]> {
  const desk = await readIfThere(layout.deskAddress);
  const intake = await readIfThere(layout.intakeAddress);
  if (desk === undefined || intake === undefined) {
    return [{ level: "warn", text: words.doctor.notRunning }];
  }
  const answers = async (address: string, path: string) =>
    fetch(new URL(path, address), { signal: AbortSignal.timeout(patienceMs) }).then(
      (response) => response.ok,
      () => false,
    );
  const finding = (isFine: boolean, name: string, at: string): Finding =>
    isFine
      ? { level: "ok", text: words.doctor.answers(name, at) }
      : { level: "FIX", text: words.doctor.silent(name, at) };
  const folder = (await readIfThere(join(layout.data, "run", "path"))) ?? join(layout.data, "run");
  const socket = join(folder, ".s.PGSQL.5432");
  const isEmbedded = (await stat(layout.database).catch(() => undefined)) !== undefined;
  return [
    ...(isEmbedded ? [finding(await listens(socket), words.names.database, socket)] : []),
    finding(await answers(intake, "/v1/site"), words.names.intake, intake),
    finding(await answers(desk, "/v1/gate"), words.names.desk, desk),
  ];
}

/** True if somebody takes the connection. */
function listens(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path, timeout: patienceMs });
    const end = (isFine: boolean) => {
      socket.destroy();
      resolve(isFine);
    };
    socket.once("connect", () => {
      end(true);
    });
    socket.once("error", () => {
      end(false);
    });
    socket.once("timeout", () => {
      end(false);
    });
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
