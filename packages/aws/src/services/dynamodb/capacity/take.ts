import { slab, type Instant } from "@orrery/kernel";
import type { CapacitySettings, PlaceSettings } from "./config.ts";
import { capacityLimits } from "./limits.ts";
import { beginMinute, countUsed, grow, onDemandCause, onDemandUnits, widen } from "./on-demand.ts";
import {
  countWork,
  fillPartition,
  noteRefusal,
  partitionFull,
  rangeAt,
  splitForHeat,
  weightOf,
  type WritablePartition,
} from "./partitions.ts";
import {
  millionths,
  throughputIdAt,
  type CapacityState,
  type WritableThroughput,
} from "./state.ts";
import type { Throttle } from "./throttle.ts";

/** What a request is to take of a table or an index. */
export interface Demand {
  /** -1: the table; else which of its global secondary indexes. */
  readonly place: number;
  readonly kind: "read" | "write";
  /** Halves are possible. */
  readonly units: number;
  /** Of the partition key: a whole number below 2³². */
  readonly hash: number;
}

/** Why a request is not let in, and what the table does about it. */
export interface NotTaken {
  /** Of the demand: -1 is the table. */
  readonly place: number;
  readonly throttle: Throttle;
  readonly isSplit: boolean;
  readonly isGrown: boolean;
}

const second = 1_000_000;
/** How many seconds of provisioned throughput can be kept. */
const burst = capacityLimits.burst / second;

/** Takes all that is demanded, or nothing; `null`: it was there. */
export function take(
  capacity: CapacityState,
  demands: readonly Demand[],
  settings: CapacitySettings,
  now: Instant,
): NotTaken | null {
  for (let place = 0; place < demands.length; place += 1) {
    const refusal = takeOne(capacity, demands[place]!, settings, now);
    if (refusal === null) continue;
    for (let before = 0; before < place; before += 1) giveBack(capacity, demands[before]!);
    return { ...refusal, place: demands[place]!.place };
  }
  if (settings.mode === "PROVISIONED") return null;
  for (let each = 0; each < demands.length; each += 1) {
    const { place, kind, units } = demands[each]!;
    countUsed(slab.edit(capacity, throughputIdAt(capacity, place + 1))!, kind, units, now); // There is one for each place.
  }
  return null;
}

function takeOne(
  capacity: CapacityState,
  { place, kind, units, hash }: Demand,
  settings: CapacitySettings,
  now: Instant,
): Omit<NotTaken, "place"> | null {
  const throughput = slab.edit(capacity, throughputIdAt(capacity, place + 1))!; // Likewise.
  const of = settings.places[place + 1]!; // Likewise.
  fill(throughput, of, settings, now);
  const range = rangeAt(throughput.ranges, hash);
  const partition = slab.edit(throughput.partitions, throughput.ranges[range]!.id)!; // Each range has its own.
  fillPartition(partition, now);
  if (partition.hotSince !== -1) countWork(partition, hash);

  const cost = units * millionths;
  const left = kind === "read" ? throughput.read : throughput.write;
  // A request that is larger than all that can be kept is let in when that is there.
  if (left < cost && left < keptOf(unitsOf(throughput, kind, of, settings), settings)) {
    return notGiven(throughput, kind, of, settings, now);
  }
  const weight = weightOf(kind, units);
  if (partition.left < Math.min(weight, partitionFull)) {
    noteRefusal(partition, hash, now);
    const throttle: Throttle = {
      index: throughput.name,
      kind,
      cause: "KeyRangeThroughputExceeded",
    };
    const isSplit = isHot(partition, settings, now) && splitForHeat(throughput, range, now);
    return { throttle, isSplit, isGrown: false };
  }
  if (kind === "read") throughput.read = left - cost;
  else throughput.write = left - cost;
  partition.left -= weight;
  return null;
}

function notGiven(
  throughput: WritableThroughput,
  kind: "read" | "write",
  place: PlaceSettings,
  settings: CapacitySettings,
  now: Instant,
): Omit<NotTaken, "place"> {
  const cause =
    settings.mode === "PROVISIONED"
      ? "ProvisionedThroughputExceeded"
      : onDemandCause(throughput, kind, place, settings);
  const isGrown =
    cause === "KeyRangeThroughputExceeded" && grow(throughput, kind, place, settings, now);
  if (isGrown) widen(throughput, place, settings, now);
  return { throttle: { index: throughput.name, kind, cause }, isSplit: false, isGrown };
}

const isHot = (
  { hotSince }: WritablePartition,
  { assumed }: CapacitySettings,
  now: Instant,
): boolean => hotSince !== -1 && now - hotSince >= assumed.splitForHeat;

/** Returns what was taken at this instant, for a request that is not let in after all. */
function giveBack(capacity: CapacityState, { place, kind, units, hash }: Demand): void {
  const throughput = slab.edit(capacity, throughputIdAt(capacity, place + 1))!; // It was taken there.
  throughput[kind] += units * millionths;
  const { id } = throughput.ranges[rangeAt(throughput.ranges, hash)]!;
  const partition = slab.edit(throughput.partitions, id)!; // Each range has its own.
  partition.left = Math.min(partitionFull, partition.left + weightOf(kind, units));
}

/** What a place gives in a second, in units. */
const unitsOf = (
  throughput: WritableThroughput,
  kind: "read" | "write",
  place: PlaceSettings,
  settings: CapacitySettings,
): number =>
  settings.mode === "PROVISIONED" ? place[kind] : onDemandUnits(throughput, kind, place, settings);

/** What can be kept of it at most, in millionths: of provisioned throughput 300 s, on demand one second. */
const keptOf = (units: number, { mode }: CapacitySettings): number =>
  units * millionths * (mode === "PROVISIONED" ? burst : 1);

/** Gives a place what came since it was asked last. */
export function fill(
  throughput: WritableThroughput,
  place: PlaceSettings,
  settings: CapacitySettings,
  now: Instant,
): void {
  const since = now - throughput.filledAt;
  if (since === 0 && throughput.read !== Number.MAX_SAFE_INTEGER) return;
  if (settings.mode === "PAY_PER_REQUEST" && throughput.minute !== -1) {
    const { readPeak, writePeak } = throughput;
    beginMinute(throughput, Math.floor(now / (60 * second)));
    if (throughput.readPeak > readPeak || throughput.writePeak > writePeak) {
      widen(throughput, place, settings, now);
    }
  }
  throughput.read = filled(
    throughput.read,
    unitsOf(throughput, "read", place, settings),
    since,
    settings,
  );
  throughput.write = filled(
    throughput.write,
    unitsOf(throughput, "write", place, settings),
    since,
    settings,
  );
  throughput.filledAt = now;
}

/** What is there of so many units a second after a time. */
function filled(left: number, units: number, since: number, settings: CapacitySettings): number {
  // What a longer time brings is more than can be kept.
  const came = Math.min(since, 2 * capacityLimits.burst) * units;
  return Math.min(keptOf(units, settings), left + came);
}
