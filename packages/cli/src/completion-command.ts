import { existsSync } from "node:fs";
import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { logicalIdsIn } from "./logical-ids.ts";
import type { Shell } from "./shells.ts";
import type { Terminal } from "./terminal.ts";

/** Prints what a shell runs to complete the words of a program, to which completion is added. */
export function printCompletion(program: Command, shell: Shell, { print }: Terminal): void {
  const name = program.name();
  const lines = linesOf(() => completionOf(program).setup(name, name, shell));
  // The library's script for bash never completes files, not even where it is told to.
  const files = shell === "bash" ? [`complete -o default -F __${name}_complete ${name}`] : [];
  print(`${[...lines, ...files].join("\n")}\n`);
}

/** Prints what the last of `words` may become, as that script asks for it. */
export function printCandidates(
  program: Command,
  words: readonly string[],
  { print }: Terminal,
): void {
  const lines = linesOf(() => {
    const completion = completionOf(program);
    completeIds(completion, words);
    completion.parse([...words]);
  });
  const candidates = lines.slice(0, -1);
  const isOption = words.at(-1)?.startsWith("-") === true;
  // Where the command has no words of its own the shell has those of files, which the library forbids it.
  const isFile = candidates.length === 0 && !isOption;
  print([...candidates, isFile ? completeFiles : lines.at(-1)].join("\n") + "\n");
}

/** The options that take a logical id, and what stands around it there. */
const idOptions: Readonly<Record<string, (id: string) => string>> = {
  only: (id) => id,
  message: (id) => `${id}:`,
  set: (id) => `resources.${id}.`,
  vary: (id) => `resources.${id}.`,
};

/** Has the options that take a logical id complete those of the file among the words. */
function completeIds(
  completion: ReturnType<typeof tab>,
  [name = "", ...words]: readonly string[],
): void {
  const command = completion.commands.get(name);
  if (command === undefined) return;
  for (const [option, shown] of Object.entries(idOptions)) {
    const found = command.options.get(option);
    if (found === undefined) continue;
    found.handler = (complete) => {
      const file = words.find((word) => existsSync(word));
      for (const id of file === undefined ? [] : logicalIdsIn(file)) complete(shown(id), "");
    };
  }
}

/** The directive that leaves the completion to the shell. */
const completeFiles = ":0";

/** The program's words as the library knows them: it adds the command `completion` by itself. */
const completionOf = (program: Command): ReturnType<typeof tab> =>
  tab(program, { completionCommandName: "completion" });

/** What the library prints: it does so on the console, whatever the place is. */
function linesOf(printing: () => void): readonly string[] {
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: string) => void lines.push(line);
  try {
    printing();
  } finally {
    console.log = log;
  }
  return lines;
}
