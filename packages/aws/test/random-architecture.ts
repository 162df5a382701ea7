import {
  milliseconds,
  minutes,
  seconds,
  type ArrivalProcess,
  type Distribution,
  type Duration,
} from "@orrery/kernel";
import fc from "fast-check";
import type {
  Extras,
  ArchitectureOperation,
  Scenario,
  ScenarioFault,
  Workload,
} from "../src/index.ts";

const region = "us-east-1";
const accountId = "123456789012";
const arn = (name: string) => `arn:aws:sqs:${region}:${accountId}:${name}`;

/** One queue with the queues that its messages are given up to, one after another. */
interface ChainShape {
  readonly fifo: boolean;
  readonly deadLetterQueues: number;
  readonly maxReceiveCount: number;
  readonly visibilityTimeout: number;
  readonly delaySeconds: number;
  readonly retention: number;
  readonly contentBasedDeduplication: boolean;
  readonly chance: { readonly duplicateRate: number; readonly reorderRate: number };
  /** Which function reads it, and one of its dead-letter queues. */
  readonly reader: number;
  readonly readsDeadLetters: boolean;
  readonly batchSize: number;
  readonly window: number;
  readonly filter: number;
  readonly reportBatchItemFailures: boolean;
  readonly scaling: "default" | "capped" | "provisioned";
}

interface FunctionShape {
  readonly duration: Distribution;
  readonly failures: number;
  readonly poison: number;
  readonly reservedConcurrency: number | null;
  readonly memory: number;
  /** Whether it sends a message on to the next queue. */
  readonly sendsOn: boolean;
}

/** Several queues, functions, workloads and faults. */
export interface ArchitectureShape {
  readonly seed: number;
  readonly chains: readonly ChainShape[];
  readonly functions: readonly FunctionShape[];
  readonly arrivals: readonly ArrivalProcess[];
  readonly groups: number;
  readonly faults: readonly FaultShape[];
  readonly concurrentExecutions: number;
  readonly asOf: string;
}

interface FaultShape {
  readonly type: ScenarioFault["type"];
  readonly target: number;
  readonly sender: number;
  readonly reply: boolean;
  readonly from: number;
  readonly length: number;
  readonly share: number;
  readonly activation: number;
  readonly isGrouped: boolean;
}

const rate = fc.constantFrom(0.5, 3, 20);
const time = (most: number) => fc.integer({ min: 1, max: most }).map((each) => seconds(each));

const arrivals: fc.Arbitrary<ArrivalProcess> = fc.oneof(
  fc.record({ type: fc.constant("constant" as const), rate }),
  fc.record({ type: fc.constant("poisson" as const), rate }),
  fc.record({ type: fc.constant("ramp" as const), from: rate, to: rate, over: time(20) }),
  fc.record({
    type: fc.constant("steps" as const),
    steps: fc.tuple(rate, rate).map(([one, other]) => [
      { at: 0 as Duration, rate: one },
      { at: seconds(7), rate: other },
    ]),
    spacing: fc.constantFrom("poisson" as const, "even" as const),
  }),
  fc.record({
    type: fc.constant("daily" as const),
    hourly: fc.array(rate, { minLength: 24, maxLength: 24 }),
  }),
  fc.record({
    type: fc.constant("daily" as const),
    mean: fc.constant(5),
    peak: fc.constant(9),
    peakAt: time(3_600),
  }),
  fc.record({
    type: fc.constant("bursts" as const),
    quiet: fc.record({ rate: fc.constant(0.2), mean: time(5) }),
    busy: fc.record({ rate: fc.constant(40), mean: time(2) }),
  }),
  fc.record({
    type: fc.constant("recorded" as const),
    instants: fc
      .array(fc.nat(20_000_000), { minLength: 1, maxLength: 30 })
      .map((instants) => instants.sort((one, other) => one - other)),
  }),
);

const durations: fc.Arbitrary<Distribution> = fc.constantFrom<Distribution>(
  { type: "constant", value: milliseconds(20) },
  { type: "exponential", mean: milliseconds(400) },
  { type: "lognormal", median: milliseconds(200), sigma: 1 },
  { type: "uniform", min: milliseconds(1), max: seconds(4) },
);

const chain: fc.Arbitrary<ChainShape> = fc.record({
  fifo: fc.boolean(),
  deadLetterQueues: fc.nat(2),
  maxReceiveCount: fc.integer({ min: 1, max: 3 }),
  visibilityTimeout: fc.constantFrom(6, 15),
  delaySeconds: fc.constantFrom(0, 0, 2),
  retention: fc.constantFrom(60, 345_600),
  contentBasedDeduplication: fc.boolean(),
  chance: fc.record({
    duplicateRate: fc.constantFrom(0, 0.05),
    reorderRate: fc.constantFrom(0, 0.1),
  }),
  reader: fc.nat(1),
  readsDeadLetters: fc.boolean(),
  batchSize: fc.integer({ min: 1, max: 10 }),
  window: fc.constantFrom(0, 0, 1, 3),
  filter: fc.nat(2),
  reportBatchItemFailures: fc.boolean(),
  scaling: fc.constantFrom("default", "capped", "provisioned"),
});

/** All that the services offer, in small: short runs, so that many can be made. */
export const architectureShape: fc.Arbitrary<ArchitectureShape> = fc.record({
  seed: fc.nat(1_000_000),
  chains: fc.array(chain, { minLength: 1, maxLength: 3 }),
  functions: fc.array(
    fc.record({
      duration: durations,
      failures: fc.constantFrom(0, 0.2),
      poison: fc.constantFrom(0, 0.05),
      reservedConcurrency: fc.constantFrom(null, null, 1, 4),
      memory: fc.constantFrom(128, 2_048),
      sendsOn: fc.boolean(),
    }),
    { minLength: 2, maxLength: 2 },
  ),
  arrivals: fc.array(arrivals, { minLength: 1, maxLength: 3 }),
  groups: fc.integer({ min: 1, max: 4 }),
  faults: fc.array(
    fc.record({
      type: fc.constantFrom("refuse", "delay", "drop", "duplicate", "crash", "fail", "slow"),
      target: fc.nat(10),
      sender: fc.nat(10),
      reply: fc.boolean(),
      from: fc.integer({ min: 0, max: 20 }),
      length: fc.integer({ min: 1, max: 15 }),
      share: fc.constantFrom(1, 0.5),
      activation: fc.constantFrom(1, 0.5),
      isGrouped: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  concurrentExecutions: fc.constantFrom(1_000, 20),
  asOf: fc.constantFrom("2026-11-01", "2023-06-01", "2019-06-01"),
});

const suffixOf = ({ fifo }: ChainShape): string => (fifo ? ".fifo" : "");
const nameOf = (shape: ChainShape, number: number): string => `queue-${number}${suffixOf(shape)}`;
const deadName = (shape: ChainShape, number: number, level: number): string =>
  `queue-${number}-dead-${level}${suffixOf(shape)}`;

/** The queues of a chain, the last dead-letter queue first, and what reads them. */
function chainOf(
  shape: ChainShape,
  number: number,
  isProvisioned: boolean,
): ArchitectureOperation[] {
  const { fifo, contentBasedDeduplication } = shape;
  const queue = (logicalId: string, QueueName: string, deadLetters: string | null) => ({
    logicalId,
    service: "sqs",
    operation: "CreateQueue",
    params: {
      QueueName,
      Attributes: {
        VisibilityTimeout: `${shape.visibilityTimeout}`,
        MessageRetentionPeriod: `${shape.retention}`,
        ...(deadLetters === null
          ? {}
          : {
              RedrivePolicy: JSON.stringify({
                deadLetterTargetArn: arn(deadLetters),
                maxReceiveCount: shape.maxReceiveCount,
              }),
            }),
        ...(fifo
          ? { FifoQueue: "true", ContentBasedDeduplication: `${contentBasedDeduplication}` }
          : {}),
        ...(logicalId.includes("Dead") ? {} : { DelaySeconds: `${shape.delaySeconds}` }),
      },
    },
  });
  const operations: ArchitectureOperation[] = [];
  for (let level = shape.deadLetterQueues; level > 0; level -= 1) {
    const next = level === shape.deadLetterQueues ? null : deadName(shape, number, level + 1);
    operations.push(queue(`Queue${number}Dead${level}`, deadName(shape, number, level), next));
  }
  const first = shape.deadLetterQueues === 0 ? null : deadName(shape, number, 1);
  operations.push(queue(`Queue${number}`, nameOf(shape, number), first));
  const filters = [
    [],
    [{ Pattern: JSON.stringify({ body: { kind: ["a"] } }) }],
    [{ Pattern: JSON.stringify({ body: [{ exists: true }] }) }],
  ][shape.filter]!;
  const mapping = (logicalId: string, source: string) => ({
    logicalId,
    service: "lambda",
    operation: "CreateEventSourceMapping",
    params: {
      EventSourceArn: arn(source),
      FunctionName: `function-${shape.reader}`,
      BatchSize: shape.batchSize,
      ...(fifo ? {} : { MaximumBatchingWindowInSeconds: shape.window }),
      ...(filters.length === 0 ? {} : { FilterCriteria: { Filters: filters } }),
      ...(shape.reportBatchItemFailures
        ? { FunctionResponseTypes: ["ReportBatchItemFailures"] }
        : {}),
      ...(shape.scaling === "capped" ? { ScalingConfig: { MaximumConcurrency: 3 } } : {}),
      ...(shape.scaling === "provisioned" && isProvisioned
        ? { ProvisionedPollerConfig: { MinimumPollers: 2, MaximumPollers: 4 } }
        : {}),
    },
  });
  operations.push(mapping(`Reader${number}`, nameOf(shape, number)));
  if (shape.readsDeadLetters && shape.deadLetterQueues > 0) {
    operations.push(mapping(`Reader${number}Dead`, deadName(shape, number, 1)));
  }
  return operations;
}

function functionOf({ memory, reservedConcurrency }: FunctionShape, number: number, quota: number) {
  const FunctionName = `function-${number}`;
  const operations: ArchitectureOperation[] = [
    {
      logicalId: `Function${number}`,
      service: "lambda",
      operation: "CreateFunction",
      params: {
        FunctionName,
        Runtime: number === 0 ? "nodejs22.x" : "python3.12",
        Handler: "index.handler",
        Role: `arn:aws:iam::${accountId}:role/worker`,
        Code: { ZipFile: "" },
        Timeout: 5,
        MemorySize: memory,
      },
    },
  ];
  // An account of a small quota has none to reserve.
  if (reservedConcurrency !== null && quota >= 1_000) {
    operations.push({
      logicalId: `Function${number}Concurrency`,
      service: "lambda",
      operation: "PutFunctionConcurrency",
      params: { FunctionName, ReservedConcurrentExecutions: reservedConcurrency },
    });
  }
  return operations;
}

function faultOf(shape: FaultShape, number: number, ids: readonly string[]): ScenarioFault {
  const functions = ids.filter((id) => id.startsWith("Function"));
  const isOwn = ["crash", "fail", "slow"].includes(shape.type);
  const targets = isOwn ? functions : ids;
  const span = {
    name: `fault ${number}`,
    to: targets[shape.target % targets.length]!,
    from: seconds(shape.from),
    until: seconds(shape.from + shape.length),
    share: shape.share,
    activation: shape.activation,
    // Faults of a group are there together, so that they have one activation.
    ...(shape.isGrouped ? { group: "zone", activation: 0.5 } : {}),
    ...(shape.sender < ids.length && !isOwn ? { sender: ids[shape.sender]! } : {}),
  };
  const direction = shape.reply ? "reply" : "request";
  const by: Distribution = { type: "exponential", mean: milliseconds(700) };
  switch (shape.type) {
    case "refuse":
      return { ...span, type: "refuse", code: "ThrottlingException", message: "Rate exceeded" };
    case "delay":
      return { ...span, type: "delay", direction, by };
    case "drop":
      return { ...span, type: "drop", direction };
    case "duplicate":
      return { ...span, type: "duplicate", by };
    case "crash":
      return { ...span, type: "crash" };
    case "fail":
      return { ...span, type: "fail", errorType: "DependencyError", errorMessage: "It is down." };
    case "slow":
      return shape.reply
        ? { ...span, type: "slow", factor: null, by, untilTimeout: false }
        : { ...span, type: "slow", factor: 3, by: null, untilTimeout: false };
  }
}

/** The scenario of a shape: arrivals for 20 seconds, and some time to drain after that. */
export function architectureOf(shape: ArchitectureShape): Scenario {
  const { chains, functions, concurrentExecutions, asOf } = shape;
  const chainAt = (number: number) => chains[number % chains.length]!;
  const groups = Array.from({ length: shape.groups }, (_, nth) => ({ id: `g${nth}`, weight: 1 }));
  const workloads = shape.arrivals.map((process, number): Workload => ({
    to: number === 2 ? "Function0" : `Queue${number % chains.length}`,
    arrivals: process,
    from: seconds(number),
    until: seconds(20),
    payload:
      number === 1
        ? { type: "list", bodies: ['{"kind":"a"}', '{"kind":"b"}', "plain"].map(bodyOf) }
        : { type: "size", size: { type: "uniform", min: 1, max: 2_000 } },
    groups: number !== 2 && chainAt(number).fifo ? groups : [],
  }));
  const standard = chains.findIndex(({ fifo }) => !fifo);
  const operations = [
    ...functions.flatMap((each, number) => functionOf(each, number, concurrentExecutions)),
    ...chains.flatMap((each, number) => chainOf(each, number, asOf >= "2025-12-01")),
  ];
  const ids = operations
    .filter(({ operation }) => operation === "CreateQueue" || operation === "CreateFunction")
    .map(({ logicalId }) => logicalId);
  return {
    architecture: operations,
    asOf,
    startsAt: "2026-11-23T09:00:00Z",
    region,
    accountId,
    quotas: { "lambda.concurrentExecutions": concurrentExecutions },
    duration: minutes(2),
    workloads,
    extras: Object.fromEntries<Extras>([
      ...functions.map((each, number): [string, Extras] => [
        `Function${number}`,
        {
          Behavior: {
            type: "profile" as const,
            duration: each.duration,
            durationPerItem: number === 0 ? null : { type: "constant", value: milliseconds(5) },
            coldStart: null,
            failures: each.failures,
            poison: each.poison,
            calls:
              each.sendsOn && standard >= 0
                ? [
                    {
                      type: "call" as const,
                      service: "sqs",
                      operation: "SendMessage",
                      params: {
                        QueueUrl: `https://sqs.${region}.amazonaws.com/${accountId}/${nameOf(chains[standard]!, standard)}`,
                        MessageBody: "on",
                      },
                    },
                  ]
                : [],
            response: null,
          },
        },
      ]),
      ...chains.flatMap(({ fifo, chance }, number): [string, Extras][] =>
        fifo ? [] : [[`Queue${number}`, { Chance: chance }]],
      ),
    ]),
    latencies: {},
    faults: shape.faults.map((fault, number) => faultOf(fault, number, ids)),
    expectations: [],
  };
}

const bodyOf = (body: string) => ({ body, size: body.length });
