import { seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { watchedBus } from "../../../../test/watched-bus.ts";
import { AlarmAccount, beginning, custom, failing, ofErrors } from "../test/alarm-account.ts";

const topic = "arn:aws:sns:us-east-1:123456789012:news";

describe("an alarm on a metric", () => {
  it("cloudwatch.alarm.states: is unchecked at first, then what its points say", () => {
    const account = new AlarmAccount();
    account.alarm("many");
    expect(account.described("many")).toMatchObject({
      StateValue: "INSUFFICIENT_DATA",
      StateReason: "Unchecked: Initial alarm creation",
    });
    account.putMinutes([1, 9, 1]).to(400);
    expect(account.changes("many")).toEqual(["125 OK", "185 ALARM", "245 OK"]);
  });

  it("cloudwatch.alarm.delay: sees the minute of an error one minute and five seconds after its end", () => {
    const account = new AlarmAccount();
    account.create({ Behavior: failing });
    account.alarm("errors", ofErrors);
    account.fail(61, 130).to(600);
    // The minutes from 60 s and from 120 s; then there are none, but the last points are looked at once more.
    expect(account.changes("errors")).toEqual(["125 OK", "185 ALARM", "425 OK"]);
    const slow = new AlarmAccount({ assumptions: { "alarm.metricDelay": seconds(0) } });
    slow.create({ Behavior: failing });
    slow.alarm("errors", ofErrors);
    slow.fail(61).to(300);
    expect(slow.changes("errors")).toEqual(["65 OK", "125 ALARM"]);
  });

  it("cloudwatch.metric.zeros: invocations without errors are zeros of errors, so that averages are rates", () => {
    const account = new AlarmAccount({
      scripts: {
        *breaks(event) {
          if ((event as { bad?: boolean }).bad === true) throw new Error("broken");
          return null;
        },
      },
    });
    account.create({ Behavior: { type: "script", name: "breaks" } });
    account.alarm("any", { ...ofErrors, TreatMissingData: "missing" });
    account.alarm("rate", { ...ofErrors, Statistic: "Average", Threshold: 0.4 });
    account.alarm("low rate", { ...ofErrors, Statistic: "Average", Threshold: 0.3 });
    for (const [second, bad] of [
      [61, true],
      [70, false],
      [80, false],
      [121, false],
    ] as const) {
      account.to(second).invoke({ Payload: JSON.stringify({ bad }) });
    }
    account.to(300);
    expect(account.changes("any")).toEqual(["185 ALARM", "245 OK"]);
    expect(account.changes("low rate")).toEqual(["125 OK", "185 ALARM", "245 OK"]);
    expect(account.changes("rate")).toEqual(["125 OK"]);
  });

  it("cloudwatch.metric.zeros: a queue in which nothing comes has zeros", () => {
    const account = new AlarmAccount();
    account.client("sqs", "CreateQueue", { QueueName: "jobs" });
    account.alarm("idle", {
      ...custom,
      Namespace: "AWS/SQS",
      MetricName: "NumberOfMessagesSent",
      Dimensions: [{ Name: "QueueName", Value: "jobs" }],
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
    });
    account.to(300);
    expect(account.changes("idle")).toEqual(["125 ALARM"]);
  });

  it("cloudwatch.alarm.comparison: breaches as its operator says", () => {
    const account = new AlarmAccount();
    const states = (threshold: number) =>
      ["GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo"].map((operator) => {
        const name = `${operator} ${threshold}`;
        account.alarm(name, {
          ...custom,
          ComparisonOperator: `${operator}Threshold`,
          Threshold: threshold,
        });
        return name;
      });
    const names = [...states(4), ...states(5), ...states(6)];
    account.putMinutes([5]).to(130);
    expect(names.filter((name) => account.state(name) === "ALARM")).toEqual([
      "GreaterThan 4",
      "GreaterThanOrEqualTo 4",
      "GreaterThanOrEqualTo 5",
      "LessThanOrEqualTo 5",
      "LessThan 6",
      "LessThanOrEqualTo 6",
    ]);
  });

  it("cloudwatch.alarm.window: two of three points are enough where it says so, in any order", () => {
    const account = new AlarmAccount();
    account.alarm("two of three", { ...custom, EvaluationPeriods: 3, DatapointsToAlarm: 2 });
    account.alarm("three", { ...custom, EvaluationPeriods: 3 });
    account.putMinutes([1, 9, 1, 9, 9, 9, 1]).to(600);
    expect(account.changes("two of three")[1]).toBe("305 ALARM");
    expect(account.changes("three")[1]).toBe("425 ALARM");
  });

  it("cloudwatch.alarm.window: slides by a minute, whatever the period", () => {
    const account = new AlarmAccount();
    account.alarm("five minutes", { ...custom, Period: 300, Threshold: 20 });
    account.putMinutes([1, 1, 1, 1, 1, 1, 1, 9, 9, 9]).to(700);
    // The five minutes from 240 s on come to 1 + 1 + 1 + 9 + 9.
    expect(account.changes("five minutes")).toEqual(["125 OK", "605 ALARM"]);
  });

  it("cloudwatch.alarm.frequency: looks every ten seconds at periods of ten", () => {
    const account = new AlarmAccount();
    account.alarm("fast", {
      ...custom,
      Period: 10,
      Threshold: 5,
      TreatMissingData: "notBreaching",
    });
    account.to(33);
    account.put(9, { StorageResolution: 1 });
    account.to(120);
    // The period from 30 s on is over at 40 s, and seen ten seconds later.
    expect(account.changes("fast").slice(0, 2)).toEqual(["25 OK", "55 ALARM"]);
  });

  it("cloudwatch.alarm.frequency: looks once an hour where it looks back for more than a day", () => {
    const account = new AlarmAccount();
    account.alarm("days", {
      ...custom,
      Period: 86_400,
      EvaluationPeriods: 2,
      DatapointsToAlarm: 1,
    });
    account.to(1_000);
    account.put(9);
    account.to(7_300);
    expect(account.changes("days")).toEqual(["3665 ALARM"]);
  });

  it("cloudwatch.alarm.data-before: counts what came before it was made", () => {
    const account = new AlarmAccount();
    account.putMinutes([9, 9, 9]).to(250);
    account.alarm("late", { ...custom, EvaluationPeriods: 3 });
    account.to(310);
    expect(account.changes("late")).toEqual(["305 ALARM"]);
  });

  it("cloudwatch.alarm.readings: reads off the age of a queue's oldest message at full minutes", () => {
    const account = new AlarmAccount();
    const { QueueUrl } = account.client("sqs", "CreateQueue", { QueueName: "jobs" });
    account.alarm("old", {
      ...custom,
      Namespace: "AWS/SQS",
      MetricName: "ApproximateAgeOfOldestMessage",
      Dimensions: [{ Name: "QueueName", Value: "jobs" }],
      Statistic: "Maximum",
      Threshold: 100,
    });
    account.to(30);
    account.client("sqs", "SendMessage", { QueueUrl: QueueUrl!, MessageBody: "x" });
    account.to(400);
    // At 120 s it is 90 s old, at 180 s 150 s: that minute is seen at 245 s.
    expect(account.changes("old")).toEqual(["125 OK", "245 ALARM"]);
    expect(account.described("old")["StateReason"]).toBe(
      "Threshold Crossed: 1 out of the last 1 datapoints [150.0 (23/11/26 09:02:00)] was greater than the threshold (100.0) (minimum 1 datapoint for OK -> ALARM transition).",
    );
  });

  it("cloudwatch.alarm.missing-data: fills in what is missing as it says", () => {
    const account = new AlarmAccount();
    const ways = ["missing", "ignore", "breaching", "notBreaching"];
    for (const way of ways) account.alarm(way, { ...custom, TreatMissingData: way });
    account.putMinutes([9]).to(600);
    // Points are looked at for two periods more.
    expect(ways.map((way) => account.changes(way))).toEqual([
      ["125 ALARM", "305 INSUFFICIENT_DATA"],
      ["125 ALARM"],
      ["125 ALARM"],
      ["125 ALARM", "305 OK"],
    ]);
    expect(account.described("missing")["StateReason"]).toBe(
      "Insufficient Data: 1 datapoint was unknown.",
    );
    expect(account.described("notBreaching")["StateReason"]).toBe(
      "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].",
    );
  });

  it("cloudwatch.alarm.dynamodb-ignores: what is missing of a table, unless it says otherwise", () => {
    const account = new AlarmAccount();
    const table = { ...custom, Namespace: "AWS/DynamoDB", MetricName: "ThrottledRequests" };
    account.alarm("said", { ...table, TreatMissingData: "breaching" });
    account.alarm("unsaid", table);
    account.to(300);
    expect(account.changes("said")).toEqual(["125 ALARM"]);
    expect(account.changes("unsaid")).toEqual([]);
  });

  it("cloudwatch.alarm.few-samples: leaves its state while a percentile has too few of them", () => {
    const account = new AlarmAccount();
    const percentile = { ...custom, Statistic: undefined, ExtendedStatistic: "p90" };
    account.alarm("ignores", { ...percentile, EvaluateLowSampleCountPercentile: "ignore" });
    account.alarm("evaluates", percentile);
    account.putMinutes([9]);
    account.to(130);
    expect([account.state("ignores"), account.state("evaluates")]).toEqual([
      "INSUFFICIENT_DATA",
      "ALARM",
    ]);
    account.put(0, { Value: undefined, Values: [9], Counts: [100] });
    account.to(310);
    expect(account.changes("ignores")).toEqual(["245 ALARM"]);
  });

  it("cloudwatch.alarm.math: compares a rate of errors", () => {
    const account = new AlarmAccount();
    account.create({ Behavior: failing });
    const metric = (Id: string, MetricName: string) => ({
      Id,
      ReturnData: false,
      MetricStat: {
        Metric: {
          Namespace: "AWS/Lambda",
          MetricName,
          Dimensions: ofErrors["Dimensions"] as never,
        },
        Period: 60,
        Stat: "Sum",
      },
    });
    account.alarm("rate", {
      Metrics: [
        metric("errors", "Errors"),
        metric("calls", "Invocations"),
        { Id: "rate", Expression: "100 * errors / calls", Label: "rate" },
      ],
      EvaluationPeriods: 1,
      ComparisonOperator: "GreaterThanThreshold",
      Threshold: 50,
    });
    account.fail(61).to(300);
    expect(account.changes("rate")).toEqual(["185 ALARM"]);
    expect(account.described("rate")["StateReason"]).toContain("[100.0 (23/11/26 09:01:00)]");
  });

  it("cloudwatch.alarm.band: is left by what lies far from all that was before", () => {
    const account = new AlarmAccount({ assumptions: { "cloudwatch.bandPoints": 5 } });
    account.alarm("strange", {
      Metrics: [
        {
          Id: "m1",
          MetricStat: {
            Metric: { Namespace: "Shop", MetricName: "Orders" },
            Period: 60,
            Stat: "Sum",
          },
        },
        { Id: "band", Expression: "ANOMALY_DETECTION_BAND(m1, 2)" },
      ],
      ThresholdMetricId: "band",
      EvaluationPeriods: 1,
      ComparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold",
    });
    account.putMinutes([10, 12, 10, 12, 10, 12, 10, 30]).to(700);
    const changes = account.changes("strange");
    expect(changes).toContain("545 ALARM");
    expect(changes.filter((each) => each.endsWith("ALARM"))).toHaveLength(1);
  });
});

describe("what an alarm does", () => {
  const act = { AlarmActions: [topic], OKActions: [topic] };

  function withTopic() {
    const account = new AlarmAccount();
    account.client("sns", "CreateTopic", { Name: "news" });
    const { QueueUrl } = account.client("sqs", "CreateQueue", { QueueName: "mail" });
    account.client("sns", "Subscribe", {
      TopicArn: topic,
      Protocol: "sqs",
      Endpoint: "arn:aws:sqs:us-east-1:123456789012:mail",
      ReturnSubscriptionArn: true,
    });
    const mail = () => {
      const { Messages = [] } = account.client("sqs", "ReceiveMessage", {
        QueueUrl: QueueUrl!,
        MaxNumberOfMessages: 10,
      }) as { Messages?: readonly { Body: string }[] };
      return Messages.map(({ Body }) => JSON.parse(Body) as Record<string, string>);
    };
    return { account, mail };
  }

  it("cloudwatch.alarm.notification: tells a topic, with a subject", () => {
    const { account, mail } = withTopic();
    account.alarm("many", {
      ...custom,
      ...act,
      AlarmDescription: "too many",
      Dimensions: [{ Name: "Shop", Value: "Main" }],
      TreatMissingData: "notBreaching",
    });
    account.putMinutes([9], { Dimensions: [{ Name: "Shop", Value: "Main" }] }).to(130);
    const [message] = mail();
    expect(message!["Subject"]).toBe('ALARM: "many" in US East (N. Virginia)');
    expect(JSON.parse(message!["Message"]!)).toEqual({
      AlarmName: "many",
      AlarmDescription: "too many",
      AWSAccountId: "123456789012",
      AlarmConfigurationUpdatedTimestamp: "2026-11-23T09:00:00.000+0000",
      NewStateValue: "ALARM",
      NewStateReason:
        "Threshold Crossed: 1 out of the last 1 datapoints [9.0 (23/11/26 09:00:00)] was greater than the threshold (5.0) (minimum 1 datapoint for INSUFFICIENT_DATA -> ALARM transition).",
      StateChangeTime: "2026-11-23T09:02:05.000+0000",
      Region: "US East (N. Virginia)",
      AlarmArn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:many",
      OldStateValue: "INSUFFICIENT_DATA",
      OKActions: [topic],
      AlarmActions: [topic],
      InsufficientDataActions: [],
      Trigger: {
        MetricName: "Orders",
        Namespace: "Shop",
        StatisticType: "Statistic",
        Statistic: "SUM",
        Unit: null,
        Dimensions: [{ value: "Main", name: "Shop" }],
        Period: 60,
        EvaluationPeriods: 1,
        ComparisonOperator: "GreaterThanThreshold",
        Threshold: 5,
        TreatMissingData: "notBreaching",
        EvaluateLowSampleCountPercentile: "",
      },
    });
  });

  it("cloudwatch.alarm.actions-once: acts once for each change", () => {
    const { account, mail } = withTopic();
    account.alarm("many", { ...custom, ...act });
    account.putMinutes([9, 9, 9, 1, 1]).to(500);
    expect(mail().map((each) => each["Subject"]!.split(":")[0])).toEqual(["ALARM", "OK"]);
    expect(account.history("many", "Action").map((each) => each["HistorySummary"])).toEqual([
      `Successfully executed action ${topic}`,
      `Successfully executed action ${topic}`,
    ]);
  });

  it("cloudwatch.alarm.actions-disabled: changes without its actions, and the bus hears of it", () => {
    const { account, mail } = withTopic();
    const told = watchedBus(account.simulation);
    account.alarm("many", { ...custom, ...act });
    account.cloudwatch("DisableAlarmActions", { AlarmNames: ["many"] });
    account.putMinutes([9]).to(140);
    expect(mail()).toEqual([]);
    expect(told()).toHaveLength(1);
    account.cloudwatch("EnableAlarmActions", { AlarmNames: ["many"] });
    account.put(1);
    account.to(300);
    expect(mail()).toHaveLength(1);
  });

  it("cloudwatch.alarm.bus: tells the default bus of each change", () => {
    const account = new AlarmAccount();
    const told = watchedBus(account.simulation);
    account.alarm("many");
    account.putMinutes([9]).to(200);
    const [entry] = told();
    expect(entry).toMatchObject({
      source: "aws.cloudwatch",
      "detail-type": "CloudWatch Alarm State Change",
      resources: ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:many"],
      detail: {
        alarmName: "many",
        state: { value: "ALARM", timestamp: "2026-11-23T09:02:05.000+0000" },
        previousState: { value: "INSUFFICIENT_DATA" },
        configuration: {
          metrics: [
            {
              id: "m1",
              metricStat: {
                metric: { namespace: "Shop", name: "Orders", dimensions: {} },
                period: 60,
                stat: "Sum",
              },
              returnData: true,
            },
          ],
        },
      },
    });
    const data = JSON.parse(
      (entry as { detail: { state: { reasonData: string } } }).detail.state.reasonData,
    ) as object;
    expect(data).toEqual({
      version: "1.0",
      queryDate: "2026-11-23T09:02:05.000+0000",
      startDate: "2026-11-23T09:00:00.000+0000",
      statistic: "Sum",
      period: 60,
      recentDatapoints: [9],
      threshold: 5,
      evaluatedDatapoints: [
        { timestamp: "2026-11-23T09:00:00.000+0000", sampleCount: 1, value: 9 },
      ],
    });
  });

  it("cloudwatch.alarm.to-lambda: invokes a function with the event, and not again where there is none", () => {
    const account = new AlarmAccount({
      scripts: {
        *cures(event) {
          const { alarmData } = event as { alarmData: { alarmName: string } };
          yield {
            type: "call",
            service: "sqs",
            operation: "SendMessage",
            params: {
              QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/cured",
              MessageBody: JSON.stringify(event),
            },
          };
          return alarmData.alarmName;
        },
      },
    });
    account.client("sqs", "CreateQueue", { QueueName: "cured" });
    account.create({ FunctionName: "cure", Behavior: { type: "script", name: "cures" } });
    const arnOf = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
    account.alarm("many", { ...custom, AlarmActions: [arnOf("cure"), arnOf("gone")] });
    account.putMinutes([9]).to(200);
    const { Messages } = account.client("sqs", "ReceiveMessage", {
      QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/cured",
    }) as { Messages: readonly { Body: string }[] };
    expect(JSON.parse(Messages[0]!.Body)).toMatchObject({
      source: "aws.cloudwatch",
      alarmArn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:many",
      accountId: "123456789012",
      time: "2026-11-23T09:02:05.000+0000",
      region: "us-east-1",
      alarmData: { alarmName: "many", state: { value: "ALARM" } },
    });
    const failed = account.history("many", "Action").map((each) => each["HistorySummary"]);
    expect(failed).toHaveLength(2);
    expect(failed.join()).toContain(`Failed to execute action ${arnOf("gone")}`);
  });

  it("cloudwatch.alarm.set-state: acts, and falls back at the next evaluation", () => {
    const { account, mail } = withTopic();
    account.alarm("many", { ...custom, ...act });
    account.putMinutes([1, 1, 1]).to(190);
    account.cloudwatch("SetAlarmState", {
      AlarmName: "many",
      StateValue: "ALARM",
      StateReason: "a test",
    });
    expect(account.state("many")).toBe("ALARM");
    account.to(300);
    expect(account.changes("many")).toEqual(["125 OK", "190 ALARM", "245 OK"]);
    const reasons = mail().map(
      ({ Message }) => (JSON.parse(Message!) as Record<string, string>)["NewStateReason"],
    );
    expect(reasons[1]).toBe("a test");
  });

  it("cloudwatch.alarm.reason: says which points did not breach, and since when", () => {
    const account = new AlarmAccount();
    account.alarm("many", { ...custom, EvaluationPeriods: 2, DatapointsToAlarm: 1 });
    account.putMinutes([9, 1, 1]).to(300);
    expect(account.described("many")["StateReason"]).toBe(
      "Threshold Crossed: 2 out of the last 2 datapoints [1.0 (23/11/26 09:02:00), 1.0 (23/11/26 09:01:00)] were not greater than the threshold (5.0) (minimum 2 datapoints for ALARM -> OK transition).",
    );
  });

  it("cloudwatch.alarm.history: keeps changes of state and of configuration", () => {
    const account = new AlarmAccount();
    account.alarm("many");
    account.to(10);
    account.alarm("many", { ...custom, Threshold: 7 });
    const items = account.history("many", "ConfigurationUpdate");
    expect(
      items.map((each) => [(each["Timestamp"] as number) - beginning, each["HistorySummary"]]),
    ).toEqual([
      [0, 'Alarm "many" created'],
      [10, 'Alarm "many" updated'],
    ]);
  });

  it("cloudwatch.pricing.alarms: costs by its metrics and the hour", () => {
    const account = new AlarmAccount();
    account.alarm("many");
    account.to(3_600);
    const gauges = account.simulation.gaugesOf("cloudwatch.alarm:many");
    expect(gauges["StandardAlarmTime"]).toBe(3_600e6);
  });
});

describe("what an alarm may be", () => {
  it.each([
    [{ Period: 45 }, "ValidationError: Period must be 10, 20, 30 or a multiple of 60"],
    [
      { Period: 300, EvaluationPeriods: 300 },
      "ValidationError: Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).",
    ],
    [
      { DatapointsToAlarm: 2 },
      "ValidationError: DatapointsToAlarm must be less than or equal to EvaluationPeriods",
    ],
    [{ Threshold: undefined }, "MissingParameter: The parameter Threshold is required."],
    [{ AlarmActions: ["nobody"] }, "ValidationError: Invalid arn syntax: nobody"],
    [{ EvaluationCriteria: {} }, "NotModeled: Alarms on PromQL queries are not modeled."],
  ])("cloudwatch.alarm.limits: refuses %j", (params, refusal) => {
    const account = new AlarmAccount();
    const { ...all } = { AlarmName: "x", ...custom, ...params };
    expect(account.alarmRefusal("PutMetricAlarm", all)).toBe(refusal);
  });
});
