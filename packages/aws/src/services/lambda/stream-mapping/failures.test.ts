import { hours, minutes, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { deployStream, failedArn, fails, streamArn } from "./test/deployed-stream.ts";

const letters = (text: string, key = "k") => [...text].map((data) => [data, key] as const);
const toQueue = { DestinationConfig: { OnFailure: { Destination: failedArn } } };
const failingOn =
  (...poison: readonly string[]) =>
  ({ data }: { readonly data: readonly string[] }) =>
    data.some((each) => poison.includes(each)) ? fails() : null;

it("stream-mapping.failure.retry: a batch that fails is tried again while the shard waits, and other shards go on", () => {
  const stack = deployStream({ shards: 2, answer: failingOn("a"), mapping: { BatchSize: 1 } });
  stack.putAll(["a", "c"], "a");
  stack.put("b");
  stack.run(hours(2));
  const batches = stack.batches();
  expect(batches.filter((data) => data === "a").length).toBeGreaterThan(600);
  expect(batches).not.toContain("c");
  expect(batches).toContain("b");
  expect(stack.sum("DroppedEventCount")).toBe(0);
});

it("stream-mapping.failure.attempts: so many retries are one attempt more", () => {
  for (const retries of [0, 1, 3]) {
    const stack = deployStream({
      before: letters("ab"),
      answer: failingOn("a"),
      mapping: { BatchSize: 1, MaximumRetryAttempts: retries, ...toQueue },
    });
    stack.run(minutes(2));
    expect(stack.batches()).toEqual([..."a".repeat(retries + 1), "b"]);
    expect(stack.failed()).toMatchObject([
      { requestContext: { approximateInvokeCount: retries + 1 } },
    ]);
  }
});

it("stream-mapping.failure.throttle: a throttle is no attempt, and is tried again until the record is too old", () => {
  const stack = deployStream({
    before: letters("a"),
    mapping: { MaximumRetryAttempts: 0, MaximumRecordAgeInSeconds: 60, ...toQueue },
  });
  stack.client.call("lambda", "PutFunctionConcurrency", {
    FunctionName: "reader",
    ReservedConcurrentExecutions: 0,
  });
  stack.run(seconds(50));
  expect(stack.failed()).toEqual([]);
  expect(stack.sum("RefusedEventCount")).toBeGreaterThan(4);
  stack.run(seconds(30));
  expect(stack.batches()).toEqual([]);
  expect(stack.failed()).toMatchObject([
    { requestContext: { condition: "RecordAgeExceeded", approximateInvokeCount: 1 } },
  ]);
});

it("stream-mapping.failure.age: each record is given up by itself that is too old", () => {
  const stack = deployStream({
    mapping: { Enabled: false, MaximumRecordAgeInSeconds: 60, ...toQueue },
  });
  stack.put("a", "k");
  stack.run(seconds(70));
  stack.putAll(["b", "c"], "k");
  stack.change({ Enabled: true });
  stack.run(seconds(5));
  expect(stack.batches()).toEqual(["bc"]);
  expect(stack.failed()).toMatchObject([
    {
      requestContext: { condition: "RecordAgeExceeded", approximateInvokeCount: 1 },
      KinesisBatchInfo: { batchSize: 1 },
    },
  ]);
});

describe("stream-mapping.failure.bisect", () => {
  it("stream-mapping.failure.bisect: a batch that fails is split in two, the first half first, down to one record", () => {
    const stack = deployStream({
      before: letters("abcdefgh"),
      answer: failingOn("f"),
      mapping: { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 0, ...toQueue },
    });
    stack.run(minutes(2));
    expect(stack.batches()).toEqual(["abcdefgh", "abcd", "efgh", "ef", "e", "f", "gh"]);
    expect(stack.failed()).toMatchObject([
      {
        requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 1 },
        KinesisBatchInfo: { batchSize: 1 },
      },
    ]);
    expect(stack.sum("BatchesBisected")).toBe(3);
    expect(stack.sum("ProcessedEventCount")).toBe(7);
  });

  it("splits a batch whose invocation fails also where failures are reported", () => {
    const stack = deployStream({
      before: letters("abcd"),
      answer: failingOn("c"),
      mapping: {
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 1,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      },
    });
    stack.run(minutes(2));
    expect(stack.batches()).toEqual(["abcd", "ab", "cd", "c", "c", "d"]);
  });
});

it("stream-mapping.failure.backoff: attempts follow after 1, 2, 4, 8, 10, 10 … s, a fifth more or less", () => {
  const stack = deployStream({ before: letters("a"), answer: failingOn("a") });
  stack.run(minutes(2));
  const at = stack.invocations.map((invocation) => invocation.at);
  const pauses = at.slice(1).map((time, nth) => (time - at[nth]!) / 1_000_000);
  [1, 2, 4, 8, 10, 10].forEach((pause, nth) => {
    expect(pauses[nth]).toBeGreaterThanOrEqual(pause * 0.8);
    expect(pauses[nth]).toBeLessThanOrEqual(pause * 1.2);
  });
  expect(at.filter((time) => time < seconds(50)).length).toBeGreaterThanOrEqual(7);
});

it("stream-mapping.destination.record: says which batch was given up, why, after how many attempts, and what was answered", () => {
  const stack = deployStream({
    before: letters("ab"),
    answer: failingOn("a"),
    mapping: { MaximumRetryAttempts: 1, ...toQueue },
  });
  stack.run(seconds(30));
  const records = stack.invocations[0]!.event["Records"] as readonly {
    readonly kinesis: { readonly sequenceNumber: string };
  }[];
  const [record] = stack.failed();
  expect(record).toEqual({
    requestContext: {
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      functionArn: "arn:aws:lambda:us-east-1:123456789012:function:reader",
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 2,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: "$LATEST",
      functionError: "Unhandled",
    },
    version: "1.0",
    timestamp: expect.stringMatching(/^2026-01-01T00:00:/) as string,
    KinesisBatchInfo: {
      shardId: "shardId-000000000000",
      startSequenceNumber: records[0]!.kinesis.sequenceNumber,
      endSequenceNumber: records[1]!.kinesis.sequenceNumber,
      approximateArrivalOfFirstRecord: "2026-01-01T00:00:00.000Z",
      approximateArrivalOfLastRecord: "2026-01-01T00:00:00.000Z",
      batchSize: 2,
      streamArn,
    },
  });
  expect(Object.keys(record!)).toEqual([
    "requestContext",
    "responseContext",
    "version",
    "timestamp",
    "KinesisBatchInfo",
  ]);
});

it("stream-mapping.destination.age: hears nothing of an answer where a record was too old", () => {
  const stack = deployStream({
    before: letters("a"),
    answer: failingOn("a"),
    mapping: { MaximumRecordAgeInSeconds: 60, ...toQueue },
  });
  stack.run(seconds(90));
  const [record] = stack.failed();
  expect(record).toMatchObject({ requestContext: { condition: "RecordAgeExceeded" } });
  expect(record).not.toHaveProperty("responseContext");
  const { approximateInvokeCount } = record!["requestContext"] as PlainObject;
  expect(approximateInvokeCount).toBe(stack.invocations.length);
});

it("stream-mapping.destination.bucket: gets the records too, under a key of mapping, shard, day and instant", () => {
  const stack = deployStream({
    before: letters("a"),
    answer: failingOn("a"),
    mapping: {
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: "arn:aws:s3:::failed" } },
    },
  });
  stack.run(seconds(10));
  const sink = stack.aws.stateOf("lambda.unmodeledDestination:arn:aws:s3:::failed");
  const text = JSON.stringify(sink);
  expect(text).toContain(
    `aws/lambda/${String(stack.made["UUID"])}/shardId-000000000000/2026/01/01/2026-01-01T00.00.`,
  );
  expect(text).toContain(btoa("a"));
  expect(stack.sum("OnFailureDestinationDeliveredEventCount")).toBe(1);
});

it("a destination that does not take a record is not asked again, and the shard goes on", () => {
  const stack = deployStream({
    before: letters("ab"),
    answer: failingOn("a"),
    mapping: { BatchSize: 1, MaximumRetryAttempts: 0, ...toQueue },
  });
  stack.client.call("sqs", "DeleteQueue", { QueueUrl: "failed" });
  stack.run(seconds(20));
  expect(stack.batches()).toEqual(["a", "b"]);
  expect(stack.sum("DestinationDeliveryFailures")).toBe(1);
});
