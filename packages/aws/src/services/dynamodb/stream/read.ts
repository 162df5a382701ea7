import { refused, type Refused } from "../../../service/refusal.ts";
import type { FindPlace } from "../../../service/source.ts";
import {
  behindAt,
  firstWith,
  nextSequence,
  placeIn,
  recordAt,
  recordsFrom,
} from "../../../shard/shard-log.ts";
import { metrics, notes, reply, type ChangeStream, type StreamContext } from "./declarations.ts";
import { streamLimits } from "./limits.ts";
import type { ChangeShard, ChangeStreamEffect, FindChange, ReadChanges } from "./protocol.ts";
import { catchUp, shardOf, trim } from "./shards.ts";
import { shardsOf, type ChangeShardState } from "./state.ts";

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
  const { records, bytes } = recordsFrom(shard, first, {
    records: Math.min(limit, streamLimits.getRecords.max),
    bytes: streamLimits.getRecordsBytes,
  });
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
