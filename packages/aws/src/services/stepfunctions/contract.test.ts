import { hours, minutes, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { stepfunctionsService } from "./index.ts";

const states = (operation: string, params: PlainObject) => (): JourneyCall => [
  "stepfunctions",
  operation,
  params,
];
const arnOf = (name: string) => `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
const activityArn = "arn:aws:states:us-east-1:123456789012:activity:approve";
const roleArn = "arn:aws:iam::123456789012:role/states";
const queueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/tasks";

const definitions: Readonly<Record<string, PlainObject>> = {
  flow: {
    StartAt: "Each",
    States: {
      Each: {
        Type: "Map",
        ItemsPath: "$.items",
        MaxConcurrency: 2,
        ItemProcessor: {
          StartAt: "Pause",
          States: { Pause: { Type: "Wait", Seconds: 2, End: true } },
        },
        ResultPath: "$.items",
        Next: "Both",
      },
      Both: {
        Type: "Parallel",
        Branches: [
          { StartAt: "Late", States: { Late: { Type: "Wait", Seconds: 5, End: true } } },
          {
            StartAt: "Which",
            States: {
              Which: {
                Type: "Choice",
                Choices: [{ Variable: "$.fails", IsPresent: true, Next: "Broken" }],
                Default: "Fine",
              },
              Broken: { Type: "Fail", Error: "Broken", Cause: "as asked" },
              Fine: { Type: "Succeed" },
            },
          },
        ],
        Retry: [{ ErrorEquals: ["Broken"], MaxAttempts: 1, IntervalSeconds: 3 }],
        End: true,
      },
    },
  },
  token: {
    StartAt: "Ask",
    States: {
      Ask: {
        Type: "Task",
        Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        Parameters: { QueueUrl: queueUrl, "MessageBody.$": "$$.Task.Token" },
        TimeoutSeconds: 100,
        HeartbeatSeconds: 20,
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Given" }],
        End: true,
      },
      Given: { Type: "Pass", Result: "given up", End: true },
    },
  },
  work: {
    StartAt: "Approve",
    TimeoutSeconds: 300,
    States: { Approve: { Type: "Task", Resource: activityArn, HeartbeatSeconds: 30, End: true } },
  },
  spread: {
    StartAt: "Each",
    States: {
      Each: {
        Type: "Map",
        Items: "{% [1, 2, 3] %}",
        QueryLanguage: "JSONata",
        MaxConcurrency: 2,
        ToleratedFailureCount: 1,
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "Pause",
          States: { Pause: { Type: "Wait", Seconds: 3, End: true } },
        },
        End: true,
      },
    },
  },
  rough: {
    StartAt: "Each",
    States: {
      Each: {
        Type: "Map",
        Items: "{% [1, 2, 3] %}",
        QueryLanguage: "JSONata",
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "Pause",
          States: {
            Pause: { Type: "Wait", Seconds: 3, Next: "Break" },
            Break: { Type: "Fail", Error: "Broken" },
          },
        },
        End: true,
      },
    },
  },
  around: {
    StartAt: "Run",
    States: {
      Run: {
        Type: "Task",
        Resource: "arn:aws:states:::states:startExecution.sync:2",
        Parameters: { StateMachineArn: arnOf("flow"), Input: { items: [1] } },
        End: true,
      },
    },
  },
  fetch: {
    StartAt: "Get",
    States: {
      Get: {
        Type: "Task",
        Resource: "arn:aws:states:::http:invoke",
        Parameters: { ApiEndpoint: "https://example.com/a", Method: "GET" },
        End: true,
      },
    },
  },
  quick: {
    StartAt: "Pause",
    States: { Pause: { Type: "Wait", Seconds: 1, End: true } },
  },
};

const logging = {
  level: "ALL",
  includeExecutionData: true,
  destinations: [
    {
      cloudWatchLogsLogGroup: {
        logGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/states/flow:*",
      },
    },
  ],
};

const create = (name: string, more: PlainObject = {}): JourneyCall => [
  "stepfunctions",
  "CreateStateMachine",
  { name, definition: JSON.stringify(definitions[name]), roleArn, ...more },
];

const start = (name: string, input: PlainObject = {}, more: PlainObject = {}) =>
  states("StartExecution", {
    stateMachineArn: arnOf(name),
    input: JSON.stringify(input),
    ...more,
  });

const journeys: Journeys = {
  // Executions keep the instants at which they began.
  seldomAlike: true,
  logs: true,
  unmodeled: { "states:InvokeHTTPEndpoint": { response: { StatusCode: 200 } } },
  made: [
    ["sqs", "CreateQueue", { QueueName: "tasks" }],
    ["stepfunctions", "CreateActivity", { name: "approve" }],
    create("flow", { publish: true, loggingConfiguration: logging }),
    create("token"),
    create("work"),
    create("spread"),
    create("rough"),
    create("around"),
    create("fetch", { tracingConfiguration: { enabled: true } }),
    create("quick", { type: "EXPRESS" }),
    [
      "stepfunctions",
      "CreateStateMachineAlias",
      {
        name: "live",
        routingConfiguration: [{ stateMachineVersionArn: `${arnOf("flow")}:1`, weight: 100 }],
      },
    ],
  ],
  courses: [
    // A worker still waits when it ends.
    [states("GetActivityTask", { activityArn })],
    [start("flow", { items: [1, 2, 3], fails: true }), minutes(1)],
    [
      start("work"),
      seconds(1),
      states("GetActivityTask", { activityArn, workerName: "anna" }),
      seconds(1),
      (answers) => {
        const taskToken = answers("GetActivityTask")?.response["taskToken"];
        return taskToken === undefined
          ? undefined
          : ["stepfunctions", "SendTaskHeartbeat", { taskToken }];
      },
      seconds(1),
      (answers) => {
        const taskToken = answers("GetActivityTask")?.response["taskToken"];
        return taskToken === undefined
          ? undefined
          : ["stepfunctions", "SendTaskSuccess", { taskToken, output: "{}" }];
      },
    ],
    [
      start("spread"),
      seconds(1),
      (answers) => runOf(answers("StartExecution")?.response),
      seconds(1),
      (answers) => runCall("DescribeMapRun", answers("ListMapRuns")?.response),
      (answers) => runCall("UpdateMapRun", answers("ListMapRuns")?.response, { maxConcurrency: 1 }),
      minutes(1),
    ],
    [
      start("flow", { items: [1] }),
      seconds(20),
      () => ["logs", "FilterLogEvents", { logGroupName: "/aws/vendedlogs/states/flow" }],
    ],
    [start("work"), start("work"), start("work"), minutes(1)],
    // What counts inputs, and is shared with a fork, differs there where an odd number of them follows.
    ...[1, 2, 3, 4, 5, 6].map((time) => [start("flow", { items: [1] }), seconds(time)]),
    [
      states("GetActivityTask", { activityArn }),
      states("GetActivityTask", { activityArn, workerName: "bob" }),
      seconds(1),
      start("work"),
      minutes(2),
    ],
    [start("around"), minutes(1)],
    [
      start("rough", {}, { name: "rough" }),
      minutes(1),
      states("RedriveExecution", {
        executionArn: "arn:aws:states:us-east-1:123456789012:execution:rough:rough",
      }),
      seconds(3),
    ],
    [start("fetch"), start("fetch"), minutes(1)],
    [start("token"), minutes(3)],
    [start("work"), minutes(10)],
    [start("work"), hours(1)],
    [
      start("flow", { items: [1], fails: true }, { name: "again" }),
      minutes(2),
      states("RedriveExecution", {
        executionArn: "arn:aws:states:us-east-1:123456789012:execution:flow:again",
      }),
      minutes(1),
    ],
  ],
  asked: [
    start("flow", { items: [1, 2, 3] }),
    start("flow", { items: [], fails: true }),
    start("flow", { items: 1 }),
    start("flow", {}, { name: "one" }),
    start("token"),
    start("work"),
    start("spread"),
    start("around"),
    start("quick"),
    states("StartExecution", { stateMachineArn: `${arnOf("flow")}:live`, input: '{"items":[1]}' }),
    states("StartExecution", { stateMachineArn: `${arnOf("flow")}:1`, input: '{"items":[1]}' }),
    states("StartSyncExecution", { stateMachineArn: arnOf("quick") }),
    states("GetActivityTask", { activityArn }),
    (answers) => {
      const taskToken = answers("GetActivityTask")?.response["taskToken"];
      return taskToken === undefined
        ? undefined
        : ["stepfunctions", "SendTaskFailure", { taskToken, error: "No" }];
    },
    (answers) => executionCall("StopExecution", answers("StartExecution")?.response),
    (answers) => executionCall("DescribeExecution", answers("StartExecution")?.response),
    (answers) => executionCall("GetExecutionHistory", answers("StartExecution")?.response),
    (answers) => executionCall("RedriveExecution", answers("StartExecution")?.response),
    (answers) => executionCall("ListMapRuns", answers("StartExecution")?.response),
    (answers) => runCall("DescribeMapRun", answers("ListMapRuns")?.response),
    (answers) => runCall("UpdateMapRun", answers("ListMapRuns")?.response, { maxConcurrency: 1 }),
    states("ListExecutions", { stateMachineArn: arnOf("flow"), maxResults: 3 }),
    states("UpdateStateMachine", {
      stateMachineArn: arnOf("quick"),
      definition: JSON.stringify(definitions["flow"]),
    }),
    states("DeleteActivity", { activityArn }),
    states("CreateActivity", { name: "approve" }),
    states("DeleteStateMachine", { stateMachineArn: arnOf("quick") }),
    () => create("quick", { type: "EXPRESS" }),
  ],
};

function executionCall(
  operation: string,
  started: PlainObject | undefined,
): JourneyCall | undefined {
  const executionArn = started?.["executionArn"];
  return executionArn === undefined ? undefined : ["stepfunctions", operation, { executionArn }];
}

function runCall(
  operation: string,
  listed: PlainObject | undefined,
  more: PlainObject = {},
): JourneyCall | undefined {
  const [run] = (listed?.["mapRuns"] ?? []) as readonly PlainObject[];
  const mapRunArn = run?.["mapRunArn"];
  return mapRunArn === undefined ? undefined : ["stepfunctions", operation, { mapRunArn, ...more }];
}

const runOf = (started: PlainObject | undefined): JourneyCall | undefined =>
  executionCall("ListMapRuns", started);

itKeepsTheContract(stepfunctionsService, journeys);
