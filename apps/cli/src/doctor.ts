/** `honeyguide doctor`: looks at everything that can be wrong with an installation, and says so. */
import { stat } from "node:fs/promises";

import { readOptions } from "./options.ts";
import type { Command } from "./outside.ts";
import { checkPage, checkServers, checkSite, type Finding } from "./doctor-checks.ts";
import { keyFiles, look, type LookedAt } from "./keys.ts";
import { defaultData, type Layout, layoutOf } from "./start/layout.ts";
import { words } from "./words.ts";

/** Node releases below this lack what the servers use. */
const leastNode = [20, 19] as const;

/** Print a line for each thing; exit 1 if one of them must be put right. */
export const doctor: Command = async (argv, outside) => {
  const { values } = readOptions(argv, { data: { type: "string" } });
  const layout = layoutOf(values.data ?? defaultData);
  const findings = [
    checkNode(process.versions.node),
    await checkDirectory(layout),
    ...(await checkKeys(layout)),
    ...(await checkSite(layout)),
    await checkPage(),
    ...(await checkServers(layout, outside)),
  ];
  if (values.json === true) {
    await outside.out(`${JSON.stringify(findings)}\n`);
  } else {
    const shown = findings.filter(({ level }) => values.quiet !== true || level !== "ok");
    await outside.out(shown.map(({ level, text }) => `${level.padEnd(6)}${text}\n`).join(""));
  }
  return findings.some(({ level }) => level === "FIX") ? 1 : 0;
};

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNewEnough = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  return isNewEnough
    ? { level: "ok", text: words.doctor.node(version) }
    : { level: "FIX", text: words.doctor.oldNode(version) };
}

async function checkDirectory({ data }: Layout): Promise<Finding> {
  const found = await stat(data).catch(() => undefined);
  if (found?.isDirectory() !== true) return { level: "FIX", text: words.doctor.noData(data) };
  const mode = (found.mode & 0o777).toString(8);
  return isPrivate(mode)
    ? { level: "ok", text: words.doctor.data(data) }
    : { level: "FIX", text: words.doctor.openTo(data, mode, "700") };
}

async function checkKeys(layout: Layout): Promise<readonly Finding[]> {
  const files = await Promise.all(keyFiles(layout).map(look));
  return files.filter((file) => file.isNeeded || file.isThere).map(checkKey);
}

function checkKey({ path, isThere, mode }: LookedAt): Finding {
  if (!isThere) return { level: "FIX", text: words.doctor.missing(path) };
  return isPrivate(mode)
    ? { level: "ok", text: words.doctor.key(path) }
    : { level: "FIX", text: words.doctor.openTo(path, mode, "600") };
}

/** Nothing for the group, nothing for others. */
function isPrivate(mode: string): boolean {
  return mode.padStart(3, "0").endsWith("00");
}
