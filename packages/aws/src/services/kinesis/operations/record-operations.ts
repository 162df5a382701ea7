import { base64Of, bytesOfBase64, type Instant, type Tagged } from "@orrery/kernel";
import { listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { ReadShard, StartingPlace } from "../../../service/source.ts";
import { sizeInUtf8, textOfUtf8, utf8Of } from "../../../text/utf8.ts";
import { parsedHashKey, type HashKey } from "../hash-key.ts";
import { kinesisLimits } from "../limits.ts";
import type {
  PutEntry,
  PutRecord,
  PutRecords,
  RecordPut,
  RecordsPut,
  StreamRecord,
  StreamRecordsGot,
} from "../protocol.ts";
import { dataOf, sequenceNumberIn } from "../record-names.ts";
import {
  placeOfSequenceNumber,
  sequenceNumberOf,
  shardIdOf,
  shardOfId,
} from "../sequence-number.ts";
import { withDryRun } from "./dry-run.ts";
import { shownChild } from "./shown-stream.ts";
import {
  instantOf,
  invalid,
  isRefused,
  keptOf,
  readyStream,
  timestampAt,
  type Checked,
} from "./stream-record.ts";

/** Operations that write and read records. */
export const recordOperations: Operations = withDryRun({
  PutRecord: { begin: putRecord, respond: showPut },
  PutRecords: { begin: putRecords, respond: showPuts },
  GetShardIterator: { begin: getShardIterator, respond: showIterator },
  GetRecords: { begin: getRecords, respond: showRecords },
});

function putRecord(params: PlainObject, plane: ControlPlane): Step {
  const stream = readyStream(params, plane);
  if (isRefused(stream)) return stream;
  const entry = entryIn(params);
  if (isRefused(entry)) return entry;
  const ordering = textOf(params["SequenceNumberForOrdering"]);
  if (ordering !== undefined && placeOfSequenceNumber(ordering) === null) {
    return invalid(`${ordering} is not a valid sequence number.`); // Assumed: the words.
  }
  const input: PutRecord = { type: "putRecord", ...entry, trail: plane.trail };
  return { type: "ask", resource: stream.number, input };
}

/** A record of a request. */
function entryIn(params: PlainObject): Checked<PutEntry> {
  const data = textOf(params["Data"]) ?? ""; // Base64, by the model.
  const partitionKey = textOf(params["PartitionKey"])!; // It is there.
  const explicitHashKey = hashKeyIn(textOf(params["ExplicitHashKey"]));
  if (isRefused(explicitHashKey)) return explicitHashKey;
  const size = bytesOfBase64(data)?.length ?? 0;
  return {
    content: { data, isBase64: true, size },
    partitionKey,
    explicitHashKey,
    size: size + sizeInUtf8(partitionKey),
  };
}

function hashKeyIn(text: string | undefined): Checked<HashKey | null> {
  if (text === undefined) return null;
  return (
    parsedHashKey(text) ??
    invalid(
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${text}`,
    )
  );
}

const encryptionOf = (params: PlainObject, plane: ControlPlane): PlainObject => {
  const stream = readyStream(params, plane);
  if (isRefused(stream)) return {};
  return keptOf(stream).encryptionKey === null ? {} : { EncryptionType: "KMS" };
};

function showPut(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject {
  return { ...idsOf(body as RecordPut, plane), ...encryptionOf(params, plane) };
}

const idsOf = (
  { shard, sequence, shardCreatedAt, writtenAt }: RecordPut,
  { epochMilliseconds }: ControlPlane,
): PlainObject => ({
  ShardId: shardIdOf(shard),
  SequenceNumber: sequenceNumberOf(
    { shard, sequence },
    { epochMilliseconds, shardCreatedAt, writtenAt },
  ),
});

function putRecords(params: PlainObject, plane: ControlPlane): Step {
  const stream = readyStream(params, plane);
  if (isRefused(stream)) return stream;
  const entries: PutEntry[] = [];
  for (const record of listOf(params["Records"])) {
    const entry = entryIn(objectOf(record));
    if (isRefused(entry)) return entry;
    entries.push(entry);
  }
  const input: PutRecords = { type: "putRecords", entries, trail: plane.trail };
  return { type: "ask", resource: stream.number, input };
}

function showPuts(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject {
  const { results } = body as RecordsPut;
  return {
    FailedRecordCount: results.filter(isRefused).length,
    Records: results.map((result) =>
      isRefused(result)
        ? { ErrorCode: result.code, ErrorMessage: result.message }
        : idsOf(result, plane),
    ),
    ...encryptionOf(params, plane),
  };
}

/** A place that a reader has come to: where it reads next, and until when it may. */
interface ShardIterator {
  readonly stream: string;
  readonly shard: number;
  readonly sequence: number;
  readonly givenAt: Instant;
}

const iteratorOf = ({ stream, shard, sequence, givenAt }: ShardIterator): string =>
  base64Of(utf8Of(`${stream} ${shard} ${sequence} ${givenAt}`));

function parsedIterator(given: string): ShardIterator | null {
  // Measured: quotes around it do no harm.
  const bytes = bytesOfBase64(given.replace(/^"(.*)"$/, "$1"));
  const text = bytes === null ? null : textOfUtf8(bytes);
  const match = /^(\S+) (\d+) (\d+) (\d+)$/.exec(text ?? "");
  if (match === null) return null;
  const [, stream, shard, sequence, givenAt] = match;
  return {
    stream: stream!,
    shard: Number(shard),
    sequence: Number(sequence),
    givenAt: Number(givenAt) as Instant,
  };
}

function getShardIterator(params: PlainObject, plane: ControlPlane): Step {
  const stream = readyStream(params, plane);
  if (isRefused(stream)) return stream;
  const id = textOf(params["ShardId"])!; // It is there.
  const shard = shardOfId(id);
  if (shard === null) return noShardNamed(id, stream.name, plane);
  const start = startIn(params, shard, stream.name, plane);
  if (isRefused(start)) return start;
  const input = { type: "findPlace", shard, start };
  return { type: "ask", resource: stream.number, input, kept: [stream.name, shard] };
}

/** What those hear who name a shard that a stream does not have. */
export const noShardNamed = (
  id: string,
  stream: string,
  { accountId }: Pick<ControlPlane, "accountId">,
): Refused =>
  refused(
    "ResourceNotFoundException",
    `Could not find shard ${id} in stream ${stream} under account ${accountId}.`,
  );

/** Where an iterator or a subscription begins; `operation`: whose parameters they are. */
export function startIn(
  params: PlainObject,
  shard: number,
  stream: string,
  plane: ControlPlane,
  operation = "GetShardIterator",
): Checked<StartingPlace> {
  const type = textOf(params["ShardIteratorType"]);
  const text = textOf(params["StartingSequenceNumber"]);
  switch (type) {
    case "TRIM_HORIZON":
      return { type: "trimHorizon" };
    case "LATEST":
      return { type: "latest" };
    case "AT_TIMESTAMP": {
      const timestamp = numberOf(params["Timestamp"]);
      if (timestamp === undefined) {
        return invalid(
          "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP.",
        );
      }
      const at = instantOf(timestamp, plane);
      if (at > plane.now) {
        return invalid(
          `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${Math.round(timestamp * 1_000)}, currentTimestampInMillis: ${Math.round(timestampAt(plane.now, plane) * 1_000)}`,
        );
      }
      return { type: "timestamp", timestamp: at };
    }
    default: {
      if (text === undefined) {
        return invalid(
          `Must either specify (1) AT_SEQUENCE_NUMBER/AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified ${type} and no StartingSequenceNumber.`,
        );
      }
      const place = placeOfSequenceNumber(text);
      if (place?.shard !== shard) {
        return invalid(
          `StartingSequenceNumber ${text} used in ${operation} on shard ${shardIdOf(shard)} in stream ${stream} under account ${plane.accountId} is invalid.`,
        );
      }
      const { sequence } = place;
      return {
        type: "sequence",
        sequence: type === "AT_SEQUENCE_NUMBER" ? sequence : sequence + 1,
      };
    }
  }
}

function showIterator(
  body: Tagged,
  _params: PlainObject,
  { now }: ControlPlane,
  kept: unknown,
): PlainObject {
  const [stream, shard] = kept as readonly [string, number]; // As it was asked.
  const { sequence } = body as Tagged & { readonly sequence: number };
  return { ShardIterator: iteratorOf({ stream, shard, sequence, givenAt: now }) };
}

function getRecords(params: PlainObject, plane: ControlPlane): Step {
  const iterator = parsedIterator(textOf(params["ShardIterator"])!); // It is there.
  if (iterator === null) return invalid("Invalid ShardIterator.");
  const age = plane.now - iterator.givenAt;
  if (age > kinesisLimits.iteratorLife) {
    const [given, now] = [iterator.givenAt, plane.now].map((at) => timestampAt(at, plane) * 1_000);
    return refused(
      "ExpiredIteratorException",
      `Iterator expired. The iterator was created at time ${given} while right now it is ${now} which is further in the future than the tolerated delay of 300000 milliseconds.`,
    );
  }
  const stream = readyStream({ StreamName: iterator.stream }, plane);
  if (isRefused(stream)) return stream;
  const { shard, sequence } = iterator;
  const limit = numberOf(params["Limit"]) ?? kinesisLimits.getRecords.default;
  const input: ReadShard = { type: "readShard", shard, sequence, limit };
  return { type: "ask", resource: stream.number, input, kept: stream.name };
}

function showRecords(
  body: Tagged,
  _params: PlainObject,
  plane: ControlPlane,
  kept: unknown,
): PlainObject {
  const stream = kept as string; // Likewise.
  const got = body as StreamRecordsGot;
  const { shard, records, next, behind, children } = got;
  const encryption = encryptionOf({ StreamName: stream }, plane);
  return {
    Records: records.map((record) => ({ ...shownRecord(record), ...encryption })),
    ...(next === null
      ? {}
      : {
          NextShardIterator: iteratorOf({ stream, shard, sequence: next, givenAt: plane.now }),
        }),
    MillisBehindLatest: Math.floor(behind / 1_000),
    ...(children.length === 0 ? {} : { ChildShards: children.map(shownChild) }),
  };
}

/** A record as readers get it. */
export const shownRecord = (record: StreamRecord): PlainObject => ({
  SequenceNumber: sequenceNumberIn(record),
  ApproximateArrivalTimestamp: timestampAt(record.writtenAt, record.shard),
  Data: dataOf(record.content),
  PartitionKey: record.partitionKey,
});
