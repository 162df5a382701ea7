import { constant } from "../../../../test/digest-case.ts";
import { milliseconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { beginning, LogAccount, unpacked } from "../test/log-account.ts";

const read = (account: LogAccount) =>
  (
    account.logs("FilterLogEvents", { logGroupName: "shop" })["events"] as readonly {
      message: string;
    }[]
  ).map(({ message }) => message);

describe("a log group", () => {
  it("logs.groups.made: is there from its making on, and made once", () => {
    const account = new LogAccount().group();
    expect(account.logRefusal("CreateLogGroup", { logGroupName: "shop" })).toBe(
      "ResourceAlreadyExistsException: The specified log group already exists",
    );
    const stream = { logGroupName: "shop", logStreamName: "one" };
    expect(account.logRefusal("CreateLogStream", stream)).toBe(
      "ResourceAlreadyExistsException: The specified log stream already exists",
    );
    const [made] = account.logs("DescribeLogStreams", { logGroupName: "shop" })[
      "logStreams"
    ] as readonly object[];
    expect(made).toMatchObject({ logStreamName: "one", creationTime: beginning });
    expect(account.logs("GetLogEvents", stream)["events"]).toEqual([]);
    account.logs("PutLogGroupDeletionProtection", {
      logGroupIdentifier: "shop",
      deletionProtectionEnabled: true,
    });
    expect(account.logRefusal("DeleteLogGroup", { logGroupName: "shop" })).toContain(
      "ValidationException",
    );
    account.logs("PutLogGroupDeletionProtection", {
      logGroupIdentifier: "shop",
      deletionProtectionEnabled: false,
    });
    account.logs("DeleteLogGroup", { logGroupName: "shop" });
    expect(account.logRefusal("DeleteLogGroup", { logGroupName: "shop" })).toContain(
      "ResourceNotFoundException",
    );
  });

  it("logs.put.events: takes events in order, and not too many bytes of them", () => {
    const account = new LogAccount().group();
    account.to(10);
    account.put(["a", "b"]);
    expect(read(account)).toEqual(["a", "b"]);
    const refusal = (
      logEvents: readonly { timestamp: number; message: string }[],
      logStreamName = "one",
    ) => account.logRefusal("PutLogEvents", { logGroupName: "shop", logStreamName, logEvents });
    expect(
      refusal([
        { timestamp: beginning + 1, message: "a" },
        { timestamp: beginning, message: "b" },
      ]),
    ).toContain("must be in chronological order");
    expect(
      refusal([
        { timestamp: beginning - 86_400_001, message: "a" },
        { timestamp: beginning, message: "b" },
      ]),
    ).toContain("cannot span more than 24 hours");
    expect(refusal([{ timestamp: beginning, message: "x".repeat(1_048_577) }])).toContain(
      "Log event too large",
    );
    expect(refusal([{ timestamp: beginning, message: "x".repeat(1_048_560) }])).toContain(
      "Upload too large: 1048586 bytes exceeds limit of 1048576",
    );
    expect(refusal([{ timestamp: beginning, message: "a" }], "two")).toContain(
      "log stream does not exist",
    );
    expect(account.meter("IncomingBytes")).toBe(2 * 27);
  });

  it("logs.put.rejected: drops what is too old or too new, and keeps the rest", () => {
    const account = new LogAccount().group();
    account.logs("PutRetentionPolicy", { logGroupName: "shop", retentionInDays: 3 });
    const put = (...offsets: readonly number[]) =>
      account.logs("PutLogEvents", {
        logGroupName: "shop",
        logStreamName: "one",
        sequenceToken: "whatever",
        logEvents: offsets.map((offset) => ({
          timestamp: beginning + offset,
          message: `${offset}`,
        })),
      })["rejectedLogEventsInfo"];
    expect(put(0, 7_200_000, 7_200_001)).toEqual({ tooNewLogEventStartIndex: 2 });
    expect(put(-14 * 86_400_000 - 1)).toEqual({
      tooOldLogEventEndIndex: 1,
      expiredLogEventEndIndex: 1,
    });
    expect(put(-3 * 86_400_000 - 1, -3 * 86_400_000)).toEqual({ expiredLogEventEndIndex: 1 });
    expect(read(account)).toEqual(["-259200000", "0", "7200000"]);
  });

  it("logs.put.rate: is put into so often in a second", () => {
    const account = new LogAccount({ quotas: { "logs.putLogEventsCallsPerSecond": 2 } }).group();
    account.put(["first"]);
    account.put(["a"]);
    account.put(["b"]);
    expect(() => account.put(["c"])).toThrow("Rate exceeded");
    account.to(1);
    account.put(["d"]);
  });

  it("logs.groups.retention: keeps events for so many days as AWS has", () => {
    const account = new LogAccount().group();
    account.put(["a"]);
    expect(
      account.logRefusal("PutRetentionPolicy", { logGroupName: "shop", retentionInDays: 2 }),
    ).toContain("enum value set");
    account.logs("PutRetentionPolicy", { logGroupName: "shop", retentionInDays: 1 });
    expect(read(account)).toEqual(["a"]);
    account.to(86_401);
    expect(read(account)).toEqual([]);
    account.logs("DeleteRetentionPolicy", { logGroupName: "shop" });
    expect(read(account)).toEqual(["a"]);
  });

  it("logs.groups.classes: has no filters where access is infrequent", () => {
    const account = new LogAccount().group({ logGroupClass: "INFREQUENT_ACCESS" });
    const arn = account.scripted("reader", "mails");
    expect(
      account.logRefusal("PutSubscriptionFilter", {
        logGroupName: "shop",
        filterName: "all",
        filterPattern: "",
        destinationArn: arn,
      }),
    ).toContain("log class");
  });

  it("logs.pricing.groups: costs by bytes that are put, and by how long they are kept", () => {
    const account = new LogAccount().group();
    account.put(["x".repeat(974)]);
    account.to(3_600);
    expect(account.simulation.gaugesOf("logs.group:shop")["StoredByteTime"]).toBe(1_000 * 3_600e6);
  });
});

describe("a metric filter", () => {
  const filter = (account: LogAccount, filterPattern: string, transformation: object) =>
    account.logs("PutMetricFilter", {
      logGroupName: "shop",
      filterName: "f",
      filterPattern,
      metricTransformations: [
        { metricNamespace: "Shop", metricName: "Found", metricValue: "1", ...transformation },
      ] as never,
    });
  const points = (account: LogAccount, more: object = {}) =>
    (
      account.client("cloudwatch", "GetMetricStatistics", {
        Namespace: "Shop",
        MetricName: "Found",
        StartTime: beginning / 1_000,
        EndTime: beginning / 1_000 + 600,
        Period: 60,
        Statistics: ["Sum", "SampleCount"],
        ...more,
      })["Datapoints"] as readonly { Timestamp: number; Sum: number }[]
    ).map(({ Timestamp, Sum }) => [Timestamp - beginning / 1_000, Sum]);

  it("logs.metric-filter.values: counts events, or takes a value of each", () => {
    const account = new LogAccount().group();
    filter(account, "ERROR", {});
    account.to(10);
    account.put(["ERROR one", "fine", "ERROR two"]);
    account.to(70);
    account.put(["ERROR three"]);
    account.to(80);
    expect(points(account)).toEqual([
      [0, 2],
      [60, 1],
    ]);
    const timed = new LogAccount().group();
    filter(timed, "{ $.latency > 0 }", {
      metricValue: "$.latency",
      dimensions: { Path: "$.path" },
    });
    timed.to(10);
    timed.put(['{"latency":30,"path":"/a"}', '{"latency":50,"path":"/a"}', '{"latency":7}']);
    timed.to(20);
    expect(points(timed, { Dimensions: [{ Name: "Path", Value: "/a" }] })).toEqual([[0, 80]]);
    const fields = new LogAccount().group();
    filter(fields, "[ip, ..., status = 4*, size]", { metricValue: "$size" });
    fields.to(10);
    fields.put(["1.2.3.4 - bob 404 1534", "1.2.3.4 - bob 200 10"]);
    fields.to(20);
    expect(points(fields)).toEqual([[0, 1_534]]);
  });

  it("logs.metric-filter.default: is published for minutes in which nothing matched, and not where nothing came", () => {
    const account = new LogAccount().group();
    filter(account, "ERROR", { defaultValue: 0 });
    for (const [second, message] of [
      [10, "fine"],
      [70, "ERROR"],
      [200, "fine"],
    ] as const) {
      account.to(second);
      account.put([message]);
    }
    account.to(400);
    expect(points(account)).toEqual([
      [0, 0],
      [60, 1],
      [180, 0],
    ]);
    expect(
      account.logRefusal("PutMetricFilter", {
        logGroupName: "shop",
        filterName: "g",
        filterPattern: "{ $.a = 1 }",
        metricTransformations: [
          {
            metricNamespace: "Shop",
            metricName: "Found",
            metricValue: "1",
            defaultValue: 0,
            dimensions: { A: "$.a" },
          },
        ],
      }),
    ).toContain("mutually exclusive");
  });

  it("logs.metric-filter.values: looks at what functions log, too", () => {
    const account = new LogAccount();
    account.scripted("worker", "prints");
    account.logs("PutMetricFilter", {
      logGroupName: "/aws/lambda/worker",
      filterName: "f",
      filterPattern: "ERROR",
      metricTransformations: [{ metricNamespace: "Shop", metricName: "Found", metricValue: "1" }],
    });
    account.to(60).invoke({ Payload: '{"say":"ERROR here"}' });
    account.to(100);
    expect(points(account)).toEqual([[60, 1]]);
  });

  it("logs.metric-filter.test: shows what it names", () => {
    const account = new LogAccount();
    expect(
      account.logs("TestMetricFilter", {
        filterPattern: "[ip, user, status = 4*]",
        logEventMessages: ["1.2.3.4 bob 404", "1.2.3.4 bob 200"],
      })["matches"],
    ).toEqual([
      {
        eventNumber: 1,
        eventMessage: "1.2.3.4 bob 404",
        extractedValues: { $ip: "1.2.3.4", $user: "bob", $status: "404" },
      },
    ]);
    expect(
      account.logRefusal("TestMetricFilter", { filterPattern: "{ $.a", logEventMessages: ["a"] }),
    ).toContain("Invalid filter pattern");
  });
});

describe("a subscription filter", () => {
  const latencies = { "logs.toSubscriber": constant(milliseconds(3_000)) };
  const mailing = (options: object = {}) => {
    const account = new LogAccount({ latencies, ...options }).group();
    account.client("sqs", "CreateQueue", { QueueName: "mail" });
    return { account, arn: account.scripted("reader", "mails") };
  };

  it("logs.subscription.payload: packs events of one stream for a function", () => {
    const { account, arn } = mailing();
    account.logs("CreateLogStream", { logGroupName: "shop", logStreamName: "two" });
    account.subscribe(arn, { filterPattern: "ERROR" });
    account.to(10);
    account.put(["ERROR a", "fine", "ERROR b"]);
    account.put(["ERROR c"], "two");
    account.to(60);
    const mail = account.mail();
    expect(
      mail.map(({ logStream, logEvents }) => [logStream, logEvents.map(({ message }) => message)]),
    ).toEqual([
      ["one", ["ERROR a", "ERROR b"]],
      ["two", ["ERROR c"]],
    ]);
    expect(mail[0]).toMatchObject({
      messageType: "DATA_MESSAGE",
      owner: "123456789012",
      logGroup: "shop",
      subscriptionFilters: ["all"],
    });
    expect(mail[0]!.logEvents[0]!.id).toMatch(/^\d{56}$/);
    expect(mail[0]!.logEvents[0]!.timestamp).toBe(beginning + 10_000);
    expect(account.meter("ForwardedLogEvents")).toBe(3);
  });

  it("logs.subscription.delivery: passes on what functions log, those of a second together", () => {
    const { account, arn } = mailing();
    account.scripted("worker", "prints");
    account.subscribe(arn, { logGroupName: "/aws/lambda/worker", filterPattern: "said" });
    account.to(60).invoke({ Payload: '{"say":"said once"}' });
    account.to(60.2).invoke({ Payload: '{"say":"said twice"}' });
    account.to(70);
    expect(
      account.mail().flatMap(({ logEvents }) => logEvents.map(({ message }) => message.trim())),
    ).toEqual(["said once", "said twice"]);
  });

  it("logs.subscription.destinations: are there, and two at most, and one of the account", () => {
    const { account, arn } = mailing();
    account.subscribe(arn);
    account.subscribe(arn, { filterName: "more" });
    const third = {
      logGroupName: "shop",
      filterName: "third",
      filterPattern: "",
      destinationArn: arn,
    };
    expect(account.logRefusal("PutSubscriptionFilter", third)).toBe(
      "LimitExceededException: Resource limit exceeded.",
    );
    account.logs("DeleteSubscriptionFilter", { logGroupName: "shop", filterName: "more" });
    expect(
      account.logRefusal("PutSubscriptionFilter", { ...third, destinationArn: `${arn}s` }),
    ).toContain("Could not execute the lambda function");
    account.logs("DeleteSubscriptionFilter", { logGroupName: "shop", filterName: "all" });
    account.logs("PutAccountPolicy", {
      policyName: "everything",
      policyType: "SUBSCRIPTION_FILTER_POLICY",
      policyDocument: JSON.stringify({ DestinationArn: arn, FilterPattern: "" }),
      selectionCriteria: 'LogGroupName NOT IN ["/aws/lambda/reader"]',
    });
    account.put(["a"]);
    account.to(60);
    expect(account.mail().map(({ subscriptionFilters }) => subscriptionFilters)).toEqual([
      ["everything"],
    ]);
  });

  it("logs.subscription.errors: tries again what is throttled, and is disabled where it is refused", () => {
    const { account, arn } = mailing();
    account.call("PutFunctionConcurrency", {
      FunctionName: "reader",
      ReservedConcurrentExecutions: 1,
    });
    account.subscribe(arn);
    account.call("DeleteFunction", { FunctionName: "reader" });
    account.put(["lost"]);
    account.to(30);
    account.scripted("reader", "mails");
    account.put(["skipped"]);
    account.to(620);
    account.put(["passed on"]);
    account.to(700);
    expect(
      account.mail().flatMap(({ logEvents }) => logEvents.map(({ message }) => message)),
    ).toEqual(["passed on"]);
    expect(account.meter("DeliveryErrors")).toBe(1);
    expect(account.meter("SkippedLogEvents")).toBe(2);
  });

  it("logs.subscription.distribution: gives a stream of Kinesis bytes by their log stream, and asks it first", () => {
    const account = new LogAccount({ latencies }).group();
    account.client("kinesis", "CreateStream", { StreamName: "logs", ShardCount: 1 });
    account.subscribe("arn:aws:kinesis:us-east-1:123456789012:stream/logs");
    account.to(5);
    account.put(["a"]);
    account.to(60);
    const { ShardIterator } = account.client("kinesis", "GetShardIterator", {
      StreamName: "logs",
      ShardId: "shardId-000000000000",
      ShardIteratorType: "TRIM_HORIZON",
    });
    const { Records } = account.client("kinesis", "GetRecords", {
      ShardIterator: ShardIterator!,
    }) as {
      Records: readonly { Data: string; PartitionKey: string }[];
    };
    expect(Records.map(({ Data }) => unpacked(Data).messageType)).toEqual([
      "CONTROL_MESSAGE",
      "DATA_MESSAGE",
    ]);
    expect(Records[1]!.PartitionKey).toBe("one");
  });

  it("logs.subscription.own-group: a function that is subscribed to its own group feeds itself", () => {
    const account = new LogAccount({ latencies });
    const arn = account.scripted("worker", "prints");
    account.subscribe(arn, { logGroupName: "/aws/lambda/worker" });
    account.invoke({ Payload: '{"say":"once"}' });
    account.to(60);
    const invocations = account.simulation.metersOf("lambda.function:worker")["Invocations"]!.sum;
    expect(invocations).toBeGreaterThan(10);
  });

  it("is not put where functions log and the run keeps no logs", () => {
    const account = new LogAccount({ logs: false });
    const arn = account.scripted("worker", "prints");
    expect(() => {
      account.subscribe(arn, { logGroupName: "/aws/lambda/worker" });
    }).toThrow("logs: true");
  });
});
