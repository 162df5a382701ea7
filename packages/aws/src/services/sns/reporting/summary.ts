import type { Chart, Outcome, Parts, Table, Times } from "../../../service/reporting.ts";
import { subscriptionsOf, type SeenTopic } from "./seen-topic.ts";

/** What went into a topic, and what became of it. */
export const topicTable: Table = {
  columns: [
    { title: "published", metrics: ["NumberOfMessagesPublished"], statistic: "sum" },
    {
      title: "duplicates",
      metrics: ["NumberOfDuplicateMessages"],
      statistic: "sum",
      optional: true,
    },
    { title: "throttled", metrics: ["ThrottledPublishes"], statistic: "sum", optional: true },
    { title: "delivered", metrics: ["NumberOfNotificationsDelivered"], statistic: "sum" },
    {
      title: "filtered out",
      metrics: ["NumberOfNotificationsFilteredOut"],
      statistic: "sum",
      optional: true,
    },
    { title: "tried again", metrics: ["DeliveryRetries"], statistic: "sum", optional: true },
    {
      title: "dead letters",
      metrics: ["NumberOfNotificationsRedrivenToDlq"],
      statistic: "sum",
      optional: true,
    },
    { title: "lost", metrics: ["NotificationsLost"], statistic: "sum", optional: true },
    { title: "under way", metrics: ["DeliveriesUnderWay"], statistic: "end", optional: true },
  ],
};

/** What became of the messages of each subscription. */
export const topicParts: Parts = {
  noun: "subscription",
  columns: [
    { name: "delivered", title: "delivered" },
    { name: "filteredOut", title: "filtered out", optional: true },
    { name: "failedAttempts", title: "failed attempts", optional: true },
    { name: "deadLetters", title: "dead letters", optional: true },
    { name: "lost", title: "lost", optional: true },
  ],
  of: (topic: SeenTopic, run) =>
    subscriptionsOf(topic, run).map(({ endpoint, settings: { protocol }, tally }) => {
      const { delivered, filteredOut, failedAttempts, redriven: deadLetters, lost } = tally;
      return {
        name: `${endpoint}, ${protocol}`,
        counts: { delivered, filteredOut, failedAttempts, deadLetters, lost },
      };
    }),
};

/** How long messages take from publication until a subscriber has taken them. */
export const topicTimes: readonly Times[] = [{ metric: "DeliveryTime", title: "delivery" }];

/** What waits for a subscriber, to be tried again or for its turn. */
export const topicCharts: readonly Chart[] = [{ gauge: "DeliveriesUnderWay", title: "under way" }];

/** What people ask of a run about a topic. */
export const topicOutcomes: readonly Outcome[] = [
  {
    name: "DeliveryTime",
    title: "longest delivery",
    form: "time",
    metrics: ["DeliveryTime"],
    statistic: "max",
  },
  {
    name: "NumberOfNotificationsRedrivenToDlq",
    title: "dead letters",
    form: "count",
    metrics: ["NumberOfNotificationsRedrivenToDlq"],
    statistic: "sum",
  },
  {
    name: "NotificationsLost",
    title: "notifications lost",
    form: "count",
    metrics: ["NotificationsLost"],
    statistic: "sum",
  },
];
