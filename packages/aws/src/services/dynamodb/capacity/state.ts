import { ring, slab, type Instant, type Ring, type Slab, type SlabId } from "@orrery/kernel";
import type { CapacitySettings, PlaceSettings } from "./config.ts";
import { capacityLimits } from "./limits.ts";
import { noMinutes, type IndexMinutes } from "./index-minutes.ts";
import { evenRanges, type Partition, type PartitionRange } from "./partitions.ts";

/** What a table and each of its global secondary indexes may give, in the order of the settings' places. */
export type CapacityState = Slab<Throughput>;

/** What one of them may give, and what it gave. Units that may be taken are in millionths. */
export interface Throughput extends IndexMinutes {
  /** Of the index; `null`: the table. */
  readonly name: string | null;
  /** What may be taken now; below 0 after a request that was larger than all that can be kept. */
  readonly read: number;
  readonly write: number;
  readonly filledAt: Instant;

  /** On demand: the highest second, in units, of those that lie long enough behind. */
  readonly readPeak: number;
  readonly writePeak: number;
  /** What it was given beyond twice the peak, in units a second; 0 for nothing. */
  readonly readGranted: number;
  readonly writeGranted: number;
  /** The last minutes in which that grew. */
  readonly readGrownIn: number;
  readonly writeGrownIn: number;
  /** What it gave in the second that is counted, in units. */
  readonly second: number;
  readonly readSecond: number;
  readonly writeSecond: number;
  /** The highest seconds of the minute that is counted, and of those before, oldest first. */
  readonly minute: number;
  readonly readMinute: number;
  readonly writeMinute: number;
  readonly readMinutes: Ring;
  readonly writeMinutes: Ring;

  readonly partitions: Slab<Partition>;
  /** Which partition has which keys, by their hashes. A value. */
  readonly ranges: readonly PartitionRange[];

  /** What is billed of provisioned throughput up to an instant, in unit-milliseconds. */
  readonly billedUntil: Instant;
  readonly billedRead: number;
  readonly billedWrite: number;
}

/** A throughput that is written on. */
export type WritableThroughput = { -readonly [Member in keyof Throughput]: Throughput[Member] };

/** In one unit. */
export const millionths = 1_000_000;

/** What a table and its indexes may give that nobody asked yet. */
export function initialCapacity(settings: CapacitySettings, now: Instant): CapacityState {
  const capacity: CapacityState = slab.empty();
  for (const place of settings.places) slab.insert(capacity, newThroughput(place, settings, now));
  return capacity;
}

/** A throughput of which nothing was taken. */
export function newThroughput(
  place: PlaceSettings,
  settings: CapacitySettings,
  now: Instant,
): Throughput {
  const partitions = slab.empty<Partition>();
  return {
    name: place.name,
    read: unusedAtStart(place.read, settings),
    write: unusedAtStart(place.write, settings),
    filledAt: now,
    readPeak: 0,
    writePeak: 0,
    readGranted: 0,
    writeGranted: 0,
    readGrownIn: -1,
    writeGrownIn: -1,
    second: -1,
    readSecond: 0,
    writeSecond: 0,
    minute: -1,
    readMinute: 0,
    writeMinute: 0,
    readMinutes: ring.empty(),
    writeMinutes: ring.empty(),
    partitions,
    ranges: evenRanges(partitions, partitionsFor(place, settings), now),
    billedUntil: now,
    billedRead: 0,
    billedWrite: 0,
    ...noMinutes(),
  };
}

/** What may be taken at first: a second's worth at least; on demand, all that a second gives. */
const unusedAtStart = (units: number, { mode, assumed }: CapacitySettings): number => {
  if (mode === "PAY_PER_REQUEST") return Number.MAX_SAFE_INTEGER; // More than is ever given: it is cut down.
  const kept = units * (capacityLimits.burst / millionths);
  return Math.max(units, Math.floor(kept * assumed.burstAtStart)) * millionths;
};

/** How many partitions it takes to give what is asked for. */
export function partitionsFor(
  { read, write, warmRead, warmWrite }: PlaceSettings,
  { mode }: CapacitySettings,
): number {
  const { partitionRead, partitionWrite, onDemandRead, onDemandWrite } = capacityLimits;
  const warm = Math.max(
    Math.ceil((warmRead ?? 0) / partitionRead),
    Math.ceil((warmWrite ?? 0) / partitionWrite),
  );
  const asked =
    mode === "PROVISIONED"
      ? Math.ceil(read / partitionRead + write / partitionWrite)
      : Math.max(onDemandRead / partitionRead, onDemandWrite / partitionWrite);
  return Math.max(1, asked, warm);
}

/** The throughput at a place: 0 is the table. */
export const throughputIdAt = (capacity: CapacityState, place: number): SlabId =>
  slab.idAt(capacity, place)!; // One was made for each place.
