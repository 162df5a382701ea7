import type { Ceiling } from "../../../../service/reporting.ts";
import type { SeenStreamMapping } from "./seen-stream-mapping.ts";

/** What a metric of a mapping never exceeds. */
export const ceilingOf = (metric: string, { name, settings }: SeenStreamMapping): Ceiling | null =>
  metric === "BatchSize"
    ? { value: settings.batchSize, why: `that is the batch size of ${name}` }
    : null;

/** Why a metric of a mapping is 0 whatever happens; `null`: it may move. */
export function neverMoves(metric: string, { name, settings }: SeenStreamMapping): string | null {
  switch (metric) {
    case "FilteredOutEventCount":
      return settings.filters.length === 0 ? `${name} has no filters` : null;
    case "BatchesBisected":
      return settings.bisects ? null : `${name} bisects no batches`;
    case "DroppedEventCount":
      return settings.maximumRetryAttempts === null && settings.maximumRecordAge === null
        ? `${name} tries until a record expires`
        : null;
    case "OnFailureDestinationDeliveredEventCount":
      return settings.onFailure === null ? `${name} has no on-failure destination` : null;
    default:
      return null;
  }
}
