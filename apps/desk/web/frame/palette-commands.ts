/** Finding a command by what was typed. */

export interface Command {
  readonly id: string;
  readonly name: string;
  /** The key that does the same, or an empty text. */
  readonly keys: string;
  readonly run: () => void;
}

/** Commands whose name has every typed word, in order of the list; those that begin with it first. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter(({ name }) =>
    words.every((word) => name.toLowerCase().includes(word)),
  );
  const first = (command: Command) =>
    words[0] !== undefined && command.name.toLowerCase().startsWith(words[0]);
  return [...found.filter(first), ...found.filter((command) => !first(command))];
}
