import type { Reporting } from "../../../../service/reporting.ts";
import type { World } from "../../../../service/resource-kind.ts";
import { mappingStory } from "../story/mapping-story.ts";
import { concurrencyWarnings } from "./concurrency.ts";
import { ceilingOf, neverMoves } from "./expectation.ts";
import { fatesOf } from "./fates.ts";
import { mappingRecordOf, readersIn, type SeenMapping } from "./seen-mapping.ts";
import { sharedSourceWarnings } from "./shared-source.ts";
import { slowdownOf } from "./slowdown.ts";
import { mappingTable, mappingTimes } from "./summary.ts";
import { visibilityTimeoutWarnings } from "./visibility-timeout.ts";

/** What an event source mapping says of itself in reports. */
export const mappingReporting = ({ sources }: Pick<World, "sources">): Reporting => ({
  relations(mapping: SeenMapping) {
    const { isDeleted, shown } = mappingRecordOf(mapping);
    if (isDeleted) return [];
    const times = mapping.meter("PolledEventCount")?.count ?? 0;
    const { filters } = mapping.settings;
    const wanted = filters.length === 0 ? {} : { filters };
    return [
      { role: "reads", arn: shown.EventSourceArn, times, ...wanted },
      { role: "sendsTo", arn: shown.FunctionArn },
    ];
  },
  warnings: {
    fit(mappings: readonly SeenMapping[], run) {
      const readers = readersIn(mappings, run);
      return [
        ...visibilityTimeoutWarnings(readers, sources),
        ...concurrencyWarnings(readers, run),
        ...sharedSourceWarnings(readers, run),
      ];
    },
  },
  ceilingOf,
  neverMoves,
  waysDropped: (mapping: SeenMapping, run) => [
    {
      type: "filteredOut",
      count: mapping.sum("FilteredOutEventCount"),
      never: neverMoves("FilteredOutEventCount", mapping, run),
      text: `filtered out by ${mapping.name}, which deletes what it does not want`,
    },
  ],
  fates: (mapping: SeenMapping, run) => fatesOf(mapping, run, sources),
  slowdownOf,
  table: mappingTable,
  times: mappingTimes,
  story: mappingStory,
});
