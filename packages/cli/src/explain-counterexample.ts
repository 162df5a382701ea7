import { acceptedMessages, type SavedCounterexample } from "@orrery/aws";
import picocolors from "picocolors";
import { givenUpIn, printGivenUp, type DeadLettersAsked } from "./explain-dead-letters.ts";
import type { Terminal } from "./terminal.ts";
import type { RepeatedRun } from "./told-run.ts";

/** Tells what a run shows that a property left behind: under what it fails, and what was given up in it. */
export function explainCounterexample(
  told: RepeatedRun,
  counterexample: SavedCounterexample,
  { first, json }: DeadLettersAsked,
  terminal: Terminal,
): void {
  const { test, sentences, problem, repeat } = counterexample;
  const { print, colors } = terminal;
  const deadLetters = givenUpIn(told, first);
  if (json) {
    print(`${JSON.stringify({ counterexample, deadLetters }, null, 2)}\n`);
    return;
  }
  const { bold, dim } = picocolors.createColors(colors);
  const rows = [
    ...sentences.map((sentence, place) => [place === 0 ? "under" : "and", sentence] as const),
    ["wrong", problem] as const,
    ["again", repeat] as const,
  ];
  print(`${bold(test)}\n`);
  for (const [title, text] of rows) print(`  ${title.padEnd(7)}${text}\n`);
  print("\n");
  printGivenUp(deadLetters, told, terminal);
  if (deadLetters.some(({ count }) => count > 0)) return;
  const message = firstAccepted(told);
  if (message === null) print("nothing was accepted anywhere\n");
  else print(dim(`\nall that happened to one: ${told.command} --message ${message}\n`));
}

/** The message that was accepted first, such as `Orders:1`; `null`: none was. */
const firstAccepted = ({ readAll, resources }: RepeatedRun): string | null =>
  readAll((entries) => {
    for (const { component, number, isNew } of acceptedMessages(entries)) {
      const resource = resources[component];
      if (isNew && number !== null && resource !== undefined) return `${resource}:${number}`;
    }
    return null;
  });
