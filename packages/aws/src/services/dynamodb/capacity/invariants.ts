import { slab } from "@orrery/kernel";
import { partitionFull } from "./partitions.ts";
import type { CapacityState } from "./state.ts";

/** Whether a table and each of its indexes have a partition for each hash, and no two. */
export const hasPartitionForEachHash = (capacity: CapacityState): boolean =>
  slab.list(capacity).every(({ partitions, ranges }) => {
    if (partitions.size !== ranges.length) return false;
    return ranges.every(({ start, id }, place) => {
      const partition = slab.read(partitions, id);
      const next = ranges[place + 1]?.start ?? 2 ** 32;
      return partition?.start === start && partition.end === next && start < next;
    });
  });

/** Whether no partition may give more than a second's worth. */
export const hasNoPartitionAboveItsLimit = (capacity: CapacityState): boolean =>
  slab
    .list(capacity)
    .every(({ partitions }) => slab.list(partitions).every(({ left }) => left <= partitionFull));
