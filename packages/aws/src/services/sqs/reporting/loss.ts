import { formatDuration } from "@orrery/kernel";
import { sqsLimits } from "../limits.ts";
import type { SeenQueue } from "./seen-queue.ts";

/** Messages that a queue took for ones it had, since they say the same, and those that expired. */
export const lossWarnings = (queues: readonly SeenQueue[]): readonly string[] => [
  ...queues.flatMap(duplicatesOf),
  ...queues.flatMap(expiredOf),
];

function duplicatesOf({ name, settings, sum }: SeenQueue): readonly string[] {
  const dropped = sum("NumberOfDeduplicatedSentMessages");
  if (dropped === 0 || !settings.contentBasedDeduplication) return [];
  const sent = dropped + sum("NumberOfMessagesSent");
  const interval = formatDuration(sqsLimits.fifoDeduplicationInterval);
  return [
    `${name} dropped ${dropped} of ${sent} messages as duplicates: it tells messages apart by their bodies, and theirs had been sent within ${interval} before.`,
  ];
}

function expiredOf({ name, settings, sum }: SeenQueue): readonly string[] {
  const expired = sum("MessagesExpired");
  if (expired === 0) return [];
  const messages = expired === 1 ? "1 message, which" : `${expired} messages, which`;
  return [`${name} lost ${messages} expired after ${formatDuration(settings.retentionPeriod)}.`];
}
