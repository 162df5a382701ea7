import type { Ceiling } from "../../../../service/reporting.ts";
import type { SeenRun } from "../../../../service/seen.ts";
import { neverFails } from "../../function/reporting/seen-function.ts";
import { readerOf, type SeenMapping } from "./seen-mapping.ts";

/** What a metric of a mapping never exceeds. */
export const ceilingOf = (metric: string, { name, settings }: SeenMapping): Ceiling | null =>
  metric === "BatchSize"
    ? { value: settings.batchSize, why: `that is the batch size of ${name}` }
    : null;

/** Why a metric of a mapping is 0 whatever happens; `null`: it may move. */
export function neverMoves(metric: string, mapping: SeenMapping, run: SeenRun): string | null {
  switch (metric) {
    case "FilteredOutEventCount":
      return mapping.settings.filters.length === 0 ? `${mapping.name} has no filters` : null;
    case "ErrorEventCount": {
      const reader = readerOf(mapping, run);
      return reader !== undefined && neverFails(reader.fn, run)
        ? `by the scenario ${reader.fn.name} never fails`
        : null;
    }
    default:
      return null;
  }
}
