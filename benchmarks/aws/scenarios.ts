import type { ProfileBehavior, Scenario, Workload } from "@orrery/aws";
import {
  milliseconds,
  minutes,
  seconds,
  type Distribution,
  type Duration,
  type Instant,
} from "@orrery/kernel";

const region = "us-east-1";
const accountId = "123456789012";
const constant = (value: number): Distribution => ({ type: "constant", value });

/** What every message and invocation carries: one text for all, as of a load generator. */
const payload: Workload["payload"] = { type: "body", body: '{"order":17}', size: 12 };

const arrivals = (
  from: Duration,
  until: Duration | null,
  process: NonNullable<Workload["arrivals"]>,
): Workload => ({ to: "Orders", arrivals: process, from, until, payload, groups: [] });

const behavior = (duration: Distribution, coldStart: Distribution): ProfileBehavior => ({
  type: "profile",
  duration,
  durationPerItem: null,
  coldStart,
  failures: 0,
  poison: 0,
  calls: [],
  response: null,
});

const createFunction = (timeout: number): Scenario["architecture"][number] => ({
  logicalId: "Worker",
  service: "lambda",
  operation: "CreateFunction",
  params: {
    FunctionName: "worker",
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Role: `arn:aws:iam::${accountId}:role/worker`,
    Code: { ZipFile: "" },
    Timeout: timeout,
  },
});

const reserveConcurrency: Scenario["architecture"][number] = {
  logicalId: "WorkerConcurrency",
  service: "lambda",
  operation: "PutFunctionConcurrency",
  params: { FunctionName: "worker", ReservedConcurrentExecutions: 500 },
};

const base = {
  asOf: "2026-11-01",
  startsAt: "2026-11-23T09:00:00Z",
  region,
  accountId,
  faults: [],
  expectations: [],
} as const;

/**
 * A function under independent arrivals. Environments that are idle for 1 s to 2 s are reclaimed, so
 * that a cold start and an expiry come every so often. The function draws on the account's pool of
 * concurrency, which is a component of its own, or has a reservation.
 */
export const functionScenario = (
  duration: Duration,
  pool: "account" | "reserved" = "account",
  invoke: "request" | "event" = "request",
): Scenario => ({
  ...base,
  architecture: [createFunction(3), ...(pool === "account" ? [] : [reserveConcurrency])],
  duration,
  workloads: [
    {
      ...arrivals(0 as Duration, null, { type: "poisson", rate: 200 }),
      to: "Worker",
      ...(invoke === "event" ? { invoke } : {}),
    },
  ],
  extras: {
    Worker: {
      Behavior: behavior(
        { type: "exponential", mean: milliseconds(100) },
        constant(milliseconds(250)),
      ),
    },
  },
  latencies: {
    "lambda.warm.platformOverhead": constant(0),
    "lambda.cold.platformOverhead": constant(milliseconds(100)),
    "lambda.idleTimeout": { type: "uniform", min: seconds(1), max: seconds(2) },
  },
});

/** What a queue, its mapping and its function are to do. */
export interface PathSettings {
  /** How long the mapping may scale out at first, and the messages a second that it does so for. */
  readonly scaling: Duration;
  readonly rate: number;
  /** Messages that then arrive at once, one each microsecond. */
  readonly waiting: number;
  /** Messages a second after that. */
  readonly heldRate: number;
  /** Of the mapping: how many batches run at once. */
  readonly concurrency: number;
  /** How long a batch takes. */
  readonly duration: Duration;
}

/** When the messages that are to wait have arrived. */
export const loadedAt = ({ scaling, waiting }: PathSettings): Instant =>
  (scaling + waiting + seconds(1)) as Instant;

/** Queue, event source mapping and function, with batches of ten. */
export const pathScenario = (settings: PathSettings): Scenario => {
  const { scaling, rate, waiting, heldRate, concurrency, duration } = settings;
  return {
    ...base,
    architecture: [
      {
        logicalId: "Orders",
        service: "sqs",
        operation: "CreateQueue",
        params: {
          QueueName: "orders",
          Attributes: { VisibilityTimeout: "5400", MessageRetentionPeriod: "1209600" },
        },
      },
      createFunction(900),
      {
        logicalId: "OrdersToWorker",
        service: "lambda",
        operation: "CreateEventSourceMapping",
        params: {
          EventSourceArn: `arn:aws:sqs:${region}:${accountId}:orders`,
          FunctionName: "worker",
          BatchSize: 10,
          ScalingConfig: { MaximumConcurrency: concurrency },
        },
      },
    ],
    duration: minutes(100_000),
    workloads: [
      arrivals(0 as Duration, scaling, { type: "poisson", rate }),
      arrivals(scaling, (scaling + waiting) as Duration, { type: "constant", rate: 1e6 }),
      arrivals(scaling, null, { type: "poisson", rate: heldRate }),
    ].filter(({ arrivals: process }) => process?.type !== "poisson" || process.rate > 0),
    extras: { Worker: { Behavior: behavior(constant(duration), constant(milliseconds(200))) } },
    latencies: {},
  };
};

/** What a stream, its mapping and its function are to do. */
export interface ShardsSettings {
  readonly shards: number;
  /** For how long each shard gets 900 records a second before the mapping begins, which then has a backlog. */
  readonly loading: Duration;
}

/**
 * A stream of which a function reads what waits in batches of a hundred, one after the other in each shard, while no
 * more comes.
 */
export const shardsScenario = ({ shards, loading }: ShardsSettings): Scenario => ({
  ...base,
  architecture: [
    {
      logicalId: "Clicks",
      service: "kinesis",
      operation: "CreateStream",
      params: { StreamName: "clicks", ShardCount: shards },
    },
    createFunction(60),
    {
      logicalId: "ClicksToWorker",
      service: "lambda",
      operation: "CreateEventSourceMapping",
      params: {
        EventSourceArn: `arn:aws:kinesis:${region}:${accountId}:stream/clicks`,
        FunctionName: "worker",
        StartingPosition: "TRIM_HORIZON",
      },
    },
  ],
  duration: minutes(1_440),
  workloads: [
    {
      ...arrivals(0 as Duration, loading, { type: "constant", rate: 900 * shards }),
      to: "Clicks",
      groups: Array.from({ length: 10_000 }, (_, number) => ({ id: `key-${number}`, weight: 1 })),
      batch: { within: milliseconds(500) },
    },
  ],
  extras: {
    Worker: { Behavior: behavior(constant(milliseconds(50)), constant(milliseconds(200))) },
  },
  latencies: { "lambda.eventSourceMapping.transition": constant(loading + seconds(1)) },
});

const createTable: Scenario["architecture"][number] = {
  logicalId: "Orders",
  service: "dynamodb",
  operation: "CreateTable",
  params: {
    TableName: "orders",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  },
};

/** What a table is to have. */
export interface TableScenarioSettings {
  /** With one body, and a key of each one's own. */
  readonly items: number;
}

const loadedPerSecond = 3_000;
/** What a partition gives: none of ten items is refused. */
const writtenPerSecond = 1_000;

/** How long it takes to put the items there; a second more, in which all that is recent is forgotten. */
export const loadingTime = ({ items }: TableScenarioSettings): Duration =>
  seconds(Math.ceil(items / loadedPerSecond) + 1);

/** At most so many items are written again. */
const mostTexts = 100_000;

/** A table that is given its items, and in which then one after the other is put in place of itself. */
export const tableScenario = (settings: TableScenarioSettings): Scenario => {
  const { items } = settings;
  const texts = Math.min(items, mostTexts);
  const bodies = Array.from({ length: texts }, (_, number) => {
    // Far from each other, in an order that has nothing to do with that of their making.
    const place = (Math.floor(items / texts) * ((number * 7_919) % texts)) % items;
    const body = `{"order":17,"id":"1-${place + 1}"}`;
    return { body, size: body.length };
  });
  const loaded = seconds(items / loadedPerSecond);
  return {
    ...base,
    architecture: [createTable],
    duration: minutes(100_000),
    workloads: [
      arrivals(0 as Duration, loaded, { type: "constant", rate: loadedPerSecond }),
      {
        ...arrivals(loadingTime(settings), null, { type: "constant", rate: writtenPerSecond }),
        payload: { type: "list", bodies },
      },
    ],
    extras: {},
    latencies: {},
  };
};

/** Three messages through a queue and a function, and no time in between: every order is possible. */
export const threeMessages = (): Scenario => ({
  ...pathScenario({
    scaling: 0 as Duration,
    rate: 0,
    waiting: 0,
    heldRate: 0,
    concurrency: 2,
    duration: 0 as Duration,
  }),
  workloads: [
    arrivals(0 as Duration, null, {
      type: "recorded",
      instants: [seconds(10), seconds(10), seconds(10)],
    }),
  ],
  extras: { Worker: { Behavior: behavior(constant(0), constant(0)) } },
  latencies: {
    "lambda.cold.platformOverhead": constant(0),
    "lambda.idleTimeout": constant(minutes(5)),
    "sqs.standard.toLambda": constant(0),
  },
  duration: seconds(40),
});

/** Who makes the calls of {@link callScenario}: a behavior that says them, or a script that writes them. */
export type CallingBehavior = "profile" | "script";

/** How many calls one invocation makes. */
export const callsEach = 100;

/** What the calls of a profile go to: one message for all to a queue, or items that a table puts in place of themselves. */
export type CalledResource = "queue" | "table";

const callTo: Readonly<
  Record<CalledResource, (order: number) => ProfileBehavior["calls"][number]>
> = {
  queue: () => ({
    type: "call",
    service: "sqs",
    operation: "SendMessage",
    params: { QueueUrl: "orders", MessageBody: payload.body },
  }),
  table: (order) => ({
    type: "call",
    service: "dynamodb",
    operation: "PutItem",
    params: { TableName: "orders", Item: { id: { S: `${order}` }, order: { N: "17" } } },
  }),
};

const called: Readonly<Record<CalledResource, Scenario["architecture"][number]>> = {
  queue: {
    logicalId: "Orders",
    service: "sqs",
    operation: "CreateQueue",
    params: { QueueName: "orders" },
  },
  table: createTable,
};

/** A function that is invoked once a second, and makes {@link callsEach} calls each time. */
export const callScenario = (
  by: CallingBehavior,
  to: CalledResource,
  duration: Duration,
): Scenario => ({
  ...base,
  architecture: [called[to], createFunction(3)],
  duration,
  workloads: [{ ...arrivals(0 as Duration, null, { type: "constant", rate: 1 }), to: "Worker" }],
  extras: {
    Worker: {
      Behavior:
        by === "script"
          ? { type: "script", name: "sender" }
          : {
              ...behavior(constant(0), constant(0)),
              calls: Array.from({ length: callsEach }, (_, order) => callTo[to](order)),
            },
    },
  },
  latencies: {},
});
