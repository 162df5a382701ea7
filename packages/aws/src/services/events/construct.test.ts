import { minutes } from "@orrery/kernel";
import { expect, it } from "vitest";
import { events, kinesis, lambda, sns, sqs, Stack, targets } from "../../index.ts";
import { reportOf } from "../../run/report.ts";
import { continueRun, prepareRun } from "../../run/run.ts";
import type { PlainObject } from "../../service/refusal.ts";

const shop = () => new Stack("shop");

/** What a stack asks for of EventBridge, each performed as the run begins. */
function asked(stack: Stack, operation: string): readonly PlainObject[] {
  const scenario = stack.scenario({ duration: minutes(1), workloads: [] });
  prepareRun(scenario, { seed: 1 });
  return scenario.architecture
    .filter((each) => each.operation === operation)
    .map(({ params }) => params);
}

it("a bus has a name, and an archive a pattern and whole days", () => {
  const stack = shop();
  const bus = new events.EventBus(stack, "Bus", { description: "of orders" });
  const archive = bus.archive("Kept", {
    eventPattern: { source: ["shop"], detailType: ["paid"] },
    retention: "3d",
  });
  expect(bus.eventBusArn).toBe(
    `arn:aws:events:us-east-1:123456789012:event-bus/${bus.eventBusName}`,
  );
  expect(archive.archiveArn).toMatch(/:archive\/shop-Kept/);
  expect(asked(stack, "CreateEventBus")).toEqual([
    { Name: bus.eventBusName, Description: "of orders" },
  ]);
  expect(asked(stack, "CreateArchive")).toEqual([
    {
      ArchiveName: archive.archiveName,
      EventSourceArn: bus.eventBusArn,
      EventPattern: '{"source":["shop"],"detail-type":["paid"]}',
      RetentionDays: 3,
    },
  ]);
  expect(() => bus.archive("Short", { retention: "3h" })).toThrow(
    'archive "Short" retention: expected whole days',
  );
});

it("a schedule is a rate or a cron expression", () => {
  expect(events.Schedule.rate("1m").expressionString).toBe("rate(1 minute)");
  expect(events.Schedule.rate("2h").expressionString).toBe("rate(2 hours)");
  expect(events.Schedule.rate("7d").expressionString).toBe("rate(7 days)");
  expect(() => events.Schedule.rate("90s")).toThrow("schedule rate: expected whole minutes");
  expect(events.Schedule.cron({ minute: "0", hour: "8" }).expressionString).toBe(
    "cron(0 8 * * ? *)",
  );
  expect(events.Schedule.cron({ minute: "0", weekDay: "MON-FRI" }).expressionString).toBe(
    "cron(0 * ? * MON-FRI *)",
  );
  expect(() => events.Schedule.cron({ day: "1", weekDay: "2" })).toThrow(
    "schedule cron: expected day or weekDay",
  );
  expect(events.Schedule.expression("rate(5 minutes)").expressionString).toBe("rate(5 minutes)");
});

it("a rule has targets with an input, a policy and a dead-letter queue", () => {
  const stack = shop();
  const queue = new sqs.Queue(stack, "Queue", { fifo: true, contentBasedDeduplication: true });
  const dead = new sqs.Queue(stack, "Dead");
  const worker = new lambda.Function(stack, "Worker");
  const topic = new sns.Topic(stack, "News");
  const clicks = new kinesis.Stream(stack, "Clicks");
  const bus = new events.EventBus(stack, "Bus");
  const other = new events.EventBus(stack, "Other");
  const { EventField, RuleTargetInput } = events;
  const rule = new events.Rule(stack, "Paid", {
    eventBus: bus,
    eventPattern: { source: ["shop"] },
    targets: [
      new targets.SqsQueue(queue, { messageGroupId: "orders" }),
      new targets.LambdaFunction(worker, {
        event: RuleTargetInput.fromObject({ id: EventField.fromPath("$.detail.id") }),
        retryAttempts: 2,
        maxEventAge: "5m",
        deadLetterQueue: dead,
      }),
      new targets.SnsTopic(topic, { message: RuleTargetInput.fromText("paid") }),
      new targets.KinesisStream(clicks, { partitionKeyPath: "$.detail.id" }),
    ],
  });
  rule.addTarget(new targets.EventBus(other));
  expect(rule.ruleArn).toBe(
    `arn:aws:events:us-east-1:123456789012:rule/${bus.eventBusName}/${rule.ruleName}`,
  );
  const put = asked(stack, "PutTargets").map(
    ({ Targets }) => (Targets as readonly PlainObject[])[0],
  );
  expect(put).toMatchObject([
    { Id: "Target0", Arn: queue.queueArn, SqsParameters: { MessageGroupId: "orders" } },
    {
      Id: "Target1",
      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 },
      DeadLetterConfig: { Arn: dead.queueArn },
      InputTransformer: { InputTemplate: expect.stringContaining('"id"') as string },
    },
    { Id: "Target2", Arn: topic.topicArn },
    { Id: "Target3", KinesisParameters: { PartitionKeyPath: "$.detail.id" } },
    { Id: "Target4", Arn: other.eventBusArn },
  ]);
  expect(() => new events.Rule(stack, "None", {})).toThrow(
    'rule "None": expected an eventPattern or a schedule',
  );
});

it("a default bus is there by its name, and a connection joins an API destination", () => {
  const stack = shop();
  const bus = events.EventBus.fromEventBusName(stack, "Default", "default");
  const connection = new events.Connection(stack, "Connection", {
    authorization: events.Authorization.apiKey("key", "value"),
  });
  const partner = new events.ApiDestination(stack, "Partner", {
    connection,
    endpoint: "https://partner.example.com/",
    rateLimitPerSecond: 5,
  });
  new events.Rule(stack, "All", {
    eventBus: bus,
    eventPattern: { source: ["shop"] },
    targets: [new targets.ApiDestination(partner)],
  });
  expect(asked(stack, "CreateConnection")).toMatchObject([{ AuthorizationType: "API_KEY" }]);
  const run = prepareRun(stack.scenario({ duration: minutes(1), workloads: [] }), { seed: 1 });
  const event = { Source: "shop", DetailType: "paid", Detail: "{}" };
  run.simulation.client().call("events", "PutEvents", { Entries: [event] });
  continueRun(run);
  const { metrics } = reportOf(run);
  expect(metrics["Partner"]!["RequestsReceived"]!.sum).toBe(1);
});

it("a delivery stream, a state machine and a log group are targets, too", () => {
  const stack = shop();
  const logs = { deliveryStreamArn: "arn:aws:firehose:us-east-1:123456789012:deliverystream/logs" };
  const group = "arn:aws:logs:us-east-1:123456789012:log-group:all";
  const machine = { stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:m" };
  new events.Rule(stack, "All", {
    schedule: events.Schedule.rate("5m"),
    targets: [
      new targets.KinesisFirehoseStreamV2(logs),
      new targets.CloudWatchLogGroup({ logGroupArn: group }),
      new targets.SfnStateMachine(machine, { input: events.RuleTargetInput.fromObject({ a: 1 }) }),
    ],
  });
  const put = asked(stack, "PutTargets").map(
    ({ Targets }) => (Targets as readonly PlainObject[])[0],
  );
  expect(put).toMatchObject([
    { Arn: logs.deliveryStreamArn },
    { Arn: group },
    { Arn: machine.stateMachineArn, Input: '{"a":1}' },
  ]);
});
