import * as modules from "node:module";
import { dirname, extname } from "node:path";
import Piscina from "piscina";
import type { Replication } from "@orrery/orrery";
import type { OutcomesTask, ReplicationTask } from "./replication.ts";

// Beside this file: as it is written, or as it is packed.
const ending = extname(import.meta.url);
const worker = new URL(`./replication${ending}`, import.meta.url).href;
const nodeOptions = ending === ".ts" ? { execArgv: ["--conditions=source"] } : {};

/** A run of a sweep that somebody may take. */
interface Offer {
  readonly task: ReplicationTask;
}

/**
 * Has threads carry runs out, each one after the other, as long as there are some to take.
 *
 * @param take gives the next run that nobody has taken; `undefined`: there is none.
 * @param each hears what a run came to; `null`: it failed.
 * @returns whether it came to its end; false when Ctrl-C stopped it.
 */
export async function replicateBy<Offered extends Offer>(
  threads: number,
  take: () => Offered | undefined,
  each: (taken: Offered, replication: Replication | null) => void,
): Promise<boolean> {
  const pool = poolOf<ReplicationTask, Replication>("replicate", threads);
  const { signal, interrupt } = interruption();
  process.once("SIGINT", interrupt);
  const work = async () => {
    for (let taken = take(); taken !== undefined; taken = take()) {
      each(taken, await pool.run(taken.task, { signal }));
    }
  };
  try {
    await Promise.all(Array.from({ length: threads }, work));
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  } finally {
    process.removeListener("SIGINT", interrupt);
    await pool.destroy();
  }
}

/**
 * Has a thread try other assumptions.
 *
 * @returns the outcomes; `null` where that failed, or `signal` stopped it.
 */
export async function outcomesElsewhere(
  task: OutcomesTask,
  signal: AbortSignal,
): Promise<readonly number[] | null> {
  const pool = poolOf<OutcomesTask, readonly number[]>("tryOutcomes", 1);
  try {
    return await pool.run(task, { signal });
  } catch {
    return null;
  } finally {
    await pool.destroy();
  }
}

/** Threads that do what the worker exports under a name. */
const poolOf = <Task, Result>(name: string, threads: number) =>
  new Piscina<Task, Result | null>({
    filename: worker,
    name,
    minThreads: threads,
    maxThreads: threads,
    env: threadEnvironment(),
    ...nodeOptions,
  });

/** A thread keeps no code that was compiled before, unless its environment says where it is. */
function threadEnvironment(): NodeJS.ProcessEnv {
  const compiled = modules.getCompileCacheDir?.();
  return compiled === undefined
    ? process.env
    : { ...process.env, NODE_COMPILE_CACHE: dirname(compiled) };
}

function interruption(): { readonly signal: AbortSignal; readonly interrupt: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, interrupt: () => controller.abort() };
}
