import { between, ring, slab, table, type RequestId, type SlabId } from "@orrery/kernel";
import type {
  DescribeShards,
  NextEvent,
  OpenSubscription,
  ShardFacts,
} from "../../../service/source.ts";
import { refused } from "../../../service/refusal.ts";
import { mqLimits } from "../limits.ts";
import type { BrokerEffect, BrokerMessage, BrokerReply, PutMessage } from "../protocol.ts";
import { queueOfReader } from "../source.ts";
import { metrics, type Broker, type BrokerContext } from "./declarations.ts";
import type { Consumer, Queue } from "./state.ts";

type Effects = BrokerEffect[];
type Edited<Part> = { -readonly [Field in keyof Part]: Part[Field] };

const answer = (to: RequestId, body: BrokerReply): BrokerEffect => ({ type: "reply", to, body });
const ended = { type: "subscriptionEnded" } as const;

/** Where messages go that name no queue while nobody reads any. */
const usualQueue = "default";

/** A queue, which is made where it is not there. */
function queueNamed(broker: Broker, name: string): Edited<Queue> {
  let id = table.get(broker.queueIds, name);
  if (id === undefined) {
    id = slab.insert<Queue>(broker.queues, { waiting: ring.empty(), consumers: [], turn: 0 });
    table.set(broker.queueIds, name, id);
  }
  return slab.edit(broker.queues, id)!; // It is there.
}

/** Takes a message, or refuses it. */
export function put(
  broker: Broker,
  { content, queue: named, trail }: PutMessage,
  context: BrokerContext,
): readonly BrokerEffect[] {
  const { now, settings, request } = context;
  if (content.size > mqLimits.messageSize[settings.engine].max) {
    context.observe(metrics.MessagesRefused, 1);
    return [answer(request, tooLarge)];
  }
  if (broker.bytes + content.size > settings.storage) {
    context.observe(metrics.MessagesRefused, 1);
    return [answer(request, full)];
  }
  broker.bytes += content.size;
  broker.count += 1;
  const number = broker.count;
  const name = named ?? table.firstValue(broker.groups)?.queue ?? usualQueue;
  const message: BrokerMessage = {
    content,
    queue: name,
    identity: { queue: settings.broker, message: number },
    broker: settings,
    writtenAt: now,
    trail,
  };
  const queue = queueNamed(broker, name);
  ring.push(queue.waiting, slab.insert(broker.messages, { message }));
  context.observe(metrics.EnqueueCount, 1);
  const effects: Effects = [];
  serve(broker, name, context, effects);
  const { broker: resource } = settings;
  effects.push(answer(request, { type: "messagePut", broker: resource, number, at: now }));
  return effects;
}

const tooLarge = refused("MessageSizeException", "The message is larger than the broker takes.");

const full = refused("ResourceAllocationException", "The storage of the broker is full.");

/** Tells who consumes for a reader; one that nobody has heard of gets its consumers. */
export function describeConsumers(
  broker: Broker,
  { reader = "", readers = { least: 1, most: 1 } }: DescribeShards,
  context: BrokerContext,
): readonly BrokerEffect[] {
  let group = table.get(broker.groups, reader);
  if (group === undefined) {
    const name = queueOfReader(reader);
    const queue = queueNamed(broker, name);
    const consumers = Array.from({ length: readers.least }, (_, number) =>
      slab.insert<Consumer>(broker.consumers, {
        ...{ queue: name, number, given: 0, waiter: -1, limit: mqLimits.fetch },
      }),
    );
    queue.consumers = [...queue.consumers, ...consumers];
    group = { queue: name, consumers };
    table.set(broker.groups, reader, group);
  }
  const shards = group.consumers.map((_, number): ShardFacts => ({
    ...{ number, parents: [], createdAt: context.now, closedAt: null },
  }));
  return [answer(context.request, { type: "shardsDescribed", shards })];
}

const consumerOf = (broker: Broker, reader: string, number: number): SlabId | undefined =>
  table.get(broker.groups, reader)?.consumers[number];

/** Has a consumer begin. */
export function subscribe(
  broker: Broker,
  { reader, shard }: OpenSubscription,
  { request }: BrokerContext,
): readonly BrokerEffect[] {
  const id = consumerOf(broker, reader, shard);
  if (id === undefined) return [answer(request, ended)];
  const { given } = slab.read(broker.consumers, id)!; // Consumers stay.
  return [answer(request, { type: "subscribed", subscription: shard, sequence: given + 1 })];
}

/** Gives a consumer what waits, once something does. */
export function nextMessages(
  broker: Broker,
  { reader, shard, limit = mqLimits.fetch }: NextEvent,
  context: BrokerContext,
): readonly BrokerEffect[] {
  const id = consumerOf(broker, reader, shard);
  if (id === undefined) return [answer(context.request, ended)];
  const effects: Effects = [];
  const consumer = slab.edit(broker.consumers, id)!;
  // Of two who ask for the same, as after a request that was doubled, the first goes without.
  if (consumer.waiter !== -1) effects.push(answer(consumer.waiter, ended));
  consumer.waiter = context.request;
  consumer.limit = limit;
  serve(broker, consumer.queue, context, effects);
  return effects;
}

/** Gives what waits in a queue to consumers that wait, one after another. */
function serve(broker: Broker, name: string, context: BrokerContext, effects: Effects): void {
  const queue = queueNamed(broker, name);
  const { consumers, waiting } = queue;
  for (let tried = 0; tried < consumers.length && waiting.size > 0; tried += 1) {
    const place = queue.turn % consumers.length;
    queue.turn = place + 1;
    give(broker, waiting, consumers[place]!, context, effects);
  }
}

function give(
  broker: Broker,
  waiting: Queue["waiting"],
  id: SlabId,
  context: BrokerContext,
  effects: Effects,
): void {
  const consumer = slab.edit(broker.consumers, id)!;
  if (consumer.waiter === -1) return;
  const first = consumer.given + 1;
  const records: BrokerMessage[] = [];
  while (records.length < consumer.limit && waiting.size > 0) {
    const next = ring.shift(waiting);
    const { message } = slab.read(broker.messages, next)!; // What is listed is there.
    slab.remove(broker.messages, next);
    broker.bytes -= message.content.size;
    context.observe(metrics.EnqueueTime, between(message.writtenAt, context.now));
    records.push(message);
  }
  context.observe(metrics.DequeueCount, records.length);
  consumer.given += records.length;
  const { number, given, waiter } = consumer;
  consumer.waiter = -1;
  effects.push(
    answer(waiter, {
      type: "recordsGot",
      shard: number,
      first,
      records,
      next: given + 1,
      behind: 0 as never,
      children: [],
      retention: mqLimits.retention,
    }),
  );
}
