import { milliseconds, minutes, seconds, type Duration, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { Stack, sns } from "../src/index.ts";
import { continueRun, prepareRun } from "../src/run/run.ts";
import { simulate, type AwsSimulation } from "../src/run/simulate.ts";
import { warningsOf } from "../src/run/warnings/warnings.ts";
import type { PlainObject } from "../src/service/refusal.ts";

const accountId = "123456789012";
const arnOf = (service: string, name: string) =>
  `arn:aws:${service}:us-east-1:${accountId}:${name}`;
const wait = (simulation: AwsSimulation, time: Duration) =>
  simulation.run({ until: (simulation.now + time) as Instant });

function open(checkpointEvery?: Duration) {
  const simulation = simulate({
    seed: 1,
    accountId,
    ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
  });
  const client = simulation.client();
  const call = (service: string, operation: string, params: PlainObject) =>
    client.call(service, operation, params);
  call("sns", "CreateTopic", { Name: "news" });
  return {
    simulation,
    call,
    subscribe: (Protocol: string, Endpoint: string, attributes: PlainObject = {}) =>
      call("sns", "Subscribe", {
        TopicArn: arnOf("sns", "news"),
        Protocol,
        Endpoint,
        Attributes: attributes,
        ReturnSubscriptionArn: true,
      })["SubscriptionArn"] as string,
    publish(Message: string) {
      call("sns", "Publish", { TopicArn: arnOf("sns", "news"), Message });
      wait(simulation, seconds(5));
    },
    makeQueue: (QueueName: string) => call("sqs", "CreateQueue", { QueueName }),
    makeFunction: (FunctionName: string) =>
      call("lambda", "CreateFunction", {
        FunctionName,
        Role: "arn:aws:iam::123456789012:role/any",
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Code: { ZipFile: "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==" },
      }),
    bodiesIn(QueueUrl: string): readonly string[] {
      const { Messages = [] } = call("sqs", "ReceiveMessage", {
        QueueUrl,
        MaxNumberOfMessages: 10,
      });
      return (Messages as readonly { Body: string }[])
        .map(({ Body }) => Body)
        .map((body) =>
          body.startsWith("{") ? (JSON.parse(body) as { Message: string }).Message : body,
        )
        .sort();
    },
    sum: (component: string, metric: string) => simulation.metersOf(component)[metric]!.sum,
  };
}
const redriveTo = (name: string) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf("sqs", name) }),
});

it("sns.subscription.absent-queue: gets what is delivered once it is there, and once it is there again", () => {
  const { subscribe, publish, makeQueue, bodiesIn, call, simulation, sum } = open();
  subscribe("sqs", arnOf("sqs", "late"));
  publish("before");
  expect(sum("sns.topic:news", "NumberOfNotificationsFailed")).toBe(1);
  expect(sum("sns.topic:news", "NotificationsLost")).toBe(1);
  expect(sum("sns.topic:news", "DeliveryRetries")).toBe(0);
  makeQueue("late");
  publish("then");
  expect(bodiesIn("late")).toEqual(["then"]);
  call("sqs", "DeleteQueue", { QueueUrl: "late" });
  publish("between");
  wait(simulation, minutes(1));
  makeQueue("late");
  publish("again");
  expect(bodiesIn("late")).toEqual(["again"]);
  expect(sum("sns.topic:news", "NotificationsLost")).toBe(2);
  expect(simulation.absences).toEqual([
    { sender: "sns.topic:news", target: "sqs.queue:late", requests: 2 },
  ]);
});

it("sns.subscription.absent-others: are found once they are made", () => {
  const { subscribe, publish, makeQueue, makeFunction, bodiesIn, call, simulation, sum } = open();
  const fn = arnOf("lambda", "function:worker");
  const subscription = subscribe("lambda", fn, redriveTo("dead"));
  publish("one");
  expect(sum("sns.topic:news", "NumberOfNotificationsFailedToRedriveToDlq")).toBe(1);
  makeQueue("dead");
  publish("two");
  expect(bodiesIn("dead")).toEqual(["two"]);
  makeFunction("worker");
  wait(simulation, seconds(10));
  publish("three");
  expect(sum("lambda.function:worker", "Invocations")).toBe(1);
  call("sns", "SetSubscriptionAttributes", {
    SubscriptionArn: subscription,
    AttributeName: "RedrivePolicy",
    AttributeValue: redriveTo("other").RedrivePolicy,
  });
  call("lambda", "DeleteFunction", { FunctionName: "worker" });
  wait(simulation, seconds(10));
  publish("four");
  makeQueue("other");
  publish("five");
  expect(bodiesIn("other")).toEqual(["five"]);
  makeFunction("worker");
  wait(simulation, seconds(10));
  publish("six");
  expect(sum("lambda.function:worker", "Invocations")).toBe(2);
  // The latest version is the function itself; aliases are not there.
  subscribe("lambda", `${fn}:$LATEST`);
  subscribe("lambda", `${fn}:live`);
  publish("seven");
  expect(sum("lambda.function:worker", "Invocations")).toBe(4);
  expect(simulation.absences).toContainEqual({
    sender: "sns.topic:news",
    target: "lambda.alias:worker:live",
    requests: 1,
  });
});

it("sns.subscription.elsewhere: takes what it is sent, and is confirmed by its owner", () => {
  const { subscribe, publish, call, simulation, sum } = open();
  const queue = "arn:aws:sqs:eu-west-1:123456789012:there";
  const fn = "arn:aws:lambda:us-east-1:999999999999:function:theirs";
  subscribe("sqs", queue);
  const pending = subscribe("lambda", fn);
  publish("one");
  expect(sum(`sns.outsideEndpoint:sqs:${queue}`, "NotificationsReceived")).toBe(1);
  const theirs = `sns.outsideEndpoint:lambda:${fn}`;
  expect(sum(theirs, "NotificationsReceived")).toBe(1); // That it be confirmed.
  expect(call("sns", "GetSubscriptionAttributes", { SubscriptionArn: pending })).toMatchObject({
    Attributes: { PendingConfirmation: "true" },
  });
  const { lastBodies } = simulation.stateOf(theirs) as { lastBodies: readonly string[] };
  const { Token } = JSON.parse(lastBodies[0]!) as { Token: string };
  call("sns", "ConfirmSubscription", { TopicArn: arnOf("sns", "news"), Token });
  publish("two");
  expect(sum(theirs, "NotificationsReceived")).toBe(2);
  expect(sum("sns.topic:news", "NumberOfNotificationsDelivered")).toBe(3);
  const dead = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queue }) };
  expect(() => subscribe("sqs", arnOf("sqs", "q"), dead)).toThrow("another account or Region");
  expect(() => subscribe("sqs", fn)).toThrow("SQS endpoint ARN");
  expect(() => subscribe("lambda", queue)).toThrow("Lambda endpoint ARN");
});

it("goes back in time, and on from a fork, to before a subscriber was made", () => {
  const { subscribe, publish, makeQueue, bodiesIn, simulation } = open(milliseconds(500));
  subscribe("sqs", arnOf("sqs", "late"));
  publish("one");
  const { now } = simulation;
  const fork = simulation.fork();
  wait(simulation, milliseconds(1));
  makeQueue("late");
  publish("two");
  const past = simulation.at(now);
  expect([past.has("sqs.queue:late"), fork.has("sqs.queue:late")]).toEqual([false, false]);
  expect(past.canonicalHash()).toBe(fork.canonicalHash());
  expect(past.absences).toEqual(fork.absences);
  const there = fork.fork();
  fork.run({ until: simulation.now });
  expect(past.digest).not.toBe(simulation.digest);
  expect(there.digest).toBe(past.digest);
  expect(bodiesIn("late")).toEqual(["two"]);
});

it("lets dead letters and mappings go on with a queue and a function that are made anew", () => {
  const { call, makeQueue, makeFunction, bodiesIn, simulation, sum } = open();
  makeQueue("dead");
  call("sqs", "CreateQueue", {
    QueueName: "orders",
    Attributes: {
      VisibilityTimeout: "3",
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: arnOf("sqs", "dead"),
        maxReceiveCount: 1,
      }),
    },
  });
  const fail = () => {
    call("sqs", "SendMessage", { QueueUrl: "orders", MessageBody: "m" });
    call("sqs", "ReceiveMessage", { QueueUrl: "orders" });
    wait(simulation, seconds(4));
    call("sqs", "ReceiveMessage", { QueueUrl: "orders" });
    wait(simulation, seconds(1));
  };
  call("sqs", "DeleteQueue", { QueueUrl: "dead" });
  fail();
  wait(simulation, minutes(2));
  makeQueue("dead");
  fail();
  expect(bodiesIn("dead").length).toBeGreaterThan(0);
  call("sqs", "CreateQueue", { QueueName: "jobs" });
  makeFunction("worker");
  wait(simulation, seconds(10));
  call("lambda", "CreateEventSourceMapping", {
    FunctionName: "worker",
    EventSourceArn: arnOf("sqs", "jobs"),
  });
  const work = () => {
    call("sqs", "SendMessage", { QueueUrl: "jobs", MessageBody: "m" });
    wait(simulation, seconds(60));
  };
  work();
  expect(sum("lambda.function:worker", "Invocations")).toBe(1);
  call("sqs", "DeleteQueue", { QueueUrl: "jobs" });
  wait(simulation, minutes(2));
  makeQueue("jobs");
  wait(simulation, minutes(1));
  work();
  expect(sum("lambda.function:worker", "Invocations")).toBe(2);
  call("lambda", "DeleteFunction", { FunctionName: "worker" });
  wait(simulation, minutes(1));
  work();
  makeFunction("worker");
  wait(simulation, minutes(2));
  expect(sum("lambda.function:worker", "Invocations")).toBe(3);
});

it("is told by a run: what a topic sent to a queue that nobody made", () => {
  const stack = new Stack("shop");
  const topic = new sns.Topic(stack, "Orders");
  new sns.Subscription(stack, "Late", {
    topic,
    protocol: "sqs",
    endpoint: stack.arnOf("sqs", "nobody"),
  });
  new sns.Subscription(stack, "Never", {
    topic,
    protocol: "lambda",
    endpoint: stack.arnOf("lambda", "function:missing"),
  });
  const scenario = stack.scenario({
    duration: minutes(1),
    workloads: [
      {
        to: "Orders",
        arrivals: { type: "constant", rate: 1 },
        from: 0 as Duration,
        until: seconds(10),
        payload: { type: "body", body: "{}", size: 2 },
        groups: [],
      },
    ],
  });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  const said = warningsOf(run)
    .filter((text) => text.includes("not there"))
    .sort();
  const sent = run.simulation.metersOf("sns.topic:shop-Orders")["NumberOfMessagesPublished"]!.sum;
  expect(sent).toBeGreaterThan(5);
  expect(said).toEqual([
    `Orders sent ${sent} requests to the function missing, which was not there then: each was refused.`,
    `Orders sent ${sent} requests to the queue nobody, which was not there then: each was refused.`,
  ]);
});
