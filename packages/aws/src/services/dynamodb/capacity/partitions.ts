import { slab, type Instant, type Slab, type SlabId } from "@orrery/kernel";
import { capacityLimits } from "./limits.ts";

/** A part of a table or an index: the keys whose hashes lie in a range. */
export interface Partition {
  /** The first hash, and the first one behind it. */
  readonly start: number;
  readonly end: number;
  /** What it may give now, in millionths of a read unit; a write unit weighs as much as three. */
  readonly left: number;
  readonly filledAt: Instant;
  /** Since when it refuses work; -1: it does not. */
  readonly hotSince: Instant | -1;
  /** When it refused work last. */
  readonly hotAt: Instant;
  /** Since then: the hash that may have most of the work, by how much more often it came, how often, of how many. */
  readonly hottest: number;
  readonly lead: number;
  readonly hottestCount: number;
  readonly count: number;
}

/** A partition that is written on. */
export type WritablePartition = { -readonly [Member in keyof Partition]: Partition[Member] };

/** Where a partition begins. A value. */
export interface PartitionRange {
  readonly start: number;
  readonly id: SlabId;
}

/** How many hashes there are. */
const hashes = 2 ** 32;
const millionths = 1_000_000;
/** What a partition gives in a second, in millionths. */
export const partitionFull = capacityLimits.partitionRead * millionths;
/** What a write unit weighs in read units. */
const writeWeight = capacityLimits.partitionRead / capacityLimits.partitionWrite;

/** What so many units take of a partition, in millionths. */
export const weightOf = (kind: "read" | "write", units: number): number =>
  (kind === "read" ? units : units * writeWeight) * millionths;

/** Partitions of one size. */
export function evenRanges(
  partitions: Slab<Partition>,
  count: number,
  now: Instant,
): readonly PartitionRange[] {
  return Array.from({ length: count }, (_, number) => {
    const start = Math.floor((hashes / count) * number);
    const end = Math.floor((hashes / count) * (number + 1));
    return { start, id: slab.insert(partitions, newPartition(start, end, now)) };
  });
}

const newPartition = (start: number, end: number, now: Instant): Partition => ({
  start,
  end,
  left: partitionFull,
  filledAt: now,
  hotSince: -1,
  hotAt: now,
  hottest: -1,
  lead: 0,
  hottestCount: 0,
  count: 0,
});

/** Which of the ranges has a hash. */
export function rangeAt(ranges: readonly PartitionRange[], hash: number): number {
  let low = 0;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ranges[middle]!.start <= hash) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Gives a partition what came since it was asked last. */
export function fillPartition(partition: WritablePartition, now: Instant): void {
  const since = now - partition.filledAt;
  if (since === 0) return;
  const left = partition.left + since * capacityLimits.partitionRead;
  partition.left = left < partitionFull ? left : partitionFull;
  partition.filledAt = now;
}

/** A pause of so long ends the time in which a partition counts as hot. */
const pause = 5_000_000;

/** Notes that a partition refused work for a hash. */
export function noteRefusal(partition: WritablePartition, hash: number, now: Instant): void {
  if (partition.hotSince === -1 || now - partition.hotAt > pause) {
    partition.hotSince = now;
    partition.hottest = hash;
    partition.lead = 0;
    partition.hottestCount = 0;
    partition.count = 0;
  }
  partition.hotAt = now;
}

/** Counts work of a partition that is hot: whose hash has more than half of it is found without a list. */
export function countWork(partition: WritablePartition, hash: number): void {
  partition.count += 1;
  if (hash === partition.hottest) {
    partition.lead += 1;
    partition.hottestCount += 1;
  } else if (partition.lead > 0) {
    partition.lead -= 1;
  } else {
    partition.hottest = hash;
    partition.lead = 1;
    partition.hottestCount = 1;
  }
}

/** What a throughput's partitions are written on by. */
interface Divided {
  readonly partitions: Slab<Partition>;
  ranges: readonly PartitionRange[];
}

/**
 * Splits the partition in a range for heat: a hash that has more than half of its work gets one of its own, as far
 * as it has not; elsewhere its range is halved. False: it has one hash only.
 */
export function splitForHeat(divided: Divided, place: number, now: Instant): boolean {
  const { start, end, hottest, hottestCount, count } = slab.read(
    divided.partitions,
    divided.ranges[place]!.id,
  )!; // Each range has its partition.
  if (end - start <= 1) return false;
  const isOneHash = hottestCount * 2 > count && hottest >= start && hottest < end;
  const borders = isOneHash ? [hottest, hottest + 1] : [start + Math.floor((end - start) / 2)];
  divide(divided, place, borders, now);
  return true;
}

/** Halves the widest ranges until there are so many. */
export function atLeast(divided: Divided, count: number, now: Instant): void {
  while (divided.ranges.length < count) {
    let widest = 0;
    let width = 0;
    divided.ranges.forEach(({ id }, place) => {
      const { start, end } = slab.read(divided.partitions, id)!; // Each range has its partition.
      if (end - start <= width) return;
      widest = place;
      width = end - start;
    });
    if (width <= 1) return;
    const { start } = divided.ranges[widest]!;
    divide(divided, widest, [start + Math.floor(width / 2)], now);
  }
}

/** Replaces a partition by those that begin where it did and at the borders. */
function divide(divided: Divided, place: number, borders: readonly number[], now: Instant): void {
  const { start, end } = slab.read(divided.partitions, divided.ranges[place]!.id)!; // It is there.
  slab.remove(divided.partitions, divided.ranges[place]!.id);
  const starts = [start, ...borders.filter((border) => border > start && border < end)];
  const made = starts.map((from, number) => ({
    start: from,
    id: slab.insert(divided.partitions, newPartition(from, starts[number + 1] ?? end, now)),
  }));
  divided.ranges = [...divided.ranges.slice(0, place), ...made, ...divided.ranges.slice(place + 1)];
}
