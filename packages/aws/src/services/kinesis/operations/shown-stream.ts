import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { shownHashKey } from "../hash-key.ts";
import type { ShardView } from "../protocol.ts";
import { endingSequenceNumber, sequenceNumberOf, shardIdOf } from "../sequence-number.ts";
import { keptOf, timestampAt } from "./stream-record.ts";

/** How a stream is at the moment. */
export const statusOf = (stream: Resource, isUpdating: boolean, { now }: ControlPlane): string => {
  if (now < keptOf(stream).activeAt) return "CREATING";
  return isUpdating ? "UPDATING" : "ACTIVE";
};

/** What all descriptions of a stream show. */
export function shownStream(
  stream: Resource,
  isUpdating: boolean,
  plane: ControlPlane,
): PlainObject {
  const { mode, retentionHours, monitoring, encryptionKey } = keptOf(stream);
  return {
    StreamName: stream.name,
    StreamARN: stream.arn,
    StreamStatus: statusOf(stream, isUpdating, plane),
    StreamModeDetails: { StreamMode: mode },
    RetentionPeriodHours: retentionHours,
    StreamCreationTimestamp: timestampAt(stream.createdAt, plane),
    EnhancedMonitoring: [{ ShardLevelMetrics: monitoring }],
    ...(encryptionKey === null
      ? { EncryptionType: "NONE" }
      : { EncryptionType: "KMS", KeyId: encryptionKey }),
  };
}

/** A shard as lists show it. */
export function shownShard(shard: ShardView, { epochMilliseconds }: ControlPlane): PlainObject {
  const { number, parents, start, end, createdAt, closedAt } = shard;
  const [parent, adjacent] = parents;
  const times = { epochMilliseconds, shardCreatedAt: createdAt };
  return {
    ShardId: shardIdOf(number),
    ...(parent === undefined ? {} : { ParentShardId: shardIdOf(parent) }),
    ...(adjacent === undefined ? {} : { AdjacentParentShardId: shardIdOf(adjacent) }),
    HashKeyRange: { StartingHashKey: shownHashKey(start), EndingHashKey: shownHashKey(end) },
    SequenceNumberRange: {
      StartingSequenceNumber: sequenceNumberOf(
        { shard: number, sequence: 0 },
        { ...times, writtenAt: createdAt },
      ),
      ...(closedAt === null
        ? {}
        : { EndingSequenceNumber: endingSequenceNumber(number, { ...times, closedAt }) }),
    },
  };
}

/** A shard as readers hear of it that come to the end of its parents. */
export const shownChild = ({ number, parents, start, end }: ShardView): PlainObject => ({
  ShardId: shardIdOf(number),
  ParentShards: parents.map(shardIdOf),
  HashKeyRange: { StartingHashKey: shownHashKey(start), EndingHashKey: shownHashKey(end) },
});
