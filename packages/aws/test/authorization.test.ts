import { minutes, seconds, type Duration, type Instant, type Simulation } from "@orrery/kernel";
import { beforeEach, expect, it, vi } from "vitest";
import type { PermissionQuestion } from "../src/control/permission.ts";
import type { ControlState } from "../src/control/state.ts";
import { call, Stack, type Scripts, sqs, lambda, sources, sns } from "../src/index.ts";
import { continueRun, prepareRun } from "../src/run/run.ts";
import { simulate as simulateAws } from "../src/run/simulate.ts";
import { warningsOf } from "../src/run/warnings/warnings.ts";
import type { PlainObject } from "../src/service/refusal.ts";
import { controlName } from "../src/service/service-model.ts";
import { services } from "../src/services.ts";

const policies = vi.hoisted(() => ({
  asked: [] as PermissionQuestion[],
  allows: (..._question: PermissionQuestion): boolean => true,
}));
vi.mock("../src/control/permission.ts", () => ({
  verdictOn(_home: unknown, ...question: PermissionQuestion) {
    policies.asked.push(question);
    const [, action] = question;
    const because = `because no identity-based policy allows the ${action} action`;
    return { because: policies.allows(...question) ? null : because, unknown: [] };
  },
}));
const enforced = { iam: { mode: "enforce" } } as const;
const simulate = () => simulateAws(enforced);
beforeEach(() => {
  policies.asked.length = 0;
  policies.allows = () => true;
});

const accountId = "123456789012";
const arnOf = (service: string, name: string) =>
  `arn:aws:${service}:us-east-1:${accountId}:${name}`;
const root = { principal: `arn:aws:iam::${accountId}:root`, source: null };

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    const { code, message, httpStatus } = error as {
      code: string;
      message: string;
      httpStatus: number;
    };
    return `${httpStatus} ${code}: ${message}`;
  }
  return "none";
}

it("is asked by every operation of every service, which refuses in its service's words", () => {
  policies.allows = () => false;
  const words: Readonly<Record<string, string>> = {
    xray: `403 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    athena: `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    glue: `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    codedeploy: `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    codepipeline: `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    config: `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    docdb: `403 AccessDenied: User: ${root.principal} is not authorized to perform: `,
    mq: `403 ForbiddenException: User: ${root.principal} is not authorized to perform: `,
    "cognito-idp": `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    cloudfront: `403 AccessDenied: User: ${root.principal} is not authorized to perform: `,
    elbv2: `403 AccessDenied: User: ${root.principal} is not authorized to perform: `,
    cloudwatch: `403 AccessDenied: User: ${root.principal} is not authorized to perform: `,
    apigatewaymanagementapi: `403 ForbiddenException: User: ${root.principal} is not authorized to perform: `,
    apigatewayv2: `403 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    apigateway: `403 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    events: `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    stepfunctions: `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    kinesis: `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    kafka: `403 ForbiddenException: User: ${root.principal} is not authorized to perform: `,
    iam: `403 AccessDenied: User: ${root.principal} is not authorized to perform: `,
    sts: `403 AccessDenied: User: ${root.principal} is not authorized to perform: `,
    sqs: `403 AccessDenied: User: ${root.principal} is not authorized to perform: sqs:`,
    logs: `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    dynamodb: `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    dynamodbstreams: `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    firehose: `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    pipes: `403 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    scheduler: `403 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    "application-autoscaling": `400 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    s3: `403 AccessDenied: User: ${root.principal} is not authorized to perform: `,
    s3control: `403 AccessDenied: User: ${root.principal} is not authorized to perform: `,
    lambda: `403 AccessDeniedException: User: ${root.principal} is not authorized to perform: `,
    sns: `403 AuthorizationError: User: ${root.principal} is not authorized to perform: SNS:`,
  };
  // What actions begin with, where it is not the service's name.
  const prefixes: Readonly<Record<string, string>> = {
    apigatewaymanagementapi: "execute-api",
    apigatewayv2: "apigateway",
    dynamodbstreams: "dynamodb",
    s3control: "s3",
    elbv2: "elasticloadbalancing",
    stepfunctions: "states",
  };
  const free = [
    "sts:GetCallerIdentity",
    "sts:GetSessionToken",
    // Whoever has a client's id, or a token of a user.
    ...[
      "ChangePassword",
      "ConfirmForgotPassword",
      "ConfirmSignUp",
      "DeleteUser",
      "ForgotPassword",
      "GetUser",
      "GlobalSignOut",
      "InitiateAuth",
      "ResendConfirmationCode",
      "RespondToAuthChallenge",
      "RevokeToken",
      "SignUp",
      "UpdateUserAttributes",
    ].map((operation) => `cognito-idp:${operation}`),
  ];
  const client = simulate().client();
  let count = 0;
  for (const { service, operations } of services) {
    for (const operation of Object.keys(operations)) {
      policies.asked.length = 0;
      const refusal = refusalOf(() => client.call(service, operation));
      if (free.includes(`${service}:${operation}`)) {
        expect([refusal.includes("not authorized"), policies.asked]).toEqual([false, []]);
        continue;
      }
      expect(refusal, operation).toContain(words[service]);
      expect(policies.asked, operation).toHaveLength(1);
      const [caller, action, arn] = policies.asked[0]!;
      expect(caller, operation).toMatchObject(root);
      expect(arn, operation).toMatch(
        /^(?:\*|arn:aws:(?:events:.*:event-bus\/default|athena:.*:workgroup\/primary))$/,
      ); // What is left out.
      expect(action, operation).toMatch(new RegExp(`^${prefixes[service] ?? service}:\\w+$`));
      count += 1;
    }
  }
  expect(count).toBeGreaterThan(80);
});

it("is asked for the resource that a request names, in any form, before anything is checked", () => {
  policies.allows = () => false;
  const client = simulate().client();
  const asked = (service: string, operation: string, params: PlainObject) => {
    policies.asked.length = 0;
    refusalOf(() => client.call(service, operation, params));
    const [, action, arn] = policies.asked[0]!;
    return [action, arn];
  };
  const queue = arnOf("sqs", "orders");
  for (const QueueUrl of [
    "orders",
    queue,
    `https://sqs.us-east-1.amazonaws.com/${accountId}/orders`,
  ]) {
    expect(asked("sqs", "SendMessageBatch", { QueueUrl })).toEqual(["sqs:SendMessage", queue]);
  }
  const theirs = { QueueUrl: "https://sqs.us-east-1.amazonaws.com/999999999999/orders" };
  expect(asked("sqs", "DeleteMessage", theirs)).toEqual([
    "sqs:DeleteMessage",
    "arn:aws:sqs:us-east-1:999999999999:orders",
  ]);
  expect(asked("sqs", "CreateQueue", { QueueName: "orders" })).toEqual(["sqs:CreateQueue", queue]);
  expect(asked("sqs", "StartMessageMoveTask", { SourceArn: queue })[1]).toBe(queue);
  const fn = arnOf("lambda", "function:worker");
  for (const FunctionName of ["worker", fn]) {
    expect(asked("lambda", "Invoke", { FunctionName })).toEqual(["lambda:InvokeFunction", fn]);
  }
  expect(asked("lambda", "Invoke", { FunctionName: fn, Qualifier: "live" })[1]).toBe(`${fn}:live`);
  expect(asked("lambda", "ListTags", { Resource: fn })[1]).toBe(fn);
  expect(asked("lambda", "GetEventSourceMapping", { UUID: "1" })[1]).toBe(
    arnOf("lambda", "event-source-mapping:1"),
  );
  const topic = arnOf("sns", "news");
  expect(asked("sns", "PublishBatch", { TopicArn: topic })).toEqual(["sns:Publish", topic]);
  expect(asked("sns", "CreateTopic", { Name: "news" })[1]).toBe(topic);
  expect(asked("sns", "Unsubscribe", { SubscriptionArn: `${topic}:1` })[1]).toBe(topic);
  expect(asked("sns", "ListTopics", {})[1]).toBe("*");
  const workflow = arnOf("states", "stateMachine:orders");
  expect(asked("stepfunctions", "CreateStateMachine", { name: "orders" })[1]).toBe(workflow);
  const started = { name: "first", stateMachineArn: workflow };
  expect(asked("stepfunctions", "StartExecution", started)[1]).toBe(workflow);
  const activity = arnOf("states", "activity:pack");
  expect(asked("stepfunctions", "CreateActivity", { name: "pack" })).toEqual([
    "states:CreateActivity",
    activity,
  ]);
});

const scripts: Scripts = {
  *tell() {
    try {
      yield call("sqs", "SendMessage", { QueueUrl: "shop-Out", MessageBody: "m" });
      return "sent";
    } catch (error) {
      return (error as Error).name;
    }
  },
};

/** A workload to a topic, which has a queue and a function; a mapping reads the queue. */
function shop() {
  const stack = new Stack("shop");
  new sqs.Queue(stack, "Out");
  const queue = new sqs.Queue(stack, "Orders");
  const fn = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: { type: "script", name: "tell" } });
  fn.addEventSource(new sources.SqsEventSource(queue));
  const topic = new sns.Topic(stack, "News");
  const deadLetterQueue = { queueArn: arnOf("sqs", "shop-Out") };
  new sns.Subscription(stack, "ToQueue", {
    topic,
    protocol: "sqs",
    endpoint: arnOf("sqs", "shop-Orders"),
    deadLetterQueue,
  });
  new sns.Subscription(stack, "ToWorker", {
    topic,
    protocol: "lambda",
    endpoint: arnOf("lambda", "function:shop-Worker"),
  });
  const workload = {
    to: "News",
    arrivals: { type: "constant", rate: 1 },
    from: 0 as Duration,
    until: seconds(30),
    payload: { type: "body", body: "{}", size: 2 },
    groups: [],
  } as const;
  const workloads = [workload, { ...workload, to: "Orders" }, { ...workload, to: "Worker" }];
  const run = prepareRun(stack.scenario({ duration: minutes(2), workloads, ...enforced }), {
    seed: 1,
    scripts,
  });
  const sum = (component: string, metric: string) =>
    run.simulation.metersOf(component)[metric]!.sum;
  return { run, sum };
}
const denying =
  (...actions: readonly string[]) =>
  ({ principal }: { principal: string }, action: string): boolean =>
    !actions.includes(`${principal.replace(/^.*:/, "")} ${action}`);

it("names roles, services and the account as callers, with the resources for which services ask", () => {
  continueRun(shop().run);
  const asked = new Map(
    policies.asked.map(([caller, action, arn]) => [
      `${caller.principal} ${action} ${arn}`,
      { source: caller.source, account: caller.account },
    ]),
  );
  const [news, orders, out] = [
    arnOf("sns", "shop-News"),
    arnOf("sqs", "shop-Orders"),
    arnOf("sqs", "shop-Out"),
  ];
  const worker = arnOf("lambda", "function:shop-Worker");
  const ofTopic = { source: news, account: accountId };
  expect(asked.get(`sns.amazonaws.com sqs:SendMessage ${orders}`)).toEqual(ofTopic);
  expect(asked.get(`sns.amazonaws.com sqs:SendMessage ${out}`)).toEqual(ofTopic);
  expect(asked.get(`sns.amazonaws.com lambda:InvokeFunction ${worker}`)).toEqual(ofTopic);
  const session = `arn:aws:sts::${accountId}:assumed-role/shop-Worker/shop-Worker`;
  const reads = asked.get(`${session} sqs:ReceiveMessage ${orders}`)!;
  expect(reads.source).toContain(":event-source-mapping:");
  expect(asked.get(`${session} sqs:DeleteMessage ${orders}`)).toEqual(reads);
  expect(asked.get(`${session} sqs:SendMessage ${out}`)).toEqual({
    source: worker,
    account: accountId,
  });
  for (const [action, arn] of [
    ["sns:Publish", news],
    ["sqs:SendMessage", orders],
    ["lambda:InvokeFunction", worker],
  ]) {
    expect(asked.get(`${root.principal} ${action} ${arn}`)).toEqual({
      source: null,
      account: accountId,
    });
  }
});

it("keeps every entry shut: to workloads, topics, mappings and functions", () => {
  policies.allows = denying(
    "root sns:Publish",
    "root sqs:SendMessage",
    "root lambda:InvokeFunction",
  );
  const outside = shop();
  continueRun(outside.run);
  expect(outside.sum("sns.topic:shop-News", "NumberOfMessagesPublished")).toBe(0);
  expect(outside.sum("sqs.queue:shop-Orders", "NumberOfMessagesSent")).toBe(0);
  expect(outside.sum("lambda.function:shop-Worker", "Invocations")).toBe(0);
  expect(outside.sum("workload:1", "Refused")).toBeGreaterThan(20);
  expect(warningsOf(outside.run).filter((text) => text.includes("may not"))).toHaveLength(3);

  policies.allows = denying(
    "sns.amazonaws.com sqs:SendMessage",
    "sns.amazonaws.com lambda:InvokeFunction",
  );
  const topics = shop();
  continueRun(topics.run);
  const published = topics.sum("sns.topic:shop-News", "NumberOfMessagesPublished");
  expect(published).toBeGreaterThan(20);
  expect(topics.sum("sns.topic:shop-News", "NumberOfNotificationsDelivered")).toBe(0);
  expect(topics.sum("sns.topic:shop-News", "DeliveryRetries")).toBe(0);
  expect(topics.sum("sns.topic:shop-News", "NumberOfNotificationsFailedToRedriveToDlq")).toBe(
    published,
  );

  policies.allows = (caller, action) =>
    !(caller.principal.includes("/") && action === "sqs:SendMessage");
  const functions = shop();
  continueRun(functions.run);
  expect(functions.sum("lambda.function:shop-Worker", "Invocations")).toBeGreaterThan(20);
  expect(functions.sum("sqs.queue:shop-Out", "NumberOfMessagesSent")).toBe(0);
  expect(functions.sum(controlName, "RefusedCalls")).toBeGreaterThan(20);

  policies.allows = (_caller, action) => action !== "sqs:ReceiveMessage";
  expect(refusalOf(shop)).toContain(
    "The function execution role does not have permissions to call ReceiveMessage on SQS",
  );
  policies.allows = (_caller, action) => action !== "sqs:DeleteMessage";
  expect(refusalOf(shop)).toContain("permissions to call DeleteMessage on SQS");
});

it("asks again when a policy of either end changes, and at no delivery", () => {
  const control = (simulation: Simulation) => simulation.stateOf(controlName) as ControlState;
  const { run, sum } = shop();
  const { simulation } = run;
  const at = (time: number) => simulation.run({ until: seconds(time) as number as Instant });
  const policy = (Sid: string) =>
    simulation.client().call("sqs", "SetQueueAttributes", {
      QueueUrl: "shop-Orders",
      Attributes: { Policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid }] }) },
    });
  const connections = () =>
    policies.asked.filter(([{ principal }]) => !principal.includes("assumed-role"));
  policies.asked.length = 0;
  at(5);
  expect(connections()).toEqual([]);
  const isShut = (arn: string) => arn === arnOf("sqs", "shop-Orders");
  policies.allows = (_caller, action, arn) => action === "sqs:SetQueueAttributes" || !isShut(arn);
  at(6);
  const before = sum("sqs.queue:shop-Orders", "NumberOfMessagesSent");
  policy("shut");
  at(10);
  const shut = sum("sqs.queue:shop-Orders", "NumberOfMessagesSent");
  expect(shut - before).toBeLessThanOrEqual(1); // That was on its way.
  const fork = simulation.fork();
  const denied = control(simulation).joins;
  policies.allows = () => true;
  at(12);
  expect(sum("sqs.queue:shop-Orders", "NumberOfMessagesSent")).toBe(shut);
  policy("open");
  expect(control(simulation).joins).not.toEqual(denied);
  at(20);
  expect(sum("sqs.queue:shop-Orders", "NumberOfMessagesSent")).toBeGreaterThan(shut + 10);
  fork.run({ until: seconds(20) as number as Instant });
  expect(fork.metersOf("sqs.queue:shop-Orders")["NumberOfMessagesSent"]!.sum).toBe(shut);
  policies.allows = (_caller, action) => action !== "sqs:SendMessage";
  simulation.client().call("sns", "SetTopicAttributes", {
    TopicArn: arnOf("sns", "shop-News"),
    AttributeName: "Policy",
    AttributeValue: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
  });
  at(21);
  const failed = sum("sns.topic:shop-News", "NumberOfNotificationsFailed");
  at(26);
  expect(sum("sns.topic:shop-News", "NumberOfNotificationsFailed")).toBeGreaterThan(failed + 3);
});

it("asks again when a resource is made under the ARN to which a connection leads", () => {
  const simulation = simulate();
  const client = simulation.client();
  const queue = { QueueName: "q" };
  client.call("sns", "CreateTopic", { Name: "news" });
  const Endpoint = arnOf("sqs", "q");
  const news = { TopicArn: arnOf("sns", "news") };
  policies.allows = denying("sns.amazonaws.com sqs:SendMessage");
  client.call("sns", "Subscribe", { ...news, Protocol: "sqs", Endpoint });
  const publish = (): number => {
    client.call("sns", "Publish", { ...news, Message: "m" });
    simulation.run({ until: (simulation.now + seconds(2)) as Instant });
    return simulation.metersOf("sns.topic:news")["NumberOfNotificationsDelivered"]!.sum;
  };
  client.call("sqs", "CreateQueue", queue);
  expect(publish()).toBe(0);
  client.call("sqs", "DeleteQueue", { QueueUrl: "q" });
  simulation.run({ until: (simulation.now + minutes(1)) as Instant });
  policies.allows = () => true;
  expect(publish()).toBe(0);
  client.call("sqs", "CreateQueue", queue);
  expect(publish()).toBe(1);
  policies.allows = denying("sns.amazonaws.com sqs:SendMessage");
  client.call("sqs", "DeleteQueue", { QueueUrl: "q" });
  simulation.run({ until: (simulation.now + minutes(1)) as Instant });
  client.call("sqs", "CreateQueue", queue);
  expect(publish()).toBe(1);
});
