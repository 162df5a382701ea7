import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { doors, prepareFolder } from "./doors.ts";

/** What the parent asks for: so many inputs of one door. */
export interface Order {
  readonly door: string;
  readonly seed: number;
  readonly runs: number;
}

/** What a session says: that it lives, or what it found. */
export type Word =
  | { readonly type: "alive" }
  | { readonly type: "done"; readonly tried: number }
  | { readonly type: "found"; readonly complaint: string; readonly input: string };

/** Where the input lies that is being tried, for when the process does not live to tell. */
export const lastInput = "last-input.txt";

const say = (word: Word) => process.send?.(word);

/** Tries inputs in the folder that the process is in, and shrinks the first that is answered wrongly. */
async function session({ door: name, seed, runs }: Order): Promise<void> {
  await prepareFolder();
  const door = doors.find((candidate) => candidate.name === name);
  if (door === undefined) throw new Error(`there is no door ${name}`);
  let tried = 0;
  const property = fc.asyncProperty(door.inputs, async (input) => {
    tried += 1;
    writeFileSync(lastInput, fc.stringify(input));
    say({ type: "alive" });
    const complaint = await door.take(input);
    if (complaint !== null) throw new Error(complaint);
  });
  const details = await fc.check(property, { seed, numRuns: runs });
  if (details.failed) {
    const { counterexample, errorInstance } = details;
    const complaint =
      errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
    const input = fc.stringify(counterexample?.[0]);
    say({ type: "found", complaint, input });
  }
  say({ type: "done", tried });
  process.disconnect();
}

if (process.send !== undefined) {
  process.once("message", (order) => {
    session(order as Order).catch((error: unknown) => {
      say({ type: "found", complaint: `the session failed: ${String(error)}`, input: "none" });
      process.exitCode = 1;
      process.disconnect();
    });
  });
}
