import type { Figure } from "../../../service/figure.ts";
import type { Chart, Table, Times } from "../../../service/reporting.ts";

/** The messages that are in a queue at the end. */
export const left: Figure = {
  metrics: ["Visible", "NotVisible", "Delayed"].map(
    (condition) => `ApproximateNumberOfMessages${condition}`,
  ),
  statistic: "end",
};

/** What went into a queue, where it went from there, and what is left. */
export const queueTable: Table = {
  columns: [
    { title: "sent", metrics: ["NumberOfMessagesSent"], statistic: "sum" },
    // Those that removed a message: then what came in and what went out add up.
    {
      title: "deleted",
      metrics: ["NumberOfMessagesDeleted"],
      statistic: "sum",
      less: "DeletionsWithoutEffect",
    },
    {
      title: "deletions too late",
      metrics: ["DeletionsWithoutEffect"],
      statistic: "sum",
      optional: true,
    },
    {
      title: "dead letters",
      metrics: ["MessagesMovedToDeadLetterQueue"],
      statistic: "sum",
      optional: true,
    },
    { title: "expired", metrics: ["MessagesExpired"], statistic: "sum", optional: true },
    { title: "left", ...left },
    {
      title: "most waiting",
      metrics: ["ApproximateNumberOfMessagesVisible"],
      statistic: "max",
    },
    { title: "oldest", metrics: ["ApproximateAgeOfOldestMessage"], statistic: "max" },
  ],
};

/** How long messages wait. */
export const queueTimes: readonly Times[] = [{ metric: "MessageAgeAtReceive", title: "waiting" }];

/** The backlog, and how old it is: where nobody reads dead letters, that says when the first one came. */
export const queueCharts: readonly Chart[] = [
  { gauge: "ApproximateNumberOfMessagesVisible", title: "waiting" },
  { gauge: "ApproximateAgeOfOldestMessage", title: "oldest", notOfGivenUp: true },
];
