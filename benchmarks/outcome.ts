import { bytesOf, isCounting } from "./allocation.ts";

/** What one execution of a benchmark program prints, as one line of JSON. */
export interface Outcome {
  /** In the benchmark's unit. */
  readonly value: number;
  /** How much was done: outcomes of as much work are compared. */
  readonly work: number;
  /** What came of it, as an integer that is equal in all programs that did as much. */
  readonly count?: number;
  /** A mean that is about equal in all programs of a benchmark, where they draw numbers of their own. */
  readonly mean?: number;
  /** Virtual microseconds that went by for each customer, hop or invocation: equal but for chance. */
  readonly pace?: number;
  /** Events of what was measured, or steps that stand for them. */
  readonly events?: number;
  /** Bytes that it allocated; where they are counted, the clock says nothing. */
  readonly bytes?: number;
}

let mostBytes = 0;

/** Prints the outcome of a program. */
export function printOutcome(outcome: Outcome): void {
  console.log(JSON.stringify(isCounting ? { ...outcome, bytes: mostBytes } : outcome));
}

/**
 * Runs `work` and says how many seconds of processors that took: on a machine that others use too,
 * the clock on the wall says more of them. What other threads of the process compile counts as well.
 */
export function secondsOf(work: () => void): number {
  const before = process.cpuUsage();
  // What warms up, or ends, is less than what is measured.
  if (isCounting) mostBytes = Math.max(mostBytes, bytesOf(work));
  else work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The outcome that a program printed. @throws Error when it printed none */
export function parseOutcome(text: string): Outcome {
  const line = text.trim().split("\n").at(-1) ?? "";
  const outcome = JSON.parse(line) as Partial<Outcome>;
  if (!Number.isFinite(outcome.value) || !Number.isFinite(outcome.work)) {
    throw new Error(`a benchmark program printed ${line}`);
  }
  return outcome as Outcome; // Just checked.
}
