import type { Seen, SeenRun } from "../../../service/seen.ts";
import type { QueueSettings } from "../config.ts";

/** A queue in a run. */
export type SeenQueue = Seen<QueueSettings>;

/** Whether mappings, pipes or other consumers read a queue. */
export const isRead = (queue: SeenQueue, run: SeenRun): boolean =>
  run.into(queue, "reads").length > 0 || run.consumersOf(queue.name).length > 0;
