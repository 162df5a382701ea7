import { days, hours, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { watchedBus } from "../../../../test/watched-bus.ts";
import { functionParams } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { created, queueArn, role, ScheduledAccount, toQueue } from "../test/scheduled-account.ts";

const arnOf = (service: string, rest: string) =>
  `arn:aws:${service}:us-east-1:123456789012:${rest}`;
const target = (Arn: string, more: PlainObject = {}) => ({
  Target: { Arn, RoleArn: role, ...more },
});
const once = "at(2026-11-23T09:01:00)";

it("scheduler.target.templated: is a message, a record, a payload or an event", () => {
  const account = new ScheduledAccount();
  account.call("sns", "CreateTopic", { Name: "news" });
  account.call("sns", "Subscribe", {
    TopicArn: arnOf("sns", "news"),
    Protocol: "sqs",
    Endpoint: queueArn("work"),
    Attributes: { RawMessageDelivery: "true" },
  });
  account.call("kinesis", "CreateStream", { StreamName: "clicks", ShardCount: 1 });
  account.call("lambda", "CreateFunction", functionParams as PlainObject);
  account.advance(minutes(0));
  const told = watchedBus(account.simulation);
  account.create(once, { Name: "a", ...target(arnOf("sns", "news"), { Input: "to the topic" }) });
  account.create(once, {
    Name: "b",
    ...target(arnOf("kinesis", "stream/clicks"), {
      Input: "record",
      KinesisParameters: { PartitionKey: "key" },
    }),
  });
  account.create(once, {
    Name: "c",
    ...target(arnOf("lambda", "function:worker"), { Input: "{}" }),
  });
  account.create(once, {
    Name: "d",
    ...target(arnOf("events", "event-bus/default"), {
      Input: '{"a":1}',
      EventBridgeParameters: { Source: "my.app", DetailType: "Tick" },
    }),
  });
  account.create(once, {
    Name: "e",
    ...target(arnOf("ecs", "cluster/main"), {
      EcsParameters: { TaskDefinitionArn: arnOf("ecs", "task-definition/report:1") },
    }),
  });
  account.advance(minutes(2));
  expect(account.got().map(({ body }) => body)).toEqual(["to the topic"]);
  const { simulation } = account;
  expect(simulation.metersOf("kinesis.stream:clicks")["IncomingRecords"]!.sum).toBe(1);
  expect(simulation.metersOf("lambda.function:worker")["Invocations"]!.sum).toBe(1);
  const taken = (arn: string) =>
    (simulation.stateOf(`scheduler.unmodeledTarget:${arn}`) as { lastRecords: { body: string }[] })
      .lastRecords;
  expect(told()).toMatchObject([
    {
      detail: { a: 1 },
      source: "my.app",
      "detail-type": "Tick",
      resources: [arnOf("scheduler", "schedule/default/d")],
    },
  ]);
  expect(taken(arnOf("ecs", "cluster/main"))).toHaveLength(1);
  expect(account.sum("InvocationsTaken")).toBe(5);
});

it("scheduler.target.universal: is a call with the input as its parameters", () => {
  const account = new ScheduledAccount();
  const send = "arn:aws:scheduler:::aws-sdk:sqs:sendMessage";
  const params = {
    QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/work",
    MessageBody: "at <aws.scheduler.scheduled-time>",
  };
  account.create(once, target(send, { Input: JSON.stringify(params) }));
  account.create(once, {
    Name: "stop",
    ...target("arn:aws:scheduler:::aws-sdk:ec2:stopInstances", { Input: '{"InstanceIds":["i"]}' }),
  });
  account.advance(minutes(2));
  expect(account.got().map(({ body }) => body)).toEqual(["at 2026-11-23T09:01:00Z"]);
  expect(account.sum("InvocationsUnmodeled")).toBe(1);
  expect(account.sum("InvocationsTaken")).toBe(2);
});

it.each([
  ["arn:aws:scheduler:::aws-sdk:sqs:receiveMessage", "is not a valid target"],
  ["arn:aws:scheduler:::aws-sdk:dynamodb:getItem", "is not a valid target"],
  ["arn:aws:scheduler:::aws-sdk:sqs:sendMesage", "is not a valid target"],
  ["arn:aws:scheduler:::aws-sdk:nosuch:doThing", "is not a valid target"],
  ["queue", "Provided Arn is not in correct format."],
])("scheduler.target.universal: %s is none", (arn, text) => {
  const account = new ScheduledAccount();
  expect(account.refusal("CreateSchedule", created(once, target(arn)))).toContain(text);
});

it("scheduler.target.fifo: has a group, and is refused where nothing deduplicates", () => {
  const account = new ScheduledAccount();
  const fifo = (QueueName: string, ContentBasedDeduplication: string) =>
    account.call("sqs", "CreateQueue", {
      QueueName,
      Attributes: { FifoQueue: "true", ContentBasedDeduplication },
    });
  fifo("ordered.fifo", "true");
  fifo("strict.fifo", "false");
  const SqsParameters = { MessageGroupId: "g" };
  account.create(once, { Target: toQueue("ordered.fifo", { SqsParameters }) });
  account.create(once, { Name: "strict", Target: toQueue("strict.fifo", { SqsParameters }) });
  account.advance(minutes(2));
  expect(account.got("ordered.fifo").map(({ group }) => group)).toEqual(["g"]);
  expect(account.got("strict.fifo")).toEqual([]);
  expect(account.sum("InvocationsLost")).toBe(1);
});

it("scheduler.input.notification: says which schedule it is of, and when", () => {
  const account = new ScheduledAccount();
  account.create(once);
  account.advance(minutes(2));
  const body = JSON.parse(account.got()[0]!.body) as PlainObject;
  expect(body).toEqual({
    version: "0",
    id: body["id"],
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account: "123456789012",
    time: "2026-11-23T09:01:00Z",
    region: "us-east-1",
    resources: [arnOf("scheduler", "schedule/default/nightly")],
    detail: "{}",
  });
  expect(body["id"]).toMatch(/^[0-9a-f-]{36}$/);
});

it("scheduler.input.notification: is JSON for what takes nothing else", () => {
  const account = new ScheduledAccount();
  for (const service of ["lambda", "states", "events"]) {
    const params = created(once, target(arnOf(service, "thing"), { Input: "text" }));
    expect(account.refusal("CreateSchedule", params)).toContain("JSON");
  }
  const Input = '{"n":<aws.scheduler.attempt-number>}';
  account.create(once, target(arnOf("lambda", "function:f"), { Input }));
});

it("scheduler.input.size: is 262,144 bytes at most", () => {
  const account = new ScheduledAccount();
  const sized = (size: number) =>
    account.refusal("CreateSchedule", {
      ...created(once, { Target: toQueue("work", { Input: "é".repeat(size / 2) }) }),
    });
  expect(sized(262_146)).toContain("262144 bytes");
  expect(sized(262_144)).toBe("taken");
});

it("scheduler.input.attributes: are put in at each attempt", () => {
  const account = new ScheduledAccount();
  account.call("sqs", "DeleteQueue", {
    QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/work",
  });
  account.call("lambda", "CreateFunction", {
    ...(functionParams as PlainObject),
    FunctionName: "busy",
  });
  account.call("sqs", "CreateQueue", { QueueName: "dead" });
  const Input =
    '{"schedule":"<aws.scheduler.schedule-arn>","at":"<aws.scheduler.scheduled-time>","id":"<aws.scheduler.execution-id>","attempt":<aws.scheduler.attempt-number>,"other":"<aws.scheduler.nothing>"}';
  account.create(once, { Target: toQueue("dead", { Input }) });
  account.advance(minutes(2));
  const [got] = account.got("dead").map(({ body }) => JSON.parse(body) as PlainObject);
  expect(got).toEqual({
    schedule: arnOf("scheduler", "schedule/default/nightly"),
    at: "2026-11-23T09:01:00Z",
    id: got!["id"],
    attempt: 1,
    other: "<aws.scheduler.nothing>",
  });
  expect(got!["id"]).toMatch(/^[0-9a-f]{16}$/);
});

/** An account whose queue `work` refuses for a while, and that has a dead-letter queue. */
function refusing(code: string, more: PlainObject = {}, policy?: PlainObject) {
  const account = new ScheduledAccount();
  account.call("sqs", "CreateQueue", { QueueName: "dead" });
  account.create(once, {
    Target: toQueue("work", {
      Input: "attempt <aws.scheduler.attempt-number>",
      DeadLetterConfig: { Arn: queueArn("dead") },
      ...(policy === undefined ? {} : { RetryPolicy: policy }),
      ...more,
    }),
  });
  account.simulation.inject({
    name: "outage",
    type: "refuse",
    component: "sqs.queue:work",
    from: account.simulation.now,
    until: (account.simulation.now + days(9)) as never,
    share: 1,
    body: { type: "refused", code, message: "No.", details: {} },
  } as never);
  return account;
}

it("scheduler.retry.policy: tries 185 times, for 24 hours", () => {
  const account = refusing("ServiceUnavailable");
  account.advance(days(2));
  const attempts = account.sum("InvocationAttemptCount");
  expect(attempts).toBeGreaterThan(130);
  expect(attempts).toBeLessThanOrEqual(186);
  expect(account.sum("TargetErrorCount")).toBe(attempts);
  const [letter] = account.got("dead");
  expect(letter!.at < "2026-11-24T09:01:00").toBe(true);
  expect(letter!.attributes["RETRY_ATTEMPTS"]).toBe(`${attempts - 1}`);
});

it("scheduler.retry.policy: is the schedule's own where it has one", () => {
  const few = refusing("ServiceUnavailable", {}, { MaximumRetryAttempts: 2 });
  few.advance(hours(1));
  expect(few.sum("InvocationAttemptCount")).toBe(3);
  expect(few.got("dead")[0]!.attributes["EXHAUSTED_RETRY_CONDITION"]).toBe("MaximumRetryAttempts");
  const short = refusing("ServiceUnavailable", {}, { MaximumEventAgeInSeconds: 60 });
  short.advance(hours(1));
  expect(short.sum("InvocationAttemptCount")).toBeLessThan(10);
  expect(short.got("dead")[0]!.attributes["EXHAUSTED_RETRY_CONDITION"]).toBe(
    "MaximumEventAgeInSeconds",
  );
});

it("scheduler.retry.policy: counts throttles apart", () => {
  const account = refusing("RequestThrottled", {}, { MaximumRetryAttempts: 1 });
  account.advance(hours(1));
  expect(account.sum("TargetErrorThrottledCount")).toBe(2);
});

it("scheduler.retry.final: gives up at once what is not there", () => {
  const account = new ScheduledAccount();
  account.create(once, { Target: toQueue("missing") });
  account.advance(hours(1));
  expect(account.sum("InvocationAttemptCount")).toBe(1);
  expect(account.sum("InvocationDroppedCount")).toBe(1);
  expect(account.sum("InvocationsLost")).toBe(1);
});

it("scheduler.retry.final: finds what comes later under the name", () => {
  const account = new ScheduledAccount();
  account.create("rate(1 hour)", { Target: toQueue("later") });
  account.advance(minutes(30));
  account.call("sqs", "CreateQueue", { QueueName: "later" });
  account.advance(hours(1));
  expect(account.got("later")).toHaveLength(1);
});

it("scheduler.dead-letter.attributes: say why", () => {
  const account = new ScheduledAccount();
  account.call("sqs", "CreateQueue", { QueueName: "dead" });
  account.create(once, {
    Target: toQueue("missing", { Input: "hello", DeadLetterConfig: { Arn: queueArn("dead") } }),
  });
  account.advance(hours(1));
  const [letter] = account.got("dead");
  expect(JSON.parse(letter!.body)).toEqual({
    QueueUrl: "missing",
    MessageBody: "hello",
  });
  expect(letter!.attributes).toEqual({
    ERROR_CODE: "AWS.SimpleQueueService.NonExistentQueue",
    ERROR_MESSAGE: letter!.attributes["ERROR_MESSAGE"],
    EXECUTION_ID: letter!.attributes["EXECUTION_ID"],
    IS_PAYLOAD_TRUNCATED: "false",
    RETRY_ATTEMPTS: "0",
    SCHEDULED_TIME: "2026-11-23T09:01:00Z",
    SCHEDULE_ARN: arnOf("scheduler", "schedule/default/nightly"),
    TARGET_ARN: queueArn("missing"),
  });
  expect(account.sum("InvocationsSentToDeadLetterCount")).toBe(1);
});

it("scheduler.dead-letter.attributes: tell that it was cut", () => {
  const account = new ScheduledAccount();
  account.call("sqs", "CreateQueue", { QueueName: "dead" });
  account.create(once, {
    Target: toQueue("missing", {
      Input: "ü".repeat(131_072),
      DeadLetterConfig: { Arn: queueArn("dead") },
    }),
  });
  account.advance(hours(1));
  const [letter] = account.got("dead");
  expect(letter!.attributes["IS_PAYLOAD_TRUNCATED"]).toBe("true");
  expect(letter!.body.endsWith("ü")).toBe(true);
  expect(account.sum("InvocationsSentToDeadLetterCount_Truncated_MessageSizeExceeded")).toBe(1);
});

it("scheduler.dead-letter.attributes: are lost where their queue is not there", () => {
  const account = new ScheduledAccount();
  account.create(once, {
    Target: toQueue("missing", { DeadLetterConfig: { Arn: queueArn("gone") } }),
  });
  account.advance(hours(1));
  expect(account.sum("InvocationsFailedToBeSentToDeadLetterCount")).toBe(1);
  expect(account.sum("InvocationsLost")).toBe(1);
});

it("scheduler.completion.delete: goes with its last invocation, and stays otherwise", () => {
  const account = new ScheduledAccount();
  const ActionAfterCompletion = "DELETE";
  account.create(once, { Name: "gone", ActionAfterCompletion });
  account.create(once, { Name: "stays" });
  account.create("rate(1 minute)", {
    Name: "ends",
    ActionAfterCompletion,
    EndDate: "2026-11-23T09:03:00Z",
  });
  account.advance(hours(1));
  const { Schedules } = account.call("scheduler", "ListSchedules", {});
  expect((Schedules as readonly PlainObject[]).map(({ Name }) => Name)).toEqual(["stays"]);
  expect(account.got()).toHaveLength(2 + 4);
});

it("scheduler.delivery.at-least-once: is twice as often as a scenario says", () => {
  const account = new ScheduledAccount({ assumptions: { "scheduler.duplicates": 0.5 } });
  account.create("rate(1 minute)");
  account.advance(hours(2));
  const scheduled = account.sum("InvocationsScheduled");
  expect(account.got().length).toBeGreaterThan(scheduled * 1.3);
  expect(account.got().length).toBeLessThan(scheduled * 1.7);
});

it("scheduler.quota.invocations: delays what is above it", () => {
  const account = new ScheduledAccount({ quotas: { "scheduler.invocationsPerSecond": 10 } });
  for (let number = 0; number < 30; number += 1) {
    account.create(once, { Name: `n${number}` });
  }
  account.advance(minutes(2));
  const times = account.got().map(({ at }) => at.slice(17, 21));
  expect(times.filter((time) => time === "00.0")).toHaveLength(10);
  expect(times.at(-1)).toBe("02.0");
  expect(account.sum("InvocationThrottleCount")).toBe(20);
});

it("scheduler.withdrawn.deleted: invokes nothing more once it is deleted or disabled", () => {
  const account = new ScheduledAccount();
  const FlexibleTimeWindow = { Mode: "FLEXIBLE", MaximumWindowInMinutes: 60 };
  account.create(once, { FlexibleTimeWindow });
  account.create(once, { Name: "off", FlexibleTimeWindow });
  account.create("rate(1 minute)", { Name: "often" });
  account.advance(seconds(61));
  account.call("scheduler", "DeleteSchedule", { Name: "nightly" });
  for (const Name of ["off", "often"]) {
    account.call(
      "scheduler",
      "UpdateSchedule",
      created("rate(1 minute)", { Name, State: "DISABLED" }),
    );
  }
  const before = account.got().length;
  account.advance(hours(2));
  expect([before, account.got().length]).toEqual([2, 0]);
  expect(account.sum("InvocationsWithdrawn")).toBe(2);
});

it("scheduler.metrics.group: are those of a group", () => {
  const account = new ScheduledAccount();
  account.call("scheduler", "CreateScheduleGroup", { Name: "mine" });
  account.create("rate(1 minute)", { GroupName: "mine" });
  account.create("rate(1 minute)");
  account.advance(seconds(90));
  expect([
    account.sum("InvocationAttemptCount"),
    account.sum("InvocationAttemptCount", "mine"),
  ]).toEqual([2, 2]);
});
