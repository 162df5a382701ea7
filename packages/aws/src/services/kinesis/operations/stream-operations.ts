import {
  after,
  inSeconds,
  sample,
  valueAsOf,
  type Duration,
  type Instant,
  type Plain,
  type Tagged,
} from "@orrery/kernel";
import { memberOf, numberOf, textMapOf, textOf } from "../../../request/params.ts";
import { pageByKey } from "../../../request/page.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { DescribeShards } from "../../../service/source.ts";
import type { RecordDistribution, StreamMode } from "../config.ts";
import { creationTimes, kinesisLimits, recordSizeQuota } from "../limits.ts";
import type { StreamShards } from "../protocol.ts";
import { shardOfId } from "../sequence-number.ts";
import { shownShard, shownStream, statusOf } from "./shown-stream.ts";
import {
  activeStream,
  instantOf,
  invalid,
  isRefused,
  keptOf,
  noStream,
  plainKept,
  respond,
  settingsOf,
  streamArnOf,
  streamKindName,
  streamOf,
  timestampAt,
  type Checked,
  type StreamKept,
} from "./stream-record.ts";

/** Operations that make, describe, list and delete streams. */
export const streamOperations: Operations = {
  CreateStream: { begin: createStream },
  DeleteStream: { begin: deleteStream },
  DescribeStream: { begin: describe, respond: showStream },
  DescribeStreamSummary: { begin: describe, respond: showSummary },
  ListShards: { begin: listShards, respond: showShards },
  ListStreams: { begin: listStreams },
};

/** Asks a stream for its shards. */
export const describeShards: DescribeShards = { type: "describeShards" };

/** When something is ACTIVE that is made now: at once before the run. */
export function activeAt(
  what: keyof typeof creationTimes,
  { now, latencies }: ControlPlane,
): Instant {
  // What is there when a run begins was made before.
  if (now === 0) return now;
  const takes = latencies[`kinesis.${what}.creation`] ?? creationTimes[what];
  return after(now, Math.round(sample(takes, () => 0.5)) as Duration);
}

function createStream(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["StreamName"])!; // It is there, and a text.
  const details = textOf(memberOf(params["StreamModeDetails"], "StreamMode"));
  const shardCount = numberOf(params["ShardCount"]);
  const unsaid: StreamMode = shardCount === undefined ? "ON_DEMAND" : "PROVISIONED";
  const mode = (details ?? unsaid) as StreamMode; // One of them, by the model.
  const wrong = againstShards(mode, shardCount, plane) ?? againstRecordSize(params, plane);
  if (wrong !== null) return wrong;
  if (plane.find(streamKindName, name) !== undefined) {
    return refused(
      "ResourceInUseException",
      `Stream ${name} under account ${plane.accountId} already exists.`,
    );
  }
  const full = againstQuotas(mode, plane);
  if (full !== null) return full;
  const kept: StreamKept = {
    mode,
    shardCount: mode === "ON_DEMAND" ? kinesisLimits.onDemandShards : shardCount!, // Checked.
    retentionHours: inSeconds(kinesisLimits.retention.default) / 3_600,
    maximumRecordKibibytes:
      numberOf(params["MaxRecordSizeInKiB"]) ?? kinesisLimits.recordSize.default / 1_024,
    distribution: (textOf(params["RecordDistributionStrategy"]) ??
      "USER_PARTITION_KEY") as RecordDistribution,
    encryptionKey: null,
    monitoring: [],
    tags: Object.fromEntries(textMapOf(params["Tags"])),
    consumers: [],
    policies: {},
    warmThroughput: numberOf(params["WarmThroughputMiBps"]) ?? null,
    activeAt: activeAt("stream", plane),
    modeChanges: [],
  };
  const arn = streamArnOf(name, plane);
  plane.create({ kind: streamKindName, name, arn, record: plainKept(kept) }, (number) =>
    settingsOf({ number, name, arn, createdAt: plane.now }, kept, plane),
  );
  return respond();
}

function againstShards(
  mode: StreamMode,
  count: number | undefined,
  plane: ControlPlane,
): Refused | null {
  if (mode === "ON_DEMAND") {
    return count === undefined
      ? null
      : refused("ValidationException", "ShardCount is not allowed for an on-demand stream."); // Assumed: the words.
  }
  if (count === undefined) {
    return refused("ValidationException", "ShardCount is required for a provisioned stream."); // Likewise.
  }
  const most = plane.quota("kinesis.shards");
  return count <= most ? null : overShardLimit(count, 0, most, plane);
}

/** What those hear who want more shards than their account may have. */
const overShardLimit = (
  more: number,
  current: number,
  most: number,
  { accountId, region }: ControlPlane,
): Refused =>
  refused(
    "LimitExceededException",
    `This request would exceed the shard limit for the account ${accountId} in ${region}. Current shard count for the account: ${current}. Limit: ${most}. Number of additional shards that would have resulted from this request: ${more}. Refer to the AWS Service Limits page (https://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.`,
  );

/** What is wrong with the size that records of a stream may have; `null` for nothing. */
export function againstRecordSize(params: PlainObject, { asOf }: ControlPlane): Refused | null {
  const size = numberOf(params["MaxRecordSizeInKiB"]);
  const most = valueAsOf(recordSizeQuota, asOf) / 1_024;
  return size === undefined || size <= most
    ? null
    : refused(
        "ValidationException",
        `1 validation error detected: Value '${size}' at 'maxRecordSizeInKiB' failed to satisfy constraint: Member must have value less than or equal to ${most}`,
      );
}

function againstQuotas(mode: StreamMode, plane: ControlPlane): Refused | null {
  const streams = plane.list(streamKindName);
  const making = streams.filter((stream) => plane.now < keptOf(stream).activeAt);
  if (making.length >= kinesisLimits.streamsInCreation) {
    return refused(
      "LimitExceededException",
      `Account ${plane.accountId} already has ${making.length} streams in CREATING state.`, // Assumed: the words.
    );
  }
  const onDemand = streams.filter((stream) => keptOf(stream).mode === "ON_DEMAND").length;
  return mode === "PROVISIONED" || onDemand < kinesisLimits.onDemandStreams
    ? null
    : refused(
        "LimitExceededException",
        `Account ${plane.accountId} already has ${onDemand} on-demand streams.`, // Likewise.
      );
}

function deleteStream(params: PlainObject, plane: ControlPlane): Step {
  const stream = activeStream(params, plane);
  if (isRefused(stream)) return stream;
  const { consumers } = keptOf(stream);
  if (consumers.length > 0 && params["EnforceConsumerDeletion"] !== true) {
    return refused(
      "ResourceInUseException",
      `Stream ${stream.name} under account ${plane.accountId} has consumers registered. Deregister them, or set EnforceConsumerDeletion.`, // Assumed: the words.
    );
  }
  plane.delete(stream, noStream(stream.name, plane));
  return respond();
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const stream = streamOf(params, plane);
  if (isRefused(stream)) return stream;
  return { type: "ask", resource: stream.number, input: describeShards };
}

function showStream(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const stream = streamOf(params, plane);
  if (isRefused(stream)) return stream;
  const { shards, isUpdating } = body as StreamShards;
  const from = startAfter(params);
  if (isRefused(from)) return from;
  const most = numberOf(params["Limit"]) ?? kinesisLimits.describedShards.default;
  // A stream that is made has none yet.
  const there = plane.now < keptOf(stream).activeAt ? [] : shards;
  const rest = there.filter(({ number }) => number > from);
  return {
    StreamDescription: {
      ...shownStream(stream, isUpdating, plane),
      Shards: rest.slice(0, most).map((shard) => shownShard(shard, plane)),
      HasMoreShards: rest.length > most,
    },
  };
}

function startAfter(params: PlainObject): Checked<number> {
  const id = textOf(params["ExclusiveStartShardId"]);
  if (id === undefined) return -1;
  return shardOfId(id) ?? invalid(`Invalid ShardId: ${id}`); // Assumed: the words.
}

function showSummary(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const stream = streamOf(params, plane);
  if (isRefused(stream)) return stream;
  const { shards, isUpdating } = body as StreamShards;
  const { consumers, maximumRecordKibibytes, warmThroughput } = keptOf(stream);
  return {
    StreamDescriptionSummary: {
      ...shownStream(stream, isUpdating, plane),
      OpenShardCount: shards.filter(({ closedAt }) => closedAt === null).length,
      ConsumerCount: consumers.length,
      MaxRecordSizeInKiB: maximumRecordKibibytes,
      ...(warmThroughput === null
        ? {}
        : { WarmThroughput: { TargetMiBps: warmThroughput, CurrentMiBps: warmThroughput } }),
    },
  };
}

/** A place in a list of shards: the stream, the last shard that was listed, and when. */
interface ShardToken {
  readonly stream: string;
  readonly after: number;
  readonly at: number;
}

function tokenIn(params: PlainObject): ShardToken | null {
  const match = /^(.+) (-?\d+) (\d+)$/.exec(textOf(params["NextToken"]) ?? "");
  return match === null
    ? null
    : { stream: match[1]!, after: Number(match[2]), at: Number(match[3]) };
}

function listShards(params: PlainObject, plane: ControlPlane): Step {
  if (params["NextToken"] === undefined) return describe(params, plane);
  const named = ["StreamName", "StreamARN", "ExclusiveStartShardId"].find(
    (name) => params[name] !== undefined,
  );
  if (named !== undefined) return invalid("NextToken and StreamName cannot be provided together.");
  const token = tokenIn(params);
  if (token === null) return invalid("NextToken is invalid."); // Assumed: the words.
  if (plane.now - token.at > kinesisLimits.shardListTokenLife) {
    return refused("ExpiredNextTokenException", "The NextToken is expired."); // Likewise.
  }
  return describe({ StreamName: token.stream }, plane);
}

function showShards(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const token = tokenIn(params);
  const stream = streamOf(token === null ? params : { StreamName: token.stream }, plane);
  if (isRefused(stream)) return stream;
  const given = startAfter(params);
  if (isRefused(given)) return given;
  const { shards } = body as StreamShards;
  const filtered = filterOf(params["ShardFilter"], shards, stream, plane);
  if (isRefused(filtered)) return filtered;
  const from = token?.after ?? given;
  const most = numberOf(params["MaxResults"]) ?? kinesisLimits.shardPage.default;
  const rest = filtered.filter(({ number }) => number > from);
  const listed = rest.slice(0, most);
  const last = listed.at(-1)?.number ?? from;
  return {
    Shards: listed.map((shard) => shownShard(shard, plane)),
    ...(rest.length > most ? { NextToken: `${stream.name} ${last} ${plane.now}` } : {}),
  };
}

type Shards = StreamShards["shards"];

/** The shards that a filter lets pass. */
function filterOf(
  filter: Plain | undefined,
  shards: Shards,
  stream: Resource,
  plane: ControlPlane,
): Checked<Shards> {
  const type = textOf(memberOf(filter, "Type"));
  const horizon = plane.now - keptOf(stream).retentionHours * 3_600_000_000;
  const openAt = (at: number) => (shard: Shards[number]) =>
    shard.createdAt <= at && (shard.closedAt === null || shard.closedAt > at);
  const openSince = (at: number) => (shard: Shards[number]) =>
    shard.closedAt === null || shard.closedAt > at;
  const given = numberOf(memberOf(filter, "Timestamp"));
  const timestamp = given === undefined ? null : instantOf(given, plane);
  switch (type) {
    case "AT_LATEST":
      return shards.filter(({ closedAt }) => closedAt === null);
    case "AT_TRIM_HORIZON":
      return shards.filter(openAt(Math.max(horizon, stream.createdAt)));
    case "AT_TIMESTAMP":
      return timestamp === null ? noTimestamp : shards.filter(openAt(timestamp));
    case "FROM_TIMESTAMP":
      return timestamp === null ? noTimestamp : shards.filter(openSince(timestamp));
    case "AFTER_SHARD_ID": {
      const id = textOf(memberOf(filter, "ShardId"));
      const from = id === undefined ? null : shardOfId(id);
      if (from === null) return invalid("ShardId is required for AFTER_SHARD_ID."); // Assumed: the words.
      return shards.filter(({ number }) => number > from);
    }
    default: // FROM_TRIM_HORIZON, or none.
      return shards;
  }
}

const noTimestamp = invalid("Timestamp is required for this type of filter."); // Assumed: the words.

function listStreams(params: PlainObject, plane: ControlPlane): Step {
  const after = textOf(params["NextToken"]) ?? textOf(params["ExclusiveStartStreamName"]) ?? null;
  const most = numberOf(params["Limit"]) ?? kinesisLimits.streamPage.default;
  const streams = plane.list(streamKindName);
  const { items, next } = pageByKey(streams, ({ name }) => name, after, most);
  return respond({
    StreamNames: items.map(({ name }) => name),
    HasMoreStreams: next !== null,
    ...(next === null ? {} : { NextToken: next }),
    StreamSummaries: items.map((stream) => ({
      StreamName: stream.name,
      StreamARN: stream.arn,
      // Whether shards are being made is not asked.
      StreamStatus: statusOf(stream, false, plane),
      StreamModeDetails: { StreamMode: keptOf(stream).mode },
      StreamCreationTimestamp: timestampAt(stream.createdAt, plane),
    })),
  });
}
