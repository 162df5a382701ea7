import type { Reporting } from "../../../service/reporting.ts";
import { topicSpans } from "../story/spans.ts";
import { topicStory } from "../story/topic-story.ts";
import type { TopicState } from "./state.ts";

/** What a topic says of itself in reports. */
export const topicReporting: Reporting = {
  incoming: ["MessagesIn", "MessagesRefused"],
  accepted: ({ state }) => (state as TopicState).recordCount, // Of this kind.
  table: {
    columns: [
      { title: "records", metrics: ["MessagesIn"], statistic: "sum" },
      { title: "read", metrics: ["MessagesOut"], statistic: "sum" },
      { title: "most lag", metrics: ["OffsetLag"], statistic: "max" },
      { title: "most readers", metrics: ["GroupReaders"], statistic: "max" },
      { title: "rebalances", metrics: ["Rebalances"], statistic: "sum", optional: true },
      { title: "expired", metrics: ["RecordsExpired"], statistic: "sum", optional: true },
      { title: "kept", metrics: ["RecordsKept"], statistic: "end" },
    ],
  },
  story: topicStory,
  spans: topicSpans,
};
