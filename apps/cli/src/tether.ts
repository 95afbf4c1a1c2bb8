/**
 * Loaded before each server that `honeyguide start` starts: when the pipe to the parent closes,
 * however the parent ended, the server closes in order. Nothing may go on working unseen.
 */
import { isMainThread } from "node:worker_threads";

const patienceMs = 10_000;

// A thread of the server loads this too, and its standard input is closed from the beginning.
if (isMainThread) {
  process.stdin.on("close", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), patienceMs).unref();
  });
  process.stdin.resume();
  // The pipe alone is no reason to go on running.
  if ("unref" in process.stdin) (process.stdin as { unref: () => void }).unref();
}
