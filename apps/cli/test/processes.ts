/** What runs on this computer, as the kernel tells it. */
import { readdirSync, readFileSync } from "node:fs";

/** IPv4 addresses, in hexadecimal as the kernel lists them, on which somebody listens at a port. */
export function listenersOn(port: string): readonly string[] {
  const hex = Number(port).toString(16).toUpperCase().padStart(4, "0");
  const places = readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, place, , state]) => place?.endsWith(`:${hex}`) === true && state === "0A")
    .map(([, place]) => place?.split(":")[0] ?? "");
  return [...new Set(places)];
}

/** Servers of ours below a process, from `/proc`. */
export function childrenOf(pid: number): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => parentOf(each) === pid && commandOf(each).includes("tether"));
}

/** The server of this process that runs a script. */
export function pidOf(script: string): number {
  return childrenOf(process.pid).find((pid) => commandOf(pid).includes(script)) ?? 0;
}

function commandOf(pid: number): string {
  return readOr(`/proc/${pid}/cmdline`, "").replaceAll("\0", " ");
}

/** Field 4, counted from the bracket that closes the name. */
function parentOf(pid: number): number {
  const text = readOr(`/proc/${pid}/stat`, "");
  return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]);
}

/** False as well for one that has ended and that nobody has asked after. */
export function isRunning(pid: number): boolean {
  const text = readOr(`/proc/${pid}/stat`, ") Z");
  return !text.slice(text.lastIndexOf(")")).startsWith(") Z");
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return otherwise;
  }
}
