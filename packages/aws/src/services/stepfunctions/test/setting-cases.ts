import type { Part, ServiceSettingCases, SettingCase } from "../../../../test/setting-case.ts";

const RoleArn = "arn:aws:iam::123456789012:role/states";
const end = { Type: "Pass", End: true };
const machine = (
  name: string,
  States: Readonly<Record<string, Part>>,
  StateMachineType = "STANDARD",
): Part => ({
  Type: "AWS::StepFunctions::StateMachine",
  Properties: {
    StateMachineName: name,
    StateMachineType,
    RoleArn,
    Definition: { StartAt: Object.keys(States)[0], States },
  },
});

/** JSON is YAML, too. */
const template = JSON.stringify({
  Transform: "AWS::Serverless-2016-10-31",
  Resources: {
    Receipts: { Type: "AWS::SQS::Queue", Properties: { QueueName: "stack-Receipts" } },
    Hands: { Type: "AWS::StepFunctions::Activity", Properties: { Name: "hands" } },
    Flow: machine("flow", { A: { Type: "Pass", Next: "B" }, B: end }),
    Quick: machine("quick", { A: { Type: "Pass", Next: "B" }, B: end }, "EXPRESS"),
    Long: machine("long", { A: { Type: "Wait", Seconds: 30, End: true } }),
    Tell: machine("tell", {
      A: {
        Type: "Task",
        Resource: "arn:aws:states:::sqs:sendMessage",
        Parameters: {
          QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/stack-Receipts",
          MessageBody: "a",
        },
        End: true,
      },
    }),
    Ask: machine("ask", {
      A: {
        Type: "Task",
        Resource: "arn:aws:states:::http:invoke",
        Parameters: { ApiEndpoint: "https://example.com/a", Method: "GET" },
        End: true,
      },
    }),
    Many: machine("many", {
      A: {
        Type: "Map",
        Items: [1],
        QueryLanguage: "JSONata",
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "C",
          States: { C: { Type: "Wait", Seconds: 10, End: true } },
        },
        End: true,
      },
    }),
    Wide: machine("wide", {
      A: { Type: "Pass", Parameters: { "items.$": "States.ArrayRange(1, 50, 1)" }, Next: "B" },
      B: {
        Type: "Map",
        ItemsPath: "$.items",
        ItemProcessor: {
          StartAt: "C",
          States: { C: { Type: "Wait", Seconds: 1, End: true } },
        },
        End: true,
      },
    }),
    Worker: {
      Type: "AWS::Serverless::Function",
      Properties: { Handler: "index.handler", Runtime: "nodejs22.x" },
    },
  },
});

const to = (name: string, rate = "1/s", more: Part = {}): Part => ({
  workload: [{ to: name, arrivals: { constant: { rate } }, payload: { json: {} }, ...more }],
});
const asEvents = { invoke: "event" };
const toWorker: Part = to("Worker", "1/m");
const assuming = (name: string, value: unknown): Part => ({
  assumptions: { [`stepfunctions.${name}`]: value },
});
const slower = (name: string, base: Part): readonly [string, SettingCase] => [
  `latencies.stepfunctions.${name}`,
  { base, change: { latencies: { [`stepfunctions.${name}`]: "2s" } } },
];
const calling = (operation: string, params: Part, rate = "1/m"): Part => ({
  ...to("Worker", rate),
  functions: { Worker: { calls: [{ [`stepfunctions:${operation}`]: params }] } },
});
const quotas = (said: Readonly<Record<string, number>>): Part => ({
  quotas: Object.fromEntries(
    Object.entries(said).map(([name, value]) => [`stepfunctions.${name}`, value]),
  ),
});
const quota = (name: string, base: Part, most = 1): readonly [string, SettingCase] => [
  `quotas.stepfunctions.${name}`,
  { base, change: quotas({ [name]: most }) },
];
/** A large bucket hides what comes back into it, and a large refill how little there is at once. */
const bucket = (name: string, base: Part): readonly (readonly [string, SettingCase])[] => {
  const [bucketName, refillName] = [`${name}Bucket`, `${name}Refill`];
  const change = quotas({ [bucketName]: 1, [refillName]: 1 });
  return [
    [
      `quotas.stepfunctions.${bucketName}`,
      { base: { ...base, ...quotas({ [refillName]: 1 }) }, change },
    ],
    [
      `quotas.stepfunctions.${refillName}`,
      { base: { ...base, ...quotas({ [bucketName]: 1 }) }, change },
    ],
  ];
};
/** What is asked of nothing that is there is refused, and otherwise once a bucket is empty. */
const inVain = (operation: string, params: Part): Part => calling(operation, params, "5/s");
const stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:flow";
const executionArn = "arn:aws:states:us-east-1:123456789012:execution:flow:first";

const asking: Part = { ...to("Ask", "20/s"), unmodeled: { "states:InvokeHTTPEndpoint": {} } };

/** A case for each setting of scenarios that is about workflows. */
export const stepfunctionsSettingCases: ServiceSettingCases = {
  template,
  settings: {
    ...Object.fromEntries([
      slower("standard.start", to("Flow")),
      slower("express.start", to("Quick", "1/s", asEvents)),
      slower("sync.start", to("Quick")),
      slower("standard.transition", to("Flow")),
      slower("express.transition", to("Quick")),
      slower("toService", to("Tell")),
      ...bucket("transition", to("Flow", "20/s")),
      ...bucket("standardStart", to("Flow", "20/s")),
      ...bucket("expressStart", to("Quick", "20/s", asEvents)),
      ...bucket("httpTask", asking),
      quota("openMapRuns", to("Many", "1/s")),
      ...bucket("stop", inVain("StopExecution", { executionArn })),
      ...bucket("task", inVain("SendTaskSuccess", { taskToken: "none", output: "{}" })),
      ...bucket("redrive", inVain("RedriveExecution", { executionArn })),
      ...bucket("describeExecution", inVain("DescribeExecution", { executionArn })),
      ...bucket("history", inVain("GetExecutionHistory", { executionArn })),
      quota("openExecutions", to("Long")),
      quota(
        "stateMachines",
        calling("CreateStateMachine", {
          name: "more",
          roleArn: RoleArn,
          definition: JSON.stringify({ StartAt: "A", States: { A: end } }),
        }),
        7,
      ),
      quota("activities", calling("CreateActivity", { name: "more" })),
    ]),
    "actions[].do.stepfunctions:StartExecution": {
      base: toWorker,
      change: { actions: [{ at: "10s", do: { "stepfunctions:StartExecution": "Flow" } }] },
    },
    "functions.*.calls[].stepfunctions:StartExecution": {
      base: { ...toWorker, functions: { Worker: {} } },
      change: { functions: { Worker: { calls: [{ "stepfunctions:StartExecution": "Flow" }] } } },
    },
  },
  assumptions: {
    "stepfunctions.keptExecutions": {
      base: { ...to("Quick", "1000/s", asEvents), duration: "102s" },
      change: assuming("keptExecutions", 10),
    },
    "stepfunctions.keptHistories": {
      base: {
        ...to("Flow", "10/s"),
        unmodeled: { "stepfunctions:GetExecutionHistory": {} },
        actions: [
          { at: "1s", do: { "stepfunctions:StartExecution": { stateMachineArn, name: "first" } } },
          { at: "1m", do: { "stepfunctions:GetExecutionHistory": { executionArn } } },
        ],
      },
      change: assuming("keptHistories", 10),
    },
    "stepfunctions.inlineConcurrency": {
      base: to("Wide", "1/m"),
      change: assuming("inlineConcurrency", 1),
    },
    "stepfunctions.mapRunWait": {
      base: { ...to("Many", "1/s"), ...quotas({ openMapRuns: 1 }) },
      change: { ...quotas({ openMapRuns: 1 }), ...assuming("mapRunWait", "1m") },
    },
    "stepfunctions.expressMemory": { base: to("Quick"), change: assuming("expressMemory", 128) },
    "stepfunctions.eventDeadline": {
      base: {
        ...to("Flow", "1/h"),
        faults: [{ at: "1s", for: "26h", drop: "default" }],
        duration: "27h",
      },
      change: assuming("eventDeadline", "1h"),
    },
  },
};
