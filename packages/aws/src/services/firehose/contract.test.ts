import { hours, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { firehoseService } from "./index.ts";

const firehose = (operation: string, params: PlainObject) => (): JourneyCall => [
  "firehose",
  operation,
  params,
];
const clicks = { DeliveryStreamName: "clicks" };
const bucket = {
  BucketARN: "arn:aws:s3:::clicks",
  RoleARN: "arn:aws:iam::123456789012:role/firehose",
};
const arn = "arn:aws:lambda:us-east-1:123456789012:function:change";
const processing = {
  ProcessingConfiguration: {
    Enabled: true,
    Processors: [
      {
        Type: "Lambda",
        Parameters: [
          { ParameterName: "LambdaArn", ParameterValue: arn },
          { ParameterName: "NumberOfRetries", ParameterValue: "1" },
          { ParameterName: "BufferIntervalInSeconds", ParameterValue: "1" },
        ],
      },
    ],
  },
};
const hints = { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 2 } };
const put = (size: number) =>
  firehose("PutRecord", { ...clicks, Record: { Data: btoa("x".repeat(size)) } });

const update = (CurrentDeliveryStreamVersionId: string, ExtendedS3DestinationUpdate: PlainObject) =>
  firehose("UpdateDestination", {
    ...clicks,
    CurrentDeliveryStreamVersionId,
    DestinationId: "destinationId-000000000001",
    ExtendedS3DestinationUpdate,
  });

const raw = { StreamName: "raw" };
const reader = firehose("CreateDeliveryStream", {
  DeliveryStreamName: "reader",
  DeliveryStreamType: "KinesisStreamAsSource",
  KinesisStreamSourceConfiguration: {
    KinesisStreamARN: "arn:aws:kinesis:us-east-1:123456789012:stream/raw",
    RoleARN: bucket.RoleARN,
  },
  ExtendedS3DestinationConfiguration: { ...bucket, ...hints },
});
const makeRaw = (): JourneyCall => ["kinesis", "CreateStream", { ...raw, ShardCount: 1 }];
const putRaw = (): JourneyCall => [
  "kinesis",
  "PutRecord",
  { ...raw, Data: btoa("a"), PartitionKey: "a" },
];

const journeys: Journeys = {
  seldomAlike: true,
  made: [
    [
      "firehose",
      "CreateDeliveryStream",
      { ...clicks, ExtendedS3DestinationConfiguration: { ...bucket, ...hints, ...processing } },
    ],
  ],
  courses: [
    // It asks for a stream that is not there, and asks again.
    [reader, seconds(3), makeRaw, seconds(5), putRaw, seconds(5)],
    [put(10), seconds(10), put(20), hours(1)],
    // The function is taken away while records are collected for it.
    [put(10), update("1", { ProcessingConfiguration: { Enabled: false } })],
  ],
  asked: [
    put(1),
    put(500_000),
    firehose("PutRecordBatch", {
      ...clicks,
      Records: ["a", "b", "c"].map((data) => ({ Data: btoa(data) })),
    }),
    update("1", { Prefix: "in/" }),
    firehose("DescribeDeliveryStream", clicks),
    firehose("ListDeliveryStreams", {}),
    firehose("TagDeliveryStream", { ...clicks, Tags: [{ Key: "a", Value: "b" }] }),
    firehose("UntagDeliveryStream", { ...clicks, TagKeys: ["a"] }),
    firehose("ListTagsForDeliveryStream", clicks),
    firehose("StartDeliveryStreamEncryption", clicks),
    firehose("StopDeliveryStreamEncryption", clicks),
    firehose("DeleteDeliveryStream", clicks),
    firehose("CreateDeliveryStream", {
      ...clicks,
      ExtendedS3DestinationConfiguration: { ...bucket, ...hints },
    }),
  ],
};

itKeepsTheContract(firehoseService, journeys, { bodiless: ["transformation"] });
