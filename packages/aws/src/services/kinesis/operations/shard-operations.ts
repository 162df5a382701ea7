import type { Plain, Tagged } from "@orrery/kernel";
import { numberOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { kinesisLimits } from "../limits.ts";
import type {
  MergeShards,
  StreamShards,
  SplitShard,
  StreamReply,
  UpdateShardCount,
} from "../protocol.ts";
import { parsedHashKey } from "../hash-key.ts";
import { shardOfId } from "../sequence-number.ts";
import { noShardNamed } from "./record-operations.ts";
import { describeShards } from "./stream-operations.ts";
import {
  activeStream,
  invalid,
  isRefused,
  keptOf,
  respond,
  streamKindName,
  type Checked,
} from "./stream-record.ts";

/** Operations that split, merge and count shards. */
export const shardOperations: Operations = {
  SplitShard: { begin: splitShard, respond: () => ({}) },
  MergeShards: { begin: mergeShards, respond: () => ({}) },
  UpdateShardCount: { begin: updateShardCount, next: goOnWithCount },
  DescribeLimits: { begin: describeLimits, next: showLimits },
};

/** The stream that a request names, whose shards its users count. */
function provisionedStream(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const stream = activeStream(params, plane);
  if (isRefused(stream)) return stream;
  return keptOf(stream).mode === "PROVISIONED"
    ? stream
    : refused(
        "ValidationException",
        `Request is invalid. Stream ${stream.name} under account ${plane.accountId} is in On-Demand mode.`,
      );
}

function shardIn(
  params: PlainObject,
  name: string,
  stream: Resource,
  plane: ControlPlane,
): Checked<number> {
  const id = textOf(params[name])!; // It is there.
  return shardOfId(id) ?? noShardNamed(id, stream.name, plane);
}

function splitShard(params: PlainObject, plane: ControlPlane): Step {
  const stream = provisionedStream(params, plane);
  if (isRefused(stream)) return stream;
  const shard = shardIn(params, "ShardToSplit", stream, plane);
  if (isRefused(shard)) return shard;
  const text = textOf(params["NewStartingHashKey"])!; // It is there.
  const at = parsedHashKey(text);
  if (at === null) return invalid(`Invalid NewStartingHashKey: ${text}`); // Assumed: the words.
  const input: SplitShard = { type: "splitShard", shard, at };
  return { type: "ask", resource: stream.number, input };
}

function mergeShards(params: PlainObject, plane: ControlPlane): Step {
  const stream = provisionedStream(params, plane);
  if (isRefused(stream)) return stream;
  const shard = shardIn(params, "ShardToMerge", stream, plane);
  if (isRefused(shard)) return shard;
  const adjacent = shardIn(params, "AdjacentShardToMerge", stream, plane);
  if (isRefused(adjacent)) return adjacent;
  const input: MergeShards = { type: "mergeShards", shard, adjacent };
  return { type: "ask", resource: stream.number, input };
}

/** Asks every stream for its shards: an account may have so many together. */
const askAll = (plane: ControlPlane, kept: Plain = null): Step => ({
  type: "askAll",
  asks: plane
    .list(streamKindName)
    .map(({ number }) => ({ resource: number, input: describeShards })),
  kept,
});

const openIn = (bodies: readonly Tagged[]): number =>
  bodies.reduce(
    (sum, body) =>
      body.type === "shardsDescribed"
        ? sum + (body as StreamShards).shards.filter(({ closedAt }) => closedAt === null).length
        : sum,
    0,
  );

function updateShardCount(params: PlainObject, plane: ControlPlane): Step {
  const stream = provisionedStream(params, plane);
  if (isRefused(stream)) return stream;
  const target = numberOf(params["TargetShardCount"])!; // It is there.
  const { max } = kinesisLimits.shardCount;
  if (target > max) return invalid(`TargetShardCount ${target} is greater than ${max}.`); // Assumed: the words.
  return askAll(plane, "counted");
}

function goOnWithCount(
  bodies: readonly Tagged[],
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): Step {
  const stream = provisionedStream(params, plane);
  if (isRefused(stream)) return stream;
  const target = numberOf(params["TargetShardCount"])!; // It is there.
  if (kept === "counted") {
    const room = plane.quota("kinesis.shards") - openIn(bodies);
    const input: UpdateShardCount = { type: "updateShardCount", target, room };
    return { type: "ask", resource: stream.number, input, kept: "asked" };
  }
  const { current } = bodies[0] as Extract<StreamReply, { type: "shardCountUpdated" }>;
  return respond({
    StreamName: stream.name,
    CurrentShardCount: current,
    TargetShardCount: target,
    StreamARN: stream.arn,
  });
}

function describeLimits(_params: PlainObject, plane: ControlPlane): Step {
  return plane.list(streamKindName).length === 0 ? respond(limitsOf(0, plane)) : askAll(plane);
}

function showLimits(bodies: readonly Tagged[], _params: PlainObject, plane: ControlPlane): Step {
  return respond(limitsOf(openIn(bodies), plane));
}

const limitsOf = (open: number, plane: ControlPlane): PlainObject => ({
  ShardLimit: plane.quota("kinesis.shards"),
  OpenShardCount: open,
  OnDemandStreamCount: plane
    .list(streamKindName)
    .filter((stream) => keptOf(stream).mode === "ON_DEMAND").length,
  OnDemandStreamCountLimit: kinesisLimits.onDemandStreams,
});
