import { ring, slab, type Instant, type Plain } from "@orrery/kernel";
import { partitionFull, type Partition } from "./partitions.ts";
import type { CapacityState, Throughput } from "./state.ts";

/** What of a table's throughput decides the future, counted from `now`. */
export const capacityCanonical = (capacity: CapacityState, now: Instant): Plain =>
  slab.list(capacity).map((throughput) => throughputView(throughput, now));

const second = 1_000_000;
const minute = 60 * second;

function throughputView(throughput: Throughput, now: Instant): Plain {
  const { name, read, write, filledAt, ranges, partitions } = throughput;
  const isThisSecond = throughput.second === Math.floor(now / second);
  const present = Math.floor(now / minute);
  return {
    name,
    left: [read, write, now - filledAt],
    peaks: [throughput.readPeak, throughput.writePeak],
    granted: [throughput.readGranted, throughput.writeGranted],
    grew: [throughput.readGrownIn === present, throughput.writeGrownIn === present],
    second: isThisSecond ? [throughput.readSecond, throughput.writeSecond, now % second] : null,
    minute: throughput.minute === -1 ? null : present - throughput.minute,
    minutes: [
      [...ring.list(throughput.readMinutes), throughput.readMinute],
      [...ring.list(throughput.writeMinutes), throughput.writeMinute],
    ],
    metered: ring.list(throughput.minuteOrder).map((id) => {
      const { minute: of, reads, writes, events } = slab.read(throughput.minutes, id)!; // What is listed is there.
      return [present - of, { ...reads }, { ...writes }, { ...events }];
    }),
    partitions: ranges.map(({ id }) => partitionView(slab.read(partitions, id)!, now)), // Each range has its own.
  };
}

function partitionView(partition: Partition, now: Instant): Plain {
  const { start, left, filledAt, hotSince, hotAt } = partition;
  const filled = Math.min(partitionFull, left + (now - filledAt) * (partitionFull / second));
  return [
    start,
    filled,
    hotSince === -1
      ? null
      : [now - hotSince, now - hotAt, partition.hottest, partition.hottestCount, partition.count],
  ];
}
