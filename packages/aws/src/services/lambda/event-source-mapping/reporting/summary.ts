import type { Table, Times } from "../../../../service/reporting.ts";

/** What may become of a message that was received, and comes to nothing. */
const fates = ["ErrorEventCount", "RefusedEventCount", "LateEventCount", "ReturnedEventCount"];

/** How a source was read. */
export const mappingTable: Table = {
  title: "reading",
  columns: [
    { title: "messages read", metrics: ["PolledEventCount"], statistic: "sum" },
    {
      title: "filtered out",
      metrics: ["FilteredOutEventCount"],
      statistic: "sum",
      optional: true,
    },
    { title: "in vain", metrics: fates, statistic: "sum" },
    { title: "mean batch", metrics: ["BatchSize"], statistic: "average" },
    { title: "most pollers", metrics: ["Pollers"], statistic: "max" },
  ],
};

/** How long messages take from where they began to the end of their processing, and from being sent. */
export const mappingTimes: readonly Times[] = [
  { metric: "EndToEndLatency", title: "end to end", isWholeWay: true },
  { metric: "MessageLatency", title: "this hop", unlessAs: "EndToEndLatency" },
];
