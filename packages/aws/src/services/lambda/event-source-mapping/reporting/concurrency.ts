import type { SeenRun } from "../../../../service/seen.ts";
import { times } from "../../../../text/figures.ts";
import type { SeenFunction } from "../../function/reporting/seen-function.ts";
import { throttlesByLimit } from "../../function/reporting/throttle-limits.ts";
import { mappingRecordOf, type Reader } from "./seen-mapping.ts";

/** In so many batches a mapping reads an idle source at first. */
const firstBatches = 5;

/** Concurrency that is too small for those who read, and throttles of it. */
export const concurrencyWarnings = (readers: readonly Reader[], run: SeenRun): readonly string[] =>
  readers.flatMap((reader) => [...reservationWarnings(reader), ...throttleWarnings(reader, run)]);

function reservationWarnings({ mapping, fn }: Reader): readonly string[] {
  const { reservedConcurrency } = fn.settings;
  const most = mappingRecordOf(mapping).shown.ScalingConfig?.MaximumConcurrency;
  if (reservedConcurrency === null || reservedConcurrency >= (most ?? firstBatches)) return [];
  const what =
    most === undefined
      ? `the ${firstBatches} batches that ${mapping.name} begins with`
      : `the maximum concurrency of ${mapping.name}, ${most}`;
  return [
    `${fn.name} has a reserved concurrency of ${reservedConcurrency}, below ${what}, so some batches are throttled.`,
  ];
}

function throttleWarnings({ source, fn }: Reader, run: SeenRun): readonly string[] {
  const throttles = fn.sum("Throttles");
  if (throttles === 0) return [];
  const [givingUp] = run.outOf(source, "givesUpTo");
  const cost =
    givingUp === undefined
      ? ""
      : `, which counts towards the ${givingUp.after} after which they move to ${givingUp.to?.name ?? "its dead-letter queue"}`;
  return [
    `${fn.name} was throttled ${times(throttles)}, by ${limitsOf(fn)}: messages of ${source.name} that are throttled until their visibility timeout ends are received once more${cost}.`,
  ];
}

/** `its reserved concurrency of 5 (20 times) and …`; how often is left out where it was one limit. */
function limitsOf(fn: SeenFunction): string {
  const limits = throttlesByLimit(fn);
  if (limits.length === 1) return limits[0]!.limit;
  return limits.map(({ limit, count }) => `${limit} (${times(count)})`).join(" and ");
}
