import type { Reporting } from "../../../service/reporting.ts";
import { recordOf, redrivePolicyOf } from "../operations/queue-record.ts";
import { queueSpans } from "../story/spans.ts";
import { queueStory } from "../story/queue-story.ts";
import { backlogWarnings } from "./backlog.ts";
import { contentsOf } from "./contents.ts";
import { deadLetterQueueWarnings } from "./dead-letter-queue.ts";
import { neverMoves } from "./expectation.ts";
import { idleReceiveWarnings } from "./idle-receives.ts";
import { lossesOf } from "./losses.ts";
import { lossWarnings } from "./loss.ts";
import { accepted, queueBacklog, waysLost } from "./ways-lost.ts";
import { left, queueCharts, queueTable, queueTimes } from "./summary.ts";

/** What a queue says of itself in reports. */
export const queueReporting: Reporting = {
  relations({ resource, sum }) {
    const redrive = redrivePolicyOf(recordOf(resource).attributes);
    if (redrive === undefined) return [];
    const { deadLetterTargetArn: arn, maxReceiveCount: after } = redrive;
    return [{ role: "givesUpTo", arn, after, times: sum("MessagesMovedToDeadLetterQueue") }];
  },
  incoming: ["NumberOfMessagesSent"],
  usualExpectations: (name, { isGivenUpTo }) => [
    isGivenUpTo
      ? `${name}.ApproximateNumberOfMessagesVisible = 0`
      : `${name}.ApproximateAgeOfOldestMessage < 15m`,
  ],
  warnings: {
    givingUp: deadLetterQueueWarnings,
    growth: backlogWarnings,
    waste: idleReceiveWarnings,
    loss: lossWarnings,
  },
  neverMoves,
  losses: lossesOf,
  backlog: queueBacklog,
  accepted,
  waysLost,
  outcomes: [
    {
      name: "ApproximateAgeOfOldestMessage",
      title: "oldest message",
      form: "time",
      metrics: ["ApproximateAgeOfOldestMessage"],
      statistic: "max",
    },
    { name: "MessagesLeft", title: "messages left at the end", form: "count", ...left },
    {
      name: "MessagesMovedToDeadLetterQueue",
      title: "dead letters",
      form: "count",
      metrics: ["MessagesMovedToDeadLetterQueue"],
      statistic: "sum",
    },
  ],
  table: queueTable,
  times: queueTimes,
  charts: queueCharts,
  contents: contentsOf,
  story: queueStory,
  spans: queueSpans,
};
