import type { WarningTopic } from "./warning-topic.ts";

/** Queues that several mappings read, one of which filters: what it does not let pass is deleted. */
export const sharedQueueWarnings: WarningTopic = ({ queues, consumersOf }) =>
  queues.flatMap((queue) => {
    const readers = consumersOf(queue);
    const filtering = readers.filter(({ settings }) => settings.filters.length > 0);
    if (readers.length < 2 || filtering.length === 0) return [];
    const names = readers.map(({ fn }) => fn.name).join(" and ");
    const lost = filtering
      .map(({ name, sum }) => `${name} deleted ${sum("FilteredOutEventCount")}`)
      .join(", ");
    return [
      `${queue.name} is read by ${names}: each message reaches one of them alone, and a filter deletes what it does not let pass, though it is meant for another (${lost}). Give each its own queue.`,
    ];
  });
