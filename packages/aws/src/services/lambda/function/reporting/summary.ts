import type { Chart, Table, Times } from "../../../../service/reporting.ts";

/** What a function did. */
export const functionTable: Table = {
  columns: [
    { title: "invocations", metrics: ["Invocations"], statistic: "sum" },
    { title: "errors", metrics: ["Errors"], statistic: "sum", shareOf: "Invocations" },
    { title: "throttles", metrics: ["Throttles"], statistic: "sum" },
    { title: "cold starts", metrics: ["ColdStarts"], statistic: "sum", shareOf: "Invocations" },
    { title: "most at once", metrics: ["ConcurrentExecutions"], statistic: "max" },
    {
      title: "dropped events",
      metrics: ["AsyncEventsDropped"],
      statistic: "sum",
      shareOf: "AsyncEventsReceived",
      optional: true,
    },
  ],
};

/** How long a function takes. */
export const functionTimes: readonly Times[] = [
  { metric: "EndToEndLatency", title: "end to end", isWholeWay: true },
  { metric: "Duration", title: "invocation" },
  { metric: "InitDuration", title: "cold start" },
];

/** How many invocations run at once. */
export const functionCharts: readonly Chart[] = [
  { gauge: "ConcurrentExecutions", title: "at once" },
];
