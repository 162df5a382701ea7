import { hours, minutes, seconds, type Duration, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { simulate } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { kinesisOperations } from "../api.ts";
import { kinesisModel } from "../model.ts";

function open(settings: Parameters<typeof simulate>[0] = {}) {
  const simulation = simulate({
    seed: 1,
    accountId: "123456789012",
    startsAt: "2026-11-01T00:00:00Z",
    ...settings,
  });
  const client = simulation.client();
  const call = (operation: string, params: PlainObject = {}) =>
    client.call("kinesis", operation, params);
  return {
    call,
    refusal(operation: string, params: PlainObject): string {
      try {
        client.call("kinesis", operation, params);
      } catch (error) {
        const { code, message } = error as { code: string; message: string };
        return `${code}: ${message}`;
      }
      return "none";
    },
    stream: (name = "clicks", more: PlainObject = { ShardCount: 1 }) =>
      call("CreateStream", { StreamName: name, ...more }),
    description: (name = "clicks") =>
      call("DescribeStream", { StreamName: name })["StreamDescription"] as PlainObject,
    summary: (name = "clicks") =>
      call("DescribeStreamSummary", { StreamName: name })[
        "StreamDescriptionSummary"
      ] as PlainObject,
    put: (data: string, key = "k") =>
      call("PutRecord", { StreamName: "clicks", Data: btoa(data), PartitionKey: key }),
    iterator: (more: PlainObject = { ShardIteratorType: "TRIM_HORIZON" }) =>
      call("GetShardIterator", {
        StreamName: "clicks",
        ShardId: "shardId-000000000000",
        ...more,
      })["ShardIterator"] as string,
    got: (ShardIterator: string) =>
      (call("GetRecords", { ShardIterator })["Records"] as readonly PlainObject[]).map((record) =>
        atob(record["Data"] as string),
      ),
    wait: (duration: Duration) => simulation.run({ until: (simulation.now + duration) as Instant }),
  };
}

const clicks = { StreamName: "clicks" };
const arn = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks";

it("kinesis.api.not-found: a stream that is not there", () => {
  const { refusal } = open();
  for (const operation of ["DescribeStream", "DeleteStream", "ListShards"]) {
    expect(refusal(operation, clicks)).toBe(
      "ResourceNotFoundException: Stream clicks under account 123456789012 not found.",
    );
  }
});

it("kinesis.api.statuses: refusals are 400", () => {
  const codes = ["ResourceNotFoundException", "LimitExceededException", "ResourceInUseException"];
  expect(codes.map((code) => kinesisModel.facts.errors[code]?.status ?? 400)).toEqual([
    400, 400, 400,
  ]);
});

it("kinesis.api.creation: a stream that a call makes in mid-run is CREATING, and not found until it is ACTIVE", () => {
  const { stream, description, refusal, put, wait, call } = open();
  wait(seconds(1));
  stream();
  expect(description()["StreamStatus"]).toBe("CREATING");
  expect(description()["Shards"]).toEqual([]);
  const record = { ...clicks, Data: "", PartitionKey: "k" };
  expect(refusal("PutRecord", record)).toMatch(/^ResourceNotFoundException: Stream clicks/);
  expect(refusal("IncreaseStreamRetentionPeriod", { ...clicks, RetentionPeriodHours: 48 })).toMatch(
    /^ResourceInUseException: .*CREATING$/,
  );
  wait(seconds(10));
  expect(description()["StreamStatus"]).toBe("ACTIVE");
  put("x");
  expect(refusal("CreateStream", { ...clicks, ShardCount: 1 })).toBe(
    "ResourceInUseException: Stream clicks under account 123456789012 already exists.",
  );
  call("DeleteStream", clicks);
  expect(call("ListStreams")["StreamNames"]).toEqual([]);
});

it("kinesis.api.description: tells how a stream is set", () => {
  const { stream, summary, call } = open();
  stream("clicks", { StreamModeDetails: { StreamMode: "ON_DEMAND" } });
  call("StartStreamEncryption", { ...clicks, EncryptionType: "KMS", KeyId: "alias/aws/kinesis" });
  call("RegisterStreamConsumer", { StreamARN: arn, ConsumerName: "one" });
  call("UpdateMaxRecordSize", { StreamARN: arn, MaxRecordSizeInKiB: 2048 });
  expect(summary()).toEqual({
    StreamName: "clicks",
    StreamARN: arn,
    StreamStatus: "ACTIVE",
    StreamModeDetails: { StreamMode: "ON_DEMAND" },
    RetentionPeriodHours: 24,
    StreamCreationTimestamp: Date.UTC(2026, 10, 1) / 1_000,
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
    EncryptionType: "KMS",
    KeyId: "alias/aws/kinesis",
    OpenShardCount: 4,
    ConsumerCount: 1,
    MaxRecordSizeInKiB: 2048,
  });
  call("StopStreamEncryption", { ...clicks, EncryptionType: "KMS", KeyId: "alias/aws/kinesis" });
  expect(summary()["EncryptionType"]).toBe("NONE");
});

it("kinesis.api.default-mode: is on demand where neither a mode nor a number of shards is said", () => {
  const { call, summary, refusal } = open();
  call("CreateStream", clicks);
  expect(summary()["StreamModeDetails"]).toEqual({ StreamMode: "ON_DEMAND" });
  expect(
    refusal("CreateStream", {
      StreamName: "other",
      StreamModeDetails: { StreamMode: "PROVISIONED" },
    }),
  ).toBe("ValidationException: ShardCount is required for a provisioned stream.");
});

describe("kinesis.api.shards: ListShards", () => {
  it("gives pages, whose token is good for 300 seconds", () => {
    const { stream, call, refusal, wait } = open();
    stream("clicks", { ShardCount: 3 });
    const first = call("ListShards", { ...clicks, MaxResults: 2 });
    const token = { NextToken: first["NextToken"]! };
    const idsOf = (response: PlainObject) =>
      (response["Shards"] as readonly PlainObject[]).map(({ ShardId }) => ShardId);
    expect(idsOf(first)).toEqual(["shardId-000000000000", "shardId-000000000001"]);
    expect(idsOf(call("ListShards", token))).toEqual(["shardId-000000000002"]);
    expect(refusal("ListShards", { ...clicks, ...token })).toMatch(/^InvalidArgumentException/);
    expect(refusal("ListShards", { NextToken: "none" })).toMatch(/^InvalidArgumentException/);
    wait(seconds(301));
    expect(refusal("ListShards", token)).toMatch(/^ExpiredNextTokenException/);
  });

  it("filters by when shards were open", () => {
    const { stream, call, wait } = open();
    stream();
    wait(minutes(1));
    const half = (1n << 127n).toString();
    const split = { ShardToSplit: "shardId-000000000000", NewStartingHashKey: half };
    call("SplitShard", { ...clicks, ...split });
    wait(minutes(1));
    const listed = (ShardFilter: PlainObject) =>
      (call("ListShards", { ...clicks, ShardFilter })["Shards"] as readonly PlainObject[]).map(
        ({ ShardId }) => Number((ShardId as string).slice(-1)),
      );
    const before = Date.UTC(2026, 10, 1) / 1_000 + 30;
    expect(listed({ Type: "AT_LATEST" })).toEqual([1, 2]);
    expect(listed({ Type: "AT_TRIM_HORIZON" })).toEqual([0]);
    expect(listed({ Type: "FROM_TRIM_HORIZON" })).toEqual([0, 1, 2]);
    expect(listed({ Type: "AT_TIMESTAMP", Timestamp: before })).toEqual([0]);
    expect(listed({ Type: "FROM_TIMESTAMP", Timestamp: before + 85 })).toEqual([1, 2]);
    expect(listed({ Type: "AFTER_SHARD_ID", ShardId: "shardId-000000000001" })).toEqual([2]);
  });
});

describe("kinesis.api.records: records through the API", () => {
  it("come back as they were put", () => {
    const { stream, put, iterator, got, call } = open();
    stream();
    const first = put("one");
    put("two");
    expect(first["ShardId"]).toBe("shardId-000000000000");
    expect(got(iterator())).toEqual(["one", "two"]);
    const sequence = { StartingSequenceNumber: first["SequenceNumber"]! };
    expect(got(iterator({ ShardIteratorType: "AT_SEQUENCE_NUMBER", ...sequence }))).toEqual([
      "one",
      "two",
    ]);
    expect(got(iterator({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", ...sequence }))).toEqual([
      "two",
    ]);
    const latest = iterator({ ShardIteratorType: "LATEST" });
    put("three");
    expect(got(latest)).toEqual(["three"]);
    const answer = call("PutRecords", {
      ...clicks,
      Records: ["a", "b"].map((key) => ({ Data: btoa(key), PartitionKey: key })),
    });
    expect(answer["FailedRecordCount"]).toBe(0);
    expect(answer["Records"]).toHaveLength(2);
  });

  it("kinesis.read.quoted-iterator: an iterator in quotes is taken for itself", () => {
    const { stream, put, iterator, got } = open();
    stream();
    put("one");
    expect(got(`"${iterator()}"`)).toEqual(["one"]);
  });

  it("kinesis.read.iterator-life: an iterator is good for five minutes", () => {
    const { stream, iterator, refusal, call, wait } = open();
    stream();
    const ShardIterator = iterator();
    wait(minutes(5));
    const next = call("GetRecords", { ShardIterator })["NextShardIterator"] as string;
    wait(seconds(1));
    expect(refusal("GetRecords", { ShardIterator })).toMatch(
      /^ExpiredIteratorException: Iterator expired\./,
    );
    expect(call("GetRecords", { ShardIterator: next })["MillisBehindLatest"]).toBe(0);
    expect(refusal("GetRecords", { ShardIterator: "none" })).toMatch(/^InvalidArgumentException/);
  });

  it("are refused where a parameter means nothing", () => {
    const { stream, refusal } = open();
    stream();
    const iterator = { ...clicks, ShardId: "shardId-000000000000" };
    const at = (more: PlainObject) => refusal("GetShardIterator", { ...iterator, ...more });
    expect(at({ ShardIteratorType: "AT_TIMESTAMP" })).toMatch(/^InvalidArgumentException: Must/);
    expect(at({ ShardIteratorType: "AT_TIMESTAMP", Timestamp: 9e9 })).toMatch(
      /cannot be greater than the currentTimestampInMillis/,
    );
    expect(at({ ShardIteratorType: "AT_SEQUENCE_NUMBER" })).toMatch(/no StartingSequenceNumber/);
    const wrong = { ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber: "12" };
    expect(at(wrong)).toMatch(/is invalid\.$/);
    expect(
      refusal("GetShardIterator", { ...clicks, ShardId: "x", ShardIteratorType: "LATEST" }),
    ).toBe(
      "ResourceNotFoundException: Could not find shard x in stream clicks under account 123456789012.",
    );
    const record = { ...clicks, Data: "", PartitionKey: "k" };
    expect(refusal("PutRecord", { ...record, ExplicitHashKey: (1n << 128n).toString() })).toMatch(
      /^InvalidArgumentException: Invalid ExplicitHashKey/,
    );
  });
});

it("kinesis.api.mode: twice in 24 hours, and no shards are counted on demand", () => {
  const { stream, call, refusal, summary, wait } = open();
  stream("clicks", { ShardCount: 2 });
  const to = (StreamMode: string) => ({ StreamARN: arn, StreamModeDetails: { StreamMode } });
  call("UpdateStreamMode", to("ON_DEMAND"));
  expect(summary()["OpenShardCount"]).toBe(2);
  const target = { ...clicks, TargetShardCount: 3, ScalingType: "UNIFORM_SCALING" };
  expect(refusal("UpdateShardCount", target)).toBe(
    "ValidationException: Request is invalid. Stream clicks under account 123456789012 is in On-Demand mode.",
  );
  call("UpdateStreamMode", to("PROVISIONED"));
  expect(refusal("UpdateStreamMode", to("ON_DEMAND"))).toMatch(/^LimitExceededException/);
  expect(call("UpdateShardCount", target)).toMatchObject({
    CurrentShardCount: 2,
    TargetShardCount: 3,
  });
  expect(summary()["StreamStatus"]).toBe("UPDATING");
  wait(hours(24));
  call("UpdateStreamMode", to("ON_DEMAND"));
});

it("kinesis.shard.quota: an account has so many shards", () => {
  const quota = open({ region: "us-east-1", quotas: { "kinesis.shards": 5 } });
  quota.stream("clicks", { ShardCount: 4 });
  expect(quota.refusal("CreateStream", { StreamName: "more", ShardCount: 6 })).toMatch(
    /^LimitExceededException: This request would exceed the shard limit/,
  );
  const target = { ...clicks, TargetShardCount: 6, ScalingType: "UNIFORM_SCALING" };
  expect(quota.refusal("UpdateShardCount", target)).toMatch(/^LimitExceededException/);
  expect(quota.call("DescribeLimits")).toMatchObject({ ShardLimit: 5, OpenShardCount: 4 });
  expect(open({ region: "eu-north-1" }).call("DescribeLimits")["ShardLimit"]).toBe(1_000);
  expect(open().call("DescribeLimits")["ShardLimit"]).toBe(20_000);
});

it("kinesis.api.retention: goes up by one operation, and down by another", () => {
  const { stream, call, refusal, description } = open();
  stream();
  const to = (RetentionPeriodHours: number) => ({ ...clicks, RetentionPeriodHours });
  call("IncreaseStreamRetentionPeriod", to(8_760));
  expect(description()["RetentionPeriodHours"]).toBe(8_760);
  expect(refusal("IncreaseStreamRetentionPeriod", to(8_761))).toBe(
    "InvalidArgumentException: Maximum allowed retention period is 8760 hours. Requested retention period (8761 hours) is too long.",
  );
  expect(refusal("IncreaseStreamRetentionPeriod", to(48))).toMatch(/can not be shorter/);
  call("DecreaseStreamRetentionPeriod", to(24));
  expect(refusal("DecreaseStreamRetentionPeriod", to(23))).toBe(
    "InvalidArgumentException: Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short.",
  );
  expect(refusal("DecreaseStreamRetentionPeriod", to(48))).toMatch(/can not be longer/);
});

it("kinesis.api.consumers: 20 of a stream, five in creation", () => {
  const { stream, call, refusal, wait } = open();
  stream();
  wait(seconds(1));
  const register = (name: number) => ({ StreamARN: arn, ConsumerName: `c${name}` });
  for (let name = 1; name <= 5; name += 1) call("RegisterStreamConsumer", register(name));
  expect(refusal("RegisterStreamConsumer", register(6))).toMatch(/^LimitExceededException/);
  wait(seconds(5));
  expect(refusal("RegisterStreamConsumer", register(1))).toBe(
    "ResourceInUseException: Consumer c1 under stream clicks already exists for account 123456789012.",
  );
  const described = call("DescribeStreamConsumer", register(1))["ConsumerDescription"];
  expect(described).toEqual({
    ConsumerName: "c1",
    ConsumerARN: `${arn}/consumer/c1:${Date.UTC(2026, 10, 1) / 1_000 + 1}`,
    ConsumerStatus: "ACTIVE",
    ConsumerCreationTimestamp: Date.UTC(2026, 10, 1) / 1_000 + 1,
    StreamARN: arn,
  });
  for (let name = 6; name <= 20; name += 1) {
    call("RegisterStreamConsumer", register(name));
    wait(seconds(5));
  }
  expect(refusal("RegisterStreamConsumer", register(21))).toMatch(/^LimitExceededException/);
  expect(refusal("DeleteStream", clicks)).toMatch(/^ResourceInUseException/);
  call("DeregisterStreamConsumer", register(1));
  expect(call("ListStreamConsumers", { StreamARN: arn })["Consumers"]).toHaveLength(19);
  expect(refusal("DescribeStreamConsumer", register(1))).toMatch(/^ResourceNotFoundException/);
  call("DeleteStream", { ...clicks, EnforceConsumerDeletion: true });
});

it("kinesis.api.monitoring: tells of metrics before and after", () => {
  const { stream, call } = open();
  stream();
  const some = { ...clicks, ShardLevelMetrics: ["IncomingBytes", "OutgoingBytes"] };
  expect(call("EnableEnhancedMonitoring", some)).toEqual({
    StreamName: "clicks",
    CurrentShardLevelMetrics: [],
    DesiredShardLevelMetrics: ["IncomingBytes", "OutgoingBytes"],
    StreamARN: arn,
  });
  const one = { ...clicks, ShardLevelMetrics: ["IncomingBytes"] };
  expect(call("DisableEnhancedMonitoring", one)["DesiredShardLevelMetrics"]).toEqual([
    "OutgoingBytes",
  ]);
});

it("kinesis.api.tags: of streams and consumers, 50 at most", () => {
  const { stream, call, refusal } = open();
  stream("clicks", { ShardCount: 1, Tags: { team: "web" } });
  call("AddTagsToStream", { ...clicks, Tags: { stage: "test" } });
  expect(call("ListTagsForStream", clicks)["Tags"]).toEqual([
    { Key: "stage", Value: "test" },
    { Key: "team", Value: "web" },
  ]);
  call("RemoveTagsFromStream", { ...clicks, TagKeys: ["team"] });
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, key) => [`k${key}`, ""]));
  expect(refusal("TagResource", { ResourceARN: arn, Tags: many })).toMatch(
    /^InvalidArgumentException: Failed to add tags/,
  );
  const consumer = call("RegisterStreamConsumer", { StreamARN: arn, ConsumerName: "one" })[
    "Consumer"
  ] as PlainObject;
  const resource = { ResourceARN: consumer["ConsumerARN"]! };
  call("TagResource", { ...resource, Tags: { a: "b" } });
  expect(call("ListTagsForResource", resource)["Tags"]).toEqual([{ Key: "a", Value: "b" }]);
  call("UntagResource", { ...resource, TagKeys: ["a"] });
  expect(call("ListTagsForResource", resource)["Tags"]).toEqual([]);
});

it("kinesis.api.subscribe: takes events one by one, and lets time pass until there is one or the subscription ends", () => {
  const { stream, call, refusal, put, wait } = open();
  stream();
  const { Consumer } = call("RegisterStreamConsumer", { StreamARN: arn, ConsumerName: "one" });
  const { ConsumerARN } = Consumer as { readonly ConsumerARN: string };
  const asked = (more: PlainObject = {}) => ({
    ConsumerARN,
    ShardId: "shardId-000000000000",
    StartingPosition: { Type: "TRIM_HORIZON" },
    ...more,
  });
  put("a");
  put("b");
  const EventStream = call("SubscribeToShard", asked())["EventStream"] as unknown;
  put("c");
  const events = EventStream as Iterable<PlainObject>;
  const [first, ...more] = [...events].map((event) => event["SubscribeToShardEvent"]);
  expect(more).toEqual([]);
  const last = (
    call("GetRecords", {
      ShardIterator: call("GetShardIterator", {
        ...clicks,
        ShardId: "shardId-000000000000",
        ShardIteratorType: "TRIM_HORIZON",
      })["ShardIterator"]!,
    })["Records"] as readonly PlainObject[]
  ).at(-1)!;
  expect(first).toMatchObject({
    Records: [{ Data: btoa("a") }, { Data: btoa("b") }, { Data: btoa("c"), PartitionKey: "k" }],
    ContinuationSequenceNumber: last["SequenceNumber"],
    MillisBehindLatest: 0,
  });
  const after = { Type: "AFTER_SEQUENCE_NUMBER", SequenceNumber: last["SequenceNumber"]! };
  call("SubscribeToShard", asked({ StartingPosition: after }));
  expect(refusal("SubscribeToShard", asked())).toMatch(/^ResourceInUseException: Another active/);
  expect(refusal("SubscribeToShard", asked({ ShardId: "shardId-000000000007" }))).toMatch(
    /^ResourceNotFoundException: Could not find shard/,
  );
  const nobody = `${arn}/consumer/nobody:1`;
  expect(refusal("SubscribeToShard", asked({ ConsumerARN: nobody }))).toBe(
    `ResourceNotFoundException: Consumer ${nobody}, account 123456789012 not found.`,
  );
  wait(seconds(1));
  const made = call("RegisterStreamConsumer", { StreamARN: arn, ConsumerName: "two" })["Consumer"];
  const { ConsumerARN: two } = made as { readonly ConsumerARN: string };
  expect(refusal("SubscribeToShard", asked({ ConsumerARN: two }))).toMatch(
    /^ResourceInUseException: Consumer .* not ACTIVE, instead in state CREATING/,
  );
});

it("answers every operation of the API", () => {
  expect(Object.keys(kinesisOperations)).toHaveLength(39);
});

it("kinesis.api.dry-run: checks requests, and performs none", () => {
  const { refusal, stream, call, iterator } = open();
  const dry = { ...clicks, DryRun: true };
  const ShardId = "shardId-000000000000";
  const record = { Data: btoa("a"), PartitionKey: "k" };
  expect(refusal("PutRecord", { ...dry, ...record })).toMatch(/^ResourceNotFoundException/);
  stream();
  const succeeds = expect.stringMatching(/^DryRunOperationException/) as string;
  expect(refusal("PutRecord", { ...dry, ...record })).toEqual(succeeds);
  expect(refusal("PutRecords", { ...dry, Records: [record] })).toEqual(succeeds);
  const Data = btoa("a".repeat(1_048_577));
  expect(refusal("PutRecord", { ...dry, ...record, Data })).toMatch(/^ValidationException/);
  const ShardIteratorType = "TRIM_HORIZON";
  const begin = { ...dry, ShardIteratorType };
  expect(refusal("GetShardIterator", { ...begin, ShardId })).toEqual(succeeds);
  expect(refusal("GetShardIterator", { ...begin, ShardId: "shardId-000000000009" })).toMatch(
    /^ResourceNotFoundException/,
  );
  const ShardIterator = iterator();
  // None of them is among the five reads that a shard gives in a second.
  for (let count = 0; count < 7; count += 1) {
    expect(refusal("GetRecords", { ShardIterator, DryRun: true })).toEqual(succeeds);
  }
  expect(call("GetRecords", { ShardIterator })["Records"]).toEqual([]);
  expect(call("GetRecords", { ShardIterator, DryRun: false })["Records"]).toEqual([]);
});
