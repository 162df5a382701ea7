import {
  after,
  between,
  later,
  noEffects,
  slab,
  type Duration,
  type Instant,
  type RequestId,
  type SlabId,
} from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { NextEvent, OpenSubscription } from "../../../service/source.ts";
import { behindAt, nextSequence, placeIn, recordsFrom } from "../../../shard/shard-log.ts";
import { kinesisLimits } from "../limits.ts";
import type { StreamEffect, StreamReply, StreamRecord } from "../protocol.ts";
import {
  metrics,
  notes,
  timers,
  type Stream,
  type StreamContext,
  type WritableShard,
} from "./declarations.ts";
import { childrenOf, shardOf } from "./read.ts";
import { noShard, reply } from "./reply.ts";
import { trim } from "./retention.ts";
import type { Subscription } from "./state.ts";

type Effects = StreamEffect[];
type WritableSubscription = { -readonly [Member in keyof Subscription]: Subscription[Member] };

/** Opens a subscription of a consumer to a shard; one that it has for longer ends. */
export function subscribe(
  stream: Stream,
  { reader, shard: number, start }: OpenSubscription,
  context: StreamContext,
): readonly StreamEffect[] {
  const { now, settings } = context;
  if (!settings.consumers.includes(reader)) return [reply(context, noConsumer(reader, context))];
  const shard = shardOf(stream, number);
  if (shard === undefined) return [reply(context, noShard(number, context))];
  const effects: Effects = [];
  const held = heldBy(stream, shard, reader);
  if (held !== undefined) {
    const { openedAt } = slab.read(stream.subscriptions, held)!;
    if (now - openedAt < kinesisLimits.subscriptionPause) {
      context.observe(metrics["SubscribeToShard.RateExceeded"], 1);
      context.observe(metrics["SubscribeToShard.Success"], 0);
      return [reply(context, taken(reader, context))];
    }
    end(stream, held, taken(reader, context), effects);
  }
  trim(stream, shard, context);
  const sequence = placeIn(shard, start);
  stream.subscriptionCount += 1;
  const id = slab.insert<Subscription>(stream.subscriptions, {
    number: stream.subscriptionCount,
    reader,
    shard: stream.shardIds[number] as SlabId, // It is there.
    sequence,
    openedAt: now,
    waiter: -1,
    freeAt: now,
  });
  shard.subscribed = [...shard.subscribed, id];
  context.observe(metrics["SubscribeToShard.RateExceeded"], 0);
  context.observe(metrics["SubscribeToShard.Success"], 1);
  const index = slab.slotOf(id);
  const at = after(now, kinesisLimits.subscriptionLife);
  effects.push({ type: "setTimer", timer: timers.subscription, index, at });
  effects.push(
    reply(context, { type: "subscribed", subscription: stream.subscriptionCount, sequence }),
  );
  return effects;
}

const noConsumer = (reader: string, { settings }: StreamContext): Refused =>
  refused(
    "ResourceNotFoundException",
    `Consumer ${reader}, account ${settings.accountId} not found.`,
  );

const taken = (reader: string, { settings }: StreamContext): Refused =>
  refused(
    "ResourceInUseException",
    `Another active subscription exists for this consumer: ${settings.accountId}:${settings.name}:${nameIn(reader)}`, // Assumed: the words.
  );

const nameIn = (reader: string): string =>
  reader.slice(reader.indexOf("/consumer/") + "/consumer/".length);

/** The subscription of a consumer to a shard. */
const heldBy = (
  { subscriptions }: Stream,
  { subscribed }: WritableShard,
  reader: string,
): SlabId | undefined => subscribed.find((id) => slab.read(subscriptions, id)!.reader === reader);

/** Gives a consumer the next event of its subscription, once there is one. */
export function nextEvent(
  stream: Stream,
  { reader, shard: number, subscription: wanted }: NextEvent,
  context: StreamContext,
): readonly StreamEffect[] {
  const shard = shardOf(stream, number);
  if (shard === undefined) return [reply(context, noShard(number, context))];
  const id = heldBy(stream, shard, reader);
  const subscription = id === undefined ? undefined : slab.edit(stream.subscriptions, id)!;
  if (subscription === undefined || (wanted !== null && subscription.number !== wanted)) {
    return [reply(context, { type: "subscriptionEnded" })];
  }
  const effects: Effects = [];
  // Of two who ask for one event, as after a request that was doubled, the first goes without.
  if (subscription.waiter !== -1) effects.push(answer(subscription.waiter, ended));
  subscription.waiter = context.request;
  push(stream, id!, subscription, shard, context, effects);
  return effects;
}

const ended = { type: "subscriptionEnded" } as const;

const answer = (to: RequestId, body: StreamReply): StreamEffect => ({ type: "reply", to, body });

/** Pushes what shards have taken to those who wait for it. */
export function pushTo(
  stream: Stream,
  shards: readonly number[],
  context: StreamContext,
  effects: Effects,
): void {
  for (const number of shards) {
    const shard = shardOf(stream, number)!; // It has just taken something, or is closed.
    for (const id of shard.subscribed) {
      const subscription = slab.edit(stream.subscriptions, id)!; // It is of this shard.
      if (subscription.waiter !== -1) push(stream, id, subscription, shard, context, effects);
    }
  }
}

/** Tells those who wait for records of shards that are closed. */
export function pushEnds(stream: Stream, context: StreamContext, effects: Effects): void {
  if (stream.subscriptions.size === 0) return;
  const shards = stream.shardIds.flatMap((id, number) =>
    id !== -1 && slab.read(stream.shards, id)!.closedAt !== null ? [number] : [],
  );
  pushTo(stream, shards, context, effects);
}

/** Answers who waits, if there is something: as much as a consumer is pushed in a second, once it may have it. */
function push(
  stream: Stream,
  id: SlabId,
  subscription: WritableSubscription,
  shard: WritableShard,
  context: StreamContext,
  effects: Effects,
): void {
  const { now, settings } = context;
  trim(stream, shard, context);
  const first = Math.max(subscription.sequence, shard.trimmed + 1);
  const { records, bytes } = recordsFrom(shard, first, {
    records: kinesisLimits.getRecords.max,
    bytes: kinesisLimits.fanOutBytes,
  });
  const next = first + records.length;
  const isAtEnd = shard.closedAt !== null && next >= nextSequence(shard);
  if (records.length === 0 && !isAtEnd) return;
  const at = later(now, subscription.freeAt);
  subscription.freeAt = after(at, timeFor(bytes));
  effects.push({
    type: "reply",
    to: subscription.waiter as RequestId, // Somebody waits.
    body: {
      type: "recordsGot",
      shard: shard.number,
      first,
      records,
      next: isAtEnd ? null : next,
      behind: behindAt(shard, next, now),
      children: isAtEnd ? childrenOf(stream, shard.number) : [],
      retention: settings.retentionPeriod,
    },
    ...(at > now ? { after: between(now, at) } : {}),
  });
  subscription.waiter = -1;
  subscription.sequence = next;
  observe(records, bytes, next, at, shard, context);
  if (isAtEnd) close(stream, id, effects);
}

/** How long what a consumer is pushed uses up its throughput. */
const timeFor = (bytes: number): Duration =>
  Math.ceil((bytes * second) / kinesisLimits.fanOutBytes) as Duration;
const second = 1_000_000;

function observe(
  records: readonly StreamRecord[],
  bytes: number,
  next: number,
  at: Instant,
  shard: WritableShard,
  context: StreamContext,
): void {
  context.observe(metrics["SubscribeToShardEvent.Bytes"], bytes);
  context.observe(metrics["SubscribeToShardEvent.Records"], records.length);
  context.observe(metrics["SubscribeToShardEvent.Success"], 1);
  context.observe(metrics["SubscribeToShardEvent.MillisBehindLatest"], behindAt(shard, next, at));
  if (context.settings.mode === "ON_DEMAND") {
    context.observe(metrics.OnDemandBytesFannedOut, bytes);
  }
  for (const { identity } of records) context.note(notes.read, identity.message, shard.number);
}

/** Ends the subscription of a slot, which had its time. */
export function endSubscription(stream: Stream, slot: number): readonly StreamEffect[] {
  const id = slab.idAt(stream.subscriptions, slot)!; // Its timer goes with it.
  const effects: Effects = [];
  end(stream, id, ended, effects);
  return effects;
}

/** Ends subscriptions of consumers that are registered no more. */
export function endOfGone(stream: Stream, context: StreamContext): readonly StreamEffect[] {
  if (stream.subscriptions.size === 0) return noEffects;
  const effects: Effects = [];
  const { consumers } = context.settings;
  for (let slot = 0; slot < stream.subscriptions.slots; slot += 1) {
    const id = slab.idAt(stream.subscriptions, slot);
    if (id === undefined) continue;
    const { reader } = slab.read(stream.subscriptions, id)!;
    if (!consumers.includes(reader)) end(stream, id, noConsumer(reader, context), effects);
  }
  return effects;
}

/** Ends a subscription, and says so to whoever waits for its next event. */
function end(stream: Stream, id: SlabId, why: typeof ended | Refused, effects: Effects): void {
  const { waiter } = slab.read(stream.subscriptions, id)!;
  if (waiter !== -1) effects.push(answer(waiter, why));
  close(stream, id, effects);
}

function close(stream: Stream, id: SlabId, effects: Effects): void {
  const { shard: shardId } = slab.read(stream.subscriptions, id)!;
  const shard = slab.edit(stream.shards, shardId);
  if (shard !== undefined) shard.subscribed = shard.subscribed.filter((each) => each !== id);
  slab.remove(stream.subscriptions, id);
  const index = slab.slotOf(id);
  effects.push({ type: "clearTimer", timer: timers.subscription, index });
}
