import { after, seconds } from "@orrery/kernel";
import { describe, expect, test } from "vitest";
import { functionParams } from "../../../test/lambda-account.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { UnmodeledAnswer } from "../../control/state.ts";
import { AccountOfWorkflows } from "./test/account-of-workflows.ts";

const task = (Resource: string, Parameters: PlainObject = {}, more: PlainObject = {}) => ({
  T: { Type: "Task", Resource, Parameters, End: true, ...more },
});
const queueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs";

function accountWithQueue(): AccountOfWorkflows {
  const account = new AccountOfWorkflows();
  account.simulation.client().call("sqs", "CreateQueue", { QueueName: "jobs" });
  return account;
}
const messages = (account: AccountOfWorkflows): readonly PlainObject[] =>
  account.simulation
    .client()
    .call("sqs", "ReceiveMessage", { QueueUrl: queueUrl, MaxNumberOfMessages: 10 })
    .Messages as readonly PlainObject[];

describe("A task", () => {
  test("stepfunctions.task.request-response: ends with the answer, members capitalized", () => {
    const account = accountWithQueue();
    const shown = account.run(
      account.made(
        task("arn:aws:states:::sqs:sendMessage", { QueueUrl: queueUrl, MessageBody: "hi" }),
      ),
    );
    expect(JSON.parse(shown.output as string)).toMatchObject({
      MD5OfMessageBody: expect.any(String),
      SdkHttpMetadata: { HttpStatusCode: 200 },
    });
    expect(account.types(shown.executionArn as string)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
    expect(messages(account)).toMatchObject([{ Body: "hi" }]);
  });

  test("stepfunctions.task.entries: an event says which execution it comes from", () => {
    const account = accountWithQueue();
    const client = account.simulation.client();
    const Arn = "arn:aws:sqs:us-east-1:123456789012:jobs";
    const Statement = [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: Arn,
      },
    ];
    const Attributes = { Policy: JSON.stringify({ Statement }) };
    client.call("sqs", "SetQueueAttributes", { QueueUrl: queueUrl, Attributes });
    client.call("events", "PutRule", { Name: "all", EventPattern: '{"source":["shop"]}' });
    client.call("events", "PutTargets", { Rule: "all", Targets: [{ Id: "queue", Arn }] });
    const Entries = [{ Source: "shop", DetailType: "sold", Detail: {}, Resources: ["mine"] }];
    const shown = account.run(account.made(task("arn:aws:states:::events:putEvents", { Entries })));
    account.simulation.run({ until: after(account.simulation.now, seconds(60)) });
    const [message] = messages(account);
    expect(JSON.parse(message!.Body as string)).toMatchObject({
      resources: ["mine", shown.stateMachineArn, shown.executionArn],
    });
  });

  test("stepfunctions.task.failed-entries: an entry that is not taken fails the task", () => {
    const account = new AccountOfWorkflows();
    const Entries = [{ Source: "shop", DetailType: "sold", Detail: "no JSON" }];
    const shown = account.run(account.made(task("arn:aws:states:::events:putEvents", { Entries })));
    expect(shown).toMatchObject({ status: "FAILED", error: "EventBridge.FailedEntry" });
    expect(JSON.parse(shown.cause as string)).toMatchObject({ FailedEntryCount: 1 });
  });

  const endpoint = { ApiEndpoint: "https://api.example.com/v1", Method: "GET" };
  const answering = (answer: UnmodeledAnswer, quotas: Readonly<Record<string, number>> = {}) =>
    new AccountOfWorkflows({ quotas, unmodeled: { "states:InvokeHTTPEndpoint": answer } });
  const constant = (value: number) => ({ type: "constant", value }) as const;
  const asked = (account: AccountOfWorkflows, more: PlainObject = {}) =>
    account.run(account.made(task("arn:aws:states:::http:invoke", endpoint, more)));

  test("stepfunctions.task.http: gives status, headers and body, or fails with the status", () => {
    const fine = asked(answering({ response: { ResponseBody: { n: 1 } } }));
    expect(JSON.parse(fine.output as string)).toEqual({
      Headers: {},
      ResponseBody: { n: 1 },
      StatusCode: 200,
      StatusText: "OK",
    });
    expect(asked(answering({ response: { StatusCode: 404, ResponseBody: "none" } }))).toMatchObject(
      {
        error: "States.Http.StatusCode.404",
        cause: "none",
      },
    );
  });

  test("stepfunctions.task.http: has a minute, or less where its state says so", () => {
    const slow = answering({ after: constant(90_000_000), response: {} });
    expect(asked(slow).error).toBe("States.Http.Socket");
    expect(asked(slow, { TimeoutSeconds: 5 }).error).toBe("States.Timeout");
  });

  test("stepfunctions.task.http: waits while the account has sent too many", () => {
    const quotas = { "stepfunctions.httpTaskBucket": 1, "stepfunctions.httpTaskRefill": 1 };
    const account = answering({ response: {} }, quotas);
    const arn = account.made(task("arn:aws:states:::http:invoke", endpoint));
    const all = Array.from({ length: 5 }, () => account.start(arn));
    account.pass();
    const ends = all.map((each) => Number(account.described(each).stopDate)).sort((a, b) => a - b);
    expect(ends.at(-1)! - ends[0]!).toBeGreaterThan(3.9);
    expect(ends.at(-1)! - ends[0]!).toBeLessThan(4.2);
  });

  test("stepfunctions.task.bodies: a text is stored with its quotation marks", () => {
    const account = new AccountOfWorkflows();
    const client = account.simulation.client();
    client.call("s3", "CreateBucket", { Bucket: "texts" });
    const at = { Bucket: "texts", Key: "one" };
    const put = { ...at, Body: "text data" };
    const shown = account.run(account.made(task("arn:aws:states:::aws-sdk:s3:putObject", put)));
    expect(JSON.parse(shown.output as string)).toMatchObject({ ChecksumCRC32: "KUmHvQ==" });
    expect(client.call("s3", "GetObject", at)).toMatchObject({
      ContentLength: 11,
      ContentType: "text/plain; charset=UTF-8",
    });
  });

  test("stepfunctions.task.lambda: a wrapped payload, or the payload alone", () => {
    const account = new AccountOfWorkflows();
    account.simulation.client().call("lambda", "CreateFunction", {
      ...(functionParams as PlainObject),
      FunctionName: "work",
    });
    const FunctionName = "arn:aws:lambda:us-east-1:123456789012:function:work";
    const wrapped = account.run(
      account.made(task("arn:aws:states:::lambda:invoke", { FunctionName })),
    );
    expect(JSON.parse(wrapped.output as string)).toMatchObject({
      ExecutedVersion: "$LATEST",
      StatusCode: 200,
    });
    const alone = account.run(account.made(task(FunctionName)));
    expect(JSON.parse(alone.output as string)).not.toHaveProperty("StatusCode");
    expect(account.types(alone.executionArn as string)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
  });

  test.each([
    ["arn:aws:states:::sqs:sendMessage", { QueueUrl: queueUrl, MessageBody: "x" }, /^SQS\./],
    [
      "arn:aws:states:::aws-sdk:sqs:sendMessage",
      { QueueUrl: queueUrl, MessageBody: "x" },
      /^Sqs\./,
    ],
    [
      "arn:aws:states:::dynamodb:getItem",
      { TableName: "none", Key: { id: { S: "1" } } },
      /^DynamoDB\.ResourceNotFoundException/,
    ],
    [
      "arn:aws:states:::aws-sdk:dynamodb:getItem",
      { TableName: "none", Key: { id: { S: "1" } } },
      /^DynamoDb\.ResourceNotFoundException/,
    ],
    [
      "arn:aws:states:::lambda:invoke",
      { FunctionName: "none" },
      /^Lambda\.ResourceNotFoundException/,
    ],
    [
      "arn:aws:states:::aws-sdk:sfn:describeActivity",
      { ActivityArn: "arn:aws:states:us-east-1:123456789012:activity:none" },
      /^Sfn\.ActivityDoesNotExistException/,
    ],
  ])("stepfunctions.task.errors: of %s", (resource, parameters, error) => {
    const account = new AccountOfWorkflows();
    expect(account.run(account.made(task(resource, parameters)))).toMatchObject({
      status: "FAILED",
      error: expect.stringMatching(error),
    });
  });

  test("stepfunctions.task.sync: ends with its child", () => {
    const account = new AccountOfWorkflows();
    const child = account.made({ C: { Type: "Pass", Result: { n: 1 }, End: true } });
    const run = (StateMachineArn: string, pattern: string) =>
      account.run(
        account.made(
          task(`arn:aws:states:::states:startExecution.${pattern}`, { StateMachineArn }),
        ),
      );
    const text = run(child, "sync");
    expect(JSON.parse(text.output as string)).toMatchObject({
      Status: "SUCCEEDED",
      Output: '{"n":1}',
    });
    expect(account.types(text.executionArn as string)).toContain("TaskSubmitted");
    expect(JSON.parse(run(child, "sync:2").output as string)).toMatchObject({ Output: { n: 1 } });
    const failing = account.made({ C: { Type: "Fail", Error: "Mine" } });
    expect(run(failing, "sync")).toMatchObject({
      status: "FAILED",
      error: "States.TaskFailed",
      cause: expect.stringContaining('"Error":"Mine"'),
    });
  });

  test("stepfunctions.task.sync-stopped: its job is stopped with it", () => {
    const account = new AccountOfWorkflows();
    const child = account.made({ C: { Type: "Wait", Seconds: 600, End: true } });
    const executionArn = account.start(
      account.made(task("arn:aws:states:::states:startExecution.sync", { StateMachineArn: child })),
    );
    account.pass(seconds(10));
    account.call("StopExecution", { executionArn });
    account.pass(seconds(10));
    expect(account.call("ListExecutions", { stateMachineArn: child }).executions).toMatchObject([
      { status: "ABORTED" },
    ]);
  });

  test("stepfunctions.task.token: waits for what is sent with its token, and each retry has another", () => {
    const account = accountWithQueue();
    const parameters = { QueueUrl: queueUrl, MessageBody: { "token.$": "$$.Task.Token" } };
    const Retry = [{ ErrorEquals: ["Again"] }];
    const executionArn = account.start(
      account.made(
        task("arn:aws:states:::sqs:sendMessage.waitForTaskToken", parameters, { Retry }),
      ),
    );
    account.pass(seconds(5));
    const tokenOf = ([message]: readonly PlainObject[]) =>
      (JSON.parse(message!.Body as string) as { token: string }).token;
    const first = tokenOf(messages(account));
    account.call("SendTaskFailure", { taskToken: first, error: "Again" });
    account.pass(seconds(5));
    const second = tokenOf(messages(account));
    expect(second).not.toBe(first);
    account.call("SendTaskSuccess", { taskToken: second, output: '"yes"' });
    account.pass(seconds(5));
    expect(account.described(executionArn)).toMatchObject({ status: "SUCCEEDED", output: '"yes"' });
  });

  test("stepfunctions.task.timeout: from its beginning on; a heartbeat begins only its own clock anew", () => {
    const account = accountWithQueue();
    const resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
    const parameters = { QueueUrl: queueUrl, MessageBody: { "token.$": "$$.Task.Token" } };
    const executionArn = account.start(
      account.made(task(resource, parameters, { TimeoutSeconds: 20, HeartbeatSeconds: 8 })),
    );
    account.pass(seconds(5));
    const { token: taskToken } = JSON.parse(messages(account)[0]!.Body as string) as {
      token: string;
    };
    for (const _ of [1, 2]) {
      account.call("SendTaskHeartbeat", { taskToken });
      account.pass(seconds(6));
    }
    expect(account.described(executionArn).status).toBe("RUNNING");
    account.call("SendTaskHeartbeat", { taskToken });
    account.pass(seconds(4));
    expect(account.described(executionArn)).toMatchObject({
      status: "FAILED",
      error: "States.Timeout",
    });
    expect(account.types(executionArn)).toContain("TaskTimedOut");
    const silent = account.run(
      account.made(task(resource, parameters, { TimeoutSeconds: 20, HeartbeatSeconds: 8 })),
    );
    expect(silent).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect(Number(silent.stopDate) - Number(silent.startDate)).toBeLessThan(12);
  });

  test("stepfunctions.task.retry: is scheduled again and entered once", () => {
    const account = new AccountOfWorkflows();
    const Retry = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 2, MaxAttempts: 2 }];
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:none";
    const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Caught" }];
    const shown = account.run(
      account.made({ ...task(arn, {}, { Retry, Catch }), Caught: { Type: "Succeed" } }),
    );
    const types = account.types(shown.executionArn as string);
    const count = (type: string) => types.filter((each) => each === type).length;
    expect(shown.status).toBe("SUCCEEDED");
    expect([
      count("TaskStateEntered"),
      count("LambdaFunctionScheduled"),
      count("TaskStateExited"),
    ]).toEqual([1, 3, 1]);
    expect(Number(shown.stopDate) - Number(shown.startDate)).toBeGreaterThan(6);
    const uncaught = account.run(account.made(task(arn)));
    expect(account.types(uncaught.executionArn as string)).not.toContain("TaskStateExited");
  });
});

describe("stepfunctions.task.role: a task that its role may not do", () => {
  const account = new AccountOfWorkflows({ iam: { mode: "enforce" } });
  const client = account.simulation.client();
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "states.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  };
  const role = (RoleName: string, ...Action: readonly string[]): void => {
    client.call("iam", "CreateRole", { RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) });
    if (Action.length === 0) return;
    const Statement = [{ Effect: "Allow", Action, Resource: "*" }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    client.call("iam", "PutRolePolicy", { RoleName, PolicyName: "may", PolicyDocument });
  };
  role("states");
  role("sender", "sqs:SendMessage");
  client.call("sqs", "CreateQueue", { QueueName: "jobs" });
  client.call("lambda", "CreateFunction", {
    ...(functionParams as PlainObject),
    FunctionName: "work",
  });
  const FunctionName = "arn:aws:lambda:us-east-1:123456789012:function:work";
  const message = { QueueUrl: queueUrl, MessageBody: "x" };

  test.each([
    ["arn:aws:states:::lambda:invoke", { FunctionName }, "Lambda.AWSLambdaException"],
    [FunctionName, {}, "Lambda.AWSLambdaException"],
    ["arn:aws:states:::sqs:sendMessage", message, "SQS.AmazonSQSException"],
    ["arn:aws:states:::aws-sdk:sqs:sendMessage", message, "Sqs.SqsException"],
  ])("fails as its service refuses it: %s", (resource, parameters, error) => {
    const shown = account.run(account.made(task(resource, parameters)));
    expect(shown).toMatchObject({ status: "FAILED", error });
    expect(shown.cause).toMatch(/states.* is not authorized to perform: /);
    const Catch = [{ ErrorEquals: ["States.TaskFailed"], Next: "Caught" }];
    const caught = { ...task(resource, parameters, { Catch }), Caught: { Type: "Succeed" } };
    expect(account.run(account.made(caught)).status).toBe("SUCCEEDED");
  });

  test("is done by the role of its Credentials", () => {
    const RoleArn = "arn:aws:iam::123456789012:role/sender";
    const sent = task("arn:aws:states:::sqs:sendMessage", message, { Credentials: { RoleArn } });
    expect(account.run(account.made(sent)).status).toBe("SUCCEEDED");
  });
});

describe("An activity", () => {
  test("stepfunctions.activity.work: workers get tasks in order, or nothing after a minute", () => {
    const account = new AccountOfWorkflows();
    const { activityArn } = account.call("CreateActivity", { name: "hands" });
    const began = account.simulation.now;
    const nothing = account.call("GetActivityTask", { activityArn: activityArn! });
    expect(nothing.taskToken ?? null).toBeNull();
    expect(account.simulation.now - began).toBeGreaterThanOrEqual(seconds(60));
    const stateMachineArn = account.made({
      T: { Type: "Task", Resource: activityArn!, End: true },
    });
    const executionArn = account.start(stateMachineArn, { n: 1 });
    account.pass(seconds(5));
    account.start(stateMachineArn, { n: 2 });
    account.pass(seconds(5));
    const first = account.call("GetActivityTask", { activityArn: activityArn!, workerName: "me" });
    const second = account.call("GetActivityTask", { activityArn: activityArn! });
    expect([first.input, second.input]).toEqual(['{"n":1}', '{"n":2}']);
    account.call("SendTaskSuccess", { taskToken: first.taskToken!, output: "1" });
    account.pass(seconds(5));
    expect(account.types(executionArn)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "ActivityScheduled",
      "ActivityStarted",
      "ActivitySucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
  });

  test("stepfunctions.task.answers: of tokens that are none, or of closed tasks", () => {
    const account = new AccountOfWorkflows();
    const { activityArn } = account.call("CreateActivity", { name: "hands" });
    account.start(
      account.made({ T: { Type: "Task", Resource: activityArn!, TimeoutSeconds: 5, End: true } }),
    );
    const { taskToken } = account.call("GetActivityTask", { activityArn: activityArn! });
    expect(() => account.call("SendTaskSuccess", { taskToken: taskToken!, output: "{" })).toThrow(
      /JSON|output/i,
    );
    expect(() => account.call("SendTaskHeartbeat", { taskToken: "nothing" })).toThrow(
      /[Ii]nvalid [Tt]oken/,
    );
    account.pass(seconds(20));
    const late = () => account.call("SendTaskSuccess", { taskToken: taskToken!, output: "1" });
    expect(late).toThrow(expect.objectContaining({ code: "TaskTimedOut" }));
  });
});
