import { minutes, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { brokerArnOf } from "../mq/operations/names.ts";
import { pipesService } from "./index.ts";
import { busArn, functionArn, piped, queueArn, streamArn, streamed } from "./test/piped-account.ts";

const pipes = (operation: string, params: PlainObject) => (): JourneyCall => [
  "pipes",
  operation,
  params,
];
const urlOf = (queue: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/${queue}`;
const send =
  (MessageBody: string, queue = "in") =>
  (): JourneyCall => ["sqs", "SendMessage", { QueueUrl: urlOf(queue), MessageBody }];
const put = (text: string) => (): JourneyCall => [
  "kinesis",
  "PutRecord",
  { StreamName: "s", PartitionKey: text, Data: btoa(text) },
];
/** A pipe from a queue of a broker. */
const consuming = (own: PlainObject, more: PlainObject): PlainObject =>
  piped({
    Source: brokerArnOf("broker", {
      ...{ partition: "aws", region: "us-east-1", accountId: "123456789012" },
    }),
    SourceParameters: {
      ActiveMQBrokerParameters: {
        QueueName: "orders",
        Credentials: { BasicAuth: "arn:aws:secretsmanager:us-east-1:123456789012:secret:b-a1b2c3" },
        ...own,
      },
    },
    ...more,
  });
const logged: PlainObject = {
  LogConfiguration: {
    Level: "TRACE",
    IncludeExecutionData: ["ALL"],
    FirehoseLogDestination: {
      DeliveryStreamArn: "arn:aws:firehose:us-east-1:123456789012:deliverystream/logs",
    },
    S3LogDestination: { BucketName: "pipe-logs", BucketOwner: "123456789012" },
  },
};
const worker = (FunctionName: string, more: PlainObject): PlainObject => {
  const { Behavior, ...rest } = functionParams as PlainObject;
  return { ...rest, FunctionName, Behavior: { ...(Behavior as PlainObject), ...more } };
};

const journeys: Journeys = {
  // What readers draw and count keeps worlds apart: their own tests hold their forms.
  seldomAlike: true,
  logs: true,
  latencies: { "pipes.toTarget": { type: "constant", value: seconds(2) } },
  made: [
    ["sqs", "CreateQueue", { QueueName: "in" }],
    ["sqs", "CreateQueue", { QueueName: "out" }],
    ["kinesis", "CreateStream", { StreamName: "s", ShardCount: 1 }],
    ["lambda", "CreateFunction", worker("worker", { failures: 0.6 })],
    ["lambda", "CreateFunction", worker("enricher", { response: [{ a: 1 }] })],
    ["lambda", "CreateFunction", worker("busy", {})],
    ["lambda", "PutFunctionConcurrency", { FunctionName: "busy", ReservedConcurrentExecutions: 0 }],
    ["sqs", "CreateQueue", { QueueName: "gone" }],
    ["sqs", "CreateQueue", { QueueName: "blocked" }],
    ["pipes", "CreatePipe", piped({ Name: "gone", Source: queueArn("gone") })],
    [
      "pipes",
      "CreatePipe",
      piped({ Name: "blocked", Source: queueArn("blocked"), Target: functionArn("busy") }),
    ],
    [
      "mq",
      "CreateBroker",
      {
        ...{ BrokerName: "broker", EngineType: "ACTIVEMQ", DeploymentMode: "SINGLE_INSTANCE" },
        ...{ HostInstanceType: "mq.m5.large", PubliclyAccessible: false },
      },
    ],
    ["s3", "CreateBucket", { Bucket: "pipe-logs" }],
    [
      "firehose",
      "CreateDeliveryStream",
      {
        DeliveryStreamName: "logs",
        ExtendedS3DestinationConfiguration: {
          BucketARN: "arn:aws:s3:::pipe-logs",
          RoleARN: "arn:aws:iam::123456789012:role/firehose",
        },
      },
    ],
    [
      "pipes",
      "CreatePipe",
      consuming({ MaximumBatchingWindowInSeconds: 5 }, { Name: "window", Target: busArn }),
    ],
    [
      "pipes",
      "CreatePipe",
      piped({ SourceParameters: { SqsQueueParameters: { BatchSize: 3 } }, ...logged }),
    ],
    [
      "pipes",
      "CreatePipe",
      streamed(
        { MaximumRetryAttempts: 1, DeadLetterConfig: { Arn: queueArn("out") } },
        { Name: "stream", Target: functionArn("worker"), Enrichment: functionArn("enricher") },
      ),
    ],
    [
      "pipes",
      "CreatePipe",
      consuming(
        {},
        {
          Name: "sink",
          Target: "arn:aws:ecs:us-east-1:123456789012:cluster/main", // Counted.
          Enrichment: "arn:aws:events:us-east-1:123456789012:api-destination/p/1",
          EnrichmentAnswers: { after: { type: "constant", value: seconds(20) } },
        },
      ),
    ],
  ],
  courses: [
    [send("x"), send("y"), put("a"), put("b"), minutes(1), put("c"), minutes(2)],
    [send("x", "blocked"), minutes(1)],
    // Once the pipes read.
    [minutes(2), ...Array.from({ length: 8 }, () => ({ bringTo: "mq.broker:broker" })), minutes(1)],
    [() => ["logs", "FilterLogEvents", { logGroupName: "/aws/vendedlogs/pipes/pipe" }]],
    [() => ["sqs", "DeleteQueue", { QueueUrl: urlOf("gone") }], minutes(2)],
    [
      pipes("StopPipe", { Name: "pipe" }),
      send("x"),
      minutes(4),
      pipes("StartPipe", { Name: "pipe" }),
      minutes(4),
    ],
    // Pipes wait for answers as these end.
    [send("x"), put("a"), put("b"), seconds(2)],
    [send("x"), send("y"), seconds(1)],
  ],
  asked: [
    send("x"),
    send("y"),
    put("a"),
    put("b"),
    pipes("StopPipe", { Name: "pipe" }),
    pipes("StartPipe", { Name: "pipe" }),
    pipes("DescribePipe", { Name: "stream" }),
    pipes("ListPipes", {}),
    pipes("UpdatePipe", {
      Name: "stream",
      RoleArn: "arn:aws:iam::123456789012:role/pipe",
      SourceParameters: { KinesisStreamParameters: { MaximumRetryAttempts: 0 } },
    }),
    pipes("CreatePipe", piped({ Name: "more", Source: streamArn("none") })),
    pipes("DeletePipe", { Name: "more" }),
    pipes("DeletePipe", { Name: "sink" }),
  ],
};

itKeepsTheContract(pipesService, journeys, { runs: 8 });
