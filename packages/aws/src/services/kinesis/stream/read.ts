import { slab, type Instant } from "@orrery/kernel";
import type { FindPlace, ReadShard } from "../../../service/source.ts";
import { behindAt, nextSequence, placeIn, recordsFrom } from "../../../shard/shard-log.ts";
import { kinesisLimits } from "../limits.ts";
import type { ShardView, StreamEffect, StreamRecord } from "../protocol.ts";
import {
  metrics,
  notes,
  type Stream,
  type StreamContext,
  type WritableShard,
} from "./declarations.ts";
import { noShard, rateExceeded, reply } from "./reply.ts";
import { trim } from "./retention.ts";
import { isMonitored, observeShard } from "./shard-metrics.ts";
import type { Shard, StreamState } from "./state.ts";

const second = 1_000_000;

/** Gives records of a shard from a place on. */
export function getRecords(
  stream: Stream,
  { shard: number, sequence, limit }: ReadShard,
  context: StreamContext,
): readonly StreamEffect[] {
  const shard = shardOf(stream, number);
  if (shard === undefined) return [reply(context, noShard(number, context))];
  trim(stream, shard, context);
  if (!mayRead(shard, context.now)) {
    context.observe(metrics.ReadProvisionedThroughputExceeded, 1);
    context.observe(metrics["GetRecords.Success"], 0);
    observeShard(shard, "ReadProvisionedThroughputExceeded", 1, context);
    return [reply(context, rateExceeded(number, context))];
  }
  const first = Math.max(sequence, shard.trimmed + 1);
  const { records, bytes } = recordsFrom(shard, first, {
    records: limit,
    bytes: kinesisLimits.getRecordsBytes,
  });
  shard.readBytes += bytes;
  const next = first + records.length;
  observe(records, bytes, next, shard, context);
  const isAtEnd = shard.closedAt !== null && next >= nextSequence(shard);
  return [
    reply(context, {
      type: "recordsGot",
      shard: number,
      first,
      records,
      next: isAtEnd ? null : next,
      behind: behindAt(shard, next, context.now),
      children: isAtEnd ? childrenOf(stream, number) : [],
      retention: context.settings.retentionPeriod,
    }),
  ];
}

/** Whether a shard may be read once more now, which counts. */
function mayRead(shard: WritableShard, now: Instant): boolean {
  const { readBytes: perSecond, getRecordsCalls } = kinesisLimits;
  if (now - shard.readSince >= spansOf(shard.readBytes) * second) {
    shard.readSince = now;
    shard.readBytes = 0;
    shard.readCalls = 0;
  }
  if (shard.readCalls >= getRecordsCalls || shard.readBytes >= perSecond) return false;
  shard.readCalls += 1;
  return true;
}

/** How many seconds a span takes in which so much was given: as many as it fills, one at least. */
export const spansOf = (bytes: number): number =>
  Math.max(1, Math.ceil(bytes / kinesisLimits.readBytes));

function observe(
  records: readonly StreamRecord[],
  bytes: number,
  next: number,
  shard: WritableShard,
  context: StreamContext,
): void {
  const last = records.at(-1);
  const age =
    last === undefined ? behindAt(shard, next, context.now) : context.now - last.writtenAt;
  context.observe(metrics["GetRecords.Bytes"], bytes);
  context.observe(metrics["GetRecords.Records"], records.length);
  context.observe(metrics["GetRecords.Success"], 1);
  context.observe(metrics["GetRecords.IteratorAgeMilliseconds"], age);
  if (context.settings.mode === "ON_DEMAND") context.observe(metrics.OnDemandBytesOut, bytes);
  if (isMonitored(context)) {
    observeShard(shard, "OutgoingBytes", bytes, context);
    observeShard(shard, "OutgoingRecords", records.length, context);
    observeShard(shard, "IteratorAgeMilliseconds", age / 1_000, context);
    observeShard(shard, "ReadProvisionedThroughputExceeded", 0, context);
  }
  for (const { identity } of records) context.note(notes.read, identity.message, shard.number);
}

/** Finds where an iterator begins. */
export function findPlace(
  stream: Stream,
  { shard: number, start }: FindPlace,
  context: StreamContext,
): readonly StreamEffect[] {
  const shard = shardOf(stream, number);
  if (shard === undefined) return [reply(context, noShard(number, context))];
  trim(stream, shard, context);
  const sequence = placeIn(shard, start);
  return [reply(context, { type: "placeFound", sequence, changedNothing: true })];
}

/** A shard by its number, to write on; `undefined`: it is not there, or not any more. */
export function shardOf(stream: Stream, number: number): WritableShard | undefined {
  const id = stream.shardIds[number] ?? -1;
  return id === -1 ? undefined : slab.edit(stream.shards, id);
}

/** The shards that are there, in order of their making. */
export const shardsOf = ({ shards, shardIds }: StreamState): readonly Shard[] =>
  shardIds.flatMap((id) => (id === -1 ? [] : [slab.read(shards, id)!]));

/** Those that came after a shard. */
export const childrenOf = (stream: Stream, number: number): readonly ShardView[] =>
  shardsOf(stream)
    .filter(({ parents }) => parents.includes(number))
    .map(viewOf);

/** A shard, as everybody may know it. */
const viewOf = ({ number, parents, start, end, createdAt, closedAt }: Shard): ShardView => ({
  number,
  parents,
  start,
  end,
  createdAt,
  closedAt,
});

/** Tells of all shards. */
export function describeShards(stream: Stream, context: StreamContext): readonly StreamEffect[] {
  return [
    reply(context, {
      type: "shardsDescribed",
      shards: shardsOf(stream).map(viewOf),
      // An on-demand stream goes on as it is until it is split.
      isUpdating: stream.resharding !== null && context.settings.mode === "PROVISIONED",
      changedNothing: true,
    }),
  ];
}
