import { milliseconds, minutes, seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { Behavior, ProfileBehavior } from "../services/lambda/config.ts";
import type { Call } from "../service/call.ts";
import { call, wait, type Scripts } from "../service/script.ts";
import type { PlainObject } from "../service/refusal.ts";
import { reportOf } from "../run/report.ts";
import { continueRun, prepareRun } from "../run/run.ts";
import type { ScenarioFault, Workload } from "../run/scenario.ts";
import type { QueueInput } from "../service/scenario-input.ts";
import { destinations, profile, lambda, sources } from "../services/lambda/public.ts";
import { s3 } from "../services/s3/public.ts";
import { sqs } from "../services/sqs/public.ts";
import { Stack, type StackProps, type StackScenario } from "./stack.ts";

/** An architecture and its scenario, as far as they differ from the usual. */
interface Shape {
  readonly stack?: StackProps;
  readonly queue?: sqs.QueueProps;
  /** Of the dead-letter queue. */
  readonly dead?: sqs.QueueProps;
  readonly maxReceiveCount?: number;
  readonly worker?: lambda.FunctionProps;
  /** What the worker does, where it has no handler. */
  readonly behavior?: Behavior;
  readonly source?: sources.SqsEventSourceProps;
  /** Of the worker; left out: it has none. */
  readonly url?: lambda.FunctionUrlOptions;
  readonly workload?: Partial<Workload>;
  readonly faults?: readonly Partial<ScenarioFault>[];
  readonly rest?: Partial<StackScenario>;
  readonly seeds?: readonly number[];
}

/** Two shapes that differ in one setting, and whose runs must differ. */
type Case = readonly [one: Shape, other: Shape];
/** One for each setting: the compiler refuses a setting that has none. */
type CasesOf<Settings> = Readonly<Record<SettingOf<Settings>, Case>>;
type SettingOf<Settings> = Settings extends unknown ? keyof Settings : never;

const constant = (value: number) => ({ type: "constant", value }) as const;
const scripts: Scripts = {
  /** Takes as long as all that it is told comes to, so that whatever differs in it shows. */
  *nosy(event, { functionName, invokedFunctionArn, memoryLimitInMB }) {
    let told = 0;
    const all = [event, functionName, invokedFunctionArn, memoryLimitInMB];
    for (const letter of JSON.stringify(all)) told = (told * 31 + letter.charCodeAt(0)) % 1_000_003;
    yield wait(milliseconds(10 + (told % 500)));
    return null;
  },
  /** Sends one id to two groups. */
  *repeats(_event, { awsRequestId }) {
    for (const group of ["a", "b"]) {
      yield call("sqs", "SendMessage", {
        ...{ QueueUrl: "steps.fifo", MessageBody: "x", MessageGroupId: group },
        MessageDeduplicationId: awsRequestId,
      });
    }
    return null;
  },
  *readsLogs() {
    yield call("logs", "DescribeLogGroups");
    return null;
  },
  *moves() {
    try {
      yield call("rekognition", "DetectFaces");
    } catch {
      yield wait(milliseconds(77));
    }
    return null;
  },
};
const nosy = { type: "script", name: "nosy" } as const;
const waits = function* () {
  yield* wait("700ms");
};
const calls = (operation: string, params: PlainObject): Shape => {
  const made: Call = { type: "call", service: "sqs", operation, params };
  return behaves({ calls: [made] });
};
const behaves = (figures: Partial<ProfileBehavior>): Shape => ({
  behavior: profile(figures),
});

const usual: Shape = {};
/** What was run already, by shape and seed: each shape is asked for several times, and most cases begin with the usual. */
const outcomes = new WeakMap<Shape, Map<number, string>>();

function outcomeOf(shape: Shape, seed: number): string {
  const key = Object.keys(shape).length === 0 ? usual : shape;
  const known = outcomes.get(key) ?? new Map<number, string>();
  outcomes.set(key, known);
  const outcome = known.get(seed) ?? freshOutcomeOf(shape, seed);
  known.set(seed, outcome);
  return outcome;
}

function freshOutcomeOf(shape: Shape, seed: number): string {
  try {
    const { digest, metrics, cost, expectations, errors, unmodeled } = reportOf(runOf(shape, seed));
    return JSON.stringify({ digest, metrics, cost, expectations, errors, unmodeled });
  } catch (error) {
    return (error as Error).message; // Refused, where the other is not.
  }
}

function runOf(shape: Shape, seed: number) {
  const stack = new Stack("shop", shape.stack);
  const dead = new sqs.Queue(stack, "Dead", shape.dead);
  const queue = new sqs.Queue(stack, "Orders", {
    visibilityTimeout: seconds(10),
    deadLetterQueue: { queue: dead, maxReceiveCount: shape.maxReceiveCount ?? 3 },
    ...shape.queue,
  });
  new s3.Bucket(stack, "Payloads");
  const worker = new lambda.Function(stack, "Worker", shape.worker);
  if (shape.worker?.handler === undefined && shape.worker?.behavior === undefined) {
    stack.say("Worker", { Behavior: shape.behavior ?? nosy });
  }
  if (shape.url !== undefined) worker.addFunctionUrl(shape.url);
  worker.addEventSource(new sources.SqsEventSource(queue, shape.source));
  const workload: Workload = {
    to: "Orders",
    arrivals: constantRate(5),
    from: 0 as Duration,
    until: minutes(1),
    payload: { type: "size", size: constant(100) },
    groups: [],
    ...shape.workload,
  };
  const faults = (shape.faults ?? []).map((fault) => ({
    ...{ name: "fault", to: "Worker", from: seconds(10), until: seconds(40), share: 1 },
    ...{ type: "refuse", code: "Down", message: "no" },
    ...fault,
  })) as readonly ScenarioFault[]; // Complete, with what the case adds.
  const rest = { duration: minutes(2), ...shape.rest };
  const scenario = stack.scenario({ workloads: [workload], faults, ...rest });
  const run = prepareRun(scenario, { seed, scripts: { ...scripts, ...stack.handlers } });
  continueRun(run);
  return run;
}
/** Requests of HTTP to the worker, who takes as long as the event comes to. */
const overHttp = (path: string): Shape => ({
  url: {},
  workload: { to: "WorkerFunctionUrl", until: seconds(2), request: { path } },
});
const constantRate = (rate: number) => ({ type: "constant", rate }) as const;
const asynchronous: Partial<Workload> = {
  ...{ to: "Worker", invoke: "event", until: seconds(2) },
  payload: { type: "body", body: "{}", size: 2 },
};

/** Settings of which one of the two is refused: by AWS, or as words that only a run of scenarios reads. */
const refused: ReadonlySet<string> = new Set(["imageRuntime", "redriveAllowPolicy", "behavior"]);

function changesRuns(cases: Readonly<Record<string, Case>>): void {
  it.each(Object.entries(cases))("%s changes a run", (name, [one, other]) => {
    // Where neither is refused, it is the runs that differ.
    if (!refused.has(name)) {
      for (const shape of [one, other]) expect(outcomeOf(shape, 1)).toContain('"digest"');
    }
    const differs = (one.seeds ?? [1]).some(
      (seed) => outcomeOf(one, seed) !== outcomeOf(other, seed),
    );
    expect(differs, `${name} does nothing: its two runs are the same`).toBe(true);
  });
}

it("two runs of one shape are the same, so that a setting without an effect is found", () => {
  expect(freshOutcomeOf({}, 1)).toBe(freshOutcomeOf({}, 1));
  expect(freshOutcomeOf({}, 1)).toContain('"digest"');
});

describe("a stack's", () => {
  changesRuns({
    region: [{}, { stack: { region: "eu-west-1" } }],
    account: [{}, { stack: { account: "111122223333" } }],
  } satisfies CasesOf<StackProps>);
});

const fails = behaves({ failures: 1 });
const fifo: Shape = {
  queue: { fifo: true, deadLetterQueue: undefined as never },
  workload: { groups: [{ id: "a", weight: 1 }] },
};
const steps = (props: sqs.QueueProps): Shape => ({
  dead: { queueName: "steps.fifo", fifo: true, ...props },
  queue: { deadLetterQueue: undefined as never },
});
const repeats: Shape = { behavior: { type: "script", name: "repeats" } };

describe("a queue's", () => {
  changesRuns({
    queueName: [{}, { queue: { queueName: "orders" } }],
    visibilityTimeout: [fails, { ...fails, queue: { visibilityTimeout: seconds(5) } }],
    deliveryDelay: [{}, { queue: { deliveryDelay: seconds(20) } }],
    retentionPeriod: [
      { source: { enabled: false } },
      { source: { enabled: false }, queue: { retentionPeriod: seconds(60) } },
    ],
    receiveMessageWaitTime: [
      calls("ReceiveMessage", { QueueUrl: "shop-Dead" }),
      {
        ...calls("ReceiveMessage", { QueueUrl: "shop-Dead" }),
        dead: { receiveMessageWaitTime: seconds(2) },
      },
    ],
    maxMessageSizeBytes: [
      calls("SendMessage", { QueueUrl: "shop-Dead", MessageBody: "x".repeat(2_000) }),
      {
        ...calls("SendMessage", { QueueUrl: "shop-Dead", MessageBody: "x".repeat(2_000) }),
        dead: { maxMessageSizeBytes: 1_024 },
      },
    ],
    fifo: [{ ...fifo, queue: { deadLetterQueue: undefined as never }, workload: {} }, fifo],
    contentBasedDeduplication: [
      {
        ...steps({}),
        ...calls("SendMessage", {
          QueueUrl: "steps.fifo",
          MessageBody: "x",
          MessageGroupId: "a",
        }),
      },
      {
        ...steps({ contentBasedDeduplication: true }),
        ...calls("SendMessage", {
          QueueUrl: "steps.fifo",
          MessageBody: "x",
          MessageGroupId: "a",
        }),
      },
    ],
    deduplicationScope: [
      { ...steps({}), ...repeats },
      { ...steps({ deduplicationScope: "messageGroup" }), ...repeats },
    ],
    fifoThroughputLimit: [
      {
        ...fifo,
        queue: { ...fifo.queue, deduplicationScope: "messageGroup" },
        workload: { ...fifo.workload, arrivals: constantRate(500), until: seconds(5) },
      },
      {
        ...fifo,
        queue: {
          ...fifo.queue,
          deduplicationScope: "messageGroup",
          fifoThroughputLimit: "perMessageGroupId",
        },
        workload: {
          arrivals: constantRate(500),
          until: seconds(5),
          groups: ["a", "b", "c", "d"].map((id) => ({ id, weight: 1 })),
        },
      },
    ],
    deadLetterQueue: [fails, { ...fails, queue: { deadLetterQueue: undefined as never } }],
    redriveAllowPolicy: [{}, { dead: { redriveAllowPolicy: { redrivePermission: "denyAll" } } }],
    chance: [{}, { queue: { chance: { duplicates: 0.5 } } }],
  } satisfies CasesOf<sqs.QueueProps>);
});

describe("a queue's chance of", () => {
  const chance = (more: QueueInput): Shape => ({ queue: { chance: more } });
  const polls = calls("ReceiveMessage", { QueueUrl: "shop-Orders", WaitTimeSeconds: 0 });
  changesRuns({
    duplicates: [{}, chance({ duplicates: "50%" })],
    reordering: [{}, chance({ reordering: 0.5 })],
    sampling: [
      { ...polls, workload: { arrivals: constantRate(50) } },
      { ...chance({ sampling: true }), ...polls, workload: { arrivals: constantRate(50) } },
    ],
  } satisfies CasesOf<QueueInput>);
});

const files = {
  ...{ mount: constant(seconds(1)), read: 0, written: 0 },
  ...{ throughput: "bursting" as const, stored: 0, credits: 0 },
} as const;
const filed: Shape = {
  worker: {
    vpcConfig: inSubnets("subnet-1"),
    filesystem: {
      arn: "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0",
      localMountPath: "/mnt/files",
    },
  },
};

describe("a function's", () => {
  const oneAddress = behaves({
    network: { internet: true, endpoints: [], freeAddresses: 1 },
  });
  const loops = calls("SendMessage", { QueueUrl: "shop-Orders", MessageBody: "again" });
  const one: Shape = { workload: { until: seconds(1) } };
  const toDead: Shape = { workload: { to: "Dead" } };
  const arn = "arn:aws";
  const here = "us-east-1:123456789012";
  const dead = { id: "Dead", queueArn: `${arn}:sqs:${here}:shop-Dead` };
  const asked: Shape = { workload: asynchronous, rest: { duration: minutes(5) } };
  const drops: Shape = { ...asked, ...fails };
  changesRuns({
    functionName: [{}, { worker: { functionName: "worker" } }],
    runtime: [{}, { worker: { runtime: "python3.12" } }],
    architecture: [{}, { worker: { architecture: "arm64" } }],
    memorySize: [{}, { worker: { memorySize: 1_024 } }],
    timeout: [{ ...behaves({ duration: constant(seconds(2)) }) }, timesOut(seconds(1))],
    ephemeralStorageSize: [{}, { worker: { ephemeralStorageSize: "2GB" } }],
    reservedConcurrentExecutions: [{}, { worker: { reservedConcurrentExecutions: 1 } }],
    recursiveLoop: [
      { ...one, ...loops },
      { ...one, ...loops, worker: { recursiveLoop: "Allow" } },
    ],
    behavior: [{}, { worker: { behavior: { failures: 1 } } }],
    handler: [{}, { worker: { handler: waits } }],
    durableConfig: [
      { worker: { handler: waits } },
      { worker: { handler: waits, durableConfig: { executionTimeout: "60s" } } },
    ],
    deadLetterQueue: [drops, { ...drops, worker: { deadLetterQueue: dead } }],
    deadLetterTopic: [
      drops,
      { ...drops, worker: { deadLetterTopic: { topicArn: `${arn}:sns:${here}:none` } } },
    ],
    onFailure: [drops, { ...drops, worker: { onFailure: new destinations.SqsDestination(dead) } }],
    onSuccess: [asked, { ...asked, worker: { onSuccess: new destinations.SqsDestination(dead) } }],
    retryAttempts: [drops, { ...drops, worker: { retryAttempts: 1 } }],
    maxEventAge: [drops, { ...drops, worker: { maxEventAge: "1m" } }],
    vpcConfig: [
      { ...oneAddress, worker: { vpcConfig: inSubnets("subnet-1") } },
      { ...oneAddress, worker: { vpcConfig: inSubnets("subnet-1", "subnet-2") } },
    ],
    filesystem: [
      { worker: { vpcConfig: inSubnets("subnet-1") } },
      { ...filed, ...behaves({ fileSystem: files }) },
    ],
    events: [toDead, { ...toDead, worker: { events: [new sources.SqsEventSource(dead)] } }],
  } satisfies CasesOf<lambda.FunctionProps>);
});

function inSubnets(...subnetIds: readonly string[]): lambda.VpcConfig {
  return { subnetIds, securityGroupIds: ["sg-1"] };
}

function timesOut(timeout: Duration): Shape {
  return { ...behaves({ duration: constant(seconds(2)) }), worker: { timeout } };
}

describe("a profile's", () => {
  const none = behaves({});
  const aging: Shape = {
    rest: { latencies: { "lambda.maxEnvironmentLifetime": constant(seconds(10)) } },
  };
  const reports: sources.SqsEventSourceProps = { reportBatchItemFailures: true };
  const batches: sources.SqsEventSourceProps = { ...reports, maxBatchingWindow: seconds(10) };
  const away: Shape = { worker: { vpcConfig: inSubnets("subnet-1") } };
  const network = { internet: true, endpoints: [], freeAddresses: null };
  const computing = { share: 0.5, measuredAt: 1_769, threads: 1 };
  const extensions = {
    ...{ kind: "external" as const, init: constant(0), shutdown: constant(0) },
    afterInvoke: constant(seconds(1)),
  } as const;
  const empty = { batchItemFailures: [{ itemIdentifier: "" }] };
  const send: Call = {
    ...{ type: "call", service: "sqs", operation: "SendMessage" },
    params: { QueueUrl: "shop-Dead", MessageBody: "x" },
  };
  changesRuns({
    type: [none, { behavior: nosy }],
    duration: [none, behaves({ duration: constant(seconds(1)) })],
    durationPerItem: [none, behaves({ durationPerItem: constant(seconds(1)) })],
    coldStart: [none, behaves({ coldStart: constant(seconds(3)) })],
    imageRuntime: [none, behaves({ imageRuntime: "java21" })], // It is no image, and refused.
    duplicateEvents: [
      { ...none, workload: asynchronous },
      { ...behaves({ duplicateEvents: 0.5 }), workload: asynchronous },
    ],
    proactiveReplacements: [
      { ...behaves({ proactiveReplacements: 0 }), ...aging },
      { ...behaves({ proactiveReplacements: 1 }), ...aging },
    ],
    initFailures: [none, behaves({ initFailures: 1 })],
    computing: [none, behaves({ computing })],
    extensions: [none, behaves({ extensions })],
    network: [
      { ...behaves({ calls: [send], network }), ...away },
      { ...behaves({ calls: [send], network: { ...network, internet: false } }), ...away },
    ],
    fileSystem: [
      { ...behaves({ fileSystem: files }), ...filed },
      { ...behaves({ fileSystem: { ...files, read: 1_000_000_000 } }), ...filed },
    ],
    backoff: [
      { ...behaves({ messageFailures: 0.5 }), source: reports },
      {
        ...behaves({
          messageFailures: 0.5,
          backoff: { base: seconds(20), factor: 2, longest: minutes(10) },
        }),
        source: reports,
      },
    ],
    failures: [none, behaves({ failures: 0.5 })],
    poison: [none, behaves({ poison: 0.5 })],
    messageFailures: [none, behaves({ messageFailures: 0.5 })],
    firstFailures: [none, behaves({ firstFailures: 1 })],
    afterFailure: [
      { ...behaves({ messageFailures: 0.2 }), source: batches },
      { ...behaves({ messageFailures: 0.2, afterFailure: "leaveRest" }), source: batches },
    ],
    calls: [none, behaves({ calls: [send] })],
    responseBytes: [{}, behaves({ responseBytes: 7_000_000 })],
    printedBytes: [none, behaves({ printedBytes: 1_000 })],
    response: [
      { ...none, source: reports },
      { ...behaves({ response: empty }), source: reports },
    ],
  } satisfies CasesOf<ProfileBehavior>);
});

describe("an event source's", () => {
  const source = (props: sources.SqsEventSourceProps): Shape => ({ source: props });
  const busy: Shape = {
    ...behaves({ duration: constant(seconds(2)) }),
    workload: { arrivals: constantRate(50) },
  };
  changesRuns({
    batchSize: [busy, { ...busy, ...source({ batchSize: 1 }) }],
    maxBatchingWindow: [{}, source({ maxBatchingWindow: seconds(5) })],
    reportBatchItemFailures: [
      behaves({ poison: 0.5 }),
      { ...behaves({ poison: 0.5 }), ...source({ reportBatchItemFailures: true }) },
    ],
    maxConcurrency: [busy, { ...busy, ...source({ maxConcurrency: 2 }) }],
    provisionedPollerConfig: [
      source({ provisionedPollerConfig: { minimumPollers: 2 } }),
      source({ provisionedPollerConfig: { minimumPollers: 5 } }),
    ],
    enabled: [{}, source({ enabled: false })],
    scaling: [{}, source({ scaling: { initialPollers: 2 } })],
    filters: [
      { workload: { payload: { type: "body", body: '{"a":1}', size: 7 } } },
      {
        workload: { payload: { type: "body", body: '{"a":1}', size: 7 } },
        ...source({ filters: [lambda.FilterCriteria.filter({ body: { a: [2] } })] }),
      },
    ],
  } satisfies Pick<CasesOf<sources.SqsEventSourceProps>, keyof sources.SqsEventSourceProps>);
});

describe("a workload's", () => {
  const workload = (more: Partial<Workload>): Shape => ({ workload: more });
  const throttled = { to: "Orders", code: "ThrottlingException" } as Partial<ScenarioFault>;
  const lost = { to: "Orders", type: "drop", direction: "reply" } as Partial<ScenarioFault>;
  changesRuns({
    to: [{}, workload({ to: "Dead" })],
    arrivals: [{}, workload({ arrivals: constantRate(6) })],
    from: [{}, workload({ from: seconds(20) })],
    until: [{}, workload({ until: seconds(20) })],
    payload: [{}, workload({ payload: { type: "size", size: constant(200) } })],
    groups: [fifo, { ...fifo, workload: { groups: [{ id: "another", weight: 1 }] } }],
    invoke: [
      { ...behaves({ failures: 1 }), ...workload({ to: "Worker" }) },
      { ...behaves({ failures: 1 }), ...workload({ to: "Worker", invoke: "event" }) },
    ],
    retry: [
      { faults: [throttled] },
      { faults: [throttled], ...workload({ retry: { attempts: 1 } }) },
    ],
    users: [
      {},
      {
        rest: {
          workloads: [
            {
              ...{ to: "Orders", users: { count: 2 }, groups: [] },
              ...{ from: 0 as Duration, until: seconds(5) },
              payload: { type: "size", size: constant(100) },
            },
          ],
        },
      },
    ],
    batch: [{}, workload({ batch: { within: seconds(1) } })],
    extendedClient: [{}, workload({ extendedClient: { bucket: "Payloads", above: 10 } })],
    attributes: [
      {},
      workload({ attributes: [{ name: "a", values: [{ dataType: "String", value: "b" }] }] }),
    ],
    request: [overHttp("/orders"), overHttp("/orders/7")],
    requests: [
      overHttp("/orders"),
      {
        ...overHttp("/orders"),
        workload: { ...overHttp("/orders").workload, requests: [{ path: "/orders/7" }] },
      },
    ],
    session: [
      overHttp("/orders"),
      {
        url: {},
        workload: { to: "WorkerFunctionUrl", until: seconds(2), session: [{}, { path: "/last" }] },
      },
    ],
    circuitBreaker: [
      { faults: [throttled] },
      { faults: [throttled], ...workload({ circuitBreaker: {} }) },
    ],
    connections: [{}, workload({ connections: { keepAlive: false } })],
    location: [{}, workload({ location: "sa-east-1" })],
    delay: [{}, workload({ delay: seconds(3) })],
    timeout: [{ faults: [lost] }, { faults: [lost], ...workload({ timeout: seconds(5) }) }],
  } satisfies CasesOf<Workload>);
});

describe("a scenario's", () => {
  const rest = (more: Partial<StackScenario>): Shape => ({ rest: more });
  const readsLogs: Shape = { behavior: { type: "script", name: "readsLogs" } };
  const noSending = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "sqs:SendMessage", Resource: "*" },
    ],
  };
  const moves: Shape = { behavior: { type: "script", name: "moves" } };
  const throttled = { to: "Orders", code: "ThrottlingException" } as Partial<ScenarioFault>;
  const expectation = {
    ...{ resource: "Orders", metric: "NumberOfMessagesSent" },
    ...{ statistic: null, min: 1, max: null },
  };
  changesRuns({
    asOf: [{}, rest({ asOf: "2024-01-01" })],
    startsAt: [{}, rest({ startsAt: "2026-03-01T12:00:00Z" })],
    duration: [{}, rest({ duration: seconds(90) })],
    quotas: [
      behaves({ duration: constant(seconds(2)) }),
      {
        ...behaves({ duration: constant(seconds(2)) }),
        ...rest({ quotas: { "lambda.concurrentExecutions": 1 } }),
      },
    ],
    iam: [
      rest({ iam: { mode: "warn", serviceControlPolicies: [noSending] } }),
      rest({ iam: { mode: "enforce", serviceControlPolicies: [noSending] } }),
    ],
    workloads: [{}, rest({ workloads: [] })],
    consumers: [{}, rest({ consumers: [{ from: "Orders" }] })],
    extras: [{}, rest({ extras: { Worker: { Behavior: profile({ failures: 1 }) } } })],
    latencies: [{}, rest({ latencies: { "sqs.standard.toLambda": constant(seconds(1)) } })],
    assumptions: [
      { faults: [throttled] },
      { faults: [throttled], ...rest({ assumptions: { "sdk.throttledRetryPause": seconds(2) } }) },
    ],
    logs: [
      { ...readsLogs, ...rest({ unmodeled: { "logs:DescribeLogGroups": {} } }) },
      { ...readsLogs, ...rest({ unmodeled: { "logs:DescribeLogGroups": {} }, logs: true }) },
    ],
    unmodeled: [
      { ...moves, ...rest({ unmodeled: { "rekognition:DetectFaces": {} } }) },
      {
        ...moves,
        ...rest({
          unmodeled: { "rekognition:DetectFaces": { error: { code: "X", message: "" } } },
        }),
      },
    ],
    faults: [{}, { faults: [{}] }],
    actions: [
      {},
      rest({ actions: [{ at: seconds(10), do: { type: "line", line: "purge Orders" } }] }),
    ],
    leftOut: [{}, rest({ leftOut: [{ resource: "Table", type: "AWS::A::Table", what: "all" }] })],
    expectations: [{}, rest({ expectations: [expectation] })],
  } satisfies CasesOf<StackScenario>);
});

describe("a fault's", () => {
  const fault = (more: Partial<ScenarioFault> & PlainObject): Shape => ({
    faults: [more],
  });
  const by = { type: "uniform", min: 0, max: seconds(2) } as const;
  const delay = { type: "delay", direction: "request", by } as const;
  const fails = { type: "fail", errorType: "Error", errorMessage: "It is down." } as const;
  const slow = { type: "slow", factor: 2, by: null, untilTimeout: false } as const;
  const send = calls("SendMessage", { QueueUrl: "shop-Dead", MessageBody: "x" });
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
  changesRuns({
    name: [fault(delay), fault({ ...delay, name: "another" })],
    type: [fault({}), fault({ type: "duplicate", by })],
    to: [fault({}), fault({ to: "Orders" })],
    sender: [
      { ...send, ...fault({ to: "Dead" }) },
      { ...send, ...fault({ to: "Dead", sender: "Orders" }) },
    ],
    from: [fault({}), fault({ from: seconds(20) })],
    until: [fault({}), fault({ until: seconds(20) })],
    share: [fault({}), fault({ share: 0.5 })],
    activation: [{ ...fault({}), seeds }, fault({ activation: 0.5 })],
    group: [{ ...fault({ activation: 0.5 }), seeds }, fault({ activation: 0.5, group: "zone" })],
    code: [
      { ...send, ...fault({ to: "Dead" }) },
      { ...send, ...fault({ to: "Dead", code: "OverLimit" }) },
    ],
    message: [
      { ...send, ...fault({ to: "Dead" }) },
      { ...send, ...fault({ to: "Dead", message: "another" }) },
    ],
    direction: [
      fault({ type: "drop", direction: "request" }),
      fault({ type: "drop", direction: "reply" }),
    ],
    by: [fault(delay), fault({ ...delay, by: constant(seconds(1)) })],
    errorType: [fault(fails), fault({ ...fails, errorType: "TimeoutError" })],
    errorMessage: [fault(fails), fault({ ...fails, errorMessage: "another" })],
    factor: [fault(slow), fault({ ...slow, factor: 8 })],
    untilTimeout: [fault(slow), fault({ ...slow, factor: null, untilTimeout: true })],
  } satisfies CasesOf<ScenarioFault>);
});

describe("what would do nothing is refused", () => {
  const zone = { group: "zone", activation: 0.5 };
  it.each<readonly [string, Shape, string]>([
    [
      "a behavior of nobody",
      { rest: { extras: { Wroker: { Behavior: nosy } } } },
      'received "Wroker"; did you mean Worker?',
    ],
    [
      "a chance of nobody",
      { rest: { extras: { Worker: { Chance: {} } } } },
      'expected a parameter of lambda:CreateFunction, received "Chance"',
    ],
    [
      "a latency of nothing",
      { rest: { latencies: { "lambda.idleTimout": constant(1) } } },
      "did you mean lambda.idleTimeout?",
    ],
    [
      "a figure of nothing",
      { rest: { assumptions: { "sqs.deadLeterRetry": 1 } } },
      'assumptions: expected a figure of ours, received "sqs.deadLeterRetry"; did you mean sqs.deadLetterRetry?',
    ],
    [
      "a figure out of its range",
      { rest: { assumptions: { "sqs.deadLetterRetry": 0 } } },
      "assumptions sqs.deadLetterRetry: expected 1 ms to 12 h, received 0 s",
    ],
    [
      "a figure that is no number",
      { rest: { assumptions: { "sqs.shards": {} as never } } },
      "assumptions sqs.shards: expected 1 to 30, received {}",
    ],
    [
      "a share that is none",
      { rest: { assumptions: { "lambda.eventSourceMapping.throttleJitter": 2 } } },
      "assumptions lambda.eventSourceMapping.throttleJitter: expected a share from 0 to 1, received 2",
    ],
    [
      "a sender of a crash",
      { faults: [{ type: "crash", sender: "Orders" }] },
      'fault "fault" sender: expected none for a crash, received "Orders"',
    ],
    [
      "a group without a chance",
      { faults: [{ group: "zone" }] },
      'fault "fault" group: expected an activation that its faults share, received none',
    ],
    [
      "another chance in a group",
      { faults: [zone, { ...zone, name: "other", activation: 0.8 }] },
      'fault "other" activation: expected 0.5, which fault of its group has, received 0.8',
    ],
    [
      "a chance of a FIFO queue",
      { ...fifo, queue: { ...fifo.queue, chance: { duplicates: 0.5 } } },
      'queue "Orders" chance: expected none on a FIFO queue',
    ],
    [
      "a setting of FIFO queues",
      { queue: { fifo: false, deduplicationScope: "messageGroup" } },
      "deduplicationScope",
    ],
  ])("%s", (_, shape, message) => {
    expect(() => runOf(shape, 1)).toThrow(message);
  });

  it("but nested settings do something: pollers at most", () => {
    const busy = {
      ...behaves({ duration: constant(seconds(2)) }),
      workload: { arrivals: constantRate(300), until: minutes(2) },
    };
    const [few, many] = [2, 20].map((maximumPollers) =>
      outcomeOf(
        { ...busy, source: { provisionedPollerConfig: { minimumPollers: 2, maximumPollers } } },
        1,
      ),
    );
    expect(few).toContain('"digest"');
    expect(few).not.toBe(many);
  });
});
