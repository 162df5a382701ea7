import type { Part, SettingCase } from "../../aws/test/setting-case.ts";
import { serviceAssumptionCases, serviceSettingCases } from "./service-cases.ts";

const workload = (more: Part): Part => ({
  workload: [{ to: "Orders", arrivals: { constant: { rate: "5/s" } }, ...more }],
});
const action = (one: Part): Part => ({ actions: [one] });
const usersCase = (change: Part): SettingCase => {
  const users = (more: Part): Part => ({
    workload: [{ to: "Orders", users: { count: 2, think: "1s", over: "1s", ...more } }],
  });
  return { base: users({}), change: users(change) };
};
const retryCase = (change: Part): SettingCase => ({
  base: fault({ outage: "Orders" }),
  change: workload({ retry: change }),
});
const budgetCase = (change: Part): SettingCase => ({
  base: { ...fault({ outage: "Orders" }), ...workload({ retry: { budget: {} } }) },
  change: workload({ retry: { budget: change } }),
});
const consumerCase = (change: Part, more: Part = {}): SettingCase => {
  const reading = (said: Part): Part => ({
    workload: [{ to: "Receipts", arrivals: { constant: { rate: "5/s" } }, for: "30s" }],
    consumers: [{ from: "Receipts", waitTime: "1s", ...more, ...said }],
  });
  return { base: reading({}), change: reading(change) };
};
const arrivals = (law: Part): Part => workload({ arrivals: law });
const payload = (law: Part): Part => workload({ payload: law });
const worker = (behavior: Part): Part => ({ functions: { Worker: behavior } });
const lone = (behavior: Part): Part => ({
  workload: [{ to: "Lone", arrivals: { constant: { rate: "1/s" } } }],
  functions: { Lone: behavior },
});
/** Arrivals that a function takes as events. */
const events = (behavior: Part, more: Part = {}): Part => ({
  workload: [{ to: "Lone", arrivals: { constant: { rate: "1/s" } }, invoke: "event", ...more }],
  functions: { Lone: behavior },
});
const latency = (name: string, value: string): Part => ({ latencies: { [name]: value } });
const fault = (more: Part): Part => ({ faults: [{ at: "10s", for: "30s", ...more }] });
const expected = (more: Part): Part => ({
  expect: [{ metric: "Orders.NumberOfMessagesSent", min: 1, ...more }],
});
const dynamo = (answer: Part): Part => ({
  ...lone({ calls: [{ "rekognition:DetectFaces": { TableName: "orders" } }] }),
  unmodeled: { "rekognition:DetectFaces": answer },
});
/** What a queue takes its visibility timeout and another one its name from. */
const chosen = (answer: Part): Part => ({
  template: "custom.yaml",
  ...fault({ outage: "Worker" }),
  functions: { Worker: { script: "fails" } },
  customResources: { Chosen: { data: { Seconds: 15 }, ...answer } },
});
const file = (more: Part): Part => arrivals({ file: { path: "times.csv", ...more } });
const fifo = (more: Part): Part => ({
  workload: [
    { to: "Steps", arrivals: { constant: { rate: "5/s" } }, groups: { a: 1, b: 1 }, ...more },
  ],
});
const stacksCase = (before: Part, after: Part): SettingCase => ({
  base: { template: undefined, stacks: before },
  change: { stacks: after },
});
const onlyOrders: Part = {
  ...workload({ to: "Orders" }),
  functions: {},
};
/** So many at once that batches are full. */
const crowd: Part = {
  workload: [{ to: "Orders", arrivals: { constant: { rate: "500/s" } }, for: "2s" }],
};
const busy: Part = {
  parameters: { Batch: 1 },
  workload: [{ to: "Orders", arrivals: { constant: { rate: "40/s" } }, for: "30s" }],
};
const failing: Part = { ...busy, functions: { Worker: { duration: "300ms", failures: "40%" } } };
const throttled: Part = {
  ...busy,
  functions: { Worker: { duration: "300ms" } },
  faults: [{ at: "2s", for: "20s", refuse: "Worker", share: "50%" }],
};
/** A mapping that scales in one way and in another, under the same load. */
function scaling(load: Part, change: Part, more: Part = {}, mapping = "WorkerOrders"): SettingCase {
  const said = (settings: Part): Part => ({ mappings: { [mapping]: { scaling: settings } } });
  return { base: { ...load, ...said(more) }, change: said({ ...more, ...change }) };
}
const slow: Part = { functions: { Worker: { duration: "300ms" } } };
const slowly = { ...busy, ...slow };
const withErrors = { slowWithItemReports: true };
const mappingCases: Readonly<Record<string, SettingCase>> = {
  initialPollers: scaling(slowly, { initialPollers: 9 }),
  minimumPollers: scaling(lone({}), { minimumPollers: 4 }),
  maximumPollers: scaling(slowly, { maximumPollers: 3 }),
  pollersAddedPerMinute: scaling(slowly, { pollersAddedPerMinute: 10 }),
  pollersRemovedPerMinute: scaling(slowly, { pollersRemovedPerMinute: 1 }, { initialPollers: 40 }),
  maximumReceives: scaling(slowly, { maximumReceives: 2 }),
  receivesAddedPerMinute: scaling(
    slowly,
    { receivesAddedPerMinute: 600 },
    { initialPollers: 2, pollersAddedPerMinute: 3_000 },
  ),
  receivesRemovedPerMinute: scaling(
    slowly,
    { receivesRemovedPerMinute: 1 },
    { initialPollers: 40, pollersRemovedPerMinute: 0 },
  ),
  sampleTime: scaling(slowly, { sampleTime: "30s" }),
  fifoIdleShare: scaling(
    {
      ...fifo({ groups: 1, arrivals: { constant: { rate: "40/s" } } }),
      functions: { Worker: { duration: "900ms" } },
    },
    { fifoIdleShare: "100%" },
    {},
    "WorkerSteps",
  ),
  calmTime: scaling(failing, { calmTime: "0s" }, withErrors),
  errorPause: scaling(failing, { errorPause: "1s" }, withErrors),
  longestErrorPause: scaling(failing, { longestErrorPause: "5s" }, withErrors),
  slowWithItemReports: scaling(failing, withErrors),
  removedOnThrottle: scaling(throttled, { removedOnThrottle: "0%" }),
  throttlePause: scaling(throttled, { throttlePause: "3s" }),
  longestThrottlePause: scaling(throttled, { longestThrottlePause: "1s" }),
  throttleJitter: scaling(throttled, { throttleJitter: "0%" }),
  fullWaitShare: scaling(
    { workload: [{ to: "Late", arrivals: { constant: { rate: "1/m" } } }] },
    { fullWaitShare: "100%" },
    {},
    "LaterLate",
  ),
};

/** A figure of ours, and another in its place. */
const assuming = (base: Part, name: string, value: unknown): SettingCase => ({
  base,
  change: { assumptions: { [name]: value } },
});
/** The same as a setting of mappings: with a figure for all of them in place of one for this. */
function assumedAlike(setting: string): SettingCase {
  const { base, change } = mappingCases[setting]!;
  const [scaled] = Object.values(change["mappings"] as Readonly<Record<string, Part>>);
  const { [setting]: value } = scaled!["scaling"] as Part;
  return assuming(base!, `lambda.eventSourceMapping.${setting}`, value);
}
const failingAll = worker({ failures: "100%" });
const silentDead: Part = { ...failingAll, ...fault({ drop: "Dead", for: "100s" }) };
const silentOrders: Part = fault({ drop: "Orders", direction: "reply", for: "20s" });
const polled: Part = {
  ...lone({
    calls: [
      { "sqs:SendMessage": "Receipts" },
      { "sqs:ReceiveMessage": { QueueUrl: "stack-Receipts", WaitTimeSeconds: 0 } },
    ],
  }),
  queues: { Receipts: { sampling: true } },
};
const refusedSends = (more: Part, attempts: number): Part => ({
  ...workload({ retry: { attempts } }),
  ...fault({ for: "100s", ...more }),
});
const scope = { DeduplicationScope: "messageGroup" };

/** One case for each figure of ours. */
export const assumptionCases: Readonly<Record<string, SettingCase>> = {
  ...serviceAssumptionCases,
  "sqs.deadLetterPatience": assuming(silentDead, "sqs.deadLetterPatience", "3s"),
  "sqs.deadLetterRetry": assuming(silentDead, "sqs.deadLetterRetry", "5s"),
  "sqs.scopeChangeDelay": assuming(
    {
      ...lone({
        calls: [{ "sqs:SetQueueAttributes": { QueueUrl: "stack-Steps.fifo", Attributes: scope } }],
      }),
    },
    "sqs.scopeChangeDelay",
    "20s",
  ),
  ...Object.fromEntries(
    ["sqs.queue", "lambda.function", "lambda.mapping", "sns.topic", "sns.subscription"].map(
      (of): [string, SettingCase] => [
        `${of}Deployment`,
        assuming(
          {
            template: "news.yaml",
            functions: {},
            ...action({ at: "10s", do: "deploy newer.yaml" }),
          },
          `${of}Deployment`,
          "3s",
        ),
      ],
    ),
  ),
  "sqs.shards": assuming(polled, "sqs.shards", 1),
  "sqs.sampledBelow": assuming(polled, "sqs.sampledBelow", 0),
  "sqs.processingTimeWindow": assuming(
    {
      workload: [
        {
          to: "Orders",
          arrivals: { poisson: { rate: "40/s" } },
          groups: { a: 6, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, j: 1, k: 1, l: 1 },
        },
      ],
      ...worker({ duration: "900ms" }),
      quotas: { "lambda.concurrentExecutions": 4 },
    },
    "sqs.processingTimeWindow",
    "1s",
  ),
  "sqs.systemMoveRate": assuming(
    {
      workload: [
        { to: "Orders", arrivals: { constant: { rate: "5/s" } }, for: "20s" },
        { to: "Lone", arrivals: { constant: { rate: "1/m" } }, from: "50s" },
      ],
      functions: {
        ...(failingAll["functions"] as Part),
        Lone: {
          calls: [
            {
              "sqs:StartMessageMoveTask": {
                SourceArn: "arn:aws:sqs:us-east-1:123456789012:stack-Dead",
              },
            },
          ],
        },
      },
    },
    "sqs.systemMoveRate",
    1,
  ),
  ...Object.fromEntries(
    [
      ...["sampleTime", "fifoIdleShare", "calmTime", "errorPause", "longestErrorPause"],
      ...["removedOnThrottle", "throttlePause", "throttleJitter"],
    ].map((setting) => [`lambda.eventSourceMapping.${setting}`, assumedAlike(setting)]),
  ),
  "lambda.eventSourceMapping.fifoMinimum": assuming(
    fifo({ groups: 1, arrivals: { constant: { rate: "2/m" } } }),
    "lambda.eventSourceMapping.fifoMinimum",
    1,
  ),
  "lambda.eventSourceMapping.longestThrottlePause": assuming(
    fault({ refuse: "Orders", for: "100s" }),
    "lambda.eventSourceMapping.longestThrottlePause",
    "1s",
  ),
  "lambda.eventSourceMapping.recordOverhead": assuming(
    {
      ...worker({ duration: "3s" }),
      workload: [
        {
          to: "Orders",
          arrivals: { constant: { rate: "20/s" } },
          payload: { size: "1000000B" },
          for: "20s",
        },
      ],
    },
    "lambda.eventSourceMapping.recordOverhead",
    "90KB",
  ),
  "lambda.eventSourceMapping.receivePatience": assuming(
    silentOrders,
    "lambda.eventSourceMapping.receivePatience",
    "5s",
  ),
  "lambda.eventSourceMapping.deletionPatience": assuming(
    silentOrders,
    "lambda.eventSourceMapping.deletionPatience",
    "5s",
  ),
  "lambda.eventSourceMapping.invocationPatience": assuming(
    {
      duration: "25m",
      ...workload({ for: "20s" }),
      ...fault({ drop: "Worker", direction: "reply" }),
    },
    "lambda.eventSourceMapping.invocationPatience",
    "5m",
  ),
  "lambda.eventPatience": assuming(
    {
      duration: "20m",
      ...events({}, { for: "20s" }),
      ...fault({ drop: "Lone", direction: "reply" }),
    },
    "lambda.eventPatience",
    "5s",
  ),
  "lambda.destinationPatience": assuming(
    {
      template: "destination.yaml",
      ...events({}, { for: "30s" }),
      ...action({
        at: "1s",
        do: {
          "lambda:PutFunctionEventInvokeConfig": {
            FunctionName: "stack-Lone",
            DestinationConfig: {
              OnSuccess: { Destination: "arn:aws:sqs:us-east-1:123456789012:stack-Dead" },
            },
          },
        },
      }),
      ...fault({ drop: "Dead", direction: "reply" }),
    },
    "lambda.destinationPatience",
    "5s",
  ),
  "lambda.eventBackoffFactor": assuming(
    { ...events({}), ...fault({ refuse: "Lone", sender: "Lone" }) },
    "lambda.eventBackoffFactor",
    5,
  ),
  "lambda.eventBackoffJitter": assuming(
    { ...events({}), ...fault({ refuse: "Lone", sender: "Lone" }) },
    "lambda.eventBackoffJitter",
    0,
  ),
  "lambda.callPatience": assuming(
    {
      ...worker({ calls: [{ "sqs:SendMessage": "Receipts" }] }),
      ...fault({ drop: "Receipts", direction: "reply" }),
    },
    "lambda.callPatience",
    "5s",
  ),
  "control.patience": assuming(
    {
      duration: "62m",
      workload: [{ to: "Lone", arrivals: { constant: { rate: "1/s" } }, from: "20s", for: "5s" }],
      // A call that the control plane goes on with itself: it waits also when nobody does any more.
      functions: {
        Lone: { calls: [{ "lambda:DeleteFunction": { FunctionName: "stack-Worker" } }] },
      },
      ...fault({ drop: "Worker", direction: "reply" }),
    },
    "control.patience",
    "5s",
  ),
  "consumer.errorPause": assuming(
    { ...consumerCase({}).base, ...fault({ refuse: "Receipts" }) },
    "consumer.errorPause",
    "5s",
  ),
  "caller.roundTrip": assuming(workload({ connections: {} }), "caller.roundTrip", "90ms"),
  "caller.handshakeRoundTrips": assuming(
    workload({ connections: {} }),
    "caller.handshakeRoundTrips",
    3,
  ),
  "caller.connections": assuming(
    workload({ location: { roundTrip: "10s" }, connections: {} }),
    "caller.connections",
    2,
  ),
  "caller.idleConnection": assuming(
    {
      workload: [{ to: "Orders", arrivals: { constant: { rate: "20/h" } }, connections: {} }],
      duration: "20m",
    },
    "caller.idleConnection",
    "10m",
  ),
  "sdk.retryPause": assuming(
    refusedSends({ refuse: "Orders", with: "InternalError" }, 3),
    "sdk.retryPause",
    "2s",
  ),
  "sdk.throttledRetryPause": assuming(
    refusedSends({ refuse: "Orders" }, 3),
    "sdk.throttledRetryPause",
    "2s",
  ),
  "sdk.longestRetryPause": assuming(
    refusedSends({ refuse: "Orders" }, 12),
    "sdk.longestRetryPause",
    "5s",
  ),
};
const update = { FunctionName: "stack-Worker", MemorySize: 256 };
const provisioned = {
  FunctionName: update.FunctionName,
  Qualifier: "1",
  ProvisionedConcurrentExecutions: 1,
};

const ramp = { from: "1/s", to: "9/s", over: "1m" };
const steps = { steps: [{ at: "0s", rate: "5/s" }] };
const daily = { mean: "5/s", peak: "9/s", peakAt: "1m" };
const hourly = Array.from({ length: 24 }, () => "5/s");
const bursts = {
  quiet: { rate: "1/s", mean: "10s" },
  busy: { rate: "9/s", mean: "10s" },
};

const breakerCase = (change: Part): SettingCase => ({
  base: {
    ...fault({ refuse: "Orders", for: "40s" }),
    ...workload({ circuitBreaker: {} }),
  },
  change: workload({ circuitBreaker: change }),
});
const connectionsCase = (change: Part): SettingCase => ({
  base: workload({ connections: {} }),
  change: workload({ connections: change }),
});

/** One case for each setting of scenario files: a new setting gets one here. */
export const settingCases: Readonly<Record<string, SettingCase>> = {
  template: { change: { template: "other.yaml" } },
  architecture: {
    base: { template: undefined, architecture: "one", functions: {} },
    change: { architecture: "other" },
  },
  "parameters.*": { change: { parameters: { Batch: 1 } } },
  "resources.*.*": {
    base: busy,
    change: { ...busy, resources: { WorkerOrders: { BatchSize: 10 } } },
  },
  stackName: { change: { stackName: "shop" } },
  stack: {
    base: { template: "synthesized", ...onlyOrders },
    change: { stack: "One" },
  },
  "stacks.*": stacksCase({ one: "template.yaml" }, { one: "other.yaml" }),
  "stacks.*.template": stacksCase(
    { one: { template: "template.yaml" } },
    { one: { template: "other.yaml" } },
  ),
  "stacks.*.parameters.*": stacksCase(
    { one: { template: "template.yaml" } },
    { one: { template: "template.yaml", parameters: { Batch: 1 } } },
  ),
  "exports.*": {
    base: { template: "importing.yaml", ...onlyOrders, exports: { hidden: "5" } },
    change: { exports: { hidden: "7" } },
  },
  asOf: { change: { asOf: "2024-01-01" } },
  startsAt: { change: { startsAt: "2026-03-01T12:00:00Z" } },
  duration: { change: { duration: "90s" } },
  seed: { change: { seed: 7 } },
  region: { change: { region: "eu-west-1" } },
  account: { change: { account: "111122223333" } },
  scripts: { base: worker({ script: "idle" }), change: { scripts: "slow" } },

  "workload[].to": { change: workload({ to: "Receipts" }) },
  "workload[].arrivals.constant.rate": { change: arrivals({ constant: { rate: "6/s" } }) },
  "workload[].arrivals.poisson.rate": {
    base: arrivals({ poisson: { rate: "5/s" } }),
    change: arrivals({ poisson: { rate: "6/s" } }),
  },
  "workload[].arrivals.ramp.from": rampCase({ from: "2/s" }),
  "workload[].arrivals.ramp.to": rampCase({ to: "8/s" }),
  "workload[].arrivals.ramp.over": rampCase({ over: "2m" }),
  "workload[].arrivals.ramp.spacing": rampCase({ spacing: "even" }),
  "workload[].arrivals.steps.steps[].at": stepsCase({ steps: [{ at: "9s", rate: "5/s" }] }),
  "workload[].arrivals.steps.steps[].rate": stepsCase({ steps: [{ at: "0s", rate: "6/s" }] }),
  "workload[].arrivals.steps.spacing": stepsCase({ spacing: "even" }),
  "workload[].arrivals.daily.hourly[]": {
    base: arrivals({ daily: { hourly } }),
    change: arrivals({ daily: { hourly: ["9/s", ...hourly.slice(1)] } }),
  },
  "workload[].arrivals.daily.spacing": dailyCase({ spacing: "even" }),
  "workload[].arrivals.daily.mean": dailyCase({ mean: "6/s" }),
  "workload[].arrivals.daily.peak": dailyCase({ peak: "6/s" }),
  "workload[].arrivals.daily.peakAt": dailyCase({ peakAt: "12h" }),
  "workload[].arrivals.bursts.quiet.rate": burstsCase({ quiet: { rate: "2/s", mean: "10s" } }),
  "workload[].arrivals.bursts.quiet.mean": burstsCase({ quiet: { rate: "1/s", mean: "30s" } }),
  "workload[].arrivals.bursts.busy.rate": burstsCase({ busy: { rate: "5/s", mean: "10s" } }),
  "workload[].arrivals.bursts.busy.mean": burstsCase({ busy: { rate: "9/s", mean: "30s" } }),
  "workload[].arrivals.file.path": {
    base: file({ column: "arrivals" }),
    change: file({ column: "arrivals", path: "other.csv" }),
  },
  "workload[].arrivals.file.column": {
    base: file({ column: "arrivals" }),
    change: file({ column: "later" }),
  },
  "workload[].arrivals.file.unit": {
    base: file({ column: "arrivals" }),
    change: file({ column: "arrivals", unit: "ms" }),
  },
  "workload[].arrivals.file.repeatEvery": {
    base: file({ column: "arrivals" }),
    change: file({ column: "arrivals", repeatEvery: "20s" }),
  },
  "workload[].arrivals.file.count": {
    base: counts({ count: "few" }),
    change: counts({ count: "many" }),
  },
  "workload[].arrivals.file.every": {
    base: counts({ count: "few" }),
    change: counts({ count: "few", every: "30s" }),
  },
  "workload[].arrivals.file.spacing": {
    base: counts({ count: "few" }),
    change: counts({ count: "few", spacing: "even" }),
  },
  "workload[].payload.size": { change: payload({ size: "3KB" }) },
  "workload[].payload.body": {
    base: payload({ body: "one" }),
    change: payload({ body: "another" }),
  },
  "workload[].payload.json": {
    base: payload({ json: { id: 1 } }),
    change: payload({ json: { id: 22 } }),
  },
  "workload[].payload.list[]": {
    base: payload({ list: ["one"] }),
    change: payload({ list: ["one", { two: 2 }] }),
  },
  "workload[].groups": { base: fifo({ groups: 1 }), change: fifo({ groups: 4 }) },
  "workload[].groups.*": { base: fifo({}), change: fifo({ groups: { a: 1, b: 9 } }) },
  "workload[].invoke": {
    base: lone({ failures: "50%" }),
    change: {
      workload: [{ to: "Lone", arrivals: { constant: { rate: "1/s" } }, invoke: "event" }],
    },
  },
  "workload[].payload.attributes.*": {
    base: payload({ size: "1KB" }),
    change: payload({ size: "1KB", attributes: { color: "red" } }),
  },
  "workload[].payload.attributes.*[]": {
    base: payload({ size: "1KB", attributes: { color: ["red"] } }),
    change: payload({ size: "1KB", attributes: { color: ["red", "yellow"] } }),
  },
  "workload[].payload.attributes.*.*": {
    base: payload({ size: "1KB", attributes: { color: { red: "50%", yellow: "50%" } } }),
    change: payload({ size: "1KB", attributes: { color: { red: "90%", yellow: "10%" } } }),
  },
  "workload[].users.count": usersCase({ count: 3 }),
  "workload[].users.think": usersCase({ think: "5s" }),
  "workload[].users.over": usersCase({ over: "20s" }),
  "workload[].batch.size": {
    base: workload({ batch: { within: "2s" } }),
    change: workload({ batch: { within: "2s", size: 3 } }),
  },
  "workload[].batch.within": {
    base: workload({ batch: { within: "1s" } }),
    change: workload({ batch: { within: "500ms" } }),
  },
  "workload[].circuitBreaker.threshold": breakerCase({ threshold: "90%" }),
  "workload[].circuitBreaker.window": breakerCase({ window: 3 }),
  "workload[].circuitBreaker.openFor": breakerCase({ openFor: "5s" }),
  "workload[].circuitBreaker.trials": breakerCase({ trials: 9 }),
  "workload[].connections.keepAlive": connectionsCase({ keepAlive: false }),
  "workload[].connections.most": {
    base: workload({ location: { roundTrip: "1s" }, connections: {} }),
    change: workload({ location: { roundTrip: "1s" }, connections: { most: 1 } }),
  },
  "workload[].connections.idle": connectionsCase({ idle: "10ms" }),
  "workload[].connections.setUp": connectionsCase({ setUp: "1s" }),
  "workload[].location": { change: workload({ location: "sa-east-1" }) },
  "workload[].location.roundTrip": { change: workload({ location: { roundTrip: "90ms" } }) },
  "workload[].delay": { change: workload({ delay: "3s" }) },
  "workload[].retry": { base: fault({ outage: "Orders" }), change: workload({ retry: "none" }) },
  "workload[].retry.attempts": retryCase({ attempts: 5 }),
  "workload[].retry.backoff": retryCase({ backoff: "fixed" }),
  "workload[].retry.base": retryCase({ base: "2s" }),
  "workload[].retry.factor": retryCase({ factor: 3 }),
  "workload[].retry.longest": retryCase({ longest: "50ms" }),
  "workload[].retry.jitter": retryCase({ jitter: "none" }),
  "workload[].retry.failed": {
    base: {
      workload: [{ to: "Lone", arrivals: { constant: { rate: "1/s" } } }],
      functions: { Lone: { failures: "50%" } },
    },
    change: {
      workload: [{ to: "Lone", arrivals: { constant: { rate: "1/s" } }, retry: { failed: true } }],
    },
  },
  "workload[].retry.budget.tokens": budgetCase({ tokens: 10 }),
  "workload[].retry.budget.retryCost": budgetCase({ retryCost: 50 }),
  "workload[].retry.budget.timeoutCost": {
    ...budgetCase({ timeoutCost: 500 }),
    base: {
      ...fault({ drop: "Orders", direction: "reply" }),
      ...workload({ timeout: "5s", retry: { budget: {} } }),
    },
    change: workload({ timeout: "5s", retry: { budget: { timeoutCost: 500 } } }),
  },
  "workload[].timeout": {
    base: fault({ drop: "Orders", direction: "reply" }),
    change: workload({ timeout: "5s" }),
  },
  "workload[].from": { change: workload({ from: "20s" }) },
  "workload[].for": { change: workload({ for: "20s" }) },

  "consumers[].name": consumerCase({ name: "reader" }),
  "consumers[].from": consumerCase({ from: "Dead" }),
  "consumers[].containers": consumerCase({ containers: 3 }),
  "consumers[].concurrency": consumerCase({ concurrency: 3 }),
  "consumers[].maxNumberOfMessages": consumerCase({ maxNumberOfMessages: 10 }),
  "consumers[].waitTime": consumerCase({ waitTime: "10s" }),
  "consumers[].visibilityTimeout": consumerCase({ visibilityTimeout: "1s" }, { duration: "3s" }),
  "consumers[].pause": consumerCase({ pause: "2s" }),
  "consumers[].duration": consumerCase({ duration: "700ms" }),
  "consumers[].failures": consumerCase({ failures: "50%" }),
  "consumers[].onFailure": consumerCase({ onFailure: "release" }, { failures: "50%" }),
  "consumers[].heartbeat": consumerCase({ heartbeat: "1s" }, { duration: "3s" }),
  "consumers[].deletes": consumerCase({ deletes: "batch" }, { maxNumberOfMessages: 10 }),
  "latencies.sqs.toConsumer": {
    base: consumerCase({}).base!,
    change: latency("sqs.toConsumer", "300ms"),
  },
  "actions[].at": {
    base: action({ at: "10s", do: "set Worker.ReservedConcurrentExecutions 0" }),
    change: action({ at: "20s", do: "set Worker.ReservedConcurrentExecutions 0" }),
  },
  "actions[].do": { change: action({ at: "10s", do: "disable WorkerOrders" }) },
  "actions[].do.sqs:SendMessage": {
    change: action({ at: "10s", do: { "sqs:SendMessage": "Receipts" } }),
  },
  "actions[].do.lambda:Invoke": { change: action({ at: "10s", do: { "lambda:Invoke": "Lone" } }) },
  "actions[].do.invoke": {
    base: action({ at: "10s", do: { "lambda:Invoke": "Lone" } }),
    change: action({ at: "10s", do: { "lambda:Invoke": "Lone", invoke: "event" } }),
  },
  "actions[].do.body": {
    base: action({ at: "10s", do: { "sqs:SendMessage": "Receipts" } }),
    change: action({ at: "10s", do: { "sqs:SendMessage": "Receipts", body: "a longer text" } }),
  },
  "actions[].do.delay": {
    base: action({ at: "10s", do: { "sqs:SendMessage": "Receipts" } }),
    change: action({ at: "10s", do: { "sqs:SendMessage": "Receipts", delay: "5m" } }),
  },
  "actions[].do.*": {
    change: action({ at: "10s", do: { "sqs:PurgeQueue": { QueueUrl: "stack-Receipts" } } }),
  },
  "functions.*.duration": { base: worker({}), change: worker({ duration: "1s" }) },
  "functions.*.durationPerItem": { base: worker({}), change: worker({ durationPerItem: "1s" }) },
  "functions.*.coldStart": { base: worker({}), change: worker({ coldStart: "3s" }) },
  "functions.*.imageRuntime": {
    base: { template: "image.yaml", ...worker({}) },
    change: worker({ imageRuntime: "java21" }),
  },
  "functions.*.proactiveReplacements": {
    base: {
      ...worker({ proactiveReplacements: 0 }),
      ...latency("lambda.maxEnvironmentLifetime", "20s"),
    },
    change: worker({ proactiveReplacements: 1 }),
  },
  "actions[].do.deploy": {
    base: action({ at: "30s", do: { deploy: "template.yaml" } }),
    change: action({ at: "30s", do: { deploy: "other.yaml" } }),
  },
  "actions[].do.stack": {
    base: {
      template: undefined,
      stacks: { one: "template.yaml", two: "importing.yaml" },
      exports: { hidden: "1" },
      workload: [{ to: "one/Orders", arrivals: { constant: { rate: "5/s" } } }],
      functions: {},
      ...action({ at: "20s", do: { deploy: "other.yaml", stack: "one" } }),
    },
    change: action({ at: "20s", do: { deploy: "other.yaml", stack: "two" } }),
  },
  "actions[].do.parameters.*": {
    base: action({ at: "10s", do: { deploy: "template.yaml" } }),
    change: action({ at: "10s", do: { deploy: "template.yaml", parameters: { Batch: 1 } } }),
  },
  "functions.*.failures": { base: worker({}), change: worker({ failures: "50%" }) },
  "functions.*.poison": { base: worker({}), change: worker({ poison: "20%" }) },
  "functions.*.messageFailures": { base: worker({}), change: worker({ messageFailures: "20%" }) },
  "functions.*.firstFailures": { base: worker({}), change: worker({ firstFailures: 1 }) },
  "functions.*.backoff.base": {
    base: worker({ messageFailures: "50%" }),
    change: worker({ messageFailures: "50%", backoff: { base: "5s" } }),
  },
  "functions.*.backoff.factor": {
    base: worker({ messageFailures: "50%", backoff: { base: "5s" } }),
    change: worker({ messageFailures: "50%", backoff: { base: "5s", factor: 1 } }),
  },
  "functions.*.backoff.longest": {
    base: worker({ messageFailures: "50%", backoff: { base: "5s" } }),
    change: worker({ messageFailures: "50%", backoff: { base: "5s", longest: "6s" } }),
  },
  "functions.*.afterFailure": {
    base: { ...crowd, ...worker({ messageFailures: "20%" }) },
    change: worker({ messageFailures: "20%", afterFailure: "reportRest" }),
  },
  "functions.*.calls[].sqs:SendMessage": {
    base: worker({}),
    change: worker({ calls: [{ "sqs:SendMessage": "Receipts" }] }),
  },
  "functions.*.calls[].lambda:Invoke": {
    base: worker({}),
    change: worker({ calls: [{ "lambda:Invoke": "Lone" }] }),
  },
  "functions.*.calls[].invoke": {
    base: worker({ calls: [{ "lambda:Invoke": "Lone" }] }),
    change: worker({ calls: [{ "lambda:Invoke": "Lone", invoke: "event" }] }),
  },
  "functions.*.calls[].body": {
    base: worker({ calls: [{ "sqs:SendMessage": "Receipts" }] }),
    change: worker({ calls: [{ "sqs:SendMessage": "Receipts", body: "a longer text" }] }),
  },
  "functions.*.calls[].delay": {
    base: worker({ calls: [{ "sqs:SendMessage": "Receipts" }] }),
    change: worker({ calls: [{ "sqs:SendMessage": "Receipts", delay: "15s" }] }),
  },
  "functions.*.duplicateEvents": {
    base: events({}),
    change: events({ duplicateEvents: "50%" }),
  },
  "functions.*.calls[].per": {
    base: { ...crowd, ...worker({ calls: [{ "sqs:SendMessage": "Receipts" }] }) },
    change: worker({ calls: [{ "sqs:SendMessage": "Receipts", per: "message" }] }),
  },
  "functions.*.calls[].*": {
    base: worker({}),
    change: worker({ calls: [{ "sqs:GetQueueUrl": { QueueName: "nowhere" } }] }),
  },
  "functions.*.response": {
    base: worker({}),
    change: worker({ response: { batchItemFailures: [{ itemIdentifier: "" }] } }),
  },
  "functions.*.script": { change: worker({ script: "idle" }) },

  ...Object.fromEntries(
    Object.entries(mappingCases).map(([name, one]) => [`mappings.*.scaling.${name}`, one]),
  ),
  ...serviceSettingCases,
  "queues.*.duplicates": { change: { queues: { Orders: { duplicates: "50%" } } } },
  "queues.*.reordering": { change: { queues: { Orders: { reordering: "50%" } } } },
  "queues.*.sampling": {
    base: lone({
      calls: [
        { "sqs:SendMessage": "Receipts" },
        { "sqs:ReceiveMessage": { QueueUrl: "stack-Receipts", WaitTimeSeconds: 0 } },
      ],
    }),
    change: { queues: { Receipts: { sampling: true } } },
  },

  "latencies.sqs.standard.toLambda": { change: latency("sqs.standard.toLambda", "1s") },
  "latencies.sqs.fifo.toLambda": { base: fifo({}), change: latency("sqs.fifo.toLambda", "1s") },
  "latencies.sqs.toProducer": { change: latency("sqs.toProducer", "1s") },
  "latencies.lambda.cold.platformOverhead": {
    change: latency("lambda.cold.platformOverhead", "3s"),
  },
  "latencies.lambda.cold.initDuration": { change: latency("lambda.cold.initDuration", "3s") },
  "latencies.lambda.warm.platformOverhead": {
    base: lone({}),
    change: latency("lambda.warm.platformOverhead", "1s"),
  },
  "latencies.lambda.async.dispatch": {
    base: events({}),
    change: latency("lambda.async.dispatch", "1s"),
  },
  "latencies.lambda.cold.firstCall": { change: latency("lambda.cold.firstCall", "1s") },
  "latencies.lambda.idleTimeout": { change: latency("lambda.idleTimeout", "10ms") },
  "latencies.lambda.surplusHalving": { change: latency("lambda.surplusHalving", "1s") },
  "latencies.lambda.maxEnvironmentLifetime": {
    change: latency("lambda.maxEnvironmentLifetime", "20s"),
  },
  "latencies.lambda.function.creation": {
    base: lone({ script: "makes" }),
    change: latency("lambda.function.creation", "50s"),
  },
  "latencies.lambda.provisioned.preparation": {
    base: lone({
      calls: [
        { "lambda:PublishVersion": { FunctionName: update.FunctionName } },
        { "lambda:PutProvisionedConcurrencyConfig": provisioned },
      ],
    }),
    change: latency("lambda.provisioned.preparation", "1s"),
  },
  "latencies.lambda.function.update": {
    base: lone({ calls: [{ "lambda:UpdateFunctionConfiguration": update }] }),
    change: latency("lambda.function.update", "50s"),
  },
  "latencies.lambda.eventSourceMapping.transition": {
    change: latency("lambda.eventSourceMapping.transition", "40s"),
  },
  ...Object.fromEntries(
    Object.entries(assumptionCases).map(([name, one]) => [`assumptions.${name}`, one]),
  ),
  "quotas.lambda.concurrentExecutions": {
    base: worker({ duration: "2s" }),
    change: { quotas: { "lambda.concurrentExecutions": 1 } },
  },

  "customResources.*.data.*": { base: chosen({}), change: chosen({ data: { Seconds: 25 } }) },
  "customResources.*.physicalResourceId": {
    base: chosen({}),
    change: chosen({ physicalResourceId: "of-its-own" }),
  },

  logs: {
    base: {
      ...lone({ calls: [{ "logs:DescribeLogGroups": {} }] }),
      unmodeled: { "logs:DescribeLogGroups": {} },
    },
    change: { logs: true },
  },

  "unmodeled.*.after": { base: dynamo({}), change: dynamo({ after: "1s" }) },
  "unmodeled.*.response": {
    base: { ...lone({ script: "asks" }), unmodeled: { "rekognition:*": {} } },
    change: { unmodeled: { "rekognition:*": { response: { Item: 1 } } } },
  },
  "unmodeled.*.error": { base: dynamo({}), change: dynamo({ error: "Throttled" }) },
  "unmodeled.*.error.code": {
    base: dynamo({ error: { code: "Throttled" } }),
    change: dynamo({ error: { code: "AccessDenied" } }),
  },
  "unmodeled.*.error.message": {
    base: dynamo({ error: { code: "Throttled" } }),
    change: dynamo({ error: { code: "Throttled", message: "Too many." } }),
  },
  "unmodeled.*.share": {
    base: dynamo({ error: "Throttled" }),
    change: dynamo({ error: "Throttled", share: "50%" }),
  },

  "faults[].at": {
    base: fault({ outage: "Worker" }),
    change: fault({ outage: "Worker", at: "20s" }),
  },
  "faults[].for": {
    base: fault({ outage: "Worker" }),
    change: fault({ outage: "Worker", for: "10s" }),
  },
  "faults[].refuse": { change: fault({ refuse: "Worker" }) },
  "faults[].outage": { change: fault({ outage: "Worker" }) },
  "faults[].with": {
    base: {
      ...worker({ calls: [{ "sqs:SendMessage": "Receipts" }] }),
      ...fault({ refuse: "Receipts" }),
    },
    change: fault({ refuse: "Receipts", with: "OverLimit" }),
  },
  "faults[].delay": { change: fault({ delay: "Worker", by: "1s" }) },
  "faults[].drop": { change: fault({ drop: "Worker" }) },
  "faults[].fail": { change: fault({ fail: "Worker" }) },
  "faults[].message": {
    base: fault({ fail: "Worker" }),
    change: fault({ fail: "Worker", message: "another" }),
  },
  "faults[].slow": { change: fault({ slow: "Worker", factor: 3 }) },
  "faults[].factor": {
    base: fault({ slow: "Worker", factor: 3 }),
    change: fault({ slow: "Worker", factor: 6 }),
  },
  "faults[].untilTimeout": { change: fault({ slow: "Worker", untilTimeout: true }) },
  "faults[].duplicate": { change: fault({ duplicate: "Worker" }) },
  "faults[].crash": {
    base: worker({ duration: "2s" }),
    change: { faults: [{ at: "30s", crash: "Worker" }] },
  },
  "faults[].by": {
    base: fault({ duplicate: "Worker" }),
    change: fault({ duplicate: "Worker", by: "3s" }),
  },
  "faults[].direction": {
    base: fault({ drop: "Worker" }),
    change: fault({ drop: "Worker", direction: "reply" }),
  },
  "faults[].share": {
    base: fault({ drop: "Worker" }),
    change: fault({ drop: "Worker", share: "30%" }),
  },
  "faults[].sender": {
    base: {
      ...worker({ calls: [{ "sqs:SendMessage": "Receipts" }] }),
      ...fault({ refuse: "Receipts" }),
    },
    change: fault({ refuse: "Receipts", sender: "Lone" }),
  },
  "faults[].activation": {
    base: fault({ outage: "Worker" }),
    change: fault({ outage: "Worker", activation: "50%" }),
    seeds: [1, 2, 3, 4, 5, 6, 7, 8],
  },
  "faults[].group": {
    base: fault({ outage: "Worker", activation: "50%" }),
    change: fault({ outage: "Worker", activation: "50%", group: "zone" }),
    seeds: [1, 2, 3, 4, 5, 6, 7, 8],
  },

  "expect[]": {
    base: { expect: ["Orders.NumberOfMessagesSent > 1"] },
    change: { expect: ["Orders.NumberOfMessagesSent > 100000"] },
  },
  "expect[].metric": { base: expected({}), change: expected({ metric: "Orders.MessagesExpired" }) },
  "expect[].statistic": { base: expected({}), change: expected({ statistic: "max" }) },
  "expect[].min": { base: expected({}), change: expected({ min: 10_000 }) },
  "expect[].max": { base: expected({}), change: expected({ max: 1 }) },

  ...lawCases(
    "durations",
    (ms) => `${ms}ms`,
    (law) => worker({ duration: law }),
  ),
  ...lawCases(
    "sizes",
    (size) => `${size}B`,
    (law) => payload({ size: law }),
  ),
};

function rampCase(more: Part): SettingCase {
  return { base: arrivals({ ramp }), change: arrivals({ ramp: { ...ramp, ...more } }) };
}
function stepsCase(more: Part): SettingCase {
  return { base: arrivals({ steps }), change: arrivals({ steps: { ...steps, ...more } }) };
}
function dailyCase(more: Part): SettingCase {
  return { base: arrivals({ daily }), change: arrivals({ daily: { ...daily, ...more } }) };
}
function burstsCase(more: Part): SettingCase {
  return { base: arrivals({ bursts }), change: arrivals({ bursts: { ...bursts, ...more } }) };
}
function counts(more: Part): Part {
  return arrivals({ file: { path: "counts.csv", column: "minute", every: "1m", ...more } });
}

/** Cases of the laws of a distribution: alone, and inside a mixture. */
function lawCases(
  name: string,
  quantity: (amount: number) => string,
  within: (law: unknown) => Part,
): Readonly<Record<string, SettingCase>> {
  const [low, middle, high] = [quantity(100), quantity(200), quantity(400)];
  const laws: Readonly<Record<string, readonly [Part, Part]>> = {
    constant: [{ constant: low }, { constant: high }],
    "uniform.min": [{ uniform: { min: low, max: high } }, { uniform: { min: middle, max: high } }],
    "uniform.max": [{ uniform: { min: low, max: high } }, { uniform: { min: low, max: middle } }],
    "exponential.mean": [{ exponential: { mean: low } }, { exponential: { mean: high } }],
    "normal.mean": [
      { normal: { mean: low, standardDeviation: quantity(20) } },
      { normal: { mean: high, standardDeviation: quantity(20) } },
    ],
    "normal.standardDeviation": [
      { normal: { mean: high, standardDeviation: quantity(20) } },
      { normal: { mean: high, standardDeviation: low } },
    ],
    "normal.min": [
      { normal: { mean: middle, standardDeviation: low } },
      { normal: { mean: middle, standardDeviation: low, min: middle } },
    ],
    "lognormal.p50": [
      { lognormal: { p50: low, sigma: 0.5 } },
      { lognormal: { p50: high, sigma: 0.5 } },
    ],
    "lognormal.sigma": [
      { lognormal: { p50: low, sigma: 0.5 } },
      { lognormal: { p50: low, sigma: 0.9 } },
    ],
    "lognormal.*": [{ lognormal: { p50: low, p99: high } }, { lognormal: { p50: low, p90: high } }],
    "gamma.shape": [{ gamma: { shape: 2, mean: low } }, { gamma: { shape: 5, mean: low } }],
    "gamma.mean": [{ gamma: { shape: 2, mean: low } }, { gamma: { shape: 2, mean: high } }],
    "quantiles.*": [
      { quantiles: { p50: low, p99: high } },
      { quantiles: { p50: low, p90: middle, p99: high } },
    ],
  };
  const caseOf = (one: unknown, other: unknown): SettingCase => ({
    base: within(one),
    change: within(other),
  });
  const mixed = (of: unknown, weight = 1) => ({
    mixture: [
      { weight: 1, of: low },
      { weight, of },
    ],
  });
  return {
    [name]: caseOf(low, high),
    [`${name}.mixture[].weight`]: caseOf(mixed(high), mixed(high, 9)),
    [`${name}.mixture[].of`]: caseOf(mixed(middle), mixed(high)),
    ...Object.fromEntries(
      Object.entries(laws).flatMap(([law, [one, other]]) => [
        [`${name}.${law}`, caseOf(one, other)],
        [`${name}.mixture[].of.${law}`, caseOf(mixed(one), mixed(other))],
      ]),
    ),
  };
}
