import { spawnSync } from "node:child_process";
import type { Benchmark } from "./benchmark.ts";
import { bundleProgram } from "./bundled.ts";
import { parseOutcome } from "./outcome.ts";

/** What warm code of a benchmark of ours takes. */
export interface Instructions {
  /** By the benchmark's work: a message, a customer, an invocation. */
  readonly each: number;
  readonly anEvent: number;
}

const valgrind = "valgrind";
/** Counts instructions and nothing else. */
const counting = [
  "--tool=cachegrind",
  "--cache-sim=no",
  "--branch-sim=no",
  "--cachegrind-out-file=/dev/null",
];
/** V8 compiles and collects on the program's own thread, so that all is counted and the count hardly varies. */
const oneThread = "--single-threaded";

/** Whether instructions can be counted on this machine. */
export const canCountInstructions = (): boolean =>
  spawnSync(valgrind, ["--version"], { stdio: "ignore" }).status === 0;

/**
 * Instructions that the processor carries out for one more of what a benchmark does, whatever else the machine does
 * meanwhile: what two runs of different length differ by, so that neither the start nor the compiler counts. `null`
 * where the benchmark names no two such runs.
 *
 * @throws Error when a run fails
 */
export async function countInstructions({ name, ours }: Benchmark): Promise<Instructions | null> {
  if (ours.steady === undefined) return null;
  const { file, remove } = await bundleProgram(ours.program);
  try {
    const [short, long] = ours.steady.map((args) => run(name, file, args)) as [Run, Run];
    const more = long.instructions - short.instructions;
    return {
      each: more / (long.work - short.work),
      anEvent: more / (long.events - short.events),
    };
  } finally {
    remove();
  }
}

/** One line for people. */
export function describeInstructions({ name }: Benchmark, { each, anEvent }: Instructions): string {
  const [ofEach, ofEvent] = [each, anEvent].map((count) =>
    Math.round(count).toLocaleString("en-US"),
  );
  return `${name}: ${ofEach} instructions each, ${ofEvent} an event`;
}

/** How many instructions valgrind says that a program took; `null` where it says none. */
export function instructionsIn(said: string): number | null {
  const count = /I\s+refs:\s+([\d,]+)/.exec(said)?.[1];
  return count === undefined ? null : Number(count.replaceAll(",", ""));
}

interface Run {
  readonly instructions: number;
  readonly work: number;
  readonly events: number;
}

function run(name: string, file: string, args: readonly (string | number)[]): Run {
  const command = [...counting, process.execPath, oneThread, file, ...args.map(String)];
  const { status, stdout, stderr } = spawnSync(valgrind, command, {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const instructions = instructionsIn(stderr);
  if (status !== 0 || instructions === null) throw new Error(`${name} failed: ${stderr}`);
  const { work, events } = parseOutcome(stdout);
  if (events === undefined) throw new Error(`${name} does not say its events`);
  return { instructions, work, events };
}
