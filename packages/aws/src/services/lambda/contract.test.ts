import { seconds } from "@orrery/kernel";
import type { Answers, Journeys, JourneyCall } from "../../../test/journey.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { call, wait } from "../../service/script.ts";
import type { PlainObject } from "../../service/refusal.ts";
import * as durable from "./durable/script-steps.ts";
import { lambdaService } from "./index.ts";
import { triggerSources } from "./trigger/source-list.ts";

const arn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const lambda = (operation: string, params: PlainObject) => (): JourneyCall => [
  "lambda",
  operation,
  params,
];
const make = (FunctionName: string, more: PlainObject = {}): JourneyCall => [
  "lambda",
  "CreateFunction",
  { ...(functionParams as PlainObject), FunctionName, ...more }, // None of them is left out.
];
const behavior = (more: PlainObject): PlainObject => ({
  Behavior: { ...(functionParams["Behavior"] as PlainObject), ...more }, // As it says there.
});
const send = (QueueUrl: string, MessageBody: string, more: PlainObject = {}): JourneyCall => [
  "sqs",
  "SendMessage",
  { QueueUrl, MessageBody, ...more },
];
const map = (queue: string, FunctionName: string, more: PlainObject = {}): JourneyCall => [
  "lambda",
  "CreateEventSourceMapping",
  { EventSourceArn: arn(queue), FunctionName, ...more },
];

const mapStream = (FunctionName: string, more: PlainObject): JourneyCall => [
  "lambda",
  "CreateEventSourceMapping",
  {
    EventSourceArn: "arn:aws:kinesis:us-east-1:123456789012:stream/clicks",
    StartingPosition: "TRIM_HORIZON",
    FunctionName,
    ...more,
  },
];
const putClick = (key: string) => (): JourneyCall => [
  "kinesis",
  "PutRecord",
  { StreamName: "clicks", Data: btoa(key), PartitionKey: key },
];

/** Deletes one of the mappings that were listed. */
const unmap =
  (place: number) =>
  (answers: Answers): JourneyCall | undefined => {
    const listed = answers("ListEventSourceMappings")?.response["EventSourceMappings"];
    const { UUID } = ((listed ?? []) as readonly PlainObject[])[place] ?? {};
    return UUID === undefined ? undefined : ["lambda", "DeleteEventSourceMapping", { UUID }];
  };

const sendTen = (): JourneyCall => [
  "sqs",
  "SendMessageBatch",
  {
    QueueUrl: "orders",
    Entries: Array.from({ length: 10 }, (_, place) => ({ Id: `${place}`, MessageBody: "x" })),
  },
];

/** Services that invoke a function, with what they say of it. */
const triggers: readonly (readonly [FunctionName: string, as: string, more: PlainObject])[] = [
  ["worker", "cloudformation", { serviceTimeout: "20s" }],
  ["checker", "config", { patience: "20s" }],
  ["slow", "cognito", {}],
  ["again", "codepipeline", { answers: "return" }],
];

const functions = ["worker", "slow", "caller"];
const bus = "arn:aws:events:eu-west-1:123456789012:event-bus/results";
const configure = (FunctionName: string, more: PlainObject) =>
  lambda("PutFunctionEventInvokeConfig", {
    ...{ FunctionName, MaximumEventAgeInSeconds: 120, ...more },
    DestinationConfig: {
      OnSuccess: { Destination: bus },
      OnFailure: { Destination: arn("other") },
    },
  });
const invokeEvent = (FunctionName: string) =>
  lambda("Invoke", { FunctionName, InvocationType: "Event", Payload: "{}" });

const lasting = (more: PlainObject) =>
  lambda("Invoke", { FunctionName: "lasting", Qualifier: "$LATEST", Payload: "{}", ...more });
/** Asks for the execution that was begun last. */
const ofExecution =
  (operation: string, more: PlainObject = {}) =>
  (answers: Answers): JourneyCall | undefined => {
    const DurableExecutionArn = answers("Invoke")?.response["DurableExecutionArn"];
    if (DurableExecutionArn === undefined) return undefined;
    return ["lambda", operation, { DurableExecutionArn, ...more }];
  };
/** Says what the callback came to whose id was received last, or that somebody is still at it. */
const callbacks = (
  [
    ["Heartbeat", {}],
    ["Success", { Result: "1" }],
    ["Failure", { Error: { ErrorType: "No" } }],
  ] as const
).map(([what, more]) => (answers: Answers): JourneyCall | undefined => {
  const messages = answers("ReceiveMessage")?.response["Messages"];
  const [first] = (messages ?? []) as readonly { readonly Body: string }[];
  if (first === undefined) return undefined;
  return ["lambda", `SendDurableExecutionCallback${what}`, { CallbackId: first.Body, ...more }];
});

const journeys: Journeys = {
  // Pollers and environments have timers of their own; `canonical.test.ts` of both looks at their forms.
  seldomAlike: true,
  logs: true,
  asOf: ["2026-11-01", "2022-01-01"],
  latencies: {
    "lambda.eventSourceMapping.transition": { type: "constant", value: 4_000_000 },
    "lambda.async.dispatch": { type: "constant", value: 40_000 },
    "lambda.durable.dispatch": { type: "constant", value: 40_000 },
    "lambda.durable.checkpoint": { type: "constant", value: 10_000 },
  },
  scripts: {
    *caller(event, { environmentState }) {
      if ((event as { slow?: boolean }).slow === true) {
        yield call("lambda", "Invoke", { FunctionName: "sleeper" });
      }
      yield wait(seconds(1));
      environmentState["count"] = Number(environmentState["count"] ?? 0) + 1;
      yield call("sqs", "SendMessage", { QueueUrl: "other", MessageBody: "from the caller" });
      if (environmentState["count"] === 3) throw new Error("the third is too many");
      return { done: environmentState["count"] };
    },
    *lasting(event) {
      yield* durable.step(
        "one",
        function* () {
          yield* wait("2s");
          if ((event as { fails?: boolean }).fails === true) throw new Error("down");
          return 1;
        },
        { retry: { maxAttempts: 2 } },
      );
      yield* durable.parallel(
        "both",
        [
          function* () {
            return yield* durable.waitForCallback(
              "answer",
              (callbackId) =>
                call("sqs", "SendMessage", { QueueUrl: "callbacks", MessageBody: callbackId })[
                  Symbol.iterator
                ](),
              { timeout: "20s", heartbeatTimeout: "12s" },
            );
          },
          () => durable.invoke("other", "sleeper")[Symbol.iterator](),
        ],
        { completionConfig: { toleratedFailureCount: 2 } },
      );
      yield* wait("5s");
      return "lasted";
    },
    *checks(event) {
      const { resultToken: ResultToken = "" } = event as PlainObject;
      return yield call("config", "PutEvaluations", { ResultToken, Evaluations: [] });
    },
    *impatient() {
      return yield call("lambda", "Invoke", { FunctionName: "slow" });
    },
  },
  made: [
    ["sqs", "CreateQueue", { QueueName: "orders", Attributes: { VisibilityTimeout: "40" } }],
    ["sqs", "CreateQueue", { QueueName: "other", Attributes: { VisibilityTimeout: "40" } }],
    [
      "sqs",
      "CreateQueue",
      { QueueName: "orders.fifo", Attributes: { FifoQueue: "true", VisibilityTimeout: "40" } },
    ],
    make("worker", {
      ...behavior({ failures: 0.3, poison: 0.1, duplicateEvents: 0.2 }),
      DeadLetterConfig: { TargetArn: arn("orders") },
    }),
    make("slow", { Timeout: 6, ...behavior({ duration: { type: "constant", value: 9_000_000 } }) }),
    make("caller", { Behavior: { type: "script", name: "caller" } }),
    ["sqs", "CreateQueue", { QueueName: "callbacks" }],
    make("lasting", {
      Publish: true,
      Timeout: 20,
      Behavior: { type: "script", name: "lasting" },
      DurableConfig: { ExecutionTimeout: 120, RetentionPeriodInDays: 1 },
      DeadLetterConfig: { TargetArn: arn("orders") },
    }),
    make("sleeper", {
      Timeout: 60,
      ...behavior({ duration: { type: "constant", value: 20_000_000 } }),
    }),
    make("checker", { Behavior: { type: "script", name: "checks" } }),
    make("again", behavior({ response: { continuationToken: "more" } })),
    make("impatient", { Timeout: 2, Behavior: { type: "script", name: "impatient" } }),
    ["lambda", "PutFunctionConcurrency", { FunctionName: "slow", ReservedConcurrentExecutions: 2 }],
    ["lambda", "PublishVersion", { FunctionName: "worker" }],
    ["lambda", "CreateAlias", { FunctionName: "worker", Name: "live", FunctionVersion: "1" }],
    make("steady", { Publish: true, ...behavior({ failures: 0.2 }) }),
    ["lambda", "CreateAlias", { FunctionName: "steady", Name: "live", FunctionVersion: "1" }],
    [
      "lambda",
      "PutProvisionedConcurrencyConfig",
      { FunctionName: "steady", Qualifier: "live", ProvisionedConcurrentExecutions: 2 },
    ],
    ...["steady", "worker"].map((FunctionName): JourneyCall => [
      "lambda",
      "CreateFunctionUrlConfig",
      { FunctionName, AuthType: "AWS_IAM", Cors: { AllowOrigins: ["*"] } },
    ]),
    ...triggers.map(([FunctionName, as, more]): JourneyCall => [
      "lambda",
      "AddPermission",
      {
        ...{ FunctionName, StatementId: as, Action: "lambda:InvokeFunction" },
        ...{ Principal: `${as}.amazonaws.com`, Trigger: { as, ...more } },
      },
    ]),
    map("orders", "worker:live", {
      BatchSize: 20,
      MaximumBatchingWindowInSeconds: 2,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    }),
    map("orders.fifo", "slow"),
    map("other", "slow", { ScalingConfig: { MaximumConcurrency: 2 } }),
  ],
  courses: [
    // A call that outlasts the function that makes it, which is given concurrency of its own meanwhile.
    [
      lambda("Invoke", { FunctionName: "caller", Payload: '{"slow":true}' }),
      seconds(2),
      lambda("PutFunctionConcurrency", {
        ...{ FunctionName: "caller", ReservedConcurrentExecutions: 2 },
      }),
      seconds(30),
    ],
    // Events that fail or find no room, and go to a queue, a bus and a dead-letter queue.
    [
      ...[0, 1].map((MaximumRetryAttempts) => configure("worker", { MaximumRetryAttempts })),
      ...Array.from({ length: 6 }, () => invokeEvent("worker")),
      seconds(5),
      invokeEvent("worker"),
      seconds(90),
    ],
    // Services that invoke a function: one that is answered by return, one by a call, one that waits itself, one that calls
    // the function again.
    [{ bringTo: "lambda.trigger:slow/cognito" }, seconds(1)],
    ...triggers.map(([FunctionName, as]) => [
      ...[1, 2].map(() => ({ bringTo: `lambda.trigger:${FunctionName}/${as}` })),
      seconds(50),
    ]),
    // A request of HTTP, which is answered.
    [{ bringTo: "lambda.url:steady" }, seconds(30)],
    [
      lambda("Invoke", {
        ...{ FunctionName: "steady", Qualifier: "live", InvocationType: "Event", Payload: "{}" },
      }),
      seconds(2),
    ],
    // A backlog, so that pollers are added.
    [...Array.from({ length: 25 }, () => sendTen), seconds(15)],
    [() => ["lambda", "DeleteFunction", { FunctionName: "caller" }], seconds(3)],
    // One that waits for another longer than it may.
    [lambda("Invoke", { FunctionName: "impatient", Payload: "{}" }), seconds(4)],
    // Executions that go on over several invocations: to their ends, by hand, and until their history goes. Nobody polls
    // for that day.
    [
      lambda("ListEventSourceMappings", {}),
      seconds(5),
      ...[0, 1, 2].map(unmap),
      lasting({ InvocationType: "Event", DurableExecutionName: "a" }),
      lasting({ Payload: '{"fails":true}', InvocationType: "Event" }),
      lasting({ Qualifier: "1", DurableExecutionName: "b" }),
      seconds(60),
      ofExecution("GetDurableExecution"),
      ofExecution("GetDurableExecutionHistory"),
      lambda("ListDurableExecutionsByFunction", { FunctionName: "lasting", Qualifier: "$LATEST" }),
      seconds(86_400),
    ],
    [
      lasting({ InvocationType: "Event" }),
      seconds(4),
      ofExecution("CheckpointDurableExecution", { CheckpointToken: "AAAA" }),
      ofExecution("GetDurableExecutionState", { CheckpointToken: "AAAA" }),
      ofExecution("StopDurableExecution"),
      ...callbacks,
      seconds(30),
    ],
    [
      lasting({ InvocationType: "Event" }),
      seconds(10),
      () => ["sqs", "ReceiveMessage", { QueueUrl: "callbacks" }],
      ...callbacks,
      seconds(90),
    ],
    // What is provisioned is billed each five minutes.
    [
      seconds(310),
      lambda("GetProvisionedConcurrencyConfig", { FunctionName: "steady", Qualifier: "live" }),
    ],
    // Records that fail, in windows that end, and a shard that is split. The stream is polled all the time: no other
    // course has it.
    [
      () => ["kinesis", "CreateStream", { StreamName: "clicks", ShardCount: 2 }],
      () =>
        mapStream("worker", {
          ...{ BatchSize: 4, MaximumBatchingWindowInSeconds: 2, ParallelizationFactor: 2 },
          ...{
            MaximumRetryAttempts: 1,
            BisectBatchOnFunctionError: true,
            TumblingWindowInSeconds: 7,
          },
          DestinationConfig: { OnFailure: { Destination: arn("other") } },
        }),
      () =>
        mapStream("slow", {
          StartingPosition: "LATEST",
          MaximumRetryAttempts: 0,
          DestinationConfig: { OnFailure: { Destination: "arn:aws:s3:::failed" } },
        }),
      seconds(5),
      ...["a", "b", "c", "d", "e"].map(putClick),
      seconds(9),
      putClick("f"),
      () => [
        "kinesis",
        "SplitShard",
        {
          StreamName: "clicks",
          ShardToSplit: "shardId-000000000000",
          NewStartingHashKey: (1n << 126n).toString(),
        },
      ],
      seconds(200),
      putClick("g"),
      seconds(20),
    ],
    // More than its environments on managed instances run at once, so that there are more.
    [
      () => [
        "lambda",
        "CreateCapacityProvider",
        {
          CapacityProviderName: "ours",
          VpcConfig: { SubnetIds: ["subnet-12345678"], SecurityGroupIds: ["sg-12345678"] },
          PermissionsConfig: {
            CapacityProviderOperatorRoleArn: "arn:aws:iam::123456789012:role/operator",
          },
        },
      ],
      () =>
        make("managed", {
          ...{ MemorySize: 2_048, Publish: true, PublishTo: "LATEST_PUBLISHED" },
          CapacityProviderConfig: {
            LambdaManagedInstancesCapacityProviderConfig: {
              CapacityProviderArn: "arn:aws:lambda:us-east-1:123456789012:capacity-provider:ours",
              PerExecutionEnvironmentMaxConcurrency: 1,
            },
          },
          ...behavior({ duration: { type: "constant", value: 2_000_000 } }),
        }),
      seconds(2),
      ...Array.from({ length: 4 }, () =>
        lambda("Invoke", {
          ...{ FunctionName: "managed", Qualifier: "$LATEST.PUBLISHED", Payload: "{}" },
        }),
      ),
      seconds(130),
    ],
    // Extensions that work on, files, and a timeout that shuts the extensions down.
    [
      () =>
        make("extended", {
          Timeout: 2,
          ...behavior({
            initFailures: 0.5,
            duration: { type: "uniform", min: 0, max: 3_000_000 },
            extensions: {
              kind: "external",
              init: { type: "constant", value: 300_000 },
              afterInvoke: { type: "uniform", min: 0, max: 900_000 },
              shutdown: { type: "constant", value: 700_000 },
            },
          }),
        }),
      seconds(2),
      ...Array.from({ length: 8 }, () => [
        lambda("Invoke", { FunctionName: "extended", Payload: "{}" }),
        seconds(1),
      ]).flat(),
      seconds(20),
    ],
    // A version that goes while an invocation of it runs.
    [
      lambda("PublishVersion", { FunctionName: "slow" }),
      lambda("Invoke", { FunctionName: "slow", Qualifier: "1", Payload: "{}" }),
      lambda("DeleteFunction", { FunctionName: "slow", Qualifier: "1" }),
      seconds(3),
    ],
    [() => ["sqs", "DeleteQueue", { QueueUrl: "other" }], seconds(60)],
    [
      lambda("Invoke", { FunctionName: "worker", Payload: "{}" }),
      () => ["logs", "FilterLogEvents", { logGroupName: "/aws/lambda/worker" }],
    ],
  ],
  asked: [
    ...functions.flatMap((FunctionName) => [
      lambda("Invoke", { FunctionName, Payload: '{"n":1}' }),
      lambda("Invoke", { FunctionName, Payload: "{}" }),
      invokeEvent(FunctionName),
      lambda("PutFunctionConcurrency", { FunctionName, ReservedConcurrentExecutions: 1 }),
      lambda("PutFunctionConcurrency", { FunctionName, ReservedConcurrentExecutions: 0 }),
      lambda("DeleteFunctionConcurrency", { FunctionName }),
      lambda("UpdateFunctionConfiguration", { FunctionName, MemorySize: 256 }),
      lambda("UpdateFunctionCode", { FunctionName, ZipFile: "AAAA" }),
      lambda("GetFunction", { FunctionName }),
    ]),
    configure("worker", { MaximumRetryAttempts: 2 }),
    lambda("DeleteFunctionEventInvokeConfig", { FunctionName: "worker" }),
    ...["1", "live"].flatMap((Qualifier) => [
      lambda("Invoke", { FunctionName: "steady", Qualifier, Payload: '{"n":1}' }),
      lambda("Invoke", {
        FunctionName: "steady",
        Qualifier,
        InvocationType: "Event",
        Payload: "{}",
      }),
      lambda("GetProvisionedConcurrencyConfig", { FunctionName: "steady", Qualifier }),
      lambda("PutProvisionedConcurrencyConfig", {
        FunctionName: "steady",
        Qualifier,
        ProvisionedConcurrentExecutions: 3,
      }),
      lambda("DeleteProvisionedConcurrencyConfig", { FunctionName: "steady", Qualifier }),
    ]),
    lasting({ InvocationType: "Event" }),
    lasting({ InvocationType: "Event", DurableExecutionName: "a", Payload: '{"n":1}' }),
    lasting({ Qualifier: "1" }),
    () => ["sqs", "ReceiveMessage", { QueueUrl: "callbacks" }],
    ...callbacks,
    ofExecution("StopDurableExecution"),
    lambda("PublishVersion", { FunctionName: "steady" }),
    ...["NONE", "AWS_IAM"].map((AuthType) =>
      lambda("UpdateFunctionUrlConfig", { FunctionName: "steady", AuthType }),
    ),
    ...["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"].map((Action) =>
      lambda("AddPermission", {
        ...{ FunctionName: "steady", StatementId: Action.replace(":", "-") },
        ...{ Action, Principal: "*" },
      }),
    ),
    lambda("RemovePermission", {
      ...{ FunctionName: "steady", StatementId: "lambda-InvokeFunction" },
    }),
    lambda("UpdateFunctionConfiguration", { FunctionName: "steady", MemorySize: 512 }),
    lambda("PutFunctionConcurrency", { FunctionName: "steady", ReservedConcurrentExecutions: 4 }),
    lambda("UpdateAlias", {
      FunctionName: "steady",
      Name: "live",
      RoutingConfig: { AdditionalVersionWeights: { 2: 0.4 } },
    }),
    ...["a", "b", "c", "d"].map((body) => () => send("orders", body)),
    ...["e", "f"].map((body) => () => send("other", body)),
    ...["j", "k"].map(putClick),
    ...["g", "h", "i"].map(
      (body) => () =>
        send("orders.fifo", body, { MessageGroupId: "one", MessageDeduplicationId: body }),
    ),
    ...[true, false].map((Enabled) => (answers: Answers) => {
      const UUID = answers("CreateEventSourceMapping")?.response["UUID"];
      if (UUID === undefined) return undefined;
      return ["lambda", "UpdateEventSourceMapping", { UUID, Enabled }] as const;
    }),
    () => ["lambda", "DeleteFunction", { FunctionName: "caller" }],
    () => make("caller", { Behavior: { type: "script", name: "caller" } }),
  ],
};

/** Events of services that invoke functions by themselves: nobody sends what is in them. */
const triggered = triggerSources.map(({ name }) => name);

itKeepsTheContract(lambdaService, journeys, {
  runs: 6,
  bodiless: triggered,
  placeless: triggered,
  nameless: triggered,
});
