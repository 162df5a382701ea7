import { formatDuration } from "@orrery/kernel";
import { sqsLimits } from "../../services/sqs/limits.ts";
import type { WarningTopic } from "./warning-topic.ts";

/** Messages that a queue took for ones it had, since they say the same. */
export const duplicateWarnings: WarningTopic = ({ queues }) =>
  queues.flatMap(({ name, settings, sum }) => {
    const dropped = sum("NumberOfDeduplicatedSentMessages");
    if (dropped === 0 || !settings.contentBasedDeduplication) return [];
    const sent = dropped + sum("NumberOfMessagesSent");
    const interval = formatDuration(sqsLimits.fifoDeduplicationInterval);
    return [
      `${name} dropped ${dropped} of ${sent} messages as duplicates: it tells messages apart by their bodies, and theirs had been sent within ${interval} before.`,
    ];
  });
