import type { WayLost } from "../../../../service/reporting.ts";
import type { SeenRun } from "../../../../service/seen.ts";
import { neverMoves } from "./expectation.ts";
import { shownOf, type SeenStreamMapping } from "./seen-stream-mapping.ts";

/** How a mapping loses records that its stream had accepted. */
export function waysDropped(mapping: SeenStreamMapping, run: SeenRun): readonly WayLost[] {
  const { name } = mapping;
  const target = run.outOf(mapping, "sendsTo")[0]?.to?.name ?? shownOf(mapping).shown.FunctionArn;
  const [givesUpTo] = run.outOf(mapping, "givesUpTo");
  const destination = givesUpTo?.to?.name ?? givesUpTo?.arn ?? "an on-failure destination";
  const delivered = mapping.sum("OnFailureDestinationDeliveredEventCount");
  const way = (
    type: WayLost["type"],
    metric: string,
    count: number,
    text: string,
    alsoNever: string | null = null,
  ): WayLost => ({ type, count, never: alsoNever ?? neverMoves(metric, mapping), text });
  return [
    way(
      "lost",
      "ExpiredEventCount",
      mapping.sum("ExpiredEventCount"),
      `expired before ${name} gave them to ${target}`,
      keptThroughout(mapping, run),
    ),
    way(
      "lost",
      "DroppedEventCount",
      Math.max(0, mapping.sum("DroppedEventCount") - delivered),
      `given up by ${name}, and no destination has them`,
    ),
    way(
      "deadLetters",
      "OnFailureDestinationDeliveredEventCount",
      delivered,
      `given up to ${destination}`,
    ),
    way(
      "filteredOut",
      "FilteredOutEventCount",
      mapping.sum("FilteredOutEventCount"),
      `filtered out by ${name}`,
    ),
  ];
}

/** Why nothing expires in the stream before it is read; `null`: it may. */
function keptThroughout(mapping: SeenStreamMapping, run: SeenRun): string | null {
  const [read] = run.outOf(mapping, "reads");
  const kept = (read?.to?.settings as { readonly retentionPeriod?: number } | undefined)
    ?.retentionPeriod;
  return kept === undefined || kept <= run.duration
    ? null
    : `${read!.to!.name} keeps records longer than the run`;
}
