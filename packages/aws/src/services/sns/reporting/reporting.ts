import type { Reporting } from "../../../service/reporting.ts";
import type { RelationSaid } from "../../../service/seen.ts";
import { retriesOf } from "../../../delivery/retry-schedule.ts";
import { deadLetterArnIn } from "../delivery-policies.ts";
import { talliedOf } from "../topic/tally.ts";
import { topicSpans } from "../story/spans.ts";
import { topicStory } from "../story/topic-story.ts";
import type { TopicState } from "../topic/state.ts";
import { ceilingOf, neverMoves } from "./expectation.ts";
import { fitWarnings, givingUpWarnings } from "./fit.ts";
import { growthWarnings } from "./growth.ts";
import { lossesOf } from "./losses.ts";
import { lossWarnings } from "./loss.ts";
import { endpointArnOf, type SeenTopic } from "./seen-topic.ts";
import { usualArrivals } from "./usual-arrivals.ts";
import { topicBacklog, waysLost } from "./ways-lost.ts";
import { topicCharts, topicOutcomes, topicParts, topicTable, topicTimes } from "./summary.ts";

/** What a topic says of itself in reports. */
export const topicReporting: Reporting = {
  relations: ({ settings, state }: SeenTopic) =>
    settings.subscriptions.flatMap((subscription): readonly RelationSaid[] => {
      if (!subscription.isConfirmed) return [];
      const tally = talliedOf(state as TopicState, subscription.number); // Of its kind.
      const deadLetterArn = deadLetterArnIn(subscription);
      const sendsTo: RelationSaid = {
        role: "sendsTo",
        arn: endpointArnOf(subscription),
        times: tally.delivered,
      };
      if (deadLetterArn === null) return [sendsTo];
      const after = 1 + retriesOf(subscription.policy.failed)!; // A topic's retries have an end.
      return [sendsTo, { role: "givesUpTo", arn: deadLetterArn, after, times: tally.redriven }];
    }),
  incoming: ["NumberOfMessagesPublished", "ThrottledPublishes"],
  usualArrivals,
  usualExpectations: (name) => [`${name}.NumberOfNotificationsFailed = 0`],
  warnings: {
    fit: fitWarnings,
    givingUp: givingUpWarnings,
    growth: growthWarnings,
    loss: lossWarnings,
  },
  ceilingOf,
  neverMoves,
  losses: lossesOf,
  backlog: topicBacklog,
  accepted: ({ sum }) => sum("NumberOfMessagesPublished"),
  waysLost,
  outcomes: topicOutcomes,
  table: topicTable,
  parts: topicParts,
  times: topicTimes,
  charts: topicCharts,
  story: topicStory,
  spans: topicSpans,
};
