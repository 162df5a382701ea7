import { milliseconds, minutes, seconds, type Duration } from "@orrery/kernel";
import fc from "fast-check";
import type { Scenario } from "../src/index.ts";

/** A queue with a dead-letter queue, a function that fails now and then, and what reaches them. */
export interface ScenarioShape {
  readonly seed: number;
  readonly fifo: boolean;
  readonly rate: number;
  readonly batchSize: number;
  readonly window: number;
  readonly reportBatchItemFailures: boolean;
  readonly maximumConcurrency: number | null;
  readonly reservedConcurrency: number | null;
  readonly visibilityTimeout: number;
  readonly maxReceiveCount: number;
  readonly duration: Duration;
  readonly failures: number;
  readonly poison: number;
  readonly delaySeconds: number;
  readonly duplicateRate: number;
  readonly outage: boolean;
}

/** Scenarios of every kind that the services allow; short, so that many can be run. */
export const scenarioShape: fc.Arbitrary<ScenarioShape> = fc.record({
  seed: fc.nat(1_000_000),
  fifo: fc.boolean(),
  rate: fc.constantFrom(0.5, 5, 50),
  batchSize: fc.integer({ min: 1, max: 10 }),
  window: fc.constantFrom(0, 0, 2),
  reportBatchItemFailures: fc.boolean(),
  maximumConcurrency: fc.constantFrom(null, 2, 5),
  reservedConcurrency: fc.constantFrom(null, null, 1, 3),
  visibilityTimeout: fc.constantFrom(6, 20),
  maxReceiveCount: fc.integer({ min: 1, max: 4 }),
  duration: fc.constantFrom(milliseconds(20), milliseconds(400), seconds(2)),
  failures: fc.constantFrom(0, 0.1),
  poison: fc.constantFrom(0, 0.05),
  delaySeconds: fc.constantFrom(0, 0, 3),
  duplicateRate: fc.constantFrom(0, 0, 0.05),
  outage: fc.boolean(),
});

const region = "us-east-1";
const accountId = "123456789012";
const arn = (name: string) => `arn:aws:sqs:${region}:${accountId}:${name}`;

/** The scenario of a shape: arrivals for a minute, and time to drain after that. */
export function scenarioOf(shape: ScenarioShape): Scenario {
  const suffix = shape.fifo ? ".fifo" : "";
  const fifo: Record<string, string> = shape.fifo ? { FifoQueue: "true" } : {};
  const orders = `orders${suffix}`;
  const dead = `dead${suffix}`;
  return {
    architecture: [
      {
        logicalId: "Dead",
        service: "sqs",
        operation: "CreateQueue",
        params: { QueueName: dead, Attributes: { ...fifo, MessageRetentionPeriod: "1209600" } },
      },
      {
        logicalId: "Orders",
        service: "sqs",
        operation: "CreateQueue",
        params: {
          QueueName: orders,
          Attributes: {
            ...fifo,
            VisibilityTimeout: `${shape.visibilityTimeout}`,
            DelaySeconds: `${shape.delaySeconds}`,
            RedrivePolicy: JSON.stringify({
              deadLetterTargetArn: arn(dead),
              maxReceiveCount: shape.maxReceiveCount,
            }),
          },
        },
      },
      {
        logicalId: "Worker",
        service: "lambda",
        operation: "CreateFunction",
        params: {
          FunctionName: "worker",
          Runtime: "nodejs22.x",
          Handler: "index.handler",
          Role: `arn:aws:iam::${accountId}:role/worker`,
          Code: { ZipFile: "" },
          Timeout: 5,
        },
      },
      ...(shape.reservedConcurrency === null
        ? []
        : [
            {
              logicalId: "WorkerConcurrency",
              service: "lambda",
              operation: "PutFunctionConcurrency",
              params: {
                FunctionName: "worker",
                ReservedConcurrentExecutions: shape.reservedConcurrency,
              },
            },
          ]),
      {
        logicalId: "WorkerOrders",
        service: "lambda",
        operation: "CreateEventSourceMapping",
        params: {
          EventSourceArn: arn(orders),
          FunctionName: "worker",
          BatchSize: shape.batchSize,
          ...(shape.fifo ? {} : { MaximumBatchingWindowInSeconds: shape.window }),
          ...(shape.reportBatchItemFailures
            ? { FunctionResponseTypes: ["ReportBatchItemFailures"] }
            : {}),
          ...(shape.maximumConcurrency === null
            ? {}
            : { ScalingConfig: { MaximumConcurrency: shape.maximumConcurrency } }),
        },
      },
    ],
    asOf: "2026-11-01",
    startsAt: "2026-11-23T09:00:00Z",
    region,
    accountId,
    duration: minutes(10),
    workloads: [
      {
        to: "Orders",
        arrivals: { type: "poisson", rate: shape.rate },
        from: 0 as Duration,
        until: minutes(1),
        payload: { type: "size", size: { type: "constant", value: 500 } },
        groups: shape.fifo ? ["a", "b", "c", "d"].map((id) => ({ id, weight: 1 })) : [],
      },
    ],
    extras: {
      Worker: {
        Behavior: {
          type: "profile",
          duration: { type: "exponential", mean: shape.duration },
          durationPerItem: null,
          coldStart: null,
          failures: shape.failures,
          poison: shape.poison,
          calls: [],
          response: null,
        },
      },
      ...(shape.fifo
        ? {}
        : {
            Orders: {
              Chance: { duplicateRate: shape.duplicateRate, reorderRate: shape.duplicateRate },
            },
          }),
    },
    latencies: {},
    faults: shape.outage
      ? [
          {
            type: "refuse",
            name: "outage",
            to: "Worker",
            from: seconds(20),
            until: seconds(30),
            share: 1,
            code: "ServiceException",
            message: "The service is not available.",
          },
          {
            type: "crash",
            name: "crash",
            to: "Worker",
            from: seconds(40),
            until: seconds(41),
            share: 0.5,
          },
        ]
      : [],
    expectations: [],
  };
}
