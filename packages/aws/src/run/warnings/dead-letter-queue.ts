import { formatDuration } from "@orrery/kernel";
import type { RunView, SeenQueue } from "../run-view.ts";
import type { WarningTopic } from "./warning-topic.ts";

/** So many receives AWS recommends before a message is given up, at least. */
const recommendedReceiveCount = 5;

/** Queues that functions read and that give messages up too early, too late or not at all. */
export const deadLetterQueueWarnings: WarningTopic = (view) =>
  view.queues
    .filter((queue) => view.consumersOf(queue).length > 0)
    .flatMap((queue) => warningsOfQueue(queue, view));

function warningsOfQueue({ name, redrive, settings }: SeenQueue, { queueOf }: RunView): string[] {
  const kept = formatDuration(settings.retentionPeriod);
  if (redrive === undefined) {
    return [
      `${name} has no dead-letter queue: a message that always fails is tried again until it expires after ${kept}.`,
    ];
  }
  const warnings: string[] = [];
  const target = queueOf(redrive.deadLetterTargetArn);
  const to = target?.name ?? "its dead-letter queue";
  if (redrive.maxReceiveCount < recommendedReceiveCount) {
    const receives =
      redrive.maxReceiveCount === 1 ? "1 receive" : `${redrive.maxReceiveCount} receives`;
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
