import { formatDuration, type Duration } from "@orrery/kernel";
import type { Consumer } from "../run-view.ts";
import type { WarningTopic } from "./warning-topic.ts";

/** The visibility timeout that AWS recommends: 6 times the function's timeout and the batching window. */
export const recommendedVisibilityTimeout = (timeout: Duration, window: Duration): Duration =>
  (6 * timeout + window) as Duration;

/** Messages that are hidden too briefly for the function that reads them. */
export const visibilityTimeoutWarnings: WarningTopic = ({ consumers }) =>
  consumers.flatMap(warningsOfConsumer);

function warningsOfConsumer({ queue, fn, window }: Consumer): string[] {
  const { visibilityTimeout } = queue.settings;
  const { timeout } = fn.settings;
  const own = formatDuration(visibilityTimeout);
  if (timeout > visibilityTimeout) {
    return [
      `${queue.name} hides messages for ${own}, less than the timeout of ${fn.name}, ${formatDuration(timeout)}, as one of them was changed later: messages come back while they are being processed.`,
    ];
  }
  const recommended = recommendedVisibilityTimeout(timeout, window);
  if (visibilityTimeout >= recommended) return [];
  const withWindow = window > 0 ? " plus the batching window" : "";
  return [
    `${queue.name} hides messages for ${own}; AWS recommends six times the timeout of ${fn.name}${withWindow}, ${formatDuration(recommended)}, so that throttled batches can be tried again before they come back.`,
  ];
}
