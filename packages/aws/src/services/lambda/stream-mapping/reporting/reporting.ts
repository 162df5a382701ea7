import type { Reporting } from "../../../../service/reporting.ts";
import { streamMappingStory } from "../story/stream-mapping-story.ts";
import { blockedWarnings } from "./blocked.ts";
import { ceilingOf, neverMoves } from "./expectation.ts";
import { shownOf, type SeenStreamMapping } from "./seen-stream-mapping.ts";
import { streamMappingCharts, streamMappingTable, streamMappingTimes } from "./summary.ts";
import { waysDropped } from "./ways-dropped.ts";

/** What an event source mapping of a stream says of itself in reports. */
export const streamMappingReporting: Reporting = {
  relations(mapping: SeenStreamMapping) {
    const { isDeleted, shown } = shownOf(mapping);
    if (isDeleted) return [];
    const { resource, filters, onFailure, maximumRetryAttempts } = mapping.settings;
    const wanted = filters.length === 0 ? {} : { filters };
    const times = mapping.meter("PolledEventCount")?.count ?? 0;
    return [
      { role: "reads", arn: resource, times, ...wanted },
      { role: "sendsTo", arn: shown.FunctionArn },
      ...(onFailure === null
        ? []
        : [
            {
              role: "givesUpTo" as const,
              arn: onFailure.arn,
              times: mapping.sum("OnFailureDestinationDeliveredEventCount"),
              ...(maximumRetryAttempts === null ? {} : { after: maximumRetryAttempts + 1 }),
            },
          ]),
    ];
  },
  warnings: {
    loss: (mappings: readonly SeenStreamMapping[], run) => blockedWarnings(mappings, run),
  },
  ceilingOf,
  neverMoves,
  waysDropped,
  table: streamMappingTable,
  times: streamMappingTimes,
  charts: streamMappingCharts,
  story: streamMappingStory,
};
