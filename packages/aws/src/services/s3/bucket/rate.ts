import { slab, table, type SlabId } from "@orrery/kernel";
import { metrics, type Bucket, type BucketContext } from "./declarations.ts";
import type { Partition } from "./state.ts";
import { behindPrefix } from "../store/key-order.ts";
import { keyFrom } from "./newest-versions.ts";

type Writable<Type> = { -readonly [Member in keyof Type]: Type[Member] };

/** A request, in the units of what a partition may take. */
const token = 1_000_000;

/** Whether the partition of a key takes a request now. What it takes in a second it may take at once. */
export function takes(
  bucket: Bucket,
  key: string,
  what: "read" | "write",
  context: BucketContext,
): boolean {
  const { now, settings } = context;
  const { readRate, writeRate } = settings.behavior;
  const partition = partitionOf(bucket, key, context);
  const since = now - partition.filledAt;
  if (since > 0) {
    partition.reads = Math.min(readRate * token, partition.reads + since * readRate);
    partition.writes = Math.min(writeRate * token, partition.writes + since * writeRate);
    partition.filledAt = now;
  }
  if (what === "read") partition.windowReads += 1;
  else partition.windowWrites += 1;
  lookAt(bucket, partition, context);
  if (what === "read" ? partition.reads < token : partition.writes < token) {
    context.observe(metrics.SlowDowns, 1);
    return false;
  }
  if (what === "read") partition.reads -= token;
  else partition.writes -= token;
  return true;
}

/** The partition that has a key. */
function partitionOf(bucket: Bucket, key: string, context: BucketContext): Writable<Partition> {
  let prefix = "";
  for (;;) {
    const partition = slab.edit(bucket.partitions, idOf(bucket, prefix, context))!; // It is there.
    const { splitAt } = partition;
    if (splitAt === null || key.length <= splitAt.length || !key.startsWith(splitAt)) {
      return partition;
    }
    prefix = key.slice(0, splitAt.length + 1);
  }
}

function idOf(bucket: Bucket, prefix: string, { now, settings }: BucketContext): SlabId {
  const found = table.get(bucket.partitionIds, prefix);
  if (found !== undefined) return found;
  const { readRate, writeRate } = settings.behavior;
  const id = slab.insert(bucket.partitions, {
    prefix,
    splitAt: null,
    reads: readRate * token,
    writes: writeRate * token,
    filledAt: now,
    windowFrom: now,
    windowReads: 0,
    windowWrites: 0,
  });
  table.set(bucket.partitionIds, prefix, id);
  return id;
}

const microseconds = 1_000_000;

/** Splits a partition that was busy for so long, and begins to count anew. */
function lookAt(bucket: Bucket, partition: Writable<Partition>, context: BucketContext): void {
  const { now, settings } = context;
  const { splitDelay, splitLoad } = settings.assumed;
  const lasted = now - partition.windowFrom;
  if (lasted < splitDelay) return;
  const { readRate, writeRate } = settings.behavior;
  const most = Math.max(partition.windowReads / readRate, partition.windowWrites / writeRate);
  // What had long pauses was not busy.
  const isBusy = most * microseconds > lasted * splitLoad;
  if (isBusy && partition.splitAt === null) {
    partition.splitAt = commonPrefix(bucket, partition.prefix);
    context.observe(metrics.PartitionSplits, 1);
    context.observe(metrics["s3.splitDelay"], 1);
    context.observe(metrics["s3.splitLoad"], 1);
  }
  partition.windowFrom = now;
  partition.windowReads = 0;
  partition.windowWrites = 0;
}

/** What all keys that begin with a prefix have in common: its first and its last key do. */
function commonPrefix(bucket: Bucket, prefix: string): string {
  const first = keyFrom(bucket, prefix);
  if (first?.startsWith(prefix) !== true) return prefix;
  // By halves: the longest beginning of the first key that no other of the prefix lacks.
  let { length } = prefix;
  while (length < first.length && sharesMore(bucket, first.slice(0, length + 1), prefix))
    length += 1;
  return first.slice(0, length);
}

/** Whether all keys of a prefix begin with a longer one. */
function sharesMore(bucket: Bucket, longer: string, prefix: string): boolean {
  const behind = behindPrefix(longer);
  if (behind === null) return false;
  const next = keyFrom(bucket, behind);
  return next === null || !next.startsWith(prefix);
}
