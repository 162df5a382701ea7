import { exp } from "../random/portable-math.ts";
import type { Instant } from "../time.ts";
import type {
  ArrivalProcess,
  BurstArrivals,
  CountedArrivals,
  RecordedArrivals,
} from "./arrival-process.ts";
import { enterNextSegment, integralUntil } from "./rate-segment.ts";

/**
 * How many arrivals a process has from `from` up to, not including, `to`: the mean over all draws.
 * Both count from its origin. Takes time in proportion to the changes of the rate before `to`.
 */
export const expectedArrivals = (process: ArrivalProcess, from: Instant, to: Instant): number =>
  arrivalsBefore(process, to) - arrivalsBefore(process, from);

/** The mean rate of a process from `from` to `to`, in arrivals a second. */
export const meanRate = (process: ArrivalProcess, from: Instant, to: Instant): number =>
  (expectedArrivals(process, from, to) * 1_000_000) / (to - from);

function arrivalsBefore(process: ArrivalProcess, to: Instant): number {
  if (process.type === "recorded") return recordedBefore(process, to);
  if (process.type === "counts") return countedBefore(process, to);
  if (process.type === "bursts") return burstArrivalsBefore(process, to);
  const segment = { segment: -1, from: 0, until: 0, rate: 0, endRate: 0 };
  let sum = 0;
  while (segment.until < to) {
    sum += integralUntil(segment, segment.until);
    enterNextSegment(process, segment, () => 0);
  }
  return sum + integralUntil(segment, to);
}

/** The chance of being busy tends to its share of time, from 0, as the two phases' rates of ending say. */
function burstArrivalsBefore({ quiet, busy }: BurstArrivals, to: Instant): number {
  const share = busy.mean / (quiet.mean + busy.mean);
  const settling = (quiet.mean * busy.mean) / (quiet.mean + busy.mean);
  const busyTime = share * (to - settling * (1 - exp(-to / settling)));
  return (quiet.rate * (to - busyTime) + busy.rate * busyTime) / 1_000_000;
}

function recordedBefore({ instants, repeatEvery }: RecordedArrivals, to: Instant): number {
  const rounds = repeatEvery === undefined ? 0 : Math.floor(to / repeatEvery);
  const rest = repeatEvery === undefined ? to : to - rounds * repeatEvery;
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (instants[middle]! < rest) low = middle + 1;
    else high = middle;
  }
  return rounds * instants.length + low;
}

function countedBefore({ counts, every, repeatEvery }: CountedArrivals, to: Instant): number {
  const rounds = repeatEvery === undefined ? 0 : Math.floor(to / repeatEvery);
  const rest = repeatEvery === undefined ? to : to - rounds * repeatEvery;
  let all = 0;
  let before = 0;
  counts.forEach((count, place) => {
    all += count;
    before += count * Math.min(1, Math.max(0, (rest - place * every) / every));
  });
  return rounds * all + before;
}
