import { formatDuration } from "@orrery/kernel";
import { neverFails, reachOf } from "../reach.ts";
import type { Consumer, RunView, SeenFunction, SeenQueue } from "../run-view.ts";
import type { Expectation } from "../scenario.ts";

/**
 * Why a metric is 0 whatever happens, from how the architecture is joined and what the scenario says;
 * `null`: it may move.
 */
export function neverMoves({ resource, metric }: Expectation, view: RunView): string | null {
  const queue = view.queueNamed(resource);
  if (queue !== undefined) return queueMetric(queue, metric, view);
  const fn = view.functionNamed(resource);
  if (fn !== undefined) return functionMetric(fn, metric, view);
  const consumer = view.consumerNamed(resource);
  return consumer === undefined ? null : consumerMetric(consumer, metric, view);
}

function queueMetric(queue: SeenQueue, metric: string, view: RunView): string | null {
  const { name, redrive, settings } = queue;
  switch (metric) {
    case "NumberOfMessagesSent":
      return neverSent(queue, view);
    case "NumberOfDeduplicatedSentMessages":
      return settings.fifo ? neverSent(queue, view) : `${name} is a standard queue`;
    case "ThrottledRequests":
      return settings.fifo
        ? null
        : `${name} is a standard queue, which takes any number of requests`;
    case "NumberOfMessagesReceived":
    case "NumberOfMessagesDeleted":
    case "NumberOfEmptyReceives":
    case "DeletionsWithoutEffect":
      return isRead(queue, view) ? null : `nobody reads ${name}`;
    case "MessagesMovedToDeadLetterQueue":
    case "DeadLettersProcessed":
      if (redrive === undefined) return `${name} has no dead-letter queue`;
      return isRead(queue, view) ? null : `nobody reads ${name}`;
    case "MessagesExpired": {
      const { duration } = view.run.scenario;
      if (settings.retentionPeriod <= duration) return null;
      return `${name} keeps messages for ${formatDuration(settings.retentionPeriod)}, longer than the run`;
    }
    case "ApproximateNumberOfMessagesVisible":
    case "ApproximateNumberOfMessagesNotVisible":
    case "ApproximateNumberOfMessagesDelayed":
    case "ApproximateAgeOfOldestMessage":
      if (view.sourcesOf(queue).length > 0) return null;
      return reachOf(view).reaches(name) ? null : `nobody sends to ${name}`;
    default:
      return null;
  }
}

/** What a queue gets as a dead-letter queue does not count as sent. */
function neverSent(queue: SeenQueue, view: RunView): string | null {
  const sources = view.sourcesOf(queue);
  const reach = reachOf(view);
  if (sources.length > 0 && !reach.isCalled(queue.name)) {
    const names = sources.map(({ name }) => name).join(" and ");
    return `what ${names} ${sources.length === 1 ? "gives" : "give"} up does not count as sent (AWS's rule): ApproximateNumberOfMessagesVisible shows it`;
  }
  return reach.reaches(queue.name) ? null : `nobody sends to ${queue.name}`;
}

const isRead = (queue: SeenQueue, view: RunView): boolean =>
  view.consumersOf(queue).length > 0 || reachOf(view).reaches(queue.name, "Receive");

function functionMetric(fn: SeenFunction, metric: string, view: RunView): string | null {
  const { name, settings } = fn;
  if (!isInvoked(fn, view)) return `nothing invokes ${name}`;
  switch (metric) {
    case "Errors":
    case "Timeouts":
      return neverFails(fn, view) ? `by the scenario ${name} never fails` : null;
    case "ThrottlesByReservedConcurrency":
    case "ThrottlesByReservedRequestRate":
      return settings.reservedConcurrency === null ? `${name} has no reserved concurrency` : null;
    case "ThrottlesByAccountConcurrency":
    case "ThrottlesByAccountRequestRate":
      return settings.reservedConcurrency === null
        ? null
        : `${name} has reserved concurrency, and does not draw on the account's`;
    default:
      return null;
  }
}

const isInvoked = ({ name }: SeenFunction, view: RunView): boolean =>
  view.readersNamed(name).length > 0 || reachOf(view).reaches(name);

function consumerMetric(consumer: Consumer, metric: string, view: RunView): string | null {
  const { name, settings, fn } = consumer;
  switch (metric) {
    case "FilteredOutEventCount":
      return settings.filters.length === 0 ? `${name} has no filters` : null;
    case "ErrorEventCount":
      return neverFails(fn, view) ? `by the scenario ${fn.name} never fails` : null;
    default:
      return null;
  }
}
