import { outcomesAtEnd, type RangeEnd, type Run, type Slowdown } from "@orrery/aws";
import { replicationSteps, type Replication, type Sweeping } from "@orrery/orrery";
import type { Override } from "@orrery/templates";
import { MemoryGuard } from "./memory-guard.ts";
import type { SamConfigOptions } from "./sam-config.ts";
import { loadScenario, type LoadedScenario } from "./scenario-sources.ts";

/** One run of a sweep, as plain data: whoever has the files can carry it out, anywhere and again. */
export interface ReplicationTask {
  readonly path: string;
  readonly overrides: readonly Override[];
  readonly seed: number | string;
  readonly sweeping: Sweeping;
}

// A memo: what files say, for tasks that come one after the other.
let last: { readonly said: string; readonly read: LoadedScenario } | null = null;

/** The scenario of a task. Tasks of one combination come one after the other, mostly. */
async function readFor({ path, overrides }: ReplicationTask): Promise<LoadedScenario> {
  const said = JSON.stringify([path, overrides]);
  if (last?.said !== said) last = { said, read: await loadScenario(path, overrides) };
  return last.read;
}

/** What a thread of a sweep does, one run after the other. `null`: it failed, and fails in the same way wherever it is repeated. */
export async function replicate(task: ReplicationTask): Promise<Replication | null> {
  try {
    const memory = new MemoryGuard();
    const { seed, sweeping } = task;
    const read = { ...(await readFor(task)), seed };
    const steps: Generator<Run, Replication> = replicationSteps(read, seed, sweeping);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      memory.check(step.value);
    }
  } catch {
    return null;
  }
}

/** One run with other assumptions, likewise. */
export interface OutcomesTask {
  readonly path: string;
  readonly overrides: readonly Override[];
  readonly options: SamConfigOptions;
  readonly seed: number | string;
  readonly slowdowns: readonly Slowdown[];
  readonly end: RangeEnd;
}

/** What a thread does that tries other assumptions. `null`: it failed, likewise. */
export async function tryOutcomes(task: OutcomesTask): Promise<readonly number[] | null> {
  try {
    const { path, overrides, options, seed, slowdowns, end } = task;
    const { scenario, scripts, queryEngine } = await loadScenario(path, overrides, options);
    const code = { scripts, queryEngine };
    const portions = outcomesAtEnd(end, { scenario, seed }, slowdowns, code);
    for (let portion = portions.next(); ; portion = portions.next()) {
      if (portion.done === true) return portion.value;
    }
  } catch {
    return null;
  }
}
