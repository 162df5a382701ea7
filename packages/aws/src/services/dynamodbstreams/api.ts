import { after, type Instant, type Tagged } from "@orrery/kernel";
import { memberOf, numberOf, textOf } from "../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../service/service-model.ts";
import type { FindPlace } from "../../service/source.ts";
import { wallClockAt } from "../../text/wall-clock.ts";
import {
  findStream,
  listStreams,
  numberOfSequence,
  shardNameOf,
  shardOfId,
  shownRecord,
  shownShard,
  streamLimits,
  type ChangePlaceFound,
  type ChangesGot,
  type ChangeShard,
  type ChangeShards,
  type FindChange,
  type ReadChanges,
} from "./dynamodbstreams-to-dynamodb.ts";
import { iteratorIn, iteratorText } from "./shard-iterator.ts";

/** The operations of DynamoDB Streams. */
export const dynamodbstreamsOperations: Operations = {
  ListStreams: { begin: list },
  DescribeStream: { begin: describe, respond: showStream },
  GetShardIterator: { begin: getIterator, respond: showIterator },
  GetRecords: { begin: getRecords, respond: showRecords },
};

const noStream = (arn: string): Refused =>
  refused("ResourceNotFoundException", `Requested resource not found: Stream: ${arn} not found`);
const noShard: Refused = refused(
  "ResourceNotFoundException",
  "Requested resource not found: Shard does not exist",
);
const invalid = (message: string): Refused => refused("ValidationException", message);

function list(params: PlainObject, plane: ControlPlane): Step {
  const table = textOf(params["TableName"]);
  const from = textOf(params["ExclusiveStartStreamArn"]);
  const most = numberOf(params["Limit"]) ?? streamLimits.streamPage.default;
  const all = listStreams(table, plane).filter(({ arn }) => from === undefined || arn > from);
  const page = all.slice(0, most);
  const last = page.at(-1);
  return {
    type: "respond",
    response: {
      Streams: page.map(({ arn, tableName, label }) => ({
        StreamArn: arn,
        TableName: tableName,
        StreamLabel: label,
      })),
      ...(last === undefined || page.length === all.length
        ? {}
        : { LastEvaluatedStreamArn: last.arn }),
    },
  };
}

const arnIn = (params: PlainObject): string => textOf(params["StreamArn"])!; // It is there.

function describe(params: PlainObject, plane: ControlPlane): Step {
  const stream = findStream(arnIn(params), plane);
  if (stream === undefined) return noStream(arnIn(params));
  return { type: "ask", resource: stream.resource, input: { type: "describeShards" } };
}

function showStream(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const stream = findStream(arnIn(params), plane);
  if (stream === undefined) return noStream(arnIn(params));
  const { arn, label, view, tableName, keySchema, createdAt, disabledAt } = stream;
  const { shards: all } = body as ChangeShards;
  const filtered = filteredBy(params, all, plane);
  if (filtered === null) return noShard;
  const from = textOf(params["ExclusiveStartShardId"]);
  const start = from === undefined ? null : shardOfId(from);
  const rest = filtered.filter(({ number }) => start === null || number > start);
  const most = numberOf(params["Limit"]) ?? streamLimits.shardPage.default;
  const page = rest.slice(0, most);
  const last = page.at(-1);
  return {
    StreamDescription: {
      StreamArn: arn,
      StreamLabel: label,
      StreamStatus: disabledAt === null ? "ENABLED" : "DISABLED",
      StreamViewType: view,
      CreationRequestDateTime: secondsAt(createdAt, plane),
      TableName: tableName,
      KeySchema: keySchema.map(({ AttributeName, KeyType }) => ({ AttributeName, KeyType })),
      Shards: page.map((shard) => shownShard(shard, all, plane)),
      ...(last === undefined || page.length === rest.length
        ? {}
        : { LastEvaluatedShardId: shardNameOf(last, plane) }),
    },
  };
}

const secondsAt = (at: Instant, { epochMilliseconds }: ControlPlane): number =>
  wallClockAt(epochMilliseconds, at) / 1_000;

/** The shards that are asked for: all, or those that came after one; `null`: that is not there. */
function filteredBy(
  params: PlainObject,
  shards: readonly ChangeShard[],
  plane: ControlPlane,
): readonly ChangeShard[] | null {
  const filter = params["ShardFilter"];
  if (textOf(memberOf(filter, "Type")) !== "CHILD_SHARDS") return shards;
  const id = textOf(memberOf(filter, "ShardId"));
  const parent = shards.find((shard) => shardNameOf(shard, plane) === id);
  return parent === undefined
    ? null
    : shards.filter(({ parents }) => parents.includes(parent.number));
}

function getIterator(params: PlainObject, plane: ControlPlane): Step {
  const stream = findStream(arnIn(params), plane);
  if (stream === undefined) return noStream(arnIn(params));
  const shard = shardOfId(textOf(params["ShardId"])!); // It is there.
  if (shard === null) return noShard;
  const input = startIn(params, shard);
  if (input.type === "refused") return input;
  return { type: "ask", resource: stream.resource, input, kept: [stream.arn, shard] };
}

function startIn(params: PlainObject, shard: number): FindPlace | FindChange | Refused {
  const type = textOf(params["ShardIteratorType"]);
  if (type === "TRIM_HORIZON") return { type: "findPlace", shard, start: { type: "trimHorizon" } };
  if (type === "LATEST") return { type: "findPlace", shard, start: { type: "latest" } };
  const text = textOf(params["SequenceNumber"]);
  if (text === undefined) {
    return invalid(`SequenceNumber is required for ShardIteratorType ${type}`); // Assumed: the words.
  }
  const number = numberOfSequence(text);
  if (number === null) return invalid(`Invalid SequenceNumber: ${text}`); // Likewise.
  return {
    type: "findChange",
    shard,
    number,
    where: type === "AT_SEQUENCE_NUMBER" ? "at" : "after",
  };
}

const trimmed: Refused = refused(
  "TrimmedDataAccessException",
  "The operation attempted to read past the oldest stream record in a shard.",
);

function showIterator(
  body: Tagged,
  _params: PlainObject,
  { now }: ControlPlane,
  kept: unknown,
): PlainObject | Refused {
  const [stream, shard] = kept as readonly [string, number]; // As it was asked.
  const { sequence } = body as Tagged & Pick<ChangePlaceFound, "sequence">; // Both answers have it.
  return sequence === null
    ? trimmed
    : { ShardIterator: iteratorText({ stream, shard, sequence, givenAt: now }) };
}

function getRecords(params: PlainObject, plane: ControlPlane): Step {
  const iterator = iteratorIn(textOf(params["ShardIterator"])!); // It is there.
  if (iterator === null) return invalid("Invalid ShardIterator");
  const { shard, sequence, givenAt, stream: arn } = iterator;
  if (plane.now > after(givenAt, streamLimits.iteratorLife)) {
    return refused(
      "ExpiredIteratorException",
      "The shard iterator has expired and can no longer be used to retrieve stream records. A shard iterator expires 15 minutes after it is retrieved using the GetShardIterator action.",
    );
  }
  const stream = findStream(arn, plane);
  if (stream === undefined) return noStream(arn);
  const limit = numberOf(params["Limit"]) ?? streamLimits.getRecords.default;
  const input: ReadChanges = { type: "readShard", shard, sequence, limit, isCall: true };
  return { type: "ask", resource: stream.resource, input, kept: [arn, shard, sequence] };
}

function showRecords(
  body: Tagged,
  _params: PlainObject,
  { now }: ControlPlane,
  kept: unknown,
): PlainObject | Refused {
  const [stream, shard, asked] = kept as readonly [string, number, number]; // As it was asked.
  const { records, first, next } = body as ChangesGot;
  if (first > asked) return trimmed;
  return {
    Records: records.map(shownRecord),
    ...(next === null
      ? {}
      : { NextShardIterator: iteratorText({ stream, shard, sequence: next, givenAt: now }) }),
  };
}
