import { extname } from "node:path";
import Piscina from "piscina";
import type { Replication } from "@orrery/orrery";
import type { ReplicationTask } from "./replication.ts";

// Beside this file: as it is written, or as it is packed.
const ending = extname(import.meta.url);
const worker = new URL(`./replication${ending}`, import.meta.url).href;
const nodeOptions = ending === ".ts" ? { execArgv: ["--conditions=source"] } : {};

/**
 * Carries tasks out by several threads.
 *
 * @param each hears of each that is done.
 * @returns what they came to, by their places, `null` for those that failed; `null` when Ctrl-C stopped them.
 */
export async function replicateBy(
  threads: number,
  tasks: readonly ReplicationTask[],
  each: (task: ReplicationTask, replication: Replication) => void,
): Promise<readonly (Replication | null)[] | null> {
  const pool = new Piscina<ReplicationTask, Replication | null>({
    filename: worker,
    name: "replicate",
    minThreads: threads,
    maxThreads: threads,
    ...nodeOptions,
  });
  const { signal, interrupt } = interruption();
  process.once("SIGINT", interrupt);
  try {
    return await Promise.all(
      tasks.map(async (task) => {
        const replication = await pool.run(task, { signal });
        if (replication !== null) each(task, replication);
        return replication;
      }),
    );
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    process.removeListener("SIGINT", interrupt);
    await pool.destroy();
  }
}

function interruption(): { readonly signal: AbortSignal; readonly interrupt: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, interrupt: () => controller.abort() };
}
