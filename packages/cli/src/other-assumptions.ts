import {
  outcomesAtEnd,
  sensitivityOf,
  untriedBecause,
  type RangeEnd,
  type Run,
  type RunCode,
  type Sensitivity,
  type Slowdown,
} from "@orrery/aws";
import { MemoryGuard } from "./memory-guard.ts";
import { Progress, untilInterrupted } from "./progress.ts";
import type { OutcomesTask } from "./replication.ts";
import type { Terminal } from "./terminal.ts";

/** What came of the same run with other assumptions; what failed is said after the summary. */
export interface Tried {
  readonly sensitivity: Sensitivity | null;
  readonly failure: Error | null;
}

/** Of a run that nobody wants to try again, or that Ctrl-C ended. */
export const notTried: Tried = { sensitivity: null, failure: null };

/** Where a thread reads the scenario of a run once more. */
export type RunSource = Pick<OutcomesTask, "path" | "overrides" | "options">;

/** How a run is tried again. */
export interface Trying {
  readonly terminal: Terminal;
  readonly memory?: MemoryGuard;
  /** Lets a thread try one end, while this one tries the other. Left out: both are tried here. */
  readonly source?: RunSource;
}

/**
 * Tries a run with other assumptions where it was slowed down, unless Ctrl-C comes between. The run
 * itself has its summary all the same, also where there is no memory for another beside it.
 */
export async function otherAssumptions(
  run: Run,
  slowdowns: readonly Slowdown[],
  code: Partial<RunCode>,
  { terminal, memory = new MemoryGuard(), source }: Trying,
): Promise<Tried> {
  if (slowdowns.length === 0) return notTried;
  const progress = new Progress(run.scenario.duration / 1_000_000, terminal);
  const tryHere = (end: RangeEnd) =>
    untilInterrupted(outcomesAtEnd(end, run, slowdowns, code), (simulation) => {
      progress.show(simulation);
      memory.check(run);
    });
  const aside = new AbortController();
  try {
    const elsewhere =
      source === undefined
        ? null
        : tryElsewhere({ ...source, seed: run.seed, slowdowns, end: "high" }, aside.signal);
    const low = await tryHere("low");
    if (low === null) return notTried;
    // What a thread could not do fails here in the same way, with all that is said of it.
    const high = (await elsewhere) ?? (await tryHere("high"))?.result;
    if (high === undefined) return notTried;
    return { sensitivity: sensitivityOf(run, slowdowns, low.result, high), failure: null };
  } catch (error) {
    try {
      return { sensitivity: untriedBecause(error, slowdowns), failure: null };
    } catch {
      const failure = error instanceof Error ? error : new Error(String(error));
      return { sensitivity: null, failure };
    }
  } finally {
    aside.abort();
    progress.stop();
  }
}

/** The outcomes at one end, found by a thread; `null` where it fails, or is not waited for. */
const tryElsewhere = async (
  task: OutcomesTask,
  signal: AbortSignal,
): Promise<readonly number[] | null> =>
  (await import("./replication-pool.ts")).outcomesElsewhere(task, signal);
