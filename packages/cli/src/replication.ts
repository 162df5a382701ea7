import type { Run } from "@orrery/aws";
import { replicationSteps, type Replication, type Sweeping } from "@orrery/orrery";
import type { Override } from "@orrery/templates";
import { MemoryGuard } from "./memory-guard.ts";
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
