import type { BatchForm, BatchItem, BatchPayload } from "../../service/payload.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { wallClockAt } from "../../text/wall-clock.ts";
import type { StreamRecord } from "./protocol.ts";
import { dataOf, sequenceNumberIn, textOf } from "./record-names.ts";
import { shardIdOf } from "./sequence-number.ts";

/** Records as a function gets them. */
export const kinesisToLambda: BatchForm = {
  eventOf: (batch, epochMilliseconds) => ({
    Records: (batch.items as readonly StreamRecord[]).map((record) =>
      eventRecordOf(record, batch, epochMilliseconds),
    ),
  }),
  recordsIn: (event) => event["Records"] as readonly PlainObject[], // As it is made here.
  nameOf: (item) => sequenceNumberIn(item as StreamRecord),
};

const eventRecordOf = (
  record: StreamRecord,
  { role, region, source }: BatchPayload,
  epochMilliseconds: number,
): PlainObject => ({
  kinesis: {
    kinesisSchemaVersion: "1.0",
    partitionKey: record.partitionKey,
    sequenceNumber: sequenceNumberIn(record),
    data: dataOf(record.content),
    approximateArrivalTimestamp: arrivalOf(record, epochMilliseconds),
  },
  eventSource: "aws:kinesis",
  eventVersion: "1.0",
  eventID: `${shardIdOf(record.shard.number)}:${sequenceNumberIn(record)}`,
  eventName: "aws:kinesis:record",
  ...(role === undefined ? {} : { invokeIdentityArn: role }),
  awsRegion: region,
  eventSourceARN: source,
});

/** In seconds since 1970, to the millisecond. */
const arrivalOf = ({ writtenAt }: StreamRecord, epochMilliseconds: number): number =>
  wallClockAt(epochMilliseconds, writtenAt) / 1_000;

/** A record as filters see it: its data is the text that was sent. */
export function filteredRecordOf(item: BatchItem, epochMilliseconds: number): PlainObject {
  const record = item as StreamRecord; // Of this kind.
  return {
    kinesisSchemaVersion: "1.0",
    partitionKey: record.partitionKey,
    sequenceNumber: sequenceNumberIn(record),
    data: textOf(record.content),
    approximateArrivalTimestamp: arrivalOf(record, epochMilliseconds),
  };
}

// What a record has beside its data, its partition key, the stream's ARN and the role's.
const overhead = 430;

/** Bytes of a record in an event. */
export function sizeInEvent(item: BatchItem): number {
  const { content, size } = item as StreamRecord; // Of this kind.
  // Data in base64: four bytes for three.
  return overhead + size - content.size + 4 * Math.ceil(content.size / 3);
}
