import { seconds, type Instant, type Tagged } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { functionParams } from "../../../test/lambda-account.ts";
import { simulate, type AwsOptions } from "../../run/simulate.ts";
import { noTrail } from "../../service/origin.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { call, type Scripts } from "../../service/script.ts";

const accountId = "123456789012";
const arnOf = (service: string, name: string) =>
  `arn:aws:${service}:us-east-1:${accountId}:${name}`;
const functionArn = arnOf("lambda", "function:worker");
const roleArn = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;

type Statement = Readonly<Record<string, string | readonly string[] | PlainObject>>;
const document = (...statements: readonly Statement[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Action: string | readonly string[], Resource: string, more: Statement = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

const scripts: Scripts = {
  *invokes(event) {
    const { FunctionName } = event as { readonly FunctionName: string };
    try {
      yield call("lambda", "Invoke", { FunctionName });
      return "invoked";
    } catch (error) {
      const { name, message } = error as Error;
      return `${name}: ${message}`;
    }
  },
};

/** An account whose policies are minded, with a function of a role that may do nothing. */
function account(options: AwsOptions = {}) {
  const aws = simulate({
    iam: { mode: "enforce" },
    scripts,
    assumptions: { "iam.propagationDelay": 0 },
    ...options,
  });
  const client = aws.client();
  const role = (name: string, service: string, ...statements: readonly Statement[]) => {
    const AssumeRolePolicyDocument = document({
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
    });
    client.call("iam", "CreateRole", { RoleName: name, AssumeRolePolicyDocument });
    grant(name, ...statements);
  };
  const grant = (RoleName: string, ...statements: readonly Statement[]) => {
    if (statements.length === 0) return;
    const PolicyDocument = document(...statements);
    client.call("iam", "PutRolePolicy", { RoleName, PolicyName: "own", PolicyDocument });
  };
  role("worker", "lambda.amazonaws.com");
  const create = (name: string, more: PlainObject = {}) =>
    client.call("lambda", "CreateFunction", {
      ...functionParams,
      FunctionName: name,
      Role: roleArn("worker"),
      ...more,
    });
  create("worker");
  const queue = (QueueName: string) => client.call("sqs", "CreateQueue", { QueueName });
  const permit = (Principal: string, SourceArn: string) =>
    client.call("lambda", "AddPermission", {
      FunctionName: "worker",
      StatementId: `s${SourceArn.length}`,
      Action: "lambda:InvokeFunction",
      Principal,
      SourceArn,
    });
  const refusal = (service: string, operation: string, params: PlainObject): string => {
    try {
      client.call(service, operation, params);
    } catch (error) {
      const { code, message, httpStatus } = error as {
        readonly code: string;
        readonly message: string;
        readonly httpStatus: number;
      };
      return `${httpStatus} ${code}: ${message}`;
    }
    return "none";
  };
  const sum = (component: string, metric: string) => aws.metersOf(component)[metric]?.sum ?? 0;
  return {
    client,
    role,
    grant,
    create,
    queue,
    permit,
    refusal,
    sum,
    tell: (component: string, input: Tagged) => aws.tell(component, input),
    invoke: (FunctionName: string, payload: PlainObject = {}) =>
      client.call("lambda", "Invoke", { FunctionName, Payload: JSON.stringify(payload) })[
        "Payload"
      ],
    run: (time: number) => aws.run({ until: (aws.now + seconds(time)) as Instant }),
    invocations: () => sum("lambda.function:worker", "Invocations"),
    received: (name: string): readonly PlainObject[] =>
      (client.call("sqs", "ReceiveMessage", {
        QueueUrl: name,
        MessageAttributeNames: ["All"],
        MaxNumberOfMessages: 10,
      })["Messages"] ?? []) as readonly PlainObject[],
  };
}

const script = { Behavior: { type: "script", name: "invokes" } };
const heard = (name: string, arn = functionArn): string =>
  `"AccessDeniedException: User: arn:aws:sts::${accountId}:assumed-role/${name}/caller is not authorized to perform: lambda:InvokeFunction on resource: ${arn} because no identity-based policy allows the lambda:InvokeFunction action"`;

it("iam.invoke.caller: whoever calls needs lambda:InvokeFunction on the function", () => {
  const { create, invoke, grant } = account();
  create("caller", script);
  expect(invoke("caller", { FunctionName: "worker" })).toBe(heard("worker"));
  grant("worker", allow("lambda:InvokeFunction", functionArn));
  expect(invoke("caller", { FunctionName: "worker" })).toBe('"invoked"');
  grant("worker", allow("lambda:InvokeFunctionUrl", functionArn));
  expect(invoke("caller", { FunctionName: "worker" })).toBe(heard("worker"));
});

describe("iam.resource.as-called: policies are asked about the ARN as it is called", () => {
  it.each<readonly [string, readonly boolean[]]>([
    [functionArn, [true, false, false]],
    [`${functionArn}:*`, [false, true, true]],
    [`${functionArn}*`, [true, true, true]],
    [`${functionArn}:live`, [false, true, false]],
  ])("%s", (Resource, expected) => {
    const { create, invoke, grant, client } = account();
    create("caller", script);
    client.call("lambda", "PublishVersion", { FunctionName: "worker" });
    const alias = { FunctionName: "worker", Name: "live", FunctionVersion: "1" };
    client.call("lambda", "CreateAlias", alias);
    grant("worker", allow("lambda:InvokeFunction", Resource));
    const outcomes = ["worker", "worker:live", "worker:1"].map(
      (FunctionName) => invoke("caller", { FunctionName }) === '"invoked"',
    );
    expect(outcomes).toEqual(expected);
  });

  it("and the policy of an alias lets in to the alias alone", () => {
    const { client, permit, run, invocations } = account();
    client.call("lambda", "PublishVersion", { FunctionName: "worker" });
    const alias = { FunctionName: "worker", Name: "live", FunctionVersion: "1" };
    client.call("lambda", "CreateAlias", alias);
    client.call("sns", "CreateTopic", { Name: "news" });
    const TopicArn = arnOf("sns", "news");
    const Endpoint = `${functionArn}:live`;
    client.call("sns", "Subscribe", { TopicArn, Protocol: "lambda", Endpoint });
    const publish = () => {
      client.call("sns", "Publish", { TopicArn, Message: "m" });
      run(5);
      return invocations();
    };
    permit("sns.amazonaws.com", TopicArn);
    expect(publish()).toBe(0);
    client.call("lambda", "AddPermission", {
      FunctionName: "worker",
      Qualifier: "live",
      StatementId: "a",
      Action: "lambda:InvokeFunction",
      Principal: "sns.amazonaws.com",
      SourceArn: TopicArn,
    });
    expect(publish()).toBe(1);
  });
});

it("iam.role.trust: a service acts with a role that lets it in", () => {
  const { role, create, client, refusal } = account();
  role("events", "events.amazonaws.com");
  expect(() => create("other", { Role: roleArn("events") })).toThrow(
    "The role defined for the function cannot be assumed by Lambda.",
  );
  const PolicyDocument = document({
    Effect: "Allow",
    Principal: { Service: ["events.amazonaws.com", "lambda.amazonaws.com"] },
    Action: "sts:AssumeRole",
  });
  client.call("iam", "UpdateAssumeRolePolicy", { RoleName: "events", PolicyDocument });
  create("other", { Role: roleArn("events") });
  expect(
    refusal("stepfunctions", "CreateStateMachine", {
      name: "flow",
      roleArn: roleArn("worker"),
      definition: '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}',
    }),
  ).toBe(
    "400 AccessDeniedException: Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.",
  );
  expect(
    refusal("pipes", "CreatePipe", {
      Name: "pipe",
      RoleArn: roleArn("worker"),
      Source: arnOf("sqs", "a"),
      Target: arnOf("sqs", "b"),
    }),
  ).toBe(
    `400 ValidationException: The role ${roleArn("worker")} cannot be assumed by principal 'pipes.amazonaws.com'.`,
  );
});

it("iam.invoke.topic: a topic that may not invoke fails once, and its dead-letter queue has what it was", () => {
  const { client, queue, permit, run, sum, invocations, received } = account();
  const TopicArn = arnOf("sns", "news");
  client.call("sns", "CreateTopic", { Name: "news" });
  queue("dead");
  const Policy = document(
    allow("sqs:SendMessage", arnOf("sqs", "dead"), {
      Principal: { Service: "sns.amazonaws.com" },
      Condition: { ArnEquals: { "aws:SourceArn": TopicArn } },
    }),
  );
  client.call("sqs", "SetQueueAttributes", { QueueUrl: "dead", Attributes: { Policy } });
  client.call("sns", "Subscribe", {
    TopicArn,
    Protocol: "lambda",
    Endpoint: functionArn,
    Attributes: { RedrivePolicy: `{"deadLetterTargetArn":"${arnOf("sqs", "dead")}"}` },
  });
  client.call("sns", "Publish", { TopicArn, Message: "m" });
  run(5);
  expect(sum("sns.topic:news", "NumberOfNotificationsFailed")).toBe(1);
  expect(sum("sns.topic:news", "DeliveryRetries")).toBe(0);
  expect(received("dead")).toHaveLength(1);
  permit("sns.amazonaws.com", arnOf("sns", "other"));
  client.call("sns", "Publish", { TopicArn, Message: "m" });
  run(5);
  expect(invocations()).toBe(0);
  permit("sns.amazonaws.com", TopicArn);
  client.call("sns", "Publish", { TopicArn, Message: "m" });
  run(5);
  expect(invocations()).toBe(1);
});

it("iam.invoke.rule: a rule that may not invoke tries once, and its dead letter says NO_PERMISSIONS", () => {
  const { client, queue, permit, run, invocations, received } = account();
  const rule = arnOf("events", "rule/all");
  queue("dead");
  const Policy = document(
    allow("sqs:SendMessage", arnOf("sqs", "dead"), {
      Principal: { Service: "events.amazonaws.com" },
      Condition: { ArnEquals: { "aws:SourceArn": rule } },
    }),
  );
  client.call("sqs", "SetQueueAttributes", { QueueUrl: "dead", Attributes: { Policy } });
  client.call("events", "PutRule", { Name: "all", EventPattern: '{"source":["shop"]}' });
  const DeadLetterConfig = { Arn: arnOf("sqs", "dead") };
  const Targets = [{ Id: "1", Arn: functionArn, DeadLetterConfig }];
  client.call("events", "PutTargets", { Rule: "all", Targets });
  const put = () => {
    const Entries = [{ Source: "shop", DetailType: "a", Detail: "{}" }];
    client.call("events", "PutEvents", { Entries });
    run(5);
  };
  put();
  const [letter] = received("dead");
  expect(letter?.["MessageAttributes"]).toMatchObject({
    ERROR_CODE: { StringValue: "NO_PERMISSIONS" },
    RETRY_ATTEMPTS: { StringValue: "0" },
  });
  expect(invocations()).toBe(0);
  permit("events.amazonaws.com", rule);
  put();
  expect(invocations()).toBe(1);
});

it("iam.invoke.schedule: a schedule whose role may not invoke tries again, and may be refused before", () => {
  const { client, role, grant, run, refusal, invocations } = account();
  const schedule = (name: string) => ({
    Name: "each-minute",
    ScheduleExpression: "rate(1 minute)",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: { Arn: functionArn, RoleArn: roleArn(name) },
  });
  expect(refusal("scheduler", "CreateSchedule", schedule("worker"))).toBe(
    "400 ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
  );
  role("scheduler", "scheduler.amazonaws.com");
  client.call("scheduler", "CreateSchedule", schedule("scheduler"));
  run(130);
  expect(invocations()).toBe(0);
  grant("scheduler", allow("lambda:InvokeFunction", functionArn));
  run(400);
  expect(invocations()).toBeGreaterThan(5);
});

it("iam.invoke.logs: a subscription needs a permission of its function to be made", () => {
  const { client, permit, refusal } = account({ logs: true });
  client.call("logs", "CreateLogGroup", { logGroupName: "/app" });
  const filter = {
    logGroupName: "/app",
    filterName: "all",
    filterPattern: "",
    destinationArn: functionArn,
  };
  expect(refusal("logs", "PutSubscriptionFilter", filter)).toBe(
    "400 InvalidParameterException: Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
  );
  permit("logs.amazonaws.com", `${arnOf("logs", "log-group:/app")}:*`);
  client.call("logs", "PutSubscriptionFilter", filter);
});

it("iam.invoke.bucket: notifications need a permission of their function to be configured", () => {
  const { client, permit, refusal } = account();
  client.call("s3", "CreateBucket", { Bucket: "shop-uploads" });
  const configured = {
    Bucket: "shop-uploads",
    NotificationConfiguration: {
      LambdaFunctionConfigurations: [
        { LambdaFunctionArn: functionArn, Events: ["s3:ObjectCreated:*"] },
      ],
    },
  };
  expect(refusal("s3", "PutBucketNotificationConfiguration", configured)).toBe(
    "400 InvalidArgument: Unable to validate the following destination configurations",
  );
  permit("s3.amazonaws.com", "arn:aws:s3:::shop-uploads");
  client.call("s3", "PutBucketNotificationConfiguration", configured);
});

it("iam.invoke.alarm: an alarm that may not invoke fails, and does not try again", () => {
  const { client, permit, run, invocations } = account();
  const AlarmArn = arnOf("cloudwatch", "alarm:errors");
  client.call("cloudwatch", "PutMetricAlarm", {
    AlarmName: "errors",
    Namespace: "Shop",
    MetricName: "Errors",
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: "GreaterThanThreshold",
    AlarmActions: [functionArn],
  });
  const alarm = (StateValue: string) => {
    client.call("cloudwatch", "SetAlarmState", {
      AlarmName: "errors",
      StateValue,
      StateReason: "test",
    });
    run(10);
  };
  alarm("ALARM");
  expect(invocations()).toBe(0);
  permit("lambda.alarms.cloudwatch.amazonaws.com", AlarmArn);
  alarm("OK");
  alarm("ALARM");
  expect(invocations()).toBe(1);
});

it("iam.send.topic: an alarm publishes to a topic without a policy of its own, and a rule does not", () => {
  const { client, run, sum } = account();
  client.call("sns", "CreateTopic", { Name: "news" });
  const TopicArn = arnOf("sns", "news");
  client.call("cloudwatch", "PutMetricAlarm", {
    AlarmName: "errors",
    Namespace: "Shop",
    MetricName: "Errors",
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: "GreaterThanThreshold",
    AlarmActions: [TopicArn],
  });
  const set = { AlarmName: "errors", StateValue: "ALARM", StateReason: "test" };
  client.call("cloudwatch", "SetAlarmState", set);
  client.call("events", "PutRule", { Name: "all", EventPattern: '{"source":["shop"]}' });
  client.call("events", "PutTargets", { Rule: "all", Targets: [{ Id: "1", Arn: TopicArn }] });
  const Entries = [{ Source: "shop", DetailType: "a", Detail: "{}" }];
  client.call("events", "PutEvents", { Entries });
  run(10);
  expect(sum("sns.topic:news", "NumberOfMessagesPublished")).toBe(1);
});

it("iam.invoke.workflow: a task that may not invoke fails, and is caught as a task that failed", () => {
  const { client, role, grant, run, invocations } = account();
  role("flow", "states.amazonaws.com");
  const definition = JSON.stringify({
    StartAt: "Work",
    States: {
      Work: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { FunctionName: "worker" },
        End: true,
      },
    },
  });
  client.call("stepfunctions", "CreateStateMachine", {
    name: "flow",
    roleArn: roleArn("flow"),
    definition,
  });
  const stateMachineArn = arnOf("states", "stateMachine:flow");
  const start = () => {
    const { executionArn } = client.call("stepfunctions", "StartExecution", { stateMachineArn });
    run(5);
    return client.call("stepfunctions", "DescribeExecution", { executionArn: executionArn! });
  };
  expect(start()).toMatchObject({
    status: "FAILED",
    error: "Lambda.AWSLambdaException",
    cause: expect.stringContaining(`User: arn:aws:sts::${accountId}:assumed-role/flow/`),
  });
  grant("flow", allow("lambda:InvokeFunction", functionArn));
  expect(start()).toMatchObject({ status: "SUCCEEDED" });
  expect(invocations()).toBe(1);
});

it("iam.read.queue: a mapping reads a queue with the function's role, and stops where that may no more", () => {
  const { client, queue, grant, run, refusal, invocations } = account();
  queue("orders");
  const mapping = { FunctionName: "worker", EventSourceArn: arnOf("sqs", "orders") };
  const refused = (action: string) =>
    `400 InvalidParameterValueException: The function execution role does not have permissions to call ${action} on SQS`;
  expect(refusal("lambda", "CreateEventSourceMapping", mapping)).toBe(refused("ReceiveMessage"));
  grant("worker", allow("sqs:ReceiveMessage", arnOf("sqs", "orders")));
  expect(refusal("lambda", "CreateEventSourceMapping", mapping)).toBe(refused("DeleteMessage"));
  grant("worker", allow("sqs:*", arnOf("sqs", "orders")));
  client.call("lambda", "CreateEventSourceMapping", mapping);
  const send = () => {
    client.call("sqs", "SendMessage", { QueueUrl: "orders", MessageBody: "m" });
    run(60);
    return invocations();
  };
  expect(send()).toBe(1);
  client.call("iam", "DeleteRolePolicy", { RoleName: "worker", PolicyName: "own" });
  run(30);
  expect(send()).toBe(1);
  const { Attributes } = client.call("sqs", "GetQueueAttributes", {
    QueueUrl: "orders",
    AttributeNames: ["ApproximateNumberOfMessages"],
  });
  expect(Attributes).toEqual({ ApproximateNumberOfMessages: "1" });
});

it("iam.read.broker: a mapping of a broker that its role may no more read stops, and says why", () => {
  const { client, grant, run, refusal, invocations, tell } = account();
  const { BrokerArn } = client.call("mq", "CreateBroker", {
    ...{ BrokerName: "broker", EngineType: "RABBITMQ", DeploymentMode: "SINGLE_INSTANCE" },
    ...{ HostInstanceType: "mq.m5.large", PubliclyAccessible: false },
  });
  const URI = arnOf("secretsmanager", "secret:broker-a1b2c3");
  const mapping = {
    ...{ FunctionName: "worker", EventSourceArn: BrokerArn!, Queues: ["orders"] },
    SourceAccessConfigurations: [{ Type: "BASIC_AUTH", URI }],
  };
  expect(refusal("lambda", "CreateEventSourceMapping", mapping)).toMatch(
    "permissions to call DescribeBroker on",
  );
  grant("worker", allow("mq:DescribeBroker", "*"));
  const { UUID } = client.call("lambda", "CreateEventSourceMapping", mapping);
  const put = () => {
    const content = { data: "m", size: 1 };
    const input = { type: "putMessage", content, queue: "orders", trail: noTrail };
    tell("mq.broker:broker", input);
    run(60);
    const { StateTransitionReason } = client.call("lambda", "GetEventSourceMapping", {
      UUID: UUID!,
    });
    return [invocations(), StateTransitionReason];
  };
  expect(put()).toEqual([1, "User action"]);
  client.call("iam", "DeleteRolePolicy", { RoleName: "worker", PolicyName: "own" });
  // It has asked for the next before.
  expect(put()).toEqual([2, "EVENT_SOURCE_AUTHZ_ERROR"]);
  expect(put()).toEqual([2, "EVENT_SOURCE_AUTHZ_ERROR"]);
});

it.each([
  [
    "Kinesis",
    "GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams",
    "AWSLambdaKinesisExecutionRole",
  ],
  [
    "DynamoDB",
    "GetRecords, GetShardIterator, DescribeStream, and ListStreams",
    "AWSLambdaDynamoDBExecutionRole",
  ],
])(
  "iam.read.stream: a mapping reads a stream of %s with the function's role",
  (name, list, managed) => {
    const { client, run, refusal } = account();
    if (name === "Kinesis") {
      client.call("kinesis", "CreateStream", { StreamName: "clicks", ShardCount: 1 });
    } else {
      client.call("dynamodb", "CreateTable", {
        TableName: "orders",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
      });
    }
    run(60);
    const EventSourceArn =
      name === "Kinesis"
        ? arnOf("kinesis", "stream/clicks")
        : ((
            client.call("dynamodb", "DescribeTable", { TableName: "orders" })[
              "Table"
            ] as PlainObject
          )["LatestStreamArn"] as string);
    const mapping = { FunctionName: "worker", EventSourceArn, StartingPosition: "LATEST" };
    expect(refusal("lambda", "CreateEventSourceMapping", mapping)).toBe(
      `400 InvalidParameterValueException: Cannot access stream ${EventSourceArn}. Please ensure the role can perform the ${list} Actions on your stream in IAM.`,
    );
    const PolicyArn = `arn:aws:iam::aws:policy/service-role/${managed}`;
    client.call("iam", "AttachRolePolicy", { RoleName: "worker", PolicyArn });
    client.call("lambda", "CreateEventSourceMapping", mapping);
  },
);

it("iam.send.destination: what a function may not send to is refused, or later lost", () => {
  const { client, queue, grant, run, refusal, sum } = account();
  queue("dead");
  const configured = {
    FunctionName: "worker",
    DeadLetterConfig: { TargetArn: arnOf("sqs", "dead") },
  };
  expect(refusal("lambda", "UpdateFunctionConfiguration", configured)).toBe(
    "400 InvalidParameterValueException: The provided execution role does not have permissions to call SendMessage on SQS",
  );
  grant("worker", allow("sqs:SendMessage", arnOf("sqs", "dead")));
  client.call("lambda", "PutFunctionEventInvokeConfig", {
    FunctionName: "worker",
    DestinationConfig: { OnSuccess: { Destination: arnOf("sqs", "dead") } },
  });
  const invoke = () => {
    const params = { FunctionName: "worker", InvocationType: "Event", Payload: "{}" };
    client.call("lambda", "Invoke", params);
    run(30);
    return sum("lambda.function:worker", "DestinationDeliveryFailures");
  };
  expect(invoke()).toBe(0);
  client.call("iam", "DeleteRolePolicy", { RoleName: "worker", PolicyName: "own" });
  expect(invoke()).toBe(1);
});

it("iam.mode.warn: what is not allowed is done all the same", () => {
  const { create, invoke } = account({ iam: { mode: "warn" } });
  create("caller", script);
  expect(invoke("caller", { FunctionName: "worker" })).toBe('"invoked"');
});

it("iam.mode.unknown: a role that nobody made may do everything", () => {
  const { create, invoke } = account();
  create("caller", { ...script, Role: roleArn("elsewhere") });
  expect(invoke("caller", { FunctionName: "worker" })).toBe('"invoked"');
});

it("iam.policy.changed: another version of a policy, and another boundary, hold once they are known", () => {
  const { client, create, invoke } = account();
  create("caller", script);
  const PolicyArn = `arn:aws:iam::${accountId}:policy/invokes`;
  const PolicyDocument = document(allow("lambda:InvokeFunction", "*"));
  client.call("iam", "CreatePolicy", { PolicyName: "invokes", PolicyDocument });
  client.call("iam", "AttachRolePolicy", { RoleName: "worker", PolicyArn });
  const outcome = () => invoke("caller", { FunctionName: "worker" });
  expect(outcome()).toBe('"invoked"');
  const none = document(allow("s3:*", "*"));
  const about = { PolicyArn };
  client.call("iam", "CreatePolicyVersion", {
    ...about,
    PolicyDocument: none,
    SetAsDefault: true,
  });
  expect(outcome()).toBe(heard("worker"));
  client.call("iam", "SetDefaultPolicyVersion", { ...about, VersionId: "v1" });
  expect(outcome()).toBe('"invoked"');
  client.call("iam", "CreatePolicy", { PolicyName: "bound", PolicyDocument: none });
  const PermissionsBoundary = `arn:aws:iam::${accountId}:policy/bound`;
  client.call("iam", "PutRolePermissionsBoundary", { RoleName: "worker", PermissionsBoundary });
  expect(outcome()).toContain(
    "because no permissions boundary allows the lambda:InvokeFunction action",
  );
});

it("iam.organization.said: a scenario gives the policies of its organization", () => {
  const deny = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "sqs:*", Resource: "*" }],
  };
  const { refusal } = account({
    iam: {
      mode: "enforce",
      serviceControlPolicies: [deny, JSON.parse(document(allow("*", "*"))) as PlainObject],
    },
  });
  expect(refusal("sqs", "CreateQueue", { QueueName: "orders" })).toBe(
    `403 AccessDenied: User: arn:aws:iam::${accountId}:root is not authorized to perform: sqs:createqueue on resource: ${arnOf("sqs", "orders")} with an explicit deny in a service control policy`,
  );
  expect(() => account({ iam: { mode: "enforce", resourceControlPolicies: [{}] } })).toThrow(
    "iam resourceControlPolicies 1: expected a policy with statements, received none in it",
  );
});

describe("iam.resource.several: a request about several things is asked about each", () => {
  const table = (name: string) => arnOf("dynamodb", `table/${name}`);
  const key = { pk: { S: "a" } };
  it.each<readonly [string, string, PlainObject, readonly Statement[], string]>([
    [
      "dynamodb",
      "BatchWriteItem",
      { RequestItems: { a: [{ PutRequest: { Item: key } }], b: [{ PutRequest: { Item: key } }] } },
      [allow("dynamodb:BatchWriteItem", table("a"))],
      `dynamodb:BatchWriteItem on resource: ${table("b")}`,
    ],
    [
      "dynamodb",
      "TransactWriteItems",
      {
        TransactItems: [
          { Put: { TableName: "a", Item: key } },
          { ConditionCheck: { TableName: "b", Key: key, ConditionExpression: "a = b" } },
        ],
      },
      [allow("dynamodb:*", table("a")), allow("dynamodb:PutItem", table("b"))],
      `dynamodb:ConditionCheckItem on resource: ${table("b")}`,
    ],
    [
      "dynamodb",
      "BatchExecuteStatement",
      {
        Statements: [
          { Statement: "SELECT * FROM a WHERE pk = 'a'" },
          { Statement: `select * from "b"."by-name" where pk = 'a'` },
        ],
      },
      [allow("dynamodb:PartiQLSelect", table("a")), allow("dynamodb:*", table("b"))],
      `dynamodb:PartiQLSelect on resource: ${table("b")}/index/by-name`,
    ],
    [
      "s3",
      "DeleteObjects",
      { Bucket: "shop", Delete: { Objects: [{ Key: "a/1" }, { Key: "b/1" }] } },
      [allow("s3:DeleteObject", "arn:aws:s3:::shop/a/*")],
      's3:DeleteObject on resource: "arn:aws:s3:::shop/b/1"',
    ],
    [
      "s3",
      "CopyObject",
      { Bucket: "shop", Key: "b", CopySource: "other/a" },
      [allow("s3:*", "arn:aws:s3:::shop/*")],
      's3:GetObject on resource: "arn:aws:s3:::other/a"',
    ],
  ])("%s %s", (service, operation, params, statements, denied) => {
    const asking: Scripts = {
      *asks() {
        try {
          yield call(service, operation, params);
          return "done";
        } catch (error) {
          return (error as Error).message;
        }
      },
    };
    const { create, grant, invoke } = account({ scripts: asking });
    create("asks", { Behavior: { type: "script", name: "asks" } });
    grant("worker", ...statements);
    expect(invoke("asks")).toContain(JSON.stringify(denied).slice(1, -1));
  });
});

it("iam.resource.none: a request that names nothing is allowed by a policy on anything", () => {
  const asking: Scripts = {
    *asks() {
      yield call("sqs", "ListQueues", {});
      return "done";
    },
  };
  const { create, grant, invoke } = account({ scripts: asking });
  create("asks", { Behavior: { type: "script", name: "asks" } });
  grant("worker", allow("sqs:ListQueues", arnOf("sqs", "orders")));
  expect(invoke("asks")).toBe('"done"');
});

it("iam.policy.changed: those who decide hear of a change later, and of a role that was just made that it may do nothing", () => {
  const { client, role, create, grant, invoke, run, refusal } = account({
    assumptions: { "iam.propagationDelay": seconds(8) },
  });
  create("caller", script);
  const outcome = () => invoke("caller", { FunctionName: "worker" });
  run(60);
  grant("worker", allow("lambda:InvokeFunction", "*"));
  expect(client.call("iam", "ListRolePolicies", { RoleName: "worker" })).toMatchObject({
    PolicyNames: ["own"],
  });
  run(7);
  expect(outcome()).toBe(heard("worker"));
  run(1);
  expect(outcome()).toBe('"invoked"');
  role("late", "lambda.amazonaws.com");
  expect(() => create("other", { Role: roleArn("late") })).toThrow("cannot be assumed by Lambda");
  run(8);
  create("other", { Role: roleArn("late") });
  client.call("iam", "DeleteRolePolicy", { RoleName: "worker", PolicyName: "own" });
  client.call("iam", "DeleteRole", { RoleName: "worker" });
  expect(refusal("iam", "GetRole", { RoleName: "worker" })).toContain("404 NoSuchEntity");
  expect(outcome()).toBe('"invoked"');
  run(8);
  expect(outcome()).toBe(heard("worker"));
});
