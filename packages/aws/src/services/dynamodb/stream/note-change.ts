import { ring, slab } from "@orrery/kernel";
import {
  metrics,
  notes,
  reply,
  type ChangeStream,
  type StreamContext,
  type WritableShard,
} from "./declarations.ts";
import type { ChangeName, ChangeRecord, ChangeStreamEffect, ItemChanged } from "./protocol.ts";
import type { ItemIdentity } from "../../../service/payload.ts";
import { catchUp, splitIfBusy, trim } from "./shards.ts";
import { nextSequence } from "../../../shard/shard-log.ts";
import type { OpenShard } from "./state.ts";

/** Keeps a change of an item. */
export function noteChange(
  stream: ChangeStream,
  change: ItemChanged,
  context: StreamContext,
): readonly ChangeStreamEffect[] {
  catchUp(stream, context);
  let shard = shardFor(stream, change.hash);
  if (shard !== undefined && splitIfBusy(stream, shard, context)) {
    shard = shardFor(stream, change.hash);
  }
  if (shard === undefined) return [reply(context, { type: "noted", record: null })];
  trim(stream, shard, context);
  return [reply(context, { type: "noted", record: keep(stream, shard, change, context) })];
}

function keep(
  stream: ChangeStream,
  shard: WritableShard,
  change: ItemChanged,
  context: StreamContext,
): ItemIdentity {
  stream.recordCount += 1;
  shard.windowCount += 1;
  const number = stream.recordCount;
  const record = recordOf(change, number, shard, context);
  const sequence = nextSequence(shard);
  ring.push(shard.order, slab.insert(shard.records, { record }));
  if (number === 1) context.observe(metrics["dynamodb.streamShards"], 1);
  context.observe(metrics.RecordsWritten, 1);
  context.note(notes.stored, number, shard.mark.number, sequence);
  return record.identity;
}

function recordOf(
  { keys, before, after, sizes, byService, trail }: ItemChanged,
  number: number,
  { mark }: WritableShard,
  { now, settings }: StreamContext,
): ChangeRecord {
  const { view, stream } = settings;
  const showsOld = view === "OLD_IMAGE" || view === "NEW_AND_OLD_IMAGES";
  const showsNew = view === "NEW_IMAGE" || view === "NEW_AND_OLD_IMAGES";
  const old = showsOld ? before : null;
  const fresh = showsNew ? after : null;
  const size = sizes.keys + (old === null ? 0 : sizes.before) + (fresh === null ? 0 : sizes.after);
  return {
    identity: { queue: stream, message: number },
    content: { size },
    trail,
    writtenAt: now,
    name: nameOf(before === null, after === null),
    keys,
    before: old,
    after: fresh,
    size,
    byService,
    shard: mark,
  };
}

const nameOf = (isNew: boolean, isGone: boolean): ChangeName => {
  if (isNew) return "INSERT";
  return isGone ? "REMOVE" : "MODIFY";
};

/** The open shard of a hash; `undefined`: the stream takes no more. */
function shardFor({ open, shards }: ChangeStream, hash: number): WritableShard | undefined {
  const found = open.length === 1 ? open[0] : openShardAt(open, hash);
  return found === undefined ? undefined : slab.edit(shards, found.id);
}

function openShardAt(open: readonly OpenShard[], hash: number): OpenShard | undefined {
  let low = 0;
  let high = open.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (open[middle]!.start <= hash) low = middle;
    else high = middle - 1;
  }
  return open[low];
}
