import { between, noTime, ring, slab, type Instant } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { FindPlace } from "../../../service/source.ts";
import { metrics, notes, reply, type ChangeStream, type StreamContext } from "./declarations.ts";
import { streamLimits } from "./limits.ts";
import type {
  ChangeRecord,
  ChangeShard,
  ChangeStreamEffect,
  FindChange,
  ReadChanges,
} from "./protocol.ts";
import { catchUp, shardOf, trim } from "./shards.ts";
import { nextSequence, shardsOf, type ChangeShardState } from "./state.ts";

/** What those hear who name a shard that is not there. */
const noShard = (): Refused =>
  refused("ResourceNotFoundException", "Requested resource not found: Shard does not exist");

/** Gives records of a shard from a place on. */
export function readShard(
  stream: ChangeStream,
  { shard: number, sequence, limit, isCall }: ReadChanges,
  context: StreamContext,
): readonly ChangeStreamEffect[] {
  if (isCall === true) context.observe(metrics.GetRecordsCalls, 1);
  catchUp(stream, context);
  const shard = shardOf(stream, number);
  if (shard === undefined) return [reply(context, noShard())];
  trim(stream, shard, context);
  const first = Math.max(sequence, shard.trimmed + 1);
  const { records, bytes } = recordsFrom(shard, first, limit);
  const next = first + records.length;
  if (records.length > 0) {
    context.observe(metrics.ReturnedRecordsCount, records.length);
    context.observe(metrics.ReturnedBytes, bytes);
    for (const { identity } of records) context.note(notes.read, identity.message, number);
  }
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
      retention: streamLimits.retention,
    }),
  ];
}

function recordsFrom(
  shard: ChangeShardState,
  first: number,
  limit: number,
): { readonly records: readonly ChangeRecord[]; readonly bytes: number } {
  const records: ChangeRecord[] = [];
  let bytes = 0;
  const end = Math.min(nextSequence(shard), first + Math.min(limit, streamLimits.getRecords.max));
  for (let place = first; place < end; place += 1) {
    const record = recordAt(shard, place);
    if (records.length > 0 && bytes + record.size > streamLimits.getRecordsBytes) break;
    records.push(record);
    bytes += record.size;
  }
  return { records, bytes };
}

/** The record at a place that the shard has. */
const recordAt = ({ order, trimmed, records }: ChangeShardState, sequence: number): ChangeRecord =>
  slab.read(records, ring.at(order, sequence - trimmed - 1))!.record;

/** How long ago what is read next came; no time at the tip. */
const behindAt = (shard: ChangeShardState, next: number, now: Instant) =>
  next >= nextSequence(shard) ? noTime : between(recordAt(shard, next).writtenAt, now);

/** Finds where a reader begins. */
export function findPlace(
  stream: ChangeStream,
  { shard: number, start }: FindPlace,
  context: StreamContext,
): readonly ChangeStreamEffect[] {
  catchUp(stream, context);
  const shard = shardOf(stream, number);
  if (shard === undefined) return [reply(context, noShard())];
  trim(stream, shard, context);
  const sequence = placeIn(shard, start);
  return [reply(context, { type: "placeFound", sequence })];
}

function placeIn(shard: ChangeShardState, start: FindPlace["start"]): number {
  switch (start.type) {
    case "trimHorizon":
      return shard.trimmed + 1;
    case "latest":
      return nextSequence(shard);
    case "sequence":
      return Math.max(start.sequence, 1);
    default:
      return firstWith(shard, ({ writtenAt }) => writtenAt >= start.timestamp);
  }
}

/** The place of the first record that something holds of, as it does of all after it. */
function firstWith(shard: ChangeShardState, holds: (record: ChangeRecord) => boolean): number {
  let low = shard.trimmed + 1;
  let high = nextSequence(shard);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(recordAt(shard, middle))) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Finds the place of a record by its number. */
export function findChange(
  stream: ChangeStream,
  { shard: number, number: wanted, where }: FindChange,
  context: StreamContext,
): readonly ChangeStreamEffect[] {
  catchUp(stream, context);
  const shard = shardOf(stream, number);
  if (shard === undefined) return [reply(context, noShard())];
  trim(stream, shard, context);
  const from = where === "at" ? wanted : wanted + 1;
  const place = firstWith(shard, ({ identity }) => identity.message >= from);
  const isBefore = shard.trimmed > 0 && place === shard.trimmed + 1 && !isThere(shard, from);
  return [reply(context, { type: "changePlaceFound", sequence: isBefore ? null : place })];
}

/** Whether the oldest record that is left is the one with a number. */
const isThere = (shard: ChangeShardState, number: number): boolean =>
  shard.order.size > 0 && recordAt(shard, shard.trimmed + 1).identity.message === number;

const childrenOf = (stream: ChangeStream, number: number): readonly ChangeShard[] =>
  shardsOf(stream)
    .filter(({ parent }) => parent === number)
    .map(viewOf);

/** A shard, as everybody may know it. */
const viewOf = ({
  mark: { number, createdAt },
  parent,
  closedAt,
  firstNumber,
  lastNumber,
}: ChangeShardState): ChangeShard => ({
  number,
  parents: parent === null ? [] : [parent],
  createdAt,
  closedAt,
  firstNumber,
  lastNumber,
});

/** Tells of all shards. */
export function describeShards(
  stream: ChangeStream,
  context: StreamContext,
): readonly ChangeStreamEffect[] {
  catchUp(stream, context);
  return [reply(context, { type: "shardsDescribed", shards: shardsOf(stream).map(viewOf) })];
}
