#!/usr/bin/env node
// The command `honeyguide`. Plain JavaScript, so that it runs straight after `npm ci`: it makes the
// command line from its sources where that has not been done since they changed, and then is it.
import process from "node:process";

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

try {
  const { build } = await import("../../../tools/build.mjs");
  await build({ only: ["cli"], say });
} catch (error) {
  const isMissing =
    error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
  say(
    isMissing
      ? "Honeyguide is not whole here. Nothing was changed. Run `npm ci` in its folder, then try again."
      : String(error instanceof Error ? error.message : error),
  );
  process.exit(1);
}
// By address: it exists only from here on.
await import(new URL("../../../dist/cli/main.js", import.meta.url).href);
