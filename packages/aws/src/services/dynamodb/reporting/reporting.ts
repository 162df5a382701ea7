import { noTrail } from "../../../service/origin.ts";
import type { HeldMessage, Reporting } from "../../../service/reporting.ts";
import { scanStore, wholeStore } from "../store/item-store.ts";
import { tableSpans } from "../story/spans.ts";
import { tableStory } from "../story/table-story.ts";
import type { TableState } from "../table/state.ts";
import { throttledWarnings } from "./throttled.ts";

/** The items, in the order of a scan. */
function itemsIn({ items }: TableState): readonly HeldMessage[] {
  const held: HeldMessage[] = [];
  scanStore(items, wholeStore, ({ item }) => {
    const body = JSON.stringify(item);
    held.push({ number: held.length + 1, body, receiveCount: 0, origin: noTrail });
    return true;
  });
  return held;
}

/** What a table says of itself in reports. */
export const tableReporting: Reporting = {
  incoming: [
    "WriteRequests",
    "ReadRequests",
    "ThrottledRequests",
    "ConditionalCheckFailedRequests",
  ],
  usualExpectations: (name) => [`${name}.ThrottledRequests = 0`],
  warnings: { loss: throttledWarnings },
  contents: ({ state }) => itemsIn(state as TableState), // Of this kind.
  accepted: ({ state }) => (state as TableState).writeCount, // Of this kind.
  table: {
    columns: [
      { title: "writes", metrics: ["WriteRequests"], statistic: "sum" },
      { title: "reads", metrics: ["ReadRequests"], statistic: "sum" },
      {
        title: "write units",
        metrics: ["ConsumedWriteCapacityUnits"],
        statistic: "sum",
      },
      { title: "read units", metrics: ["ConsumedReadCapacityUnits"], statistic: "sum" },
      { title: "throttled", metrics: ["ThrottledRequests"], statistic: "sum", optional: true },
      {
        title: "conditions failed",
        metrics: ["ConditionalCheckFailedRequests"],
        statistic: "sum",
        optional: true,
      },
      {
        title: "conflicts",
        metrics: ["TransactionConflict"],
        statistic: "sum",
        optional: true,
      },
      { title: "stale reads", metrics: ["StaleReads"], statistic: "sum", optional: true },
      { title: "items", metrics: ["Items"], statistic: "end" },
    ],
  },
  times: [{ metric: "SuccessfulRequestLatency", title: "latency" }],
  story: tableStory,
  spans: tableSpans,
};
