/** Metrics of which the sum is asked for, and which are shown also when they are 0. */
export const tallyMetrics: ReadonlySet<string> = new Set([
  "Accepted",
  "ColdStarts",
  "DeletedEventCount",
  "Errors",
  "Failed",
  "FailedInvokeEventCount",
  "FilteredOutEventCount",
  "InvokedEventCount",
  "Invocations",
  "MessagesExpired",
  "MessagesMovedToDeadLetterQueue",
  "NumberOfDeduplicatedSentMessages",
  "NumberOfEmptyReceives",
  "NumberOfMessagesDeleted",
  "NumberOfMessagesReceived",
  "NumberOfMessagesSent",
  "Offered",
  "PolledEventCount",
  "Refused",
  "Throttles",
  "Timeouts",
]);

const durationMetrics: ReadonlySet<string> = new Set([
  "ApproximateAgeOfOldestMessage",
  "ApproximateAgeOfOldestMessageInQuietGroups",
  "BilledDuration",
  "Duration",
  "InitDuration",
  "MessageAgeAtReceive",
  "MessageLatency",
  "ResponseTime",
]);

/** Whether a metric is a time, in whole microseconds. */
export const isDurationMetric = (metric: string): boolean => durationMetrics.has(metric);
