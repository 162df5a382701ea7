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
import type { Terminal } from "./terminal.ts";

/** What came of the same run with other assumptions; what failed is said after the summary. */
export interface Tried {
  readonly sensitivity: Sensitivity | null;
  readonly failure: Error | null;
}

/** Of a run that nobody wants to try again, or that Ctrl-C ended. */
export const notTried: Tried = { sensitivity: null, failure: null };

/** How a run is tried again. */
export interface Trying {
  readonly terminal: Terminal;
  readonly memory?: MemoryGuard;
  /**
   * Has a thread find the outcomes at one end, while this one finds those at the other; `null` where that fails, or
   * `signal` stops it. Left out: both are found here.
   */
  elsewhere?(end: RangeEnd, signal: AbortSignal): Promise<readonly number[] | null>;
}

/**
 * Tries a run with other assumptions where it was slowed down, unless Ctrl-C comes between. The run
 * itself has its summary all the same, also where there is no memory for another beside it.
 */
export async function otherAssumptions(
  run: Run,
  slowdowns: readonly Slowdown[],
  code: Partial<RunCode>,
  { terminal, memory = new MemoryGuard(), elsewhere }: Trying,
): Promise<Tried> {
  if (slowdowns.length === 0) return notTried;
  const progress = new Progress(run.scenario.duration / 1_000_000, terminal);
  const tryHere = (end: RangeEnd) =>
    untilInterrupted(outcomesAtEnd(end, run, slowdowns, code), (simulation) => {
      progress.show(simulation);
      memory.check(run);
    });
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once("SIGINT", stop);
  try {
    const there = elsewhere?.("high", stopping.signal);
    const low = await tryHere("low");
    const high = low === null ? null : await there;
    if (low === null || stopping.signal.aborted) return notTried;
    // What a thread could not do fails here in the same way, with all that is said of it.
    const highs = high ?? (await tryHere("high"))?.result;
    if (highs === undefined) return notTried;
    return { sensitivity: sensitivityOf(run, slowdowns, low.result, highs), failure: null };
  } catch (error) {
    const sensitivity = untriedBecause(error, slowdowns);
    if (sensitivity !== null) return { sensitivity, failure: null };
    return {
      sensitivity: null,
      failure: error instanceof Error ? error : new Error(String(error)),
    };
  } finally {
    process.removeListener("SIGINT", stop);
    stop();
    progress.stop();
  }
}
