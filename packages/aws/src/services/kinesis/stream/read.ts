import { between, noTime, ring, slab, type Instant } from "@orrery/kernel";
import type { FindPlace, ReadShard } from "../../../service/source.ts";
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
import { nextSequence, type Shard, type StreamState } from "./state.ts";

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
    return [reply(context, rateExceeded(number, context))];
  }
  const first = Math.max(sequence, shard.trimmed + 1);
  const { records, bytes } = recordsFrom(shard, first, limit);
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

function recordsFrom(
  shard: Shard,
  first: number,
  limit: number,
): { readonly records: readonly StreamRecord[]; readonly bytes: number } {
  const records: StreamRecord[] = [];
  let bytes = 0;
  const end = Math.min(nextSequence(shard), first + limit);
  for (let place = first; place < end; place += 1) {
    const record = recordAt(shard, place);
    if (records.length > 0 && bytes + record.size > kinesisLimits.getRecordsBytes) break;
    records.push(record);
    bytes += record.size;
  }
  return { records, bytes };
}

/** The record at a place that the shard has. */
const recordAt = ({ order, trimmed, records }: Shard, sequence: number): StreamRecord =>
  slab.read(records, ring.at(order, sequence - trimmed - 1))!.record;

/** How long ago what is read next came; no time at the tip. */
const behindAt = (shard: Shard, next: number, now: Instant) =>
  next >= nextSequence(shard) ? noTime : between(recordAt(shard, next).writtenAt, now);

function observe(
  records: readonly StreamRecord[],
  bytes: number,
  next: number,
  shard: Shard,
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

function placeIn(shard: Shard, start: FindPlace["start"]): number {
  switch (start.type) {
    case "trimHorizon":
      return shard.trimmed + 1;
    case "latest":
      return nextSequence(shard);
    case "sequence":
      return Math.max(start.sequence, 1);
    default:
      return placeSince(shard, start.timestamp);
  }
}

/** The first record that came at an instant or later. */
function placeSince(shard: Shard, since: Instant): number {
  let low = shard.trimmed + 1;
  let high = nextSequence(shard);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (recordAt(shard, middle).writtenAt < since) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A shard by its number, to write on; `undefined`: it is not there, or not any more. */
export function shardOf(stream: Stream, number: number): WritableShard | undefined {
  const id = stream.shardIds[number] ?? -1;
  return id === -1 ? undefined : slab.edit(stream.shards, id);
}

/** The shards that are there, in order of their making. */
export const shardsOf = ({ shards, shardIds }: StreamState): readonly Shard[] =>
  shardIds.flatMap((id) => (id === -1 ? [] : [slab.read(shards, id)!]));

const childrenOf = (stream: Stream, number: number): readonly ShardView[] =>
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
