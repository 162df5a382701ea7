import type { Consumer, RunView, SeenFunction } from "../run-view.ts";
import { throttlesByLimit } from "../throttle-limits.ts";
import { times, type WarningTopic } from "./warning-topic.ts";

/** In so many batches a mapping reads an idle queue at first. */
const firstBatches = 5;

/** Concurrency that is too small for those who read, and throttles of it. */
export const concurrencyWarnings: WarningTopic = (view) =>
  view.consumers.flatMap((consumer) => [
    ...reservationWarnings(consumer),
    ...throttleWarnings(consumer, view),
  ]);

function reservationWarnings({ name, fn, maximumConcurrency }: Consumer): string[] {
  const { reservedConcurrency } = fn.settings;
  const wanted = maximumConcurrency ?? firstBatches;
  if (reservedConcurrency === null || reservedConcurrency >= wanted) return [];
  const what =
    maximumConcurrency === null
      ? `the ${firstBatches} batches that ${name} begins with`
      : `the maximum concurrency of ${name}, ${maximumConcurrency}`;
  return [
    `${fn.name} has a reserved concurrency of ${reservedConcurrency}, below ${what}, so some batches are throttled.`,
  ];
}

function throttleWarnings({ queue, fn }: Consumer, { queueOf }: RunView): string[] {
  const throttles = fn.sum("Throttles");
  if (throttles === 0) return [];
  const deadLetters = queueOf(queue.redrive?.deadLetterTargetArn ?? "")?.name;
  const cost =
    queue.redrive === undefined
      ? ""
      : `, which counts towards the ${queue.redrive.maxReceiveCount} after which they move to ${deadLetters ?? "its dead-letter queue"}`;
  return [
    `${fn.name} was throttled ${times(throttles)}, by ${limitsOf(fn)}: messages of ${queue.name} that are throttled until their visibility timeout ends are received once more${cost}.`,
  ];
}

/** `its reserved concurrency of 5 (20 times) and …`; how often is left out where it was one limit. */
function limitsOf({ sum, settings }: SeenFunction): string {
  const limits = throttlesByLimit(sum, settings);
  if (limits.length === 1) return limits[0]!.limit;
  return limits.map(({ limit, count }) => `${limit} (${times(count)})`).join(" and ");
}
