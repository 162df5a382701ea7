import {
  tryOtherAssumptions,
  type Run,
  type RunCode,
  type Sensitivity,
  type Slowdown,
} from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
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

/**
 * Tries a run with other assumptions where it was slowed down, unless Ctrl-C comes between. The run
 * itself has its summary all the same, also where there is no memory for another beside it.
 */
export async function otherAssumptions(
  run: Run,
  slowdowns: readonly Slowdown[],
  code: Partial<RunCode>,
  terminal: Terminal,
  memory = new MemoryGuard(),
): Promise<Tried> {
  let progress: Progress | null = null;
  try {
    const tries = tryOtherAssumptions(run, code);
    const first = tries.next();
    if (first.done === true) return { sensitivity: first.value, failure: null };
    const shown = new Progress(run.scenario.duration / 1_000_000, terminal);
    progress = shown;
    const tried = await untilInterrupted(tries, (simulation) => {
      shown.show(simulation);
      memory.check(run);
    });
    return { sensitivity: tried?.result ?? null, failure: null };
  } catch (error) {
    if (error instanceof ConfigError) {
      const sensitivity = { slowdowns, differences: [], failure: error.message };
      return { sensitivity, failure: null };
    }
    return {
      sensitivity: null,
      failure: error instanceof Error ? error : new Error(String(error)),
    };
  } finally {
    progress?.stop();
  }
}
