import { formatDuration } from "@orrery/kernel";
import type { SeenRun } from "../../../service/seen.ts";
import { isRead, type SeenQueue } from "./seen-queue.ts";

/** So many receives AWS recommends before a message is given up, at least. */
const recommendedReceiveCount = 5;

/** Queues that are read and that give messages up too early, too late or not at all. */
export const deadLetterQueueWarnings = (
  queues: readonly SeenQueue[],
  run: SeenRun,
): readonly string[] =>
  queues.filter((queue) => isRead(queue, run)).flatMap((queue) => warningsOfQueue(queue, run));

function warningsOfQueue(queue: SeenQueue, run: SeenRun): readonly string[] {
  const { name, settings } = queue;
  const kept = formatDuration(settings.retentionPeriod);
  const [redrive] = run.outOf(queue, "givesUpTo");
  if (redrive === undefined) {
    return [
      `${name} has no dead-letter queue: a message that always fails is tried again until it expires after ${kept}.`,
    ];
  }
  const warnings: string[] = [];
  const target = redrive.to as SeenQueue | undefined; // A queue gives up to queues alone.
  const maxReceiveCount = redrive.after!; // As it says of each.
  const to = target?.name ?? "its dead-letter queue";
  if (maxReceiveCount < recommendedReceiveCount) {
    const receives = maxReceiveCount === 1 ? "1 receive" : `${maxReceiveCount} receives`;
    warnings.push(
      `${name} gives messages up to ${to} after ${receives}; AWS recommends ${recommendedReceiveCount} at least, since throttles and outages count.`,
    );
  }
  // A FIFO queue's messages begin a new age where they move to.
  const outlasts =
    target === undefined || target.settings.retentionPeriod > settings.retentionPeriod;
  if (!settings.fifo && !outlasts) {
    warnings.push(
      `${to} keeps messages for ${formatDuration(target.settings.retentionPeriod)}, no longer than ${name}: their age counts from when they were sent to ${name}, so dead letters can expire soon after they arrive.`,
    );
  }
  return warnings;
}
