import { ConfigError } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { ArchitectureModule } from "./architecture.ts";
import { readScenario, type ScenarioModules } from "./read-scenario.ts";
import { scenarioSchema } from "./scenario-schema.ts";
import { readScenarioDocument, scenarioDocumentOf } from "./scenario-document.ts";
import type { Override } from "./override.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, Default: test, AllowedValues: [test, prod]}
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      MaximumMessageSize: 65536
  Steps:
    Type: AWS::SQS::Queue
    Properties: {FifoQueue: true}
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events:
        Orders: {Type: SQS, Properties: {Queue: !GetAtt Orders.Arn}}
  Other: {Type: AWS::Serverless::Function, Properties: {Handler: a.b, Runtime: nodejs22.x}}
  Items: {Type: AWS::EFS::FileSystem}
`;
const files: Readonly<Record<string, string>> = {
  "./template.yaml": template,
  "./broken.yaml": "Resources:\n  Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Nope}}\n",
  "./warned.yaml": `Resources:
  A: { Type: AWS::EFS::FileSystem }
  B: { Type: AWS::EFS::FileSystem }
  T:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      BillingMode: PAY_PER_REQUEST
      VectorIndexes: []
  Q: { Type: AWS::SQS::Queue, Properties: { Name: q } }
`,
  "times.csv": "0\n1.5\n",
  "late.csv": "5\n4\n",
  "minutes.csv": "minute,count\n0,3\n1,4\n",
};
const sources = {
  open(path: string) {
    const text = files[path];
    if (text === undefined)
      throw new ConfigError(path, "a file that can be read", `"${path}", no such file`);
    return { path: path.replace("./", ""), text };
  },
};

/** Settings at the top besides the twelve that a message names, and the one for editors. */
const others = Object.keys(scenarioSchema.shape).length - 13;

const readText = (
  text: string,
  overrides: readonly Override[] = [],
  modules: ScenarioModules = {},
) => readScenario(readScenarioDocument(text, "s.yaml", overrides), sources, modules);
/** A scenario of the template above with more lines, the first of which is line 3. */
function* idle(): Generator<never, null> {
  return null;
}
const read = (lines: string, overrides?: readonly Override[], modules?: ScenarioModules) =>
  readText(`template: ./template.yaml\nduration: 1h\n${lines}`, overrides, modules).scenario;
const workload = (lines: string) =>
  read(`workload:\n  - to: Orders\n    ${lines.replaceAll("\n", "\n    ")}`).workloads[0]!;

describe("the example of the guide", () => {
  it("is read as it is written", () => {
    const { scenario, seed, warnings } = readText(`# orders.scenario.yaml
template: ./template.yaml          # SAM, CloudFormation or cdk synth output; or architecture: ./orders.ts
asOf: 2026-11-01
startsAt: 2026-11-23T09:00:00Z
duration: 1h
seed: 42
workload:
  - to: Orders                     # a resource's logical id
    arrivals: { poisson: { rate: 200/s } }
    payload: { size: 2KB }
functions:
  Worker:
    duration: { lognormal: { p50: 80ms, p99: 900ms } }
    failures: 1%
    calls: [{ sqs:SendMessage: Orders }]
faults:
  - { at: 20m, for: 5m, refuse: Worker, with: ThrottlingException, share: 50% }
expect:
  - { metric: Orders.ApproximateAgeOfOldestMessage, max: 5m }
  - { metric: Orders.NumberOfMessagesSent, max: 0 }
`);
    expect(seed).toBe(42);
    expect(scenario).toMatchObject({
      asOf: "2026-11-01",
      startsAt: "2026-11-23T09:00:00Z",
      region: "us-east-1",
      accountId: "123456789012",
      duration: 3_600_000_000,
      workloads: [
        {
          to: "Orders",
          arrivals: { type: "poisson", rate: 200 },
          from: 0,
          until: null,
          payload: { type: "size", size: { type: "constant", value: 2_048 } },
          groups: [],
        },
      ],
      extras: {
        Worker: {
          Behavior: {
            type: "profile",
            duration: {
              type: "lognormal",
              median: 80_000,
              percentile: { p: 0.99, value: 900_000 },
            },
            failures: 0.01,
            calls: [{ service: "sqs", operation: "SendMessage" }],
          },
        },
      },
      faults: [
        { to: "Worker", from: 1.2e9, until: 1.5e9, share: 0.5, code: "ThrottlingException" },
      ],
      expectations: [
        {
          resource: "Orders",
          metric: "ApproximateAgeOfOldestMessage",
          min: null,
          max: 300_000_000,
        },
        { resource: "Orders", metric: "NumberOfMessagesSent", min: null, max: 0 },
      ],
    });
    expect(warnings).toEqual([
      "Items: EFS is not modeled yet: calls to it must be part of the durations of the functions that make them.",
    ]);
  });
});

describe("faults", () => {
  it.each([
    [
      "delay: Worker, by: 2s, direction: reply, share: 20%",
      {
        type: "delay",
        name: "delay 1",
        direction: "reply",
        by: { type: "constant", value: 2e6 },
        share: 0.2,
      },
    ],
    [
      "drop: Orders, sender: Worker, activation: 50%, group: zone",
      { type: "drop", direction: "request", sender: "Worker", activation: 0.5, group: "zone" },
    ],
    ["crash: Worker, share: 30%", { type: "crash", share: 0.3, until: 60_000_001 }],
    [
      "fail: Worker, with: DbError, share: 30%",
      { type: "fail", name: "failure 1", errorType: "DbError", share: 0.3 },
    ],
    [
      "fail: Worker, message: No connection.",
      { type: "fail", errorType: "Error", errorMessage: "No connection.", share: 1 },
    ],
    [
      "slow: Worker, factor: 4",
      { type: "slow", name: "slowdown 1", factor: 4, by: null, untilTimeout: false },
    ],
    ["slow: Worker, by: 2s", { type: "slow", factor: null, by: { type: "constant", value: 2e6 } }],
    ["slow: Worker, untilTimeout: true", { type: "slow", factor: null, untilTimeout: true }],
    ["duplicate: Orders", { type: "duplicate", by: { type: "constant", value: 0 }, share: 1 }],
  ])("are read from %s", (fault, expected) => {
    const scenario = read(`quotas: { lambda.concurrentExecutions: 50 }
faults: [{ at: 1m, ${fault.startsWith("crash") ? "" : "for: 2m,"} ${fault} }]
`);
    expect(scenario.faults).toMatchObject([{ from: 6e7, until: 18e7, ...expected }]);
    expect(scenario.quotas).toEqual({ "lambda.concurrentExecutions": 50 });
  });
});

it("faults may strike an endpoint outside AWS, to which nothing can be brought", () => {
  const topics = `Resources:
  News: { Type: AWS::SNS::Topic }
  Partner:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref News, Protocol: https, Endpoint: "https://partner.example/" }
`;
  const source = (text: string) =>
    readScenarioDocument(`template: t.yaml\nduration: 1m\n${text}`, "s.yaml");
  const open = (path: string) => ({ path, text: topics });
  const { scenario } = readScenario(source("faults: [{ at: 1s, for: 1s, outage: Partner }]"), {
    open,
  });
  expect(scenario.faults).toMatchObject([{ type: "refuse", to: "Partner" }]);
  const bring = source("workload: [{ to: Partner, arrivals: { constant: { rate: 1/s } } }]");
  expect(() => readScenario(bring, { open })).toThrow(
    /to: expected a queue, a function.*, received "Partner", an endpoint outside AWS$/,
  );
  const elsewhere = source("faults: [{ at: 1s, for: 1s, outage: Elsewhere }]");
  expect(() => readScenario(elsewhere, { open })).toThrow(
    /outage: expected one of News, Partner, received "Elsewhere"$/,
  );
});

describe("a workload", () => {
  it.each([
    ["constant: { rate: 30/m }", { type: "constant", rate: 0.5 }],
    ["poisson: { rate: 0.5/s }", { type: "poisson", rate: 0.5 }],
    [
      "ramp: { from: 0/s, to: 10/s, over: 10m, spacing: even }",
      { type: "ramp", from: 0, to: 10, over: 6e8, spacing: "even" },
    ],
    [
      "steps: { steps: [{ at: 0s, rate: 1/s }, { at: 1m, rate: 2/s }] }",
      {
        type: "steps",
        steps: [
          { at: 0, rate: 1 },
          { at: 6e7, rate: 2 },
        ],
        spacing: "poisson",
      },
    ],
    [
      "daily: { mean: 10/s, peak: 20/s, peakAt: 14h }",
      { type: "daily", mean: 10, peak: 20, peakAt: 504e8, spacing: "poisson" },
    ],
    [
      `daily: { hourly: [${Array<string>(24).fill("1/s").join(", ")}] }`,
      { type: "daily", hourly: Array(24).fill(1), spacing: "poisson" },
    ],
    [
      "bursts: { quiet: { rate: 1/s, mean: 10m }, busy: { rate: 100/s, mean: 30s } }",
      { type: "bursts", quiet: { rate: 1, mean: 6e8 }, busy: { rate: 100, mean: 3e7 } },
    ],
    [
      "file: { path: times.csv, repeatEvery: 2s }",
      { type: "recorded", instants: [0, 1_500_000], repeatEvery: 2e6 },
    ],
    ["file: { path: times.csv, unit: ms }", { type: "recorded", instants: [0, 1_500] }],
    [
      "file: { path: minutes.csv, every: 1m, repeatEvery: 5m, spacing: even }",
      { type: "counts", every: 6e7, counts: [3, 4], repeatEvery: 3e8, spacing: "even" },
    ],
  ])("arrives by %s", (arrivals, expected) => {
    expect(workload(`arrivals: { ${arrivals} }`).arrivals).toEqual(expected);
  });

  it.each([
    ["payload: { size: 256B }", { type: "size", size: { type: "constant", value: 256 } }],
    [
      "payload: { size: { uniform: { min: 1KB, max: 2KB } } }",
      { type: "size", size: { type: "uniform", min: 1_024, max: 2_048 } },
    ],
    ["payload: { body: é }", { type: "body", body: "é", size: 2 }],
    ["payload: { json: { a: [1] } }", { type: "body", body: '{"a":[1]}', size: 9 }],
    [
      "payload: { list: [a, { b: 1 }] }",
      {
        type: "list",
        bodies: [
          { body: "a", size: 1 },
          { body: '{"b":1}', size: 7 },
        ],
      },
    ],
    ["from: 0s", { type: "size", size: { type: "constant", value: 1_024 } }],
  ])("carries %s", (line, expected) => {
    expect(workload(`arrivals: { poisson: { rate: 1/s } }\n${line}`).payload).toEqual(expected);
  });

  it("begins and ends when it is told", () => {
    const timed = workload("arrivals: { poisson: { rate: 1/s } }\nfrom: 10m\nfor: 5m");
    expect([timed.from, timed.until]).toEqual([6e8, 9e8]);
  });

  it("spreads over message groups, a number of them or weighted by name", () => {
    const groups = (value: string) =>
      read(`workload: [{ to: Steps, arrivals: { poisson: { rate: 1/s } }, groups: ${value} }]`)
        .workloads[0]!.groups;
    expect(groups("2")).toEqual([
      { id: "group-1", weight: 1 },
      { id: "group-2", weight: 1 },
    ]);
    expect(groups("{ big: 9, small: 0.5 }")).toEqual([
      { id: "big", weight: 9 },
      { id: "small", weight: 0.5 },
    ]);
  });
});

describe("a function", () => {
  const behavior = (text: string) =>
    read(`functions: { Worker: ${text} }`).extras!["Worker"]!["Behavior"];

  it("that nothing is said of takes 100 ms", () => {
    expect(behavior("{}")).toEqual({
      type: "profile",
      duration: { type: "constant", value: 100_000 },
      durationPerItem: null,
      coldStart: null,
      failures: 0,
      poison: 0,
      calls: [],
      response: null,
    });
  });

  it.each([
    ["20ms", { type: "constant", value: 20_000 }],
    ["{ constant: 20ms }", { type: "constant", value: 20_000 }],
    ["{ uniform: { min: 1ms, max: 2ms } }", { type: "uniform", min: 1_000, max: 2_000 }],
    ["{ exponential: { mean: 1s } }", { type: "exponential", mean: 1e6 }],
    [
      "{ normal: { mean: 1s, standardDeviation: 100ms } }",
      { type: "normal", mean: 1e6, standardDeviation: 1e5 },
    ],
    ["{ lognormal: { p50: 1s, sigma: 0.5 } }", { type: "lognormal", median: 1e6, sigma: 0.5 }],
    ["{ gamma: { shape: 2, mean: 1s } }", { type: "gamma", shape: 2, scale: 5e5 }],
    [
      "{ quantiles: { p50: 1s, p99: 2s } }",
      {
        type: "empirical",
        points: [
          { p: 0, value: 1e6 },
          { p: 0.5, value: 1e6 },
          { p: 0.99, value: 2e6 },
          { p: 1, value: 2e6 },
        ],
      },
    ],
    [
      "{ mixture: [{ weight: 9, of: 1s }, { weight: 1, of: { exponential: { mean: 2s } } }] }",
      {
        type: "mixture",
        parts: [
          { weight: 9, distribution: { type: "constant", value: 1e6 } },
          { weight: 1, distribution: { type: "exponential", mean: 2e6 } },
        ],
      },
    ],
  ])("takes %s", (text, duration) => {
    expect(behavior(`{ duration: ${text} }`)).toMatchObject({ duration });
  });

  it("calls queues and functions by the names that they have in AWS, with a body or without", () => {
    const { architecture, extras } = read(
      "functions: { Worker: { calls: [{ sqs:SendMessage: Orders, body: { a: 1 } }, { lambda:Invoke: Other }, { lambda:Invoke: Other, body: hi }, { sqs:SendMessage: Orders, body: hi }] } }",
    );
    const nameOf = (id: string, name: string) =>
      architecture.find(({ logicalId }) => logicalId === id)!.params[name];
    const [orders, other] = [nameOf("Orders", "QueueName"), nameOf("Other", "FunctionName")];
    expect(extras!["Worker"]!["Behavior"]).toMatchObject({
      calls: [
        { operation: "SendMessage", params: { QueueUrl: orders, MessageBody: '{"a":1}' } },
        { operation: "Invoke", params: { FunctionName: other, Payload: "{}" } },
        { operation: "Invoke", params: { FunctionName: other, Payload: '"hi"' } },
        { operation: "SendMessage", params: { QueueUrl: orders, MessageBody: "hi" } },
      ],
    });
  });

  it("does what a script says", () => {
    const scenario = read("functions: { Worker: { script: work } }", [], {
      scripts: { work: idle },
    });
    expect(scenario.extras!["Worker"]!["Behavior"]).toEqual({ type: "script", name: "work" });
  });
});

describe("an event source mapping", () => {
  const mappings = (text: string) => read(`mappings: { ${text} }`).extras;

  it("scales as the scenario says, in units", () => {
    const text =
      "errorPause: 2s, calmTime: 0s, removedOnThrottle: 50%, maximumPollers: 40, pollersAddedPerMinute: 60";
    expect(mappings(`WorkerOrders: { scaling: { ${text} } }`)).toEqual({
      WorkerOrders: {
        Scaling: {
          errorPause: 2_000_000,
          calmTime: 0,
          removedOnThrottle: 0.5,
          maximumPollers: 40,
          pollersAddedPerMinute: 60,
        },
      },
    });
    expect(mappings("WorkerOrders: { scaling: { slowWithItemReports: true } }")).toEqual({
      WorkerOrders: { Scaling: { slowWithItemReports: true } },
    });
  });

  it.each([
    [
      "Worker: {}",
      'mappings.Worker: expected an event source mapping, received "Worker", a function',
    ],
    ["WorkerOrders: { scale: {} }", "mappings.WorkerOrders.scale: expected scaling"],
    [
      "WorkerOrders: { scaling: { errorPause: 2h } }",
      "errorPause: expected 0 s to 1 h, received 2 h",
    ],
    ["WorkerOrders: { scaling: { errorPause: soon } }", "errorPause: expected a duration such as"],
    [
      "WorkerOrders: { scaling: { maximumPollers: 0 } }",
      "maximumPollers: expected a whole number from 1 to 10000, received 0",
    ],
    [
      "WorkerOrders: { scaling: { removedOnThrottle: 2 } }",
      "removedOnThrottle: expected a share such as 1% or 0.01, at most 100%, received 2",
    ],
    ["WorkerOrders: { scaling: { errorpause: 2s } }", "did you mean errorPause?"],
  ])("is refused that is misspelled or out of range: %s", (text, message) => {
    expect(() => mappings(text)).toThrow(message);
  });
});

describe("an architecture module", () => {
  const module: ArchitectureModule = {
    operations: [
      { logicalId: "Q", service: "sqs", operation: "CreateQueue", params: { QueueName: "q" } },
      {
        logicalId: "F",
        service: "lambda",
        operation: "CreateFunction",
        params: { FunctionName: "f" },
      },
    ],
    extras: {
      F: { Behavior: { type: "script", name: "work" } },
      Q: { Chance: { duplicateRate: 0.1 } },
    },
    region: "eu-west-1",
    account: "111111111111",
  };
  const options = { architecture: module, scripts: { work: idle } };

  it("brings what its functions and queues do, its Region and its account", () => {
    const { scenario } = readText("duration: 1h\narchitecture: ./a.ts\n", [], options);
    expect(scenario).toMatchObject({
      architecture: module.operations,
      extras: module.extras,
      region: "eu-west-1",
      accountId: "111111111111",
    });
  });

  it("is overruled by the file", () => {
    const text =
      "duration: 1h\narchitecture: ./a.ts\nfunctions: { F: { duration: 1s } }\nqueues: { Q: { duplicates: 2% } }\n";
    const { scenario } = readText(text, [], options);
    expect(scenario.extras!["F"]!["Behavior"]).toMatchObject({ type: "profile" });
    expect(scenario.extras!["Q"]!["Chance"]).toMatchObject({ duplicateRate: 0.02 });
  });

  it.each([
    [
      "region: us-east-1",
      's.yaml:3:1: region: expected the architecture\'s own, eu-west-1, received "us-east-1"',
    ],
    ["stackName: a", "s.yaml:3:1: stackName: expected none without a template, received stackName"],
    [
      "template: ./template.yaml",
      "s.yaml:2:1: architecture: expected a template, stacks or an architecture, received both a template and an architecture",
    ],
    [
      "functions: { F: { script: wrk } }",
      's.yaml:3:19: functions.F.script: expected work, received "wrk"; did you mean work?',
    ],
    ["functions: { G: {} }", 's.yaml:3:14: functions.G: expected F, received "G"'],
  ])("with %s is refused", (line, message) => {
    expect(() => readText(`duration: 1h\narchitecture: ./a.ts\n${line}\n`, [], options)).toThrow(
      expect.objectContaining({ message }),
    );
  });
});

describe("a setting from the command line", () => {
  const set = (path: string, value: string) => [{ path, value }];

  it("replaces what the file says, or adds to it", () => {
    const lines = "workload: [{ to: Orders, arrivals: { poisson: { rate: 1/s } } }]";
    const faster = read(lines, set("workload.0.arrivals.poisson.rate", "2/s"));
    expect(faster.workloads[0]!.arrivals).toEqual({ type: "poisson", rate: 2 });
    expect(
      read(lines, set("functions.Worker.failures", "5%")).extras!["Worker"]!["Behavior"],
    ).toMatchObject({
      failures: 0.05,
    });
    const quota = set("quotas.lambda.concurrentExecutions", "7");
    expect(read(lines, quota).quotas).toEqual({ "lambda.concurrentExecutions": 7 });
    const tail = set("latencies.sqs.toProducer.lognormal.p50", "7ms");
    const figures = "latencies: { sqs.toProducer: { lognormal: { p50: 1ms, sigma: 1 } } }";
    expect(read(`${lines}\n${figures}`, tail).latencies).toEqual({
      "sqs.toProducer": { type: "lognormal", median: 7_000, sigma: 1 },
    });
    const second = set("workload.1", "{ to: Worker, arrivals: { constant: { rate: 1/s } } }");
    expect(read(lines, second).workloads).toHaveLength(2);
  });

  it.each([
    [
      "durration",
      "2h",
      `--set durration=2h: durration: expected one of template, architecture, parameters, resources, stackName, stack, stacks, exports, asOf, startsAt, duration, seed or ${others} more, received "durration"; did you mean duration?`,
    ],
    [
      "duration",
      "2 parsecs",
      '--set duration=2 parsecs: duration: expected a duration such as 30s, 250ms or 1.5h, received "2 parsecs"',
    ],
    [
      "workload.1.to",
      "Orders",
      "--set workload.1.to=Orders: workload: expected 0, since there is no list yet, received 1",
    ],
    ["duration.x", "1", '--set duration.x=1: duration: expected settings or a list, received "1h"'],
    ["a..b", "1", '--set a..b=1: expected a path such as workload.0.to, received "a..b"'],
    [
      "quotas.lambda.concurrentExecution",
      "7",
      "--set quotas.lambda.concurrentExecution=7: quotas.lambda.concurrentExecution: expected ",
    ],
    ["quotas", "7", "--set quotas=7: quotas: expected settings by name, received 7"],
    ["duration", "[1", "--set duration=[1: duration: expected well-formed YAML or JSON, received "],
  ])("%s=%s is refused", (path, value, message) => {
    expect(() => read("seed: 1", set(path, value))).toThrow(message);
  });
});

describe("what is wrong is refused in one line that says where and why", () => {
  const line = (text: string) => {
    try {
      read(text);
    } catch (error) {
      return (error as Error).message;
    }
    return "nothing wrong";
  };
  const inWorkload = (text: string) => `workload: [{ to: Orders, ${text} }]`;
  const inFunction = (text: string) => `functions: { Worker: { ${text} } }`;

  it.each([
    // Unknown and misplaced settings.
    [
      "worklod: []",
      /^s\.yaml:3:1: worklod: expected one of template, .* or \d+ more, received "worklod"; did you mean workload\?$/,
    ],
    [
      inWorkload("arrival: 1"),
      /^s\.yaml:3:26: workload\.0\.arrival: expected one of to, as, arrivals, users, batch, payload, request, requests, session, circuitBreaker, connections, location or 8 more, received "arrival"; did you mean arrivals\?$/,
    ],
    [
      inFunction("timeout: 3s"),
      /^s\.yaml:3:24: functions\.Worker\.timeout: expected one of duration, .*, received "timeout"$/,
    ],
    [
      inFunction("calls: [{ sns:Subscribe: T }]"),
      /^s\.yaml:3:34: functions\.Worker\.calls\.0\.sns:Subscribe: expected the parameters of sns:Subscribe by name, received "T"$/,
    ],
    [
      "latencies: { sqs.standard.toLamda: 1s }",
      /^s\.yaml:3:14: latencies\.sqs\.standard\.toLamda: expected one of .*; did you mean sqs\.standard\.toLambda\?$/,
    ],
    ["duration: 2h", /^s\.yaml:3:1: expected each key once, received duration twice$/],
    [
      "expect: !Ref Orders",
      /^s\.yaml:3:9: expected well-formed YAML or JSON, received "Unresolved tag: !Ref"$/,
    ],
    // Kinds and units.
    ["seed: -1", /^s\.yaml:3:1: seed: expected at least 0, received -1$/],
    // Bounds, from both sides.
    [
      inWorkload("arrivals: { constant: { rate: 1/s } }, retry: { attempts: 0 }"),
      /workload\.0\.retry\.attempts: expected at least 1, received 0$/,
    ],
    [
      inWorkload("arrivals: { constant: { rate: 1/s } }, retry: { attempts: 51 }"),
      /workload\.0\.retry\.attempts: expected at most 50, received 51$/,
    ],
    [
      inWorkload("arrivals: { constant: { rate: 1/s } }, groups: 0"),
      /workload\.0\.groups: expected more than 0, received 0$/,
    ],
    [
      inWorkload("arrivals: { constant: { rate: 1/s } }, groups: 100001"),
      /groups: expected at most 100000, received 100001$/,
    ],
    [
      inWorkload("arrivals: { constant: { rate: 1/s } }, payload: { list: [] }"),
      /list: expected a list of at least 1, received a list of 0$/,
    ],
    [
      inWorkload(`arrivals: { daily: { hourly: [${"1/s, ".repeat(23)}] } }`),
      /hourly: expected a list of 24, received a list of 23$/,
    ],
    [
      inWorkload(`arrivals: { daily: { hourly: [${"1/s, ".repeat(25)}] } }`),
      /hourly: expected a list of 24, received a list of 25$/,
    ],
    [
      'faults: [{ at: 1m, for: 1m, refuse: Worker, with: "" }]',
      /faults\.0\.with: expected a text that is not empty, received ""$/,
    ],
    // Values of another kind, which have no name of their own.
    [
      "faults: [{ at: 1m, for: 1m, drop: Worker, direction: {} }]",
      /direction: expected one of request, reply, received \{\}$/,
    ],
    ["seed: []", /seed: expected .*, received \[\]$/],
    ["seed: [1]", /^s\.yaml:3:1: seed: expected .*, received \[1\]$/],
    ["workload: Orders", /^s\.yaml:3:1: workload: expected a list, received "Orders"$/],
    [
      inWorkload("arrivals: { poisson: { rate: 200 } }"),
      /^s\.yaml:3:49: workload\.0\.arrivals\.poisson\.rate: expected a rate such as 200\/s or 30\/m, received 200$/,
    ],
    [
      inWorkload("arrivals: { poisson: { rate: 200ms } }"),
      /expected a rate such as 200\/s or 30\/m, received "200ms"$/,
    ],
    [
      inWorkload("arrivals: { poisson: { rate: -1/s } }"),
      /expected a rate such as 200\/s or 30\/m, received "-1\/s"$/,
    ],
    [
      inWorkload("arrivals: { poisson: { rate: .nan } }"),
      /expected a rate such as 200\/s or 30\/m, received NaN$/,
    ],
    [
      inWorkload("arrivals: { poisson: { rate: 2000000/s } }"),
      /arrivals\.poisson\.rate: expected a rate of 0 to 1000000 a second, received 2000000$/,
    ],
    [
      inWorkload("arrivals: {}"),
      /arrivals: expected one of constant, poisson, ramp, steps, daily, bursts, file, received nothing$/,
    ],
    [
      inWorkload("arrivals: { constant: { rate: 1/s }, poisson: { rate: 1/s } }"),
      /received constant and poisson$/,
    ],
    [
      inWorkload("arrivals: { ramp: { from: 0/s, to: 1/s, over: 0s } }"),
      /arrivals\.ramp\.over: expected more than 0 s, received 0 s$/,
    ],
    [
      inWorkload("arrivals: { steps: { steps: [{ at: 1m, rate: 1/s }, { at: 1m, rate: 2/s }] } }"),
      /arrivals\.steps\.steps\.1\.at: expected after the step before \(1 m\), received 1 m$/,
    ],
    [
      inWorkload("arrivals: { daily: { mean: 10/s, peak: 30/s, peakAt: 14h } }"),
      /arrivals\.daily\.peak: expected one to two times the mean \(10\), received 30$/,
    ],
    [
      inWorkload("arrivals: { daily: { hourly: [1/s] } }"),
      /arrivals\.daily\.hourly: expected a list of 24, received a list of 1$/,
    ],
    [
      inWorkload("arrivals: { file: { path: nope.csv } }"),
      /arrivals\.file\.path: expected a file that can be read, received "nope\.csv", no such file$/,
    ],
    [
      inWorkload("arrivals: { file: { path: minutes.csv } }"),
      /^minutes\.csv:1:1: expected one of the columns minute, count, received "arrivals"; counts want every, such as every: 1m$/,
    ],
    [
      inWorkload("arrivals: { file: { path: times.csv, spacing: even } }"),
      /arrivals\.file\.spacing: expected every beside spacing, received none$/,
    ],
    [
      inWorkload("arrivals: { file: { path: minutes.csv, every: 1m, repeatEvery: 1m } }"),
      /arrivals\.file\.repeatEvery: expected at least the length of the counts \(2 m\), received 1 m$/,
    ],
    [
      inWorkload("arrivals: { poisson: { rate: 1/s } }, retry: { attempts: 0 }"),
      /workload\.0\.retry\.attempts: expected /,
    ],
    [
      inWorkload("arrivals: { poisson: { rate: 1/s } }, timeout: 2h"),
      /workload\.0\.timeout: expected 1 ms to 1 h, received 2 h/,
    ],
    [
      inWorkload("arrivals: { file: { path: late.csv } }"),
      /^late\.csv:2:1: expected a time not before the last, received "4"$/,
    ],
    [
      inWorkload("arrivals: { poisson: { rate: 1/s } }, from: 2h"),
      /workload\.0\.from: expected less than the run's duration, received more$/,
    ],
    [
      inWorkload("arrivals: { poisson: { rate: 1/s } }, for: -5s"),
      /workload\.0\.for: expected a duration such as 30s, 250ms or 1\.5h, received "-5s"$/,
    ],
    [
      "startsAt: yesterday",
      /^s\.yaml:3:1: startsAt: expected a time in UTC such as 2026-11-23T09:00:00Z, received "yesterday"$/,
    ],
    [
      "asOf: 2026-02-30",
      /^s\.yaml:3:1: asOf: expected a date such as 2026-11-01, received "2026-02-30"$/,
    ],
    ["startsAt: 2026-01-01T25:00:00Z", /startsAt: expected a time in UTC/],
    ["region: Frankfurt", /region: expected a Region such as us-east-1, received "Frankfurt"$/],
    ["account: '123'", /account: expected 12 digits in quotes, received "123"$/],
    // Payloads and groups.
    [
      inWorkload("arrivals: { poisson: { rate: 1/s } }, payload: { size: 100KB }"),
      /workload\.0\.payload: expected 1 to 65536 bytes for a queue, received 102400 bytes$/,
    ],
    [
      inWorkload("arrivals: { poisson: { rate: 1/s } }, payload: { size: 2 kilos }"),
      /payload\.size: expected a size such as 2KB, 256B or 1MB, received "2 kilos"$/,
    ],
    [
      inWorkload("arrivals: { poisson: { rate: 1/s } }, payload: { body: '' }"),
      /payload: expected 1 to 65536 bytes for a queue, received 0 bytes$/,
    ],
    [
      "workload: [{ to: Steps, arrivals: { poisson: { rate: 1/s } } }]",
      /workload\.0: expected groups, since Steps is a FIFO queue, received none$/,
    ],
    [
      "workload: [{ to: Worker, arrivals: { poisson: { rate: 1/s } }, groups: 3 }]",
      /groups: expected none for a function, received groups$/,
    ],
    [
      "workload: [{ to: Steps, arrivals: { poisson: { rate: 1/s } }, groups: { 'a b': 1 } }]",
      /expected a message group of 1 to 128 letters, digits and punctuation, received "a b"$/,
    ],
    // References.
    [
      "workload: [{ to: Ordrs, arrivals: { poisson: { rate: 1/s } } }]",
      /^s\.yaml:3:14: workload\.0\.to: expected one of Orders, Steps, Worker, Other, received "Ordrs"; did you mean Orders\?$/,
    ],
    [
      "workload: [{ to: Items, arrivals: { poisson: { rate: 1/s } } }]",
      /workload\.0\.to: expected a queue, a function.*, received "Items", an AWS::EFS::FileSystem$/,
    ],
    [
      "workload: [{ to: WorkerOrders, arrivals: { poisson: { rate: 1/s } } }]",
      /received "WorkerOrders", an event source mapping$/,
    ],
    [
      "functions: { Orders: {} }",
      /^s\.yaml:3:14: functions\.Orders: expected a function, received "Orders", a queue$/,
    ],
    ["queues: { Worker: {} }", /queues\.Worker: expected a queue, received "Worker", a function$/],
    [
      "queues: { Steps: { duplicates: 1% } }",
      /queues\.Steps: expected a standard queue, received "Steps", a FIFO queue$/,
    ],
    [
      inFunction("calls: [{ sqs:SendMessage: Nope }]"),
      /calls\.0\.sqs:SendMessage: expected one of Orders, Steps, received "Nope"$/,
    ],
    [
      inFunction("calls: [{ sqs:SendMessage: Steps }]"),
      /expected a standard queue, since messages of a FIFO queue need ids of their own, which a script gives, received "Steps"$/,
    ],
    [
      inFunction("calls: [{}]"),
      /calls\.0: expected sqs:SendMessage or lambda:Invoke.*, received neither$/,
    ],
    [
      inFunction("script: work"),
      /functions\.Worker\.script: expected scripts, a module that exports them, received none for "work"$/,
    ],
    [
      inFunction("script: work, failures: 1%"),
      /functions\.Worker\.failures: expected a script alone, received failures too$/,
    ],
    [
      "parameters: { Stge: prod }",
      /^template\.yaml:3:3: Parameters: expected a value for one of Stage, received "Stge"; did you mean Stage\?$/,
    ],
    [
      "parameters: { Stage: dev }",
      /^template\.yaml:\d+:\d+: Parameters\.Stage: expected one of test, prod, received "dev"$/,
    ],
    // Shares and distributions.
    [
      inFunction("failures: 120%"),
      /failures: expected a share such as 1% or 0\.01, at most 100%, received "120%"$/,
    ],
    [
      inFunction("failures: 5"),
      /failures: expected a share such as 1% or 0\.01, at most 100%, received 5$/,
    ],
    [
      inFunction("duration: 80"),
      /functions\.Worker\.duration: expected a duration such as 30s, 250ms or 1\.5h, received 80$/,
    ],
    [
      inFunction("duration: { lognormal: { p50: 80ms } }"),
      /duration\.lognormal: expected p50 and either sigma or one other percentile such as p99, received p50$/,
    ],
    [
      inFunction("duration: { lognormal: { p50: 80ms, p99: 70ms } }"),
      /duration\.lognormal\.p99: expected more than p50 \(80 ms\), received 70 ms$/,
    ],
    [
      inFunction("duration: { lognorml: { p50: 80ms } }"),
      /duration\.lognorml: expected one of .*, received "lognorml"; did you mean lognormal\?$/,
    ],
    [
      inFunction("duration: { uniform: { min: 2s, max: 1s } }"),
      /duration\.uniform\.max: expected at least min \(2 s\), received 1 s$/,
    ],
    [
      inFunction("duration: { quantiles: { p50: 2s, p99: 1s } }"),
      /duration\.quantiles\.p99: expected at least p50 \(2 s\), received 1 s$/,
    ],
    [
      inFunction("duration: { exponential: { mean: 0s } }"),
      /duration\.exponential\.mean: expected more than 0 s, received 0 s$/,
    ],
    // Faults and expectations.
    [
      "faults: [{ at: 1m, for: 1m }]",
      /faults\.0: expected one of outage, refuse, delay, drop, duplicate, crash, fail, slow, received none$/,
    ],
    [
      "faults: [{ at: 1m, for: 1m, outage: Worker, share: 5% }]",
      /faults\.0\.share: expected none for an outage, received share$/,
    ],
    [
      "faults: [{ at: 1m, for: 1m, refuse: Worker, share: 0% }]",
      /faults\.0\.share: expected more than 0%, received 0%$/,
    ],
    [
      "faults: [{ at: 1m, for: 1m, refuse: Wrker }]",
      /faults\.0\.refuse: expected one of .*, received "Wrker"; did you mean Worker\?$/,
    ],
    ["faults: [{ at: 1m, for: 1m, delay: Worker }]", /faults\.0: expected by, received none$/],
    [
      "faults: [{ at: 1m, for: 1m, drop: Worker, by: 1s }]",
      /faults\.0\.by: expected none for a drop, received by$/,
    ],
    [
      "faults: [{ at: 1m, for: 1m, drop: Worker, outage: Worker }]",
      /faults\.0: expected one of outage, refuse, delay, drop, duplicate, crash, fail, slow, received outage and drop$/,
    ],
    [
      "faults: [{ at: 1m, for: 1m, drop: Worker, activation: 0% }]",
      /faults\.0\.activation: expected more than 0%, received 0%$/,
    ],
    ["faults: [{ at: 1m, outage: Worker }]", /faults\.0: expected for, received none$/],
    [
      "faults: [{ at: 1m, for: 1m, crash: Worker }]",
      /faults\.0\.for: expected none for a crash, received for$/,
    ],
    [
      "faults: [{ at: 1m, for: 1m, slow: Worker }]",
      /faults\.0: expected one of factor, by, untilTimeout, received none$/,
    ],
    [
      "faults: [{ at: 1m, for: 1m, slow: Worker, factor: 2, by: 1s }]",
      /faults\.0: expected one of factor, by, untilTimeout, received factor and by$/,
    ],
    ["faults: [{ at: 1m, for: 1m, slow: Worker, factor: 1 }]", /faults\.0\.factor: expected .*1$/],
    [
      "faults: [{ at: 1m, for: 1m, fail: Orders }]",
      /faults\.0\.fail: expected a function, a version or a delivery stream, received "Orders", a queue$/,
    ],
    [
      "faults: [{ at: 1m, crash: Orders }]",
      /faults\.0\.crash: expected a function or a version, received "Orders", a queue$/,
    ],
    [
      "faults: [{ at: 1m, for: 1m, fail: Worker, sender: Orders }]",
      /faults\.0\.sender: expected none for a failure, received sender$/,
    ],
    [
      "faults: [{ at: 1m, for: 1m, outage: Worker, with: DbError }]",
      /faults\.0\.with: expected none for an outage, received with$/,
    ],
    [
      inFunction("afterFailure: reportRset"),
      /afterFailure: expected continue, reportRest, leaveRest, received "reportRset"; did you mean reportRest\?$/,
    ],
    [
      "quotas: { lambda.concurrentExecutions: 0 }",
      /^s\.yaml:3:11: quotas\.lambda\.concurrentExecutions: expected at least 1, received 0$/,
    ],
    [
      "concurrentExecutions: 5",
      /^s\.yaml:3:1: concurrentExecutions: expected quotas: \{ lambda\.concurrentExecutions: … \}, received "concurrentExecutions"$/,
    ],
    [
      "function.update: 5s",
      /^s\.yaml:3:1: function\.update: expected latencies: \{ lambda\.function\.update: … \}, received "function\.update"$/,
    ],
    [
      "faults: [{ at: 1m, for: 0s, refuse: Worker }]",
      /faults\.0\.for: expected more than 0 s, received 0 s$/,
    ],
    [
      "expect: [{ metric: Orders, max: 1 }]",
      /expect\.0\.metric: expected a resource and a metric such as Orders\.NumberOfMessagesSent, received "Orders"$/,
    ],
    [
      "expect: [{ metric: Orders.NumberOfMessagesSent }]",
      /expect\.0: expected min or max, received neither$/,
    ],
    [
      "expect: [{ metric: Orders.NumberOfMessagesSent, max: 5m }]",
      /expect\.0\.max: expected a number, received "5m"$/,
    ],
    [
      "expect: [{ metric: Orders.ApproximateAgeOfOldestMessage, max: 5 }]",
      /expect\.0\.max: expected a duration such as 30s, 250ms or 1\.5h, received 5$/,
    ],
    [
      "expect: [{ metric: Orders.NumberOfMessagesSent, min: 5, max: 4 }]",
      /expect\.0\.max: expected at least min, received less$/,
    ],
    [
      "expect: [{ metric: Orders.NumberOfMessagesSent, statistic: averge, max: 4 }]",
      /expect\.0\.statistic: expected count, .* or a percentile such as p95, received "averge"; did you mean average\?$/,
    ],
    [
      "expect: [{ metric: Orders.NumberOfMessagesSent, statistic: p101, max: 4 }]",
      /expect\.0\.statistic: expected count, .* or a percentile such as p95, received "p101"$/,
    ],
  ] as const)("%s", (text, message) => {
    expect(line(text)).toMatch(message);
    expect(line(text)).not.toContain("\n");
  });

  it.each([
    ["", /^s\.yaml:1:1: expected settings by name, received nothing$/],
    [
      "duration: 1h\n",
      /^s\.yaml:1:1: expected a template, stacks or an architecture, received none$/,
    ],
    [
      "template: ./template.yaml\n",
      /^s\.yaml:1:1: duration: expected a duration such as 30s, 250ms or 1\.5h, received nothing$/,
    ],
    [
      "template: ./nope.yaml\nduration: 1h\n",
      /^s\.yaml:1:1: template: expected a file that can be read, received "\.\/nope\.yaml", no such file$/,
    ],
    [
      "template: ./broken.yaml\nduration: 1h\n",
      /^broken\.yaml:2:\d+: Resources\.Q\.Properties\.QueueName\.Ref: expected a parameter or a resource that exists, received "?Nope"?/,
    ],
    ["a: [1\nb: 2\n", /^s\.yaml:2:1: expected well-formed YAML or JSON, received /],
    ["- 1\n", /^s\.yaml:1:1: expected settings by name, received \[1\]$/],
    ["# Of orders\n\n  - 1\n", /^s\.yaml:3:3: expected settings by name, received \[1\]$/],
    ["{{{", /^s\.yaml:1:\d: expected well-formed YAML or JSON, received /],
    [
      "a: &a [*a]\n",
      /^s\.yaml:1:8: expected an alias of an anchor that stands before it, received \*a, inside itself$/,
    ],
  ])("a file that holds %j", (text, message) => {
    expect(() => readText(text)).toThrow(message);
  });
});

it("reads JSON as well, and points into anchors and merged settings", () => {
  const json = JSON.stringify({ template: "./template.yaml", duration: "1h" });
  expect(readText(json).scenario.duration).toBe(3_600_000_000);
  const merged = `template: ./template.yaml
duration: 1h
functions:
  Worker: &slow
    duration: 1 parsec
  Other: { <<: *slow }
`;
  expect(() => readText(merged)).toThrow(/^s\.yaml:5:5: functions\.Worker\.duration: /);
});

it("reads what a module exports in the form of a file", () => {
  const exported = { template: "./template.yaml", duration: "1h", startsAt: new Date(0) };
  const document = scenarioDocumentOf(exported, "s.ts");
  expect(readScenario(document, sources).scenario.startsAt).toBe("1970-01-01T00:00:00.000Z");
  expect(() => scenarioDocumentOf({ ...exported, duration: 5 }, "s.ts")).toThrow(
    /^s\.ts: duration: expected a duration/,
  );
});

it("warns once of what a template has that is not modeled, those of one meaning together", () => {
  const { warnings } = readText(`template: ./warned.yaml\nduration: 1h\n`);
  expect(warnings).toEqual([
    "Q.Name: AWS::SQS::Queue has no such property; it is left out.",
    "A, B: EFS is not modeled yet: calls to it must be part of the durations of the functions that make them.",
    "T.VectorIndexes: Vector indexes are left out: nothing can be searched in them.",
  ]);
});

it("says where a template describes what AWS refuses, down to the property that is named", () => {
  const { placeOf } = readText("template: ./template.yaml\nduration: 1h\n");
  expect(placeOf("Orders", "Invalid value for the parameter MaximumMessageSize.")).toBe(
    "template.yaml:8:7",
  );
  expect(placeOf("Worker", "what it does not like")).toBe("template.yaml:12:3");
  expect(placeOf("Nope", "")).toBeNull();
});
