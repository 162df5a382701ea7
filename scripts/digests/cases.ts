import {
  call,
  continueRun,
  LambdaFunction,
  prepareRun,
  profile,
  Queue,
  simulate,
  SqsEventSource,
  Stack,
  wait,
  type AwsSimulation,
  type Scenario,
  type Scripts,
  type Workload,
} from "@orrery/aws";
import {
  compileDistribution,
  milliseconds,
  minutes,
  next,
  noTime,
  seconds,
  streamFor,
  type ArrivalProcess,
  type Distribution,
  type Duration,
  type Fault,
  type Instant,
  type Plain,
} from "@orrery/kernel";

/** A run whose digest is pinned, under each of its seeds. */
export interface DigestCase {
  readonly name: string;
  readonly seeds: readonly (number | string)[];
  /** Runs it to its end, and says what it came to. */
  run(seed: number | string): Pick<AwsSimulation, "digest" | "events">;
}

const at = (duration: Duration): Instant => duration as number as Instant; // From the start of the run.
const constant = (value: number): Distribution => ({ type: "constant", value });
const lognormal = (median: number, sigma: number): Distribution => ({
  type: "lognormal",
  median,
  sigma,
});

/** Runs a scenario to its end. */
export function runScenario(
  scenario: Scenario,
  seed: number | string,
  scripts: Scripts = {},
): AwsSimulation {
  const run = prepareRun(scenario, { seed, scripts });
  continueRun(run);
  return run.simulation;
}

const scenarioCase = (
  name: string,
  seeds: readonly (number | string)[],
  scenario: () => Scenario,
  scripts: Scripts = {},
): DigestCase => ({ name, seeds, run: (seed) => runScenario(scenario(), seed, scripts) });

/** What reaches `to`: for the whole run and with a body of 200 bytes unless said otherwise. */
const workload = (
  to: string,
  arrivals: ArrivalProcess,
  rest: Partial<Omit<Workload, "to" | "arrivals">> = {},
): Workload => ({
  to,
  arrivals,
  from: noTime,
  until: null,
  payload: { type: "size", size: constant(200) },
  groups: [],
  ...rest,
});

const listed = (bodies: readonly Plain[]): Workload["payload"] => ({
  type: "list",
  bodies: bodies.map((body) => {
    const text = JSON.stringify(body);
    return { body: text, size: text.length };
  }),
});

/** A queue with a dead-letter queue behind it. */
function queueWithDeadLetters(stack: Stack, { fifo = false, maxReceiveCount = 3 } = {}): Queue {
  const dead = new Queue(stack, "Dead", { fifo });
  return new Queue(stack, "Orders", {
    fifo,
    visibilityTimeout: seconds(10),
    deadLetterQueue: { queue: dead, maxReceiveCount },
  });
}

function standardQueue(): Scenario {
  const stack = new Stack("standard");
  const worker = new LambdaFunction(stack, "Worker", {
    behavior: profile({ duration: lognormal(milliseconds(80), 0.6) }),
  });
  worker.addEventSource(new SqsEventSource(new Queue(stack, "Orders")));
  return stack.scenario({
    duration: minutes(1),
    workloads: [workload("Orders", { type: "constant", rate: 60 })],
  });
}

function partialFailures(): Scenario {
  const stack = new Stack("partial");
  const worker = new LambdaFunction(stack, "Worker", {
    timeout: seconds(5),
    memorySize: 512,
    architecture: "arm64",
    behavior: profile({
      duration: { type: "gamma", shape: 2.5, scale: milliseconds(30) },
      durationPerItem: { type: "uniform", min: 1_000, max: 9_000 },
      failures: 0.05,
      poison: 0.02,
    }),
  });
  worker.addEventSource(
    new SqsEventSource(queueWithDeadLetters(stack), { reportBatchItemFailures: true }),
  );
  return stack.scenario({
    duration: minutes(3),
    workloads: [workload("Orders", { type: "poisson", rate: 30 }, { until: minutes(1) })],
  });
}

function fifoGroups(): Scenario {
  const stack = new Stack("fifo");
  const worker = new LambdaFunction(stack, "Worker", {
    timeout: seconds(5),
    behavior: profile({
      duration: { type: "exponential", mean: milliseconds(120) },
      failures: 0.1,
      poison: 0.02,
    }),
  });
  worker.addEventSource(
    new SqsEventSource(queueWithDeadLetters(stack, { fifo: true, maxReceiveCount: 2 }), {
      batchSize: 4,
    }),
  );
  const groups = ["42", "__proto__", "b", "c"].map((id, place) => ({ id, weight: place + 1 }));
  return stack.scenario({
    duration: minutes(3),
    workloads: [workload("Orders", { type: "poisson", rate: 15 }, { until: minutes(1), groups })],
  });
}

function fifoHighThroughput(): Scenario {
  const stack = new Stack("throughput");
  const queue = new Queue(stack, "Orders", {
    fifo: true,
    contentBasedDeduplication: true,
    deduplicationScope: "messageGroup",
    fifoThroughputLimit: "perMessageGroupId",
  });
  const worker = new LambdaFunction(stack, "Worker", {
    behavior: profile({ duration: constant(milliseconds(25)) }),
  });
  worker.addEventSource(new SqsEventSource(queue));
  const instants = Array.from({ length: 40 }, (_, place) => place * place * 1_000);
  const repeatEvery = seconds(2);
  return stack.scenario({
    duration: seconds(40),
    workloads: [
      workload(
        "Orders",
        { type: "recorded", instants, repeatEvery },
        { groups: Array.from({ length: 12 }, (_, place) => ({ id: `${place}`, weight: 1 })) },
      ),
    ],
  });
}

function batchingWindow(): Scenario {
  const stack = new Stack("window");
  const worker = new LambdaFunction(stack, "Worker", {
    behavior: profile({ duration: { type: "normal", mean: 90_000, standardDeviation: 40_000 } }),
  });
  worker.addEventSource(
    new SqsEventSource(new Queue(stack, "Orders"), {
      batchSize: 100,
      maxBatchingWindow: seconds(2),
    }),
  );
  return stack.scenario({
    duration: minutes(1),
    workloads: [
      workload(
        "Orders",
        { type: "ramp", from: 5, to: 100, over: seconds(40) },
        { payload: { type: "size", size: lognormal(2_000, 1) } },
      ),
    ],
  });
}

function filters(): Scenario {
  const stack = new Stack("filters");
  const queue = new Queue(stack, "Orders");
  const paid = { body: { state: ["paid"], total: [{ numeric: [">", 10] }] } };
  const foreign = { body: { country: [{ "anything-but": ["US"] }] } };
  const worker = new LambdaFunction(stack, "Worker");
  worker.addEventSource(new SqsEventSource(queue, { filters: [paid, foreign] }));
  const bodies = [
    { state: "paid", total: 12.5, country: "US" },
    { state: "paid", total: 9, country: "US" },
    { state: "open", total: 90, country: "DE" },
    { state: "open", total: 90, country: "US" },
  ];
  const steps = [
    { at: noTime, rate: 20 },
    { at: seconds(20), rate: 80 },
    { at: seconds(30), rate: 0 },
  ];
  return stack.scenario({
    duration: minutes(1),
    workloads: [
      workload("Orders", { type: "steps", steps, spacing: "even" }, { payload: listed(bodies) }),
    ],
  });
}

function delaysAndDuplicates(): Scenario {
  const stack = new Stack("delays");
  const queue = new Queue(stack, "Orders", {
    deliveryDelay: seconds(3),
    visibilityTimeout: seconds(6),
    retentionPeriod: minutes(1),
    receiveMessageWaitTime: seconds(1),
    chance: { duplicateRate: 0.05, reorderRate: 0.1, sampling: true },
  });
  const worker = new LambdaFunction(stack, "Worker", {
    behavior: profile({ duration: { type: "uniform", min: 10_000, max: 400_000 }, failures: 0.2 }),
  });
  worker.addEventSource(new SqsEventSource(queue, { batchSize: 3 }));
  return stack.scenario({
    duration: minutes(3),
    workloads: [
      workload(
        "Orders",
        {
          type: "bursts",
          quiet: { rate: 2, mean: seconds(10) },
          busy: { rate: 80, mean: seconds(4) },
        },
        { until: minutes(2) },
      ),
    ],
  });
}

function throttles(): Scenario {
  const stack = new Stack("throttles");
  const queue = queueWithDeadLetters(stack, { maxReceiveCount: 20 });
  const behavior = profile({ duration: { type: "exponential", mean: milliseconds(300) } });
  const worker = new LambdaFunction(stack, "Worker", {
    reservedConcurrentExecutions: 4,
    timeout: seconds(3),
    behavior,
  });
  worker.addEventSource(new SqsEventSource(queue));
  const other = new LambdaFunction(stack, "Other", { behavior });
  const second = new Queue(stack, "Second");
  other.addEventSource(new SqsEventSource(second, { maxConcurrency: 2, batchSize: 1 }));
  return stack.scenario({
    startsAt: "2026-11-23T07:59:30Z",
    duration: minutes(2),
    workloads: [
      workload(
        "Orders",
        { type: "daily", mean: 40, peak: 70, peakAt: (8 * 3_600_000_000) as Duration },
        { until: minutes(1) },
      ),
      workload("Worker", { type: "poisson", rate: 10 }),
      workload("Second", { type: "constant", rate: 4 }),
    ],
  });
}

function coldStarts(): Scenario {
  const stack = new Stack("cold");
  const behavior = profile({
    duration: {
      type: "mixture",
      parts: [
        { weight: 9, distribution: lognormal(milliseconds(50), 0.5) },
        { weight: 1, distribution: { type: "shifted", by: milliseconds(900), of: constant(1) } },
      ],
    },
    failures: 0.01,
  });
  new LambdaFunction(stack, "Api", { memorySize: 1_024, runtime: "python3.13", behavior });
  new LambdaFunction(stack, "Slow", {
    timeout: seconds(1),
    behavior: profile({
      duration: constant(milliseconds(200)),
      coldStart: { type: "clipped", min: 200_000, max: 900_000, of: lognormal(400_000, 0.8) },
    }),
  });
  return stack.scenario({
    duration: minutes(20),
    workloads: [
      workload("Api", {
        type: "bursts",
        quiet: { rate: 0.2, mean: minutes(6) },
        busy: { rate: 60, mean: seconds(20) },
      }),
      workload("Slow", { type: "constant", rate: 0.004 }),
    ],
  });
}

function functionThatCalls(): Scenario {
  const stack = new Stack("calls");
  const orders = new Queue(stack, "Orders");
  const receipts = new Queue(stack, "Receipts");
  const params = { QueueUrl: receipts.queueUrl, MessageBody: "done" };
  const worker = new LambdaFunction(stack, "Worker", {
    behavior: profile({
      calls: [{ type: "call", service: "sqs", operation: "SendMessage", params }],
    }),
  });
  worker.addEventSource(new SqsEventSource(orders, { batchSize: 5 }));
  const reader = new LambdaFunction(stack, "Reader", {
    behavior: profile({
      duration: {
        type: "empirical",
        interpolation: "logarithmic",
        points: [
          { p: 0, value: 5_000 },
          { p: 0.5, value: 20_000 },
          { p: 0.99, value: 300_000 },
          { p: 1, value: 2_000_000 },
        ],
      },
    }),
  });
  reader.addEventSource(new SqsEventSource(receipts, { provisionedPollers: { minimum: 2 } }));
  return stack.scenario({
    duration: minutes(1),
    workloads: [workload("Orders", { type: "poisson", rate: 25 })],
  });
}

const scripts: Scripts = {
  *fulfil(event, context) {
    const { environmentState } = context;
    environmentState["calls"] = Number(environmentState["calls"] ?? 0) + 1;
    const { Records = [] } = event as { Records?: { body: string; messageId: string }[] };
    const failed: { itemIdentifier: string }[] = [];
    for (const { body, messageId } of Records) {
      yield wait(milliseconds(Math.floor(5 + 40 * context.random())));
      const QueueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/script-Results";
      if (context.random() < 0.05) failed.push({ itemIdentifier: messageId });
      else yield call("sqs", "SendMessage", { QueueUrl, MessageBody: body, DelaySeconds: 1 });
    }
    if (Number(environmentState["calls"]) % 50 === 0) throw new Error("every fiftieth");
    return { batchItemFailures: failed };
  },
};

function scriptedFunction(): Scenario {
  const stack = new Stack("script");
  new Queue(stack, "Results", { queueName: "script-Results" });
  const worker = new LambdaFunction(stack, "Worker", {
    timeout: seconds(3),
    behavior: { type: "script", name: "fulfil" },
  });
  worker.addEventSource(
    new SqsEventSource(queueWithDeadLetters(stack), { reportBatchItemFailures: true }),
  );
  return stack.scenario({
    duration: minutes(2),
    workloads: [
      workload(
        "Orders",
        { type: "poisson", rate: 20 },
        {
          until: minutes(1),
          payload: listed([{ order: 1 }, { order: 2, total: 0.1 }, { order: "3" }]),
        },
      ),
    ],
  });
}

function outage(): Scenario {
  const stack = new Stack("outage");
  const worker = new LambdaFunction(stack, "Worker", {
    behavior: profile({ duration: lognormal(milliseconds(60), 0.4) }),
  });
  worker.addEventSource(new SqsEventSource(queueWithDeadLetters(stack)));
  const fault = {
    type: "refuse" as const,
    from: seconds(20),
    until: seconds(50),
    code: "ServiceException",
    message: "The service is not available.",
  };
  return stack.scenario({
    duration: minutes(3),
    workloads: [workload("Orders", { type: "poisson", rate: 40 }, { until: minutes(1) })],
    faults: [
      { ...fault, name: "worker out", to: "Worker", share: 1 },
      { ...fault, name: "orders unreliable", to: "Orders", share: 0.3 },
    ],
  });
}

function rulesOf2019(): Scenario {
  const stack = new Stack("past", { region: "eu-west-1" });
  const worker = new LambdaFunction(stack, "Worker", {
    behavior: profile({ duration: lognormal(milliseconds(700), 0.4) }),
  });
  worker.addEventSource(new SqsEventSource(new Queue(stack, "Orders")));
  return stack.scenario({
    asOf: "2019-01-01",
    startsAt: "2019-01-01T12:00:00Z",
    duration: minutes(1),
    workloads: [
      workload("Orders", { type: "ramp", from: 0, to: 120, over: seconds(40), spacing: "even" }),
    ],
  });
}

/** Faults of the network, which scenarios do not have: delays, losses and doubles on a path. */
function networkFaults(seed: number | string): AwsSimulation {
  const stack = new Stack("network");
  const queue = queueWithDeadLetters(stack);
  const worker = new LambdaFunction(stack, "Worker", {
    behavior: profile({ duration: lognormal(milliseconds(60), 0.4) }),
  });
  worker.addEventSource(new SqsEventSource(queue));
  const span = { from: at(seconds(5)), until: at(seconds(40)), share: 0.2 };
  const component = `lambda.function:${worker.functionName}`;
  const by: Distribution = { type: "exponential", mean: milliseconds(400) };
  const faults: Fault[] = [
    { ...span, type: "delay", name: "slow", component, direction: "request", by },
    { ...span, type: "drop", name: "lost", component, direction: "reply", activation: 0.9 },
    { ...span, type: "duplicate", name: "twice", component: `sqs.queue:${queue.queueName}`, by },
  ];
  const simulation = simulate({ seed, faults });
  const client = simulation.client();
  stack.deploy(client);
  for (let number = 0; number < 400; number += 1) {
    simulation.run({ until: at(milliseconds(100 * number)) });
    client.begin("sqs", "SendMessage", { QueueUrl: queue.queueUrl, MessageBody: `${number}` });
  }
  simulation.run({ until: at(minutes(40)) }); // A lost answer is given up after 20 minutes.
  return simulation;
}

/** Changes of the architecture in mid-run, by AWS's own operations. */
function redeployment(seed: number | string): AwsSimulation {
  const stack = new Stack("changes");
  const queue = queueWithDeadLetters(stack, { maxReceiveCount: 1 });
  const behavior = profile({ duration: constant(milliseconds(100)), failures: 0.5 });
  const worker = new LambdaFunction(stack, "Worker", { behavior, timeout: seconds(3) });
  const simulation = simulate({ seed });
  const client = simulation.client();
  stack.deploy(client);
  const mapping = client.call("lambda", "CreateEventSourceMapping", {
    FunctionName: worker.functionName,
    EventSourceArn: queue.queueArn,
  });
  const QueueUrl = queue.queueUrl;
  const sendThrough = (from: number, count: number): void => {
    for (let number = 0; number < count; number += 10) {
      simulation.run({ until: at(seconds(from + number / 100)) });
      const Entries = Array.from({ length: 10 }, (_, place) => ({
        Id: `${place}`,
        MessageBody: `order ${from} ${number + place}`,
      }));
      client.call("sqs", "SendMessageBatch", { QueueUrl, Entries });
    }
  };
  sendThrough(0, 300);
  const { UUID = "" } = mapping;
  client.call("lambda", "UpdateEventSourceMapping", { UUID, BatchSize: 3, Enabled: true });
  client.call("sqs", "SetQueueAttributes", {
    QueueUrl,
    Attributes: { DelaySeconds: "2", VisibilityTimeout: "7" },
  });
  sendThrough(30, 300);
  client.call("lambda", "PutFunctionConcurrency", {
    FunctionName: worker.functionName,
    ReservedConcurrentExecutions: 1,
  });
  sendThrough(60, 300);
  client.call("lambda", "UpdateEventSourceMapping", { UUID, Enabled: false });
  simulation.run({ until: at(minutes(2)) });
  client.call("sqs", "StartMessageMoveTask", {
    SourceArn: stack.arnOf("sqs", "changes-Dead"),
    MaxNumberOfMessagesPerSecond: 50,
  });
  client.call("lambda", "UpdateEventSourceMapping", { UUID, Enabled: true });
  simulation.run({ until: at(minutes(4)) });
  client.call("lambda", "DeleteEventSourceMapping", { UUID });
  simulation.run({ until: at(minutes(5)) });
  client.call("lambda", "DeleteFunction", { FunctionName: worker.functionName });
  client.call("sqs", "DeleteQueue", { QueueUrl });
  simulation.run({ until: at(minutes(7)) });
  return simulation;
}

/**
 * Draws of every kind of distribution, to the last bit. A run rounds them to microseconds, so that an
 * engine whose mathematics are off by a bit would show in one run of many thousands.
 */
function distributions(seed: number | string): Pick<AwsSimulation, "digest" | "events"> {
  const all: readonly Distribution[] = [
    { type: "exponential", mean: 1 },
    { type: "normal", mean: 1, standardDeviation: 2 },
    { type: "lognormal", median: 3, sigma: 0.7 },
    { type: "lognormal", median: 3, percentile: { p: 0.99, value: 47 } },
    { type: "gamma", shape: 0.3, scale: 2 },
    { type: "gamma", shape: 7.5, scale: 0.1 },
    {
      type: "empirical",
      interpolation: "logarithmic",
      points: [
        { p: 0, value: 0.1 },
        { p: 0.7, value: 3 },
        { p: 1, value: 1_234.5 },
      ],
    },
  ];
  const number = new Float64Array(1);
  const halves = new Int32Array(number.buffer);
  let [one, other, events] = [0, 0, 0];
  for (const [place, distribution] of all.entries()) {
    const stream = streamFor(seed, `distribution ${place}`, 0, "draws");
    const draw = compileDistribution(distribution);
    for (let count = 0; count < 10_000; count += 1) {
      number[0] = draw(() => next(stream));
      for (const half of halves) {
        one = Math.imul(one ^ half, 0x9e3779b1);
        other = Math.imul(other ^ one ^ (one >>> 15), 0x85ebca6b);
      }
      events += 1;
    }
  }
  const digest = [one, other].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
  return { digest, events };
}

/** All runs that are pinned, but those of the examples. */
export const digestCases: readonly DigestCase[] = [
  scenarioCase("standard-queue", [1, "orrery"], standardQueue),
  scenarioCase("partial-failures", [2, 3], partialFailures),
  scenarioCase("fifo-groups", [4, 5], fifoGroups),
  scenarioCase("fifo-high-throughput", [6], fifoHighThroughput),
  scenarioCase("batching-window", [7], batchingWindow),
  scenarioCase("filters", [8], filters),
  scenarioCase("delays-and-duplicates", [9, 10], delaysAndDuplicates),
  scenarioCase("throttles", [11], throttles),
  scenarioCase("cold-starts", [12, 13], coldStarts),
  scenarioCase("function-that-calls", [14], functionThatCalls),
  scenarioCase("scripted-function", [15, 16], scriptedFunction, scripts),
  scenarioCase("outage", [17], outage),
  scenarioCase("rules-of-2019", [18], rulesOf2019),
  { name: "distributions", seeds: ["bits"], run: distributions },
  { name: "network-faults", seeds: [19, 20], run: networkFaults },
  { name: "redeployment", seeds: [21], run: redeployment },
];
