import type { SeenFunction } from "./seen-function.ts";

/** Events that were taken and never ran well. */
export const droppedEventWarnings = (functions: readonly SeenFunction[]): readonly string[] =>
  functions.flatMap(({ name, settings, sum }) => {
    const dropped = sum("AsyncEventsDropped");
    if (dropped === 0) return [];
    const taken = sum("AsyncEventsReceived");
    const events = taken === 1 ? "the one event" : `${dropped} of the ${taken} events`;
    const reason =
      settings.reservedConcurrency === 0
        ? " Its reserved concurrency is 0, with which every event is dropped without an attempt."
        : "";
    return [
      `${name} lost ${events} that it was invoked with asynchronously: they were dropped when their retries or their 6 hours were over, and no dead-letter queue or destination of a function gets them here.${reason}`,
    ];
  });
