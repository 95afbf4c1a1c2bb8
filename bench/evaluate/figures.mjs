// What is said, by section; and the sections of a document that are rewritten with it. A section
// stands between `<!-- evaluate:NAME -->` and `<!-- /evaluate -->`.
import { readFileSync, writeFileSync } from "node:fs";

/** Says lines, and keeps those of each section. */
export function makeSections(write) {
  const lines = new Map();
  let current;
  return {
    say(line) {
      write(`${line}\n`);
      lines.get(current)?.push(line);
    },
    start(name) {
      current = name;
      lines.set(name, []);
    },
    end() {
      current = undefined;
    },
    /** Puts what was said into the document; sections that were not run stay. */
    writeInto(path) {
      let text = readFileSync(path, "utf8");
      for (const [name, said] of lines) {
        const pattern = new RegExp(`(<!-- evaluate:${name} -->).*?(<!-- /evaluate -->)`, "su");
        const body = said.join("\n").replace(/^## /gmu, "### ").trim();
        // A function, because a text for replacing would give "$&" a meaning.
        text = text.replace(pattern, (_, from, to) => `${from}\n\n${body}\n\n${to}`);
      }
      writeFileSync(path, text);
    },
  };
}
