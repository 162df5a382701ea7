import {
  after,
  invariant,
  slab,
  type Replied,
  type SlabId,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type {
  DescribeShards,
  FindPlace,
  PlaceFound,
  ReadShard as ReadOn,
  RecordsGot,
  ShardFacts,
  ShardsDescribed,
} from "../../../service/source.ts";
import { deliveryTimeout, firehoseLimits } from "../limits.ts";
import { metrics, ports, timers, type DeliveryStream } from "./declarations.ts";
import type { Flow } from "./flow.ts";
import { keep } from "./put.ts";
import type { ReadShard } from "./state.ts";

type Edited = { -readonly [Member in keyof ReadShard]: ReadShard[Member] };

/** What the question bears which shards there are. */
const listTag = -1;

/** Begins to read what its stream gets from now on, at the first input that it hears. */
export function beginReading(stream: DeliveryStream, flow: Flow): void {
  if (stream.isBegun || flow.context.settings.source === null) return;
  stream.isBegun = true;
  askForShards(flow);
}

/** Asks which shards there are. */
export const askForShards = (flow: Flow): void => ask({ type: "describeShards" }, listTag, flow);

function ask(
  input: DescribeShards | FindPlace | ReadOn,
  tag: number,
  { context, effects }: Flow,
): void {
  const deadline = after(context.now, deliveryTimeout);
  effects.push({ type: "send", port: ports.source, to: 0, input, tag, deadline });
}

/** Hears what the stream answers. */
export function hearSource(
  stream: DeliveryStream,
  { tag, body }: Replied<Tagged>,
  flow: Flow,
): void {
  if (tag === listTag) hearShards(stream, body, flow);
  else hearShard(stream, tag as SlabId, body, flow); // Every other question bears its shard.
}

function hearShards(stream: DeliveryStream, body: Replied<Tagged>["body"], flow: Flow): void {
  if (body.type !== "shardsDescribed") {
    pause(timers.list, 0, flow);
    return;
  }
  for (const { number, closedAt } of (body as ShardsDescribed).shards) {
    if (closedAt !== null) continue; // It reads what comes from now on.
    const shard = newShard(number, [], flow);
    find(slab.insert(stream.shards, { ...shard, condition: "finding" }), number, flow);
  }
}

const find = (id: SlabId, shard: number, flow: Flow): void =>
  ask({ type: "findPlace", shard, start: { type: "latest" } }, id, flow);

const newShard = (number: number, parents: readonly number[], { context }: Flow): ReadShard => ({
  number,
  condition: "waiting",
  parents,
  sequence: 1,
  polledAt: context.now,
});

function hearShard(
  stream: DeliveryStream,
  id: SlabId,
  body: Replied<Tagged>["body"],
  flow: Flow,
): void {
  const shard = slab.edit(stream.shards, id);
  invariant(shard !== undefined, "a shard is read that is gone");
  if (body.type === "placeFound") {
    shard.sequence = (body as PlaceFound).sequence;
    shard.condition = "reading";
    read(id, shard, flow);
  } else if (body.type === "recordsGot") {
    hearRecords(stream, id, body as RecordsGot, flow);
  } else {
    if (shard.condition === "reading") flow.context.observe(metrics.ThrottledGetRecords, 1);
    pause(timers.poll, slab.slotOf(id), flow);
  }
}

function pause(timer: number, index: number, { context, effects }: Flow): void {
  context.observe(metrics["firehose.readPause"], 1);
  const at = after(context.now, context.settings.assumed.readPause);
  effects.push({ type: "setTimer", timer, index, at });
}

function read(id: SlabId, shard: Edited, flow: Flow): void {
  shard.polledAt = flow.context.now;
  const { number, sequence } = shard;
  ask(
    { type: "readShard", shard: number, sequence, limit: firehoseLimits.polledRecords },
    id,
    flow,
  );
}

function hearRecords(stream: DeliveryStream, id: SlabId, got: RecordsGot, flow: Flow): void {
  const { context, effects, sources } = flow;
  const { source, epochMilliseconds } = context.settings;
  const from = source?.kind == null ? undefined : sources.of(source.kind);
  invariant(from?.type === "shards" && from.passedOn !== undefined, "records came of no stream");
  let bytes = 0;
  for (const item of got.records) {
    const { metadata, ...content } = from.passedOn(item, epochMilliseconds);
    bytes += content.size;
    keep(stream, { content, trail: item.trail, arrivedAt: item.writtenAt, metadata }, flow);
  }
  if (got.records.length > 0) {
    context.observe(metrics["DataReadFromKinesisStream.Records"], got.records.length);
    context.observe(metrics["DataReadFromKinesisStream.Bytes"], bytes);
  }
  context.observe(metrics.KinesisMillisBehindLatest, got.behind);
  if (got.next === null) {
    endShard(stream, id, got.children, flow);
    return;
  }
  const shard = slab.edit(stream.shards, id)!; // It was just read.
  shard.sequence = got.next;
  const at = after(shard.polledAt, source!.pollInterval);
  effects.push({ type: "setTimer", timer: timers.poll, index: slab.slotOf(id), at });
}

/** Goes on with the shards that came after one of which all was read. */
function endShard(
  stream: DeliveryStream,
  id: SlabId,
  children: readonly ShardFacts[],
  flow: Flow,
): void {
  const { number: ended } = slab.read(stream.shards, id)!; // It was just read.
  slab.remove(stream.shards, id);
  for (const { number, parents } of children) {
    const known = idOf(stream, number);
    const left = parents.filter((parent) => idOf(stream, parent) !== undefined);
    const child = known ?? slab.insert(stream.shards, newShard(number, left, flow));
    const shard = slab.edit(stream.shards, child)!; // It was just found or made.
    shard.parents = shard.parents.filter((parent) => parent !== ended);
    if (shard.condition !== "waiting" || shard.parents.length > 0) continue;
    shard.condition = "reading";
    read(child, shard, flow);
  }
}

function idOf({ shards }: DeliveryStream, number: number): SlabId | undefined {
  for (let slot = 0; slot < shards.slots; slot += 1) {
    const id = slab.idAt(shards, slot);
    if (id !== undefined && slab.read(shards, id)!.number === number) return id;
  }
  return undefined;
}

/** Reads a shard again, or asks again where it is. */
export function pollAgain(stream: DeliveryStream, { index }: TimerFired, flow: Flow): void {
  const id = slab.idAt(stream.shards, index);
  invariant(id !== undefined, "a shard that is gone is to be read");
  const shard = slab.edit(stream.shards, id)!; // It was just found.
  if (shard.condition === "finding") find(id, shard.number, flow);
  else read(id, shard, flow);
}
