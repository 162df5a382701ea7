import { isGrowing } from "../../../service/growth.ts";
import type { SeenRun } from "../../../service/seen.ts";
import { isRead, type SeenQueue } from "./seen-queue.ts";

/** Queues that are read and that grow all the same. */
export const backlogWarnings = (queues: readonly SeenQueue[], run: SeenRun): readonly string[] =>
  queues.flatMap((queue) => {
    const visible = queue.gauge("ApproximateNumberOfMessagesVisible");
    if (visible === undefined || !isRead(queue, run) || !isGrowing(visible)) return [];
    return [
      `${queue.name} still grows at the end of the run: ${visible.last} messages wait and more come than are processed.`,
    ];
  });
