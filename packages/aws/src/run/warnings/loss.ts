import { formatDuration } from "@orrery/kernel";
import { times, type WarningTopic } from "./warning-topic.ts";

/** Messages that expired, and invocations that were cut off. */
export const lossWarnings: WarningTopic = ({ queues, functions }) => [
  ...queues.flatMap(({ name, settings, sum }) => {
    const expired = sum("MessagesExpired");
    if (expired === 0) return [];
    const messages = expired === 1 ? "1 message, which" : `${expired} messages, which`;
    return [`${name} lost ${messages} expired after ${formatDuration(settings.retentionPeriod)}.`];
  }),
  ...functions.flatMap(({ name, settings, sum }) => {
    const timeouts = sum("Timeouts");
    if (timeouts === 0) return [];
    const timeout = formatDuration(settings.timeout);
    return [`${name} ran into its timeout of ${timeout} ${times(timeouts)}.`];
  }),
];
