import type { Reporting } from "../../../service/reporting.ts";
import { streamSpans } from "../story/spans.ts";
import { streamStory } from "../story/stream-story.ts";
import type { StreamState } from "../stream/state.ts";
import { throttledWarnings, withheldWarnings } from "./throttled.ts";
import { waysLost } from "./ways-lost.ts";

/** What a stream says of itself in reports. */
export const streamReporting: Reporting = {
  incoming: ["IncomingRecords", "WriteProvisionedThroughputExceeded"],
  usualExpectations: (name) => [
    `${name}.WriteProvisionedThroughputExceeded = 0`,
    `${name}.ReadProvisionedThroughputExceeded = 0`,
  ],
  warnings: { loss: throttledWarnings, growth: withheldWarnings },
  accepted: ({ state }) => (state as StreamState).recordCount, // Of this kind.
  waysLost,
  table: {
    columns: [
      { title: "records", metrics: ["IncomingRecords"], statistic: "sum" },
      {
        title: "throttled writes",
        metrics: ["WriteProvisionedThroughputExceeded"],
        statistic: "sum",
      },
      { title: "read", metrics: ["GetRecords.Records"], statistic: "sum" },
      {
        title: "pushed",
        metrics: ["SubscribeToShardEvent.Records"],
        statistic: "sum",
        optional: true,
      },
      {
        title: "throttled reads",
        metrics: ["ReadProvisionedThroughputExceeded"],
        statistic: "sum",
        optional: true,
      },
      { title: "expired", metrics: ["RecordsExpired"], statistic: "sum", optional: true },
      { title: "shards", metrics: ["OpenShardCount"], statistic: "end" },
      { title: "kept", metrics: ["RecordsKept"], statistic: "end" },
    ],
  },
  times: [{ metric: "GetRecords.IteratorAgeMilliseconds", title: "iterator age" }],
  story: streamStory,
  spans: streamSpans,
};
