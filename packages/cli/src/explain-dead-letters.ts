import { deadLettersOf, givenUpTo, heldIn, viewOf, type DeadLetter } from "@orrery/aws";
import picocolors from "picocolors";
import { shortened } from "./summary/format.ts";
import type { Terminal } from "./terminal.ts";
import type { RepeatedRun } from "./told-run.ts";

/** The messages that were given up to one resource. */
export interface GivenUp {
  readonly resource: string;
  /** How many there are at the end of the run. */
  readonly count: number;
  readonly messages: readonly DeadLetter[];
}

/** Tells why messages were given up, of the first of each resource that they were given up to. */
export function explainDeadLetters(
  told: RepeatedRun,
  { first, json }: DeadLettersAsked,
  terminal: Terminal,
): void {
  const all = givenUpIn(told, first);
  if (json) terminal.print(`${JSON.stringify(all, null, 2)}\n`);
  else printGivenUp(all, told, terminal);
}

/** Of how many of each resource, and whether as JSON. */
export interface DeadLettersAsked {
  readonly first: number;
  readonly json: boolean;
}

/** Prints them in lines, with the command that tells all of one. */
export function printGivenUp(
  all: readonly GivenUp[],
  { command }: RepeatedRun,
  { print, colors, columns }: Terminal,
): void {
  const { bold, dim } = picocolors.createColors(colors);
  if (all.length === 0) {
    print("nothing of the run is one that others give messages up to\n");
    return;
  }
  for (const { resource, count, messages } of all) {
    const some = messages.length < count ? `, the first ${messages.length} of them here` : "";
    const said =
      count === 0
        ? "no dead letters"
        : count === 1
          ? "1 dead letter"
          : `${count.toLocaleString("en-US")} dead letters`;
    print(`${bold(resource)}: ${said} at the end of the run${some}\n`);
    for (const { message, body, receiveCount, reason } of messages) {
      const times = receiveCount === 1 ? "1 receive" : `${receiveCount} receives`;
      print(
        `  ${message ?? "a message"}  ${times}: ${reason ?? "nobody said why: it was received, and never deleted"}\n`,
      );
      print(dim(`    ${shortened(JSON.stringify(body), Math.max(20, columns - 4))}\n`));
    }
  }
  const example = all.flatMap(({ messages }) => messages).find(({ message }) => message !== null);
  if (example === undefined) return;
  print(dim(`\nall that happened to one: ${command} --message ${example.message}\n`));
}

/** The first messages of each resource that others gave up to. */
export function givenUpIn(
  { run, resources, readAll }: RepeatedRun,
  first: number,
): readonly GivenUp[] {
  const shownAs = (component: string) => resources[component] ?? component;
  const found = givenUpTo(viewOf(run)).map((seen) => ({ seen, held: heldIn(seen) ?? [] }));
  const asked = found.flatMap(({ seen, held }) =>
    held.slice(0, first).map((message) => [seen, message] as const),
  );
  const letters = [...readAll((entries) => deadLettersOf(asked, entries, shownAs))];
  return found.map(({ seen, held }) => ({
    resource: seen.name,
    count: held.length,
    messages: letters.splice(0, Math.min(first, held.length)),
  }));
}
