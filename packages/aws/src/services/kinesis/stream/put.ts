import { after, ring, slab } from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { StreamSettings } from "../config.ts";
import { nextSequence } from "../../../shard/shard-log.ts";
import { hashKeyOf, type HashKey } from "../hash-key.ts";
import { kinesisLimits } from "../limits.ts";
import {
  trailOf,
  type PutEntry,
  type PutRecord,
  type PutRecords,
  type RecordPut,
  type ShardMark,
  type StreamEffect,
  type StreamRecord,
} from "../protocol.ts";
import {
  metrics,
  notes,
  timerAt,
  timers,
  type Stream,
  type StreamContext,
  type WritableShard,
} from "./declarations.ts";
import { rateExceeded, reply } from "./reply.ts";
import { bytesInReserve, millionths, recordsInReserve } from "./state.ts";
import { isMonitored, observeShard } from "./shard-metrics.ts";
import { pushTo } from "./subscribing.ts";

/** Takes a record, or refuses it. */
export function putRecord(
  stream: Stream,
  input: PutRecord,
  context: StreamContext,
): readonly StreamEffect[] {
  const effects: StreamEffect[] = [];
  const result = put(stream, input, input.trail, context);
  const isTaken = result.type === "recordPut";
  context.observe(metrics["PutRecord.Bytes"], isTaken ? input.size : 0);
  context.observe(metrics["PutRecord.Success"], isTaken ? 1 : 0);
  if (isTaken) {
    arm(stream, context, effects);
    bill(1, input.size, billedFor(input.size, context), context);
    if (stream.subscriptions.size > 0) pushTo(stream, [result.shard], context, effects);
  }
  effects.push(reply(context, result));
  return effects;
}

/** Takes records, each by itself. */
export function putRecords(
  stream: Stream,
  input: PutRecords,
  context: StreamContext,
): readonly StreamEffect[] {
  const { entries } = input;
  const refusal = againstAll(entries, context.settings);
  if (refusal !== null) return [reply(context, refusal)];
  const effects: StreamEffect[] = [];
  let taken = 0;
  let bytes = 0;
  let billed = 0;
  const results: (RecordPut | Refused)[] = [];
  for (const entry of entries) {
    const result = put(stream, entry, trailOf(entry, input), context);
    results.push(result);
    if (result.type !== "recordPut") continue;
    taken += 1;
    bytes += entry.size;
    billed += billedFor(entry.size, context);
  }
  const failed = entries.length - taken;
  context.observe(metrics["PutRecords.Bytes"], bytes);
  context.observe(metrics["PutRecords.Success"], taken > 0 ? 1 : 0);
  context.observe(metrics["PutRecords.TotalRecords"], entries.length);
  context.observe(metrics["PutRecords.SuccessfulRecords"], taken);
  context.observe(metrics["PutRecords.FailedRecords"], 0); // Those are internal failures.
  context.observe(metrics["PutRecords.ThrottledRecords"], failed);
  if (taken > 0) {
    arm(stream, context, effects);
    bill(taken, bytes, billed, context);
    if (stream.subscriptions.size > 0) {
      const shards = results.flatMap((each) => (each.type === "recordPut" ? [each.shard] : []));
      pushTo(stream, [...new Set(shards)], context, effects);
    }
  }
  effects.push(reply(context, { type: "recordsPut", results }));
  return effects;
}

/** What is wrong with records as a whole; `null` for nothing. */
export function againstAll(
  entries: readonly PutEntry[],
  settings: Pick<StreamSettings, "maximumRecordSize" | "putRecordsBytes">,
): Refused | null {
  let size = 0;
  for (const entry of entries) {
    size += entry.size;
    if (entry.size > settings.maximumRecordSize) return tooLarge(settings.maximumRecordSize);
  }
  return size <= settings.putRecordsBytes
    ? null
    : refused(
        "InvalidArgumentException",
        `Records size exceeds ${settings.putRecordsBytes / 1_048_576} MB limit`,
      );
}

const tooLarge = (maximum: number): Refused =>
  refused(
    "ValidationException",
    `1 validation error detected: Value at 'data' failed to satisfy constraint: Member must have length less than or equal to ${maximum}`,
  );

function put(
  stream: Stream,
  entry: PutEntry,
  trail: Trail,
  context: StreamContext,
): RecordPut | Refused {
  const { now, settings } = context;
  const { content, partitionKey, size } = entry;
  if (size > settings.maximumRecordSize) return tooLarge(settings.maximumRecordSize);
  const shard = slab.edit(stream.shards, shardFor(stream, entry, context))!; // It is open.
  fill(shard, context);
  const cost = size * millionths;
  if (shard.bytes < cost || shard.count < millionths) {
    context.observe(metrics.WriteProvisionedThroughputExceeded, 1);
    observeShard(shard, "WriteProvisionedThroughputExceeded", 1, context);
    return rateExceeded(shard.number, context);
  }
  shard.bytes -= cost;
  shard.count -= millionths;
  shard.windowBytes += size;
  shard.windowCount += 1;
  if (isMonitored(context)) {
    observeShard(shard, "IncomingBytes", size, context);
    observeShard(shard, "IncomingRecords", 1, context);
    observeShard(shard, "WriteProvisionedThroughputExceeded", 0, context);
  }
  stream.recordCount += 1;
  const number = stream.recordCount;
  const sequence = nextSequence(shard);
  const record: StreamRecord = {
    content,
    partitionKey,
    size,
    writtenAt: now,
    identity: { queue: settings.stream, message: number },
    shard: markOf(shard, settings),
    sequence,
    trail,
  };
  ring.push(shard.order, slab.insert(shard.records, { record }));
  context.note(notes.stored, number, shard.number, sequence);
  return {
    type: "recordPut",
    shard: shard.number,
    sequence,
    shardCreatedAt: shard.createdAt,
    writtenAt: now,
    stream: settings.stream,
    number,
  };
}

// A memo of a pure function: one object for all records of a shard.
const marks = new WeakMap<StreamSettings, Map<number, ShardMark>>();

function markOf(
  { number, createdAt }: WritableShard,
  settings: StreamContext["settings"],
): ShardMark {
  const known = marks.get(settings) ?? new Map<number, ShardMark>();
  if (known.size === 0) marks.set(settings, known);
  let mark = known.get(number);
  // In another future of a stream a shard of this number may be made at another instant.
  if (mark?.createdAt !== createdAt) {
    mark = { number, createdAt, epochMilliseconds: settings.epochMilliseconds };
    known.set(number, mark);
  }
  return mark;
}

/** Gives a shard what it may take since it was asked last. */
function fill(shard: WritableShard, { now, settings }: StreamContext): void {
  const since = now - shard.filledAt;
  if (since === 0) return;
  const bytes = shard.bytes + since * kinesisLimits.writeBytes;
  const count = shard.count + since * kinesisLimits.writeRecords;
  const mostBytes = bytesInReserve(settings);
  shard.bytes = bytes < mostBytes ? bytes : mostBytes;
  shard.count = count < recordsInReserve ? count : recordsInReserve;
  shard.filledAt = now;
}

/** The open shard of a record. */
function shardFor(
  stream: Stream,
  { partitionKey, explicitHashKey }: PutEntry,
  { settings }: StreamContext,
) {
  if (settings.distribution === "AUTO") {
    stream.turn = (stream.turn + 1) % stream.open.length;
    return stream.open[stream.turn]!.id;
  }
  return openShardAt(stream, explicitHashKey ?? hashKeyOf(partitionKey)).id;
}

/** The open shard whose range holds a place. */
export function openShardAt({ open }: Pick<Stream, "open">, hash: HashKey) {
  let low = 0;
  let high = open.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (open[middle]!.start <= hash) low = middle;
    else high = middle - 1;
  }
  return open[low]!;
}

/** Sets the timers that records need. */
function arm(stream: Stream, context: StreamContext, effects: StreamEffect[]): void {
  const { now, settings } = context;
  if (!stream.retentionArmed) {
    stream.retentionArmed = true;
    effects.push(timerAt(timers.retention, after(now, settings.retentionPeriod)));
  }
  if (settings.mode === "ON_DEMAND" && !stream.windowArmed) {
    stream.windowArmed = true;
    effects.push(timerAt(timers.window, after(now, settings.assumed.onDemandWindow)));
  }
}

const unitBytes = 25_600;
const kilobyte = 1_024;

/** What is billed for a record: units of 25 KB, each started one; on demand bytes, in whole kilobytes. */
const billedFor = (size: number, { settings }: StreamContext): number =>
  settings.mode === "PROVISIONED"
    ? Math.ceil(size / unitBytes)
    : Math.ceil(size / kilobyte) * kilobyte;

function bill(count: number, bytes: number, billed: number, context: StreamContext): void {
  context.observe(metrics.IncomingBytes, bytes);
  context.observe(metrics.IncomingRecords, count);
  const isProvisioned = context.settings.mode === "PROVISIONED";
  context.observe(isProvisioned ? metrics.PutPayloadUnits : metrics.OnDemandBytesIn, billed);
}
