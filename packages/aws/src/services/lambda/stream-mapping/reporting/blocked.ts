import { minutes, slab } from "@orrery/kernel";
import type { SeenRun } from "../../../../service/seen.ts";
import { number, time } from "../../../../text/figures.ts";
import type { StreamMappingState } from "../../../../mapping/shard/state.ts";
import { shownOf, type SeenStreamMapping } from "./seen-stream-mapping.ts";

/** A batch that is tried again for so long has others wait that should know. */
const long = minutes(1);

/** Batches that others waited behind for long, and records that nobody read in time. */
export const blockedWarnings = (
  mappings: readonly SeenStreamMapping[],
  run: SeenRun,
): readonly string[] => mappings.flatMap((mapping) => warningsOf(mapping, run));

function warningsOf(mapping: SeenStreamMapping, run: SeenRun): readonly string[] {
  const { name, settings } = mapping;
  const { lanes } = mapping.state as StreamMappingState; // Of this kind.
  const open = slab
    .list(lanes)
    .filter(({ blockedSince }) => blockedSince !== -1 && run.now - blockedSince > long);
  const longest = Math.max(
    mapping.numbers.over("BlockedTime")?.max ?? 0,
    ...open.map(({ blockedSince }) => run.now - blockedSince),
  );
  const expired = mapping.sum("ExpiredEventCount");
  const target = run.outOf(mapping, "sendsTo")[0]?.to?.name ?? shownOf(mapping).shown.FunctionArn;
  const isEndless = settings.maximumRetryAttempts === null && settings.maximumRecordAge === null;
  const cure = isEndless
    ? " Nothing ends that but a success or the record's expiry: MaximumRetryAttempts, BisectBatchOnFunctionError and an on-failure destination would."
    : "";
  return [
    ...(longest > long
      ? [
          `A batch of ${name} failed or was throttled for ${time(longest)}, and what came after it in its shard waited for ${target} meanwhile${open.length > 0 ? ", as it still does" : ""}.${cure}`,
        ]
      : []),
    ...(expired > 0
      ? [
          `${number(expired)} ${expired === 1 ? "record" : "records"} expired before ${name} gave ${expired === 1 ? "it" : "them"} to ${target}: nobody is told of them.`,
        ]
      : []),
    ...lostWarning(mapping, target),
  ];
}

/** Records that were given up, and that no destination has. */
function lostWarning(mapping: SeenStreamMapping, target: string): readonly string[] {
  const lost =
    mapping.sum("DroppedEventCount") - mapping.sum("OnFailureDestinationDeliveredEventCount");
  if (lost <= 0) return [];
  const why =
    mapping.settings.onFailure === null
      ? "it has no on-failure destination"
      : "its on-failure destination did not take all";
  return [
    `${mapping.name} gave up ${number(lost)} ${lost === 1 ? "record" : "records"} that ${target} failed on, and ${why}.`,
  ];
}
