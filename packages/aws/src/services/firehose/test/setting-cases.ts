import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Clicks:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      DeliveryStreamName: stack-Clicks
      ExtendedS3DestinationConfiguration:
        BucketARN: arn:aws:s3:::clicks
        RoleARN: arn:aws:iam::123456789012:role/firehose
        BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 0 }
        ProcessingConfiguration:
          Enabled: true
          Processors:
            - Type: Lambda
              Parameters:
                - { ParameterName: LambdaArn, ParameterValue: !GetAtt Change.Arn }
                - { ParameterName: BufferIntervalInSeconds, ParameterValue: "1" }
  ByCustomer:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      ExtendedS3DestinationConfiguration:
        BucketARN: arn:aws:s3:::clicks
        RoleARN: arn:aws:iam::123456789012:role/firehose
        Prefix: "!{partitionKeyFromQuery:id}/"
        ErrorOutputPrefix: errors/
        DynamicPartitioningConfiguration: { Enabled: true }
        ProcessingConfiguration:
          Enabled: true
          Processors:
            - Type: MetadataExtraction
              Parameters:
                - { ParameterName: MetadataExtractionQuery, ParameterValue: "{id: .id}" }
                - { ParameterName: JsonParsingEngine, ParameterValue: JQ-1.6 }
  Change:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`;

const toWorker: Part = { workload: [{ to: "Worker", arrivals: { constant: { rate: "1/m" } } }] };
const toClicks = (rate = "1/s"): Part => ({
  workload: [{ to: "Clicks", arrivals: { constant: { rate } } }],
});
const byCustomer: Part = {
  workload: [
    {
      to: "ByCustomer",
      arrivals: { constant: { rate: "1/s" } },
      payload: { list: [{ id: "a" }, { id: "b" }] },
    },
  ],
};
const madeAndUsed: Part = {
  ...toWorker,
  functions: {
    Worker: {
      calls: [
        {
          "firehose:CreateDeliveryStream": {
            DeliveryStreamName: "more",
            ExtendedS3DestinationConfiguration: {
              BucketARN: "arn:aws:s3:::more",
              RoleARN: "arn:aws:iam::123456789012:role/firehose",
            },
          },
        },
        {
          "firehose:PutRecordBatch": { DeliveryStreamName: "more", Records: [{ Data: "" }] },
        },
      ],
    },
  },
};
const failing: Part = { ...toClicks(), functions: { Change: { failures: "50%" } } };
const assuming = (name: string, value: unknown): Part => ({ assumptions: { [name]: value } });

/** A case for each setting of scenarios that is about delivery streams. */
export const firehoseSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "latencies.firehose.toProducer": {
      base: toClicks(),
      change: { latencies: { "firehose.toProducer": "1s" } },
    },
    "latencies.firehose.creation": {
      base: madeAndUsed,
      change: { latencies: { "firehose.creation": "0s" } },
    },
    "quotas.firehose.recordsPerSecond": {
      base: toClicks("20/s"),
      change: { quotas: { "firehose.recordsPerSecond": 10 } },
    },
    "quotas.firehose.requestsPerSecond": {
      base: toClicks("20/s"),
      change: { quotas: { "firehose.requestsPerSecond": 10 } },
    },
    "quotas.firehose.bytesPerSecond": {
      base: toClicks("20/s"),
      change: { quotas: { "firehose.bytesPerSecond": 100 } },
    },
    "quotas.firehose.deliveryStreams": {
      base: madeAndUsed,
      change: { quotas: { "firehose.deliveryStreams": 2 } },
    },
    "quotas.firehose.activePartitions": {
      base: byCustomer,
      change: { quotas: { "firehose.activePartitions": 1 } },
    },
    "actions[].do.firehose:PutRecord": {
      base: toWorker,
      change: { actions: [{ at: "10s", do: { "firehose:PutRecord": "Clicks" } }] },
    },
    "functions.*.calls[].firehose:PutRecord": {
      base: { ...toWorker, functions: { Worker: {} } },
      change: { functions: { Worker: { calls: [{ "firehose:PutRecord": "Clicks" }] } } },
    },
  },
  assumptions: {
    "firehose.zeroBuffering": {
      base: toClicks(),
      change: assuming("firehose.zeroBuffering", "20s"),
    },
    "firehose.transformRetryDelay": {
      base: failing,
      change: assuming("firehose.transformRetryDelay", "20s"),
    },
    "firehose.deliveryRetryDelay": {
      base: { ...toClicks(), faults: [{ at: "0s", for: "20s", fail: "Clicks" }] },
      change: assuming("firehose.deliveryRetryDelay", "9s"),
    },
  },
};
