import { milliseconds, minutes, noTime, seconds, type Duration } from "@orrery/kernel";
import {
  constant,
  listed,
  lognormal,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import { profile, Stack, type Scenario, lambda, sources, sqs } from "../../../index.ts";
import { queueWithDeadLetters } from "./queue-with-dead-letters.ts";

function standardQueue(): Scenario {
  const stack = new Stack("standard");
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration: lognormal(milliseconds(80), 0.6) }) });
  worker.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, "Orders")));
  return stack.scenario({
    duration: minutes(1),
    workloads: [workload("Orders", { type: "constant", rate: 60 })],
  });
}

function partialFailures(): Scenario {
  const stack = new Stack("partial");
  const worker = new lambda.Function(stack, "Worker", {
    timeout: seconds(5),
    memorySize: 512,
    architecture: "arm64",
  });
  stack.say("Worker", {
    Behavior: profile({
      duration: { type: "gamma", shape: 2.5, scale: milliseconds(30) },
      durationPerItem: { type: "uniform", min: 1_000, max: 9_000 },
      failures: 0.05,
      poison: 0.02,
    }),
  });
  worker.addEventSource(
    new sources.SqsEventSource(queueWithDeadLetters(stack), { reportBatchItemFailures: true }),
  );
  return stack.scenario({
    duration: minutes(3),
    workloads: [workload("Orders", { type: "poisson", rate: 30 }, { until: minutes(1) })],
  });
}

function fifoGroups(): Scenario {
  const stack = new Stack("fifo");
  const worker = new lambda.Function(stack, "Worker", { timeout: seconds(5) });
  stack.say("Worker", {
    Behavior: profile({
      duration: { type: "exponential", mean: milliseconds(120) },
      failures: 0.1,
      poison: 0.02,
    }),
  });
  worker.addEventSource(
    new sources.SqsEventSource(queueWithDeadLetters(stack, { fifo: true, maxReceiveCount: 2 }), {
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
  const queue = new sqs.Queue(stack, "Orders", {
    fifo: true,
    contentBasedDeduplication: true,
    deduplicationScope: "messageGroup",
    fifoThroughputLimit: "perMessageGroupId",
  });
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration: constant(milliseconds(25)) }) });
  worker.addEventSource(new sources.SqsEventSource(queue));
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
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", {
    Behavior: profile({ duration: { type: "normal", mean: 90_000, standardDeviation: 40_000 } }),
  });
  worker.addEventSource(
    new sources.SqsEventSource(new sqs.Queue(stack, "Orders"), {
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
  const queue = new sqs.Queue(stack, "Orders");
  const { filter } = lambda.FilterCriteria;
  const paid = filter({ body: { state: ["paid"], total: [{ numeric: [">", 10] }] } });
  const foreign = filter({ body: { country: lambda.FilterRule.notEquals("US") } });
  const worker = new lambda.Function(stack, "Worker");
  worker.addEventSource(new sources.SqsEventSource(queue, { filters: [paid, foreign] }));
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
  const queue = new sqs.Queue(stack, "Orders", {
    deliveryDelay: seconds(3),
    visibilityTimeout: seconds(6),
    retentionPeriod: minutes(1),
    receiveMessageWaitTime: seconds(1),
    chance: { duplicates: 0.05, reordering: 0.1, sampling: true },
  });
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", {
    Behavior: profile({ duration: { type: "uniform", min: 10_000, max: 400_000 }, failures: 0.2 }),
  });
  worker.addEventSource(new sources.SqsEventSource(queue, { batchSize: 3 }));
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
  const worker = new lambda.Function(stack, "Worker", {
    reservedConcurrentExecutions: 4,
    timeout: seconds(3),
  });
  stack.say("Worker", { Behavior: behavior });
  worker.addEventSource(new sources.SqsEventSource(queue));
  const other = new lambda.Function(stack, "Other");
  stack.say("Other", { Behavior: behavior });
  const second = new sqs.Queue(stack, "Second");
  other.addEventSource(new sources.SqsEventSource(second, { maxConcurrency: 2, batchSize: 1 }));
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

/** Functions that read queues of every kind. */
export const readingCases: readonly DigestCase[] = [
  scenarioCase("standard-queue", [1, "orrery"], standardQueue),
  scenarioCase("partial-failures", [2, 3], partialFailures),
  scenarioCase("fifo-groups", [4, 5], fifoGroups),
  scenarioCase("fifo-high-throughput", [6], fifoHighThroughput),
  scenarioCase("batching-window", [7], batchingWindow),
  scenarioCase("filters", [8], filters),
  scenarioCase("delays-and-duplicates", [9, 10], delaysAndDuplicates),
  scenarioCase("throttles", [11], throttles),
];
