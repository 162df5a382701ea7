import type { PlainObject } from "../../../service/refusal.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { eventIdOf, sequenceNumberIn } from "./names.ts";
import type { ChangeRecord } from "./protocol.ts";

/** What a record says of the change itself; the time in whole seconds since 1970. */
const changeOf = (record: ChangeRecord): PlainObject => {
  const { keys, before, after, size, writtenAt, shard } = record;
  return {
    ApproximateCreationDateTime: Math.floor(
      wallClockAt(shard.epochMilliseconds, writtenAt) / 1_000,
    ),
    Keys: keys,
    ...(after === null ? {} : { NewImage: after }),
    ...(before === null ? {} : { OldImage: before }),
    SequenceNumber: sequenceNumberIn(record),
    SizeBytes: size,
    StreamViewType: shard.view,
  };
};

const headOf = (record: ChangeRecord): PlainObject => ({
  eventID: eventIdOf(record),
  eventName: record.name,
  eventVersion: "1.1",
  eventSource: "aws:dynamodb",
  awsRegion: record.shard.region,
  dynamodb: changeOf(record),
});

const service = "dynamodb.amazonaws.com";

/** A record as a function gets it. */
export const eventRecordOf = (record: ChangeRecord): PlainObject => ({
  ...headOf(record),
  ...(record.byService ? { userIdentity: { type: "Service", principalId: service } } : {}),
  eventSourceARN: record.shard.arn,
});

/** A record as GetRecords gives it. */
export const shownRecord = (record: ChangeRecord): PlainObject => ({
  ...headOf(record),
  ...(record.byService ? { userIdentity: { PrincipalId: service, Type: "Service" } } : {}),
});
