import type { Instant } from "@orrery/kernel";
import { prepareRun, reportOf, type Scenario } from "@orrery/aws";
import { SimulatedAccount } from "../account.ts";
import { BotoClient } from "../boto-client.ts";
import { memberOf, type Value, type ValueObject } from "../value.ts";

const account = { accountId: "123456789012", region: "us-east-1" };
/** Before pollers grew by more than 60 a minute. */
const beforeFasterPollers = "2022-01-01";
const functionName = "worker";
/** Seconds. Longer than it takes to see two minutes of growth, and shorter than the timeout. */
const invocationDuration = 800;
const functionTimeout = 900;
const microsecondsInSecond = 1_000_000;
const backlog = 5_000;

/** A mapping that comes to a backlog, and a function that is slow: how many batches it has at once. */
export function pollersShown(): ValueObject {
  const simulated = new SimulatedAccount({ ...account, asOf: beforeFasterPollers });
  const client = new BotoClient(simulated);
  const { QueueUrl } = client.call("sqs", "create_queue", {
    QueueName: "orders",
    Attributes: { VisibilityTimeout: "43200" },
  });
  fill(client, QueueUrl);
  createWorker(client);
  client.call("lambda", "create_event_source_mapping", {
    EventSourceArn: `arn:aws:sqs:${account.region}:${account.accountId}:orders`,
    FunctionName: functionName,
    BatchSize: 1,
  });

  const running = (): number =>
    simulated.simulation.gaugesOf(`lambda.function:${functionName}`).RunningInvocations ?? 0;
  client.advance(0.9 * microsecondsInSecond);
  const initialBatchesInParallel = running();
  client.advance(60 * microsecondsInSecond);
  const afterOneMinute = running();
  client.advance(60 * microsecondsInSecond);
  const additionalPerMinute = running() - afterOneMinute;
  let maxConcurrentBatches = 0;
  for (let second = 0; second < 1_500; second += 1) {
    client.advance(microsecondsInSecond);
    maxConcurrentBatches = Math.max(maxConcurrentBatches, running());
  }
  return { initialBatchesInParallel, additionalPerMinute, maxConcurrentBatches };
}

function fill(client: BotoClient, QueueUrl: Value): void {
  for (let sent = 0; sent < backlog; sent += 10) {
    const Entries = Array.from({ length: 10 }, (_, number) => ({
      Id: `${number}`,
      MessageBody: "x",
    }));
    client.call("sqs", "send_message_batch", { QueueUrl, Entries });
  }
}

function createWorker(client: BotoClient): void {
  client.call("lambda", "create_function", {
    FunctionName: functionName,
    Runtime: "python3.12",
    Handler: "handler.handler",
    Role: `arn:aws:iam::${account.accountId}:role/worker`,
    Code: { ZipFile: new TextEncoder().encode("handler") },
    Timeout: functionTimeout,
    Behavior: {
      type: "profile",
      duration: { type: "constant", value: invocationDuration * microsecondsInSecond },
      durationPerItem: null,
      coldStart: null,
      failures: 0,
      poison: 0,
      calls: [],
      response: null,
    },
  });
}

/** A mapping that reads many shards, and a function that is slow: how many batches it has at once. */
export function lanesShown({ shards, parallelizationFactor }: ValueObject): ValueObject {
  const simulated = new SimulatedAccount(account);
  const client = new BotoClient(simulated);
  const stream = { StreamName: "clicks" };
  const count = Number(shards);
  client.call("kinesis", "create_stream", { ...stream, ShardCount: count });
  client.advance(20 * microsecondsInSecond);
  for (let shard = 0; shard < count; shard += 1) {
    const ExplicitHashKey = ((2n ** 128n * BigInt(shard)) / BigInt(count) + 1n).toString();
    const Records = Array.from({ length: 20 }, (_, key) => ({
      Data: new Uint8Array(1),
      PartitionKey: `${key}`,
      ExplicitHashKey,
    }));
    client.call("kinesis", "put_records", { ...stream, Records });
  }
  createWorker(client);
  client.call("lambda", "create_event_source_mapping", {
    EventSourceArn: `arn:aws:kinesis:${account.region}:${account.accountId}:stream/clicks`,
    FunctionName: functionName,
    StartingPosition: "TRIM_HORIZON",
    BatchSize: 1,
    ParallelizationFactor: Number(parallelizationFactor),
  });
  client.advance(30 * microsecondsInSecond);
  const { RunningInvocations = 0 } = simulated.simulation.gaugesOf(
    `lambda.function:${functionName}`,
  );
  return { maxConcurrentInvocations: RunningInvocations };
}

/** The least visibility timeout of a queue that a report does not warn of. */
export function visibilityShown(input: ValueObject): ValueObject {
  const timeout = Number(memberOf(input, "functionTimeoutSeconds"));
  const window = Number(memberOf(input, "maximumBatchingWindowSeconds"));
  let warned = timeout;
  let fine = 43_200;
  if (!warnsOf(warned, timeout, window) || warnsOf(fine, timeout, window)) return {};
  while (fine - warned > 1) {
    const middle = Math.floor((warned + fine) / 2);
    if (warnsOf(middle, timeout, window)) warned = middle;
    else fine = middle;
  }
  return { recommendedVisibilityTimeoutSeconds: fine };
}

function warnsOf(visibilityTimeout: number, timeout: number, window: number): boolean {
  const run = prepareRun(scenarioOf(visibilityTimeout, timeout, window), { seed: 1 });
  run.simulation.run({ until: microsecondsInSecond as Instant });
  return reportOf(run).warnings.some((warning) => /hides messages for/.test(warning));
}

function scenarioOf(visibilityTimeout: number, timeout: number, window: number): Scenario {
  const queueArn = `arn:aws:sqs:${account.region}:${account.accountId}:orders`;
  return {
    architecture: [
      {
        logicalId: "Orders",
        service: "sqs",
        operation: "CreateQueue",
        params: {
          QueueName: "orders",
          Attributes: { VisibilityTimeout: `${visibilityTimeout}` },
        },
      },
      {
        logicalId: "Worker",
        service: "lambda",
        operation: "CreateFunction",
        params: {
          FunctionName: functionName,
          Runtime: "python3.12",
          Handler: "handler.handler",
          Role: `arn:aws:iam::${account.accountId}:role/worker`,
          Code: { ZipFile: "aGFuZGxlcg==" },
          Timeout: timeout,
        },
      },
      {
        logicalId: "WorkerOrders",
        service: "lambda",
        operation: "CreateEventSourceMapping",
        params: {
          EventSourceArn: queueArn,
          FunctionName: functionName,
          MaximumBatchingWindowInSeconds: window,
        },
      },
    ],
    asOf: "2026-11-01",
    startsAt: "2026-11-01T00:00:00Z",
    ...account,
    duration: microsecondsInSecond as Scenario["duration"],
    workloads: [],
    latencies: {},
    faults: [],
    expectations: [],
  };
}
