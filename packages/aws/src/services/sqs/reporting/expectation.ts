import { formatDuration } from "@orrery/kernel";
import type { SeenRun } from "../../../service/seen.ts";
import { isRead, type SeenQueue } from "./seen-queue.ts";

/** Why a metric of a queue is 0 whatever happens; `null`: it may move. */
export function neverMoves(metric: string, queue: SeenQueue, run: SeenRun): string | null {
  const { name, settings } = queue;
  switch (metric) {
    case "NumberOfMessagesSent":
      return neverSent(queue, run);
    case "NumberOfDeduplicatedSentMessages":
      return settings.fifo ? neverSent(queue, run) : `${name} is a standard queue`;
    case "ThrottledRequests":
      return settings.fifo
        ? null
        : `${name} is a standard queue, which takes any number of requests`;
    case "NumberOfMessagesReceived":
    case "NumberOfMessagesDeleted":
    case "NumberOfEmptyReceives":
    case "DeletionsWithoutEffect":
      return neverRead(queue, run);
    case "MessagesMovedToDeadLetterQueue":
    case "DeadLettersProcessed":
      return run.outOf(queue, "givesUpTo").length === 0
        ? `${name} has no dead-letter queue`
        : neverRead(queue, run);
    case "MessagesExpired":
      if (settings.retentionPeriod <= run.duration) return null;
      return `${name} keeps messages for ${formatDuration(settings.retentionPeriod)}, longer than the run`;
    case "ApproximateNumberOfMessagesVisible":
    case "ApproximateNumberOfMessagesNotVisible":
    case "ApproximateNumberOfMessagesDelayed":
    case "ApproximateAgeOfOldestMessage":
      if (run.into(queue, "givesUpTo").length > 0) return null;
      return run.mayReach(queue) ? null : `nobody sends to ${name}`;
    default:
      return null;
  }
}

/** What a queue gets of other queues as a dead-letter queue does not count as sent; what others give up does. */
function neverSent(queue: SeenQueue, run: SeenRun): string | null {
  const sources = run.into(queue, "givesUpTo");
  if (sources.some(({ from }) => from.kind !== queue.kind)) return null;
  if (sources.length > 0 && !run.reaches(queue)) {
    const names = sources.map(({ from }) => from.name).join(" and ");
    return `what ${names} ${sources.length === 1 ? "gives" : "give"} up does not count as sent (AWS's rule): ApproximateNumberOfMessagesVisible shows it`;
  }
  return run.mayReach(queue) ? null : `nobody sends to ${queue.name}`;
}

const neverRead = (queue: SeenQueue, run: SeenRun): string | null =>
  isRead(queue, run) || run.mayReach(queue, "Receive") ? null : `nobody reads ${queue.name}`;
