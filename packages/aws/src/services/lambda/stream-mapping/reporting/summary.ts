import type { Chart, Table, Times } from "../../../../service/reporting.ts";

/** How a stream was read. */
export const streamMappingTable: Table = {
  title: "reading of streams",
  columns: [
    { title: "records read", metrics: ["PolledEventCount"], statistic: "sum" },
    {
      title: "filtered out",
      metrics: ["FilteredOutEventCount"],
      statistic: "sum",
      optional: true,
    },
    { title: "processed", metrics: ["ProcessedEventCount"], statistic: "sum" },
    { title: "failed", metrics: ["FailedInvokeEventCount"], statistic: "sum" },
    { title: "given up", metrics: ["DroppedEventCount"], statistic: "sum", optional: true },
    { title: "expired unread", metrics: ["ExpiredEventCount"], statistic: "sum", optional: true },
    { title: "mean batch", metrics: ["BatchSize"], statistic: "average" },
    { title: "most shards", metrics: ["ShardsRead"], statistic: "max" },
  ],
};

/** How long records take from where they began to the end of their processing, and from being written. */
export const streamMappingTimes: readonly Times[] = [
  { metric: "EndToEndLatency", title: "end to end", isWholeWay: true },
  { metric: "MessageLatency", title: "this hop", unlessAs: "EndToEndLatency" },
  { metric: "IteratorAge", title: "iterator age" },
];

/** What is drawn over time. */
export const streamMappingCharts: readonly Chart[] = [
  { gauge: "RecordsHeld", title: "read and not done" },
];
