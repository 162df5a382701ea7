import { after, type Instant } from "@orrery/kernel";
import type { PlainObject } from "../../service/refusal.ts";
import type { Resource } from "../../service/resource.ts";
import type { ControlPlane } from "../../service/service-model.ts";
import { shownRecord } from "../dynamodb/stream/change-record.ts";
import { streamLimits } from "../dynamodb/stream/limits.ts";
import {
  numberOfSequence,
  sequenceNumberOf,
  shardIdOf,
  shardOfId,
  streamIn,
} from "../dynamodb/stream/names.ts";
import type {
  ChangePlaceFound,
  ChangesGot,
  ChangeShard,
  ChangeShards,
  FindChange,
  ReadChanges,
} from "../dynamodb/stream/protocol.ts";
import {
  streamKeptOf,
  streamKindName,
  streamNameOf,
  type StreamKept,
} from "../dynamodb/stream/stream-record.ts";

export {
  numberOfSequence,
  shardOfId,
  shownRecord,
  streamLimits,
  type ChangePlaceFound,
  type ChangesGot,
  type ChangeShard,
  type ChangeShards,
  type FindChange,
  type ReadChanges,
};

/** The stream of a table that can be read. */
export interface TableStream extends StreamKept {
  readonly resource: number;
  readonly arn: string;
  readonly createdAt: Instant;
}

/** The stream of an ARN; `undefined`: there is none, or it was disabled a day ago. */
export function findStream(arn: string, plane: ControlPlane): TableStream | undefined {
  const found = streamIn(arn);
  if (found === null) return undefined;
  const resource = plane.find(streamKindName, streamNameOf(found.table, found.label));
  return resource === undefined ? undefined : readable(resource, plane);
}

/** All streams that can be read, of a table or of all, in order of their ARNs. */
export const listStreams = (
  table: string | undefined,
  plane: ControlPlane,
): readonly TableStream[] =>
  plane
    .list(streamKindName)
    .flatMap((resource) => readable(resource, plane) ?? [])
    .filter(({ tableName }) => table === undefined || tableName === table)
    .sort((one, other) => (one.arn < other.arn ? -1 : 1));

function readable(resource: Resource, { now }: ControlPlane): TableStream | undefined {
  const kept = streamKeptOf(resource);
  const { number, arn, createdAt } = resource;
  return kept.disabledAt !== null && now >= after(kept.disabledAt, streamLimits.retention)
    ? undefined
    : { ...kept, resource: number, arn, createdAt };
}

/** A shard as AWS names it. */
export const shardNameOf = (
  { number, createdAt }: Pick<ChangeShard, "number" | "createdAt">,
  { epochMilliseconds }: ControlPlane,
): string => shardIdOf({ number, createdAt, epochMilliseconds });

/** A shard, as DescribeStream shows it; `of` are all of its stream. */
export function shownShard(
  shard: ChangeShard,
  of: readonly ChangeShard[],
  plane: ControlPlane,
): PlainObject {
  const { parents, firstNumber, lastNumber } = shard;
  const parent = of.find(({ number }) => number === parents[0]);
  return {
    ShardId: shardNameOf(shard, plane),
    SequenceNumberRange: {
      StartingSequenceNumber: sequenceNumberOf(firstNumber),
      ...(lastNumber === null ? {} : { EndingSequenceNumber: sequenceNumberOf(lastNumber) }),
    },
    ...(parent === undefined ? {} : { ParentShardId: shardNameOf(parent, plane) }),
  };
}
