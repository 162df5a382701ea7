import type { Part, ServiceSettingCases, SettingCase } from "../../../../test/setting-case.ts";
import { continued, triggerCases } from "./trigger-cases.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      FunctionUrlConfig: { AuthType: NONE }
  Copied:
    Type: AWS::Serverless::Function
    Properties:
      Handler: shop.Copied
      Runtime: java21
      FunctionName: stack-Copied
      AutoPublishAlias: live
      SnapStart: { ApplyOn: PublishedVersions }
  Publisher:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: stack-Worker
      Handler: index.handler
      Runtime: nodejs22.x
      DurableConfig: { ExecutionTimeout: 600 }
  Clicks: { Type: AWS::Kinesis::Stream, Properties: { ShardCount: 1 } }
  Ticks: { Type: AWS::Kinesis::Stream, Properties: { ShardCount: 1 } }
  Failed: { Type: AWS::SQS::Queue }
  Reader:
    Type: AWS::Lambda::Function
    Properties:
      { Handler: index.handler, Runtime: nodejs22.x, Role: "arn:aws:iam::123456789012:role/reader", Code: { ZipFile: "" }, Timeout: 60 }
  Windowed:
    Type: AWS::Lambda::Function
    Properties:
      { Handler: index.handler, Runtime: nodejs22.x, Role: "arn:aws:iam::123456789012:role/reader", Code: { ZipFile: "" } }
  Orders: { Type: AWS::SQS::Queue }
  Ours:
    Type: AWS::Lambda::CapacityProvider
    Properties:
      VpcConfig: { SubnetIds: [subnet-12345678], SecurityGroupIds: [sg-12345678] }
      PermissionsConfig: { CapacityProviderOperatorRoleArn: "arn:aws:iam::123456789012:role/operator" }
  Managed:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Role: "arn:aws:iam::123456789012:role/managed"
      Code: { ZipFile: "" }
      MemorySize: 2048
      Timeout: 60
      PublishToLatestPublished: true
      CapacityProviderConfig:
        LambdaManagedInstancesCapacityProviderConfig:
          CapacityProviderArn: !GetAtt Ours.Arn
          PerExecutionEnvironmentMaxConcurrency: 1
  Private:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Role: "arn:aws:iam::123456789012:role/private"
      Code: { ZipFile: "" }
      VpcConfig: { SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
      FileSystemConfigs:
        - { Arn: "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0", LocalMountPath: /mnt/files }
  ReaderClicks:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt Clicks.Arn
      FunctionName: !Ref Reader
      StartingPosition: TRIM_HORIZON
      ParallelizationFactor: 2
      MaximumRetryAttempts: 6
      DestinationConfig: { OnFailure: { Destination: !GetAtt Failed.Arn } }
  WindowedTicks:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt Ticks.Arn
      FunctionName: !Ref Windowed
      StartingPosition: LATEST
      TumblingWindowInSeconds: 10
`;

// It calls and waits, each of which is an operation of a durable execution.
const durably: Part = {
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/s" } } }],
  functions: { Worker: { script: "makes" } },
};
const latency = (name: string): Part => ({ latencies: { [name]: "1s" } });

const worker = { FunctionName: "stack-Worker" };
const execution = {
  DurableExecutionArn:
    "arn:aws:lambda:us-east-1:123456789012:function:stack-Worker:$LATEST/durable-execution/a/0123456789abcdef",
};
/** Two calls in a second, of which a quota lets one. */
const calledTwice = (
  quota: string,
  operation: string,
  params: Part,
): readonly [string, SettingCase] => [
  `quotas.lambda.${quota}`,
  {
    base: {
      workload: [{ to: "Publisher", arrivals: { constant: { rate: "4/s" } }, for: "2s" }],
      functions: { Publisher: { calls: [{ [`lambda:${operation}`]: params }] } },
    },
    change: { quotas: { [`lambda.${quota}`]: 1 } },
  },
];

const clicks = (more: Part = {}): Part => ({
  workload: [{ to: "Clicks", arrivals: { constant: { rate: "2/s" } }, for: "20s", ...more }],
});
const reader = (behavior: Part): Part => ({ functions: { Reader: behavior } });
const silent = (drop: string): Part => ({
  faults: [{ at: "5s", for: "10s", drop, direction: "reply" }],
});
const assuming = (base: Part, name: string, value: unknown): readonly [string, SettingCase] => {
  const figure = `lambda.streamMapping.${name}`;
  return [figure, { base, change: { assumptions: { [figure]: value } } }];
};
const assumingOf = (base: Part, figure: string, value: unknown): readonly [string, SettingCase] => [
  figure,
  { base, change: { assumptions: { [figure]: value } } },
];
/** More than three invocations at once of a function on managed instances. */
const growing: Part = {
  workload: [{ to: "Managed", arrivals: { constant: { rate: "1/s" } } }],
  functions: { Managed: { duration: "4s" } },
  duration: "5m",
};
const failing: Part = { ...clicks(), ...reader({ failures: "100%" }), duration: "3m" };

/** Requests to a function who takes as long as what it is told comes to. */
const requests = (request: Part): Part => ({
  functions: { Api: { script: "nosy" } },
  workload: [
    { to: "ApiUrl", arrivals: { constant: { rate: "1/s" } }, payload: { size: "100B" }, request },
  ],
});

/** Requests to the URL of a function. */
const requestsOf = (said: Part | readonly Part[]): Part => {
  const [{ request: _, ...workload }] = requests({})["workload"] as readonly [Part];
  return { ...requests({}), workload: [{ ...workload, requests: said }] };
};
/** Two requests by turns, of which one differs. */
const several = (one: Part, other: Part): { base: Part; change: Part } => ({
  base: requestsOf([{ path: "/usual" }, one]),
  change: requestsOf([{ path: "/usual" }, other]),
});
/** A session of two requests at the URL of a function, of which the second differs. */
const inSession = (one: Part, other: Part): { base: Part; change: Part } => {
  const of = (said: Part): Part => {
    const [{ request: _, ...workload }] = requests({})["workload"] as readonly [Part];
    return { ...requests({}), workload: [{ ...workload, session: [{ path: "/usual" }, said] }] };
  };
  return { base: of(one), change: of(other) };
};
/** A function of two paths that fails at one, and a circuit breaker before it. */
const breaking = (one: Part, other: Part): { base: Part; change: Part } => {
  const of = (circuitBreaker: Part): Part => ({
    functions: { Api: { failures: "60%" } },
    workload: [
      {
        ...{ to: "ApiUrl", arrivals: { constant: { rate: "2/s" } }, circuitBreaker },
        requests: [{ path: "/one" }, { path: "/other" }],
      },
    ],
  });
  return { base: of(one), change: of(other) };
};
const toCopied: Part = { to: "CopiedAliaslive", arrivals: { constant: { rate: "1/s" } } };
const moved = {
  FunctionName: "stack-Copied",
  VpcConfig: { SubnetIds: ["subnet-9"], SecurityGroupIds: ["sg-1"] },
};
const copied = { FunctionName: "stack-Copied" };
/** The function is changed, and half a minute later its alias leads to a new version. */
const publishing: Part = {
  functions: {
    Api: { calls: [{ "lambda:UpdateFunctionConfiguration": { ...copied, MemorySize: 512 } }] },
    Publisher: {
      calls: [
        { "lambda:PublishVersion": copied },
        { "lambda:UpdateAlias": { ...copied, Name: "live", FunctionVersion: "2" } },
      ],
    },
  },
  workload: [
    toCopied,
    { to: "Api", arrivals: { constant: { rate: "1/m" } } },
    { to: "Publisher", arrivals: { constant: { rate: "1/m" } }, from: "30s" },
  ],
};

/** A function in a VPC that calls a queue and reads files. */
const inVpc = (behavior: Part): Part => ({
  functions: {
    Private: {
      calls: [{ "sqs:SendMessage": { QueueUrl: "Orders", MessageBody: "x" } }],
      ...behavior,
    },
  },
  workload: [{ to: "Private", arrivals: { constant: { rate: "1/s" } } }],
});
const networked = (network: Part): Part => inVpc({ network });
/** One environment that calls every 400 s. */
const seldom = (network: Part): Part => ({
  ...inVpc({ network }),
  duration: "25m",
  latencies: { "lambda.idleTimeout": "20m" },
  workload: [{ to: "Private", arrivals: { constant: { rate: "0.0025/s" } } }],
});
/** Many environments at once. */
const crowded = (network: Part): Part => ({
  ...inVpc({ network, duration: "500ms" }),
  workload: [{ to: "Private", arrivals: { constant: { rate: "50/s" } } }],
});
const files = (fileSystem: Part): Part => inVpc({ network: { internet: true }, fileSystem });
const extended = (extensions: Part): Part => inVpc({ network: { internet: true }, extensions });
/** Two settings of something, and a base beside which both are said. */
const between = (
  of: (said: Part) => Part,
  name: string,
  one: unknown,
  other: unknown,
  base: Part = {},
): SettingCase => ({
  base: of({ ...base, [name]: one }),
  change: of({ ...base, [name]: other }),
});
const computes = (computing: Part): Part => inVpc({ network: { internet: true }, computing });
const reading = { read: "100MB", stored: "100GB", credits: "1GB" };
const resetting = { afterInvoke: "4s" };

/** What Lambda asks of scenarios: requests to function URLs, snapshots, durable executions, and mappings of streams. */
export const lambdaSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "latencies.lambda.cold.restoreDuration": {
      base: { workload: [toCopied] },
      change: { latencies: { "lambda.cold.restoreDuration": "2s" } },
    },
    "latencies.lambda.snapStart.snapshot": {
      base: publishing,
      change: { latencies: { "lambda.snapStart.snapshot": "0s" } },
    },
    "functions.*.printedBytes": {
      base: {
        workload: [{ to: "Api", arrivals: { constant: { rate: "1/s" } } }],
        functions: { Api: {} },
      },
      change: { functions: { Api: { printedBytes: 1_000 } } },
    },
    "latencies.lambda.vpc.interface": {
      // The second is refused while the first is in progress.
      base: {
        functions: { Publisher: { calls: [{ "lambda:UpdateFunctionConfiguration": moved }] } },
        workload: [{ to: "Publisher", arrivals: { constant: { rate: "2/m" } } }],
      },
      change: latency("lambda.vpc.interface"),
    },
    "functions.*.initFailures": {
      base: inVpc({ network: { internet: true } }),
      change: inVpc({ network: { internet: true }, initFailures: "50%" }),
    },
    "functions.*.computing.share": between(computes, "share", "10%", "90%"),
    "functions.*.computing.measuredAt": between(computes, "measuredAt", 1024, 1769, {
      share: "50%",
    }),
    "functions.*.computing.threads": between(computes, "threads", 1, 2, {
      share: "50%",
      measuredAt: 3538,
    }),
    "functions.*.extensions.kind": between(extended, "kind", "external", "internal", {
      init: "100ms",
    }),
    "functions.*.extensions.init": between(extended, "init", "1s", "2s"),
    "functions.*.extensions.afterInvoke": between(extended, "afterInvoke", "0s", "1s"),
    "functions.*.extensions.shutdown": between(extended, "shutdown", "0s", "2s", resetting),
    "functions.*.network.internet": between(networked, "internet", false, true),
    "functions.*.network.endpoints": between(networked, "endpoints", [], ["sqs"]),
    "functions.*.network.freeAddresses": between(networked, "freeAddresses", 1, 2),
    "functions.*.network.connections": between(crowded, "connections", 1, 10_000, {
      internet: true,
    }),
    "functions.*.network.natAddresses": between(crowded, "natAddresses", 1, 8, {
      internet: true,
      connections: 10_000,
    }),
    "functions.*.network.reconnect": between(seldom, "reconnect", "0s", "1s", { internet: true }),
    "functions.*.network.trackedFor": between(seldom, "trackedFor", "1m", "1h", {
      endpoints: ["sqs"],
      reconnect: "1s",
    }),
    "functions.*.fileSystem.mount": between(files, "mount", "0s", "1s"),
    "functions.*.fileSystem.read": between(files, "read", "1MB", "900MB"),
    "functions.*.fileSystem.written": between(files, "written", "1MB", "900MB"),
    "functions.*.fileSystem.throughput": between(
      files,
      "throughput",
      "bursting",
      "elastic",
      reading,
    ),
    "functions.*.fileSystem.stored": between(files, "stored", "1GB", "500GB", {
      throughput: "bursting",
      read: "100MB",
      credits: "0B",
    }),
    "functions.*.fileSystem.credits": between(files, "credits", "0B", "100GB", {
      throughput: "bursting",
      read: "100MB",
    }),
    "functions.*.fileSystem.reads": between(files, "reads", 0, 1_000),
    "functions.*.fileSystem.writes": between(files, "writes", 0, 1_000),
    "functions.*.fileSystem.initRead": between(files, "initRead", "0B", "900MB"),
    "functions.*.fileSystem.storage": between(files, "storage", "regional", "infrequentAccess", {
      reads: 100,
    }),
    "functions.*.fileSystem.locks": between(files, "locks", 0, 600),
    "functions.*.fileSystem.lockedFiles": between(files, "lockedFiles", 1, 300, { locks: 1 }),
    "functions.*.fileSystem.lockedFor": between(files, "lockedFor", "0s", "2s"),
    "functions.*.fileSystem.provisioned": between(files, "provisioned", "2MB", "100MB", {
      throughput: "provisioned",
      read: "100MB",
    }),
    "quotas.lambda.vpcInterfaces": {
      base: networked({ internet: true }),
      change: { quotas: { "lambda.vpcInterfaces": 1 } },
    },
    ...Object.fromEntries([
      calledTwice("controlCallsPerSecond", "ListFunctions", {}),
      calledTwice("getFunctionCallsPerSecond", "GetFunction", worker),
      calledTwice("getPolicyCallsPerSecond", "GetPolicy", worker),
      calledTwice("durableCallbackCallsPerSecond", "SendDurableExecutionCallbackHeartbeat", {
        CallbackId: "none",
      }),
      calledTwice("stopDurableExecutionCallsPerSecond", "StopDurableExecution", execution),
      calledTwice("getDurableExecutionCallsPerSecond", "GetDurableExecution", execution),
      calledTwice("listDurableExecutionCallsPerSecond", "ListDurableExecutionsByFunction", worker),
    ]),
    "functions.*.responseBytes": {
      base: {
        workload: [{ to: "Api", arrivals: { constant: { rate: "1/s" } } }],
        functions: { Api: {} },
      },
      change: { functions: { Api: { responseBytes: 7_000_000 } } },
    },
    "latencies.lambda.durable.dispatch": {
      base: durably,
      change: latency("lambda.durable.dispatch"),
    },
    "latencies.lambda.durable.checkpoint": {
      base: durably,
      change: latency("lambda.durable.checkpoint"),
    },
    "workload[].request.method": { base: requests({}), change: requests({ method: "PUT" }) },
    "workload[].request.path": { base: requests({}), change: requests({ path: "/orders" }) },
    "workload[].request.query.*": {
      base: requests({ query: { page: "1" } }),
      change: requests({ query: { page: "2" } }),
    },
    "workload[].request.query.*[]": {
      base: requests({ query: { page: ["1"] } }),
      change: requests({ query: { page: ["1", "2"] } }),
    },
    "workload[].request.headers.*": {
      base: requests({ headers: { "x-own": "one" } }),
      change: requests({ headers: { "x-own": "two" } }),
    },
    "workload[].requests[].method": several({}, { method: "PUT" }),
    "workload[].requests[].path": several({}, { path: "/orders" }),
    "workload[].requests[].query.*": several({ query: { page: "1" } }, { query: { page: "2" } }),
    "workload[].requests[].query.*[]": several(
      { query: { page: ["1"] } },
      { query: { page: ["1", "2"] } },
    ),
    "workload[].requests[].headers.*": several(
      { headers: { "x-own": "one" } },
      { headers: { "x-own": "two" } },
    ),
    "workload[].requests[].body": several({}, { body: "of its own" }),
    "workload[].requests[].json": several({}, { json: { own: true } }),
    "workload[].requests[].weight": several({ weight: 0 }, { weight: 9 }),
    "workload[].requests.file": {
      base: requestsOf([{ method: "GET", path: "/items/7" }]),
      change: requestsOf({ file: "access.log" }),
    },
    "workload[].requests.under": {
      base: requestsOf({ file: "access.log" }),
      change: requestsOf({ file: "access.log", under: "/shop" }),
    },
    "workload[].session[].method": inSession({}, { method: "PUT" }),
    "workload[].session[].path": inSession({}, { path: "/orders" }),
    "workload[].session[].query.*": inSession({ query: { page: "1" } }, { query: { page: "2" } }),
    "workload[].session[].query.*[]": inSession(
      { query: { page: ["1"] } },
      { query: { page: ["1", "${session}"] } },
    ),
    "workload[].session[].headers.*": inSession(
      { headers: { "x-own": "one" } },
      { headers: { "x-own": "two" } },
    ),
    "workload[].session[].body": inSession({}, { body: "of ${session}" }),
    "workload[].session[].json": inSession({}, { json: { own: "${session}" } }),
    "workload[].session[].think": inSession({}, { think: "5s" }),
    "workload[].session[].share": inSession({}, { share: "50%" }),
    "workload[].session[].times": inSession({}, { times: 2 }),
    "workload[].session[].keep.*": inSession(
      { keep: { code: "status" } },
      { keep: { code: "body.missing" } },
    ),
    "workload[].session[].to": inSession({}, { to: "Api" }),
    "workload[].circuitBreaker.per": breaking({}, { per: "caller" }),
    "workload[].session[].continues": {
      base: { ...inSession({}, {}).base, functions: { Api: { failures: "100%" } } },
      change: {
        ...inSession({}, {}).base,
        functions: { Api: { failures: "100%" } },
        workload: [
          {
            ...{ to: "ApiUrl", arrivals: { constant: { rate: "1/s" } } },
            session: [{ path: "/usual", continues: true }, {}],
          },
        ],
      },
    },
    ...triggerCases,
    "latencies.kinesis.toLambda": {
      base: clicks(),
      change: { latencies: { "kinesis.toLambda": "2s" } },
    },
  },
  assumptions: Object.fromEntries([
    assumingOf(continued, "lambda.trigger.callsAgain", "5s"),
    assuming(failing, "retryPause", "3s"),
    assuming(failing, "longestRetryPause", "2s"),
    assuming(failing, "retryJitter", 0),
    // A backlog that is more than one read gives.
    assuming(
      {
        ...clicks({ arrivals: { constant: { rate: "1/s" } }, payload: { size: "1000000B" } }),
        latencies: { "lambda.eventSourceMapping.transition": "20s" },
        duration: "40s",
      },
      "readInterval",
      "900ms",
    ),
    // One lane has all that there is.
    assuming(
      {
        ...clicks({ arrivals: { constant: { rate: "900/s" } }, groups: { same: 1 } }),
        ...reader({ duration: "30s" }),
        duration: "1m",
      },
      "heldRecords",
      10,
    ),
    assuming(
      {
        workload: [{ to: "Ticks", arrivals: { constant: { rate: "1/s" } }, for: "10s" }],
        duration: "4m",
      },
      "windowGrace",
      "5s",
    ),
    assumingOf(growing, "lambda.managedScalingInterval", "10s"),
    assumingOf(growing, "lambda.managedUtilization", 0.9),
    assuming({ ...clicks(), ...silent("Clicks") }, "readPatience", "2s"),
    assuming({ ...clicks(), ...silent("Reader"), duration: "25m" }, "invocationPatience", "1m"),
    assuming(
      {
        ...failing,
        ...{ faults: [{ at: "5s", for: "100s", drop: "Failed", direction: "reply" }] },
      },
      "destinationPatience",
      "5s",
    ),
  ]),
};
