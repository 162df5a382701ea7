import { minutes, seconds, type Duration, type Instant, type TraceEntry } from "@orrery/kernel";
import { expect, it } from "vitest";
import {
  destinations,
  durable,
  findMessage,
  lambda,
  prepareRun,
  sqs,
  Stack,
  storyOf,
  wait,
  type StoryStep,
  type Workload,
} from "../../../../index.ts";

const once: Workload = {
  to: "Worker",
  invoke: "event",
  arrivals: { type: "constant", rate: 1 },
  from: 0 as Duration,
  until: seconds(1),
  payload: { type: "size", size: { type: "constant", value: 10 } },
  groups: [],
};

/** What is told of the first event of `Worker`, and where all of it ends. */
function storyIn(stack: Stack, until: Duration, workload: Partial<Workload> = {}) {
  const entries: TraceEntry[] = [];
  const scenario = stack.scenario({
    duration: until,
    latencies: { "lambda.async.dispatch": { type: "constant", value: 0 } },
    workloads: [{ ...once, ...workload }],
  });
  const run = prepareRun(scenario, {
    seed: 1,
    scripts: stack.handlers,
    trace: (entry) => entries.push(entry),
  });
  run.simulation.run({ until: until as number as Instant });
  const component = "lambda.function:shop-Worker";
  const found = [...entries].flatMap((entry) => {
    const { trail } = entry.input as { trail?: { from: number } | null };
    return entry.component === component && trail != null ? [trail] : [];
  })[0]!;
  const story = storyOf(entries, found as never);
  const steps: StoryStep[] = [];
  for (;;) {
    const next = story.next();
    if (next.done === true) return { steps, entries, end: next.value };
    steps.push(next.value);
  }
}

const textsOf = (steps: readonly StoryStep[], branch = 0) =>
  steps.filter((step) => step.branch === branch).map(({ at, text }) => [at / 1_000_000, text]);

const failing = {
  *handler() {
    yield* wait("100ms");
    throw new Error("no stock");
  },
} as const;

it("tells the whole of an event that fails: its attempts, the waits, and who takes it then", () => {
  const stack = new Stack("shop");
  const records = new sqs.Queue(stack, "Records");
  const dead = new sqs.Queue(stack, "Dead");
  new lambda.Function(stack, "Worker", {
    ...failing,
    deadLetterQueue: dead,
    onFailure: new destinations.SqsDestination(records),
  });
  const { steps, end } = storyIn(stack, minutes(5));
  const texts = textsOf(steps).map(([, text]) => text);
  const fails = expect.stringMatching(/^the invocation fails after .*: Error: no stock$/);
  expect(texts).toEqual([
    "is taken as an event, 10 bytes",
    "is given to the function",
    fails,
    "is tried again in 1 m",
    "is given to the function once more, for attempt 2",
    fails,
    "is tried again in 2 m",
    "is given to the function once more, for attempt 3",
    fails,
    "is dropped: it is not tried again",
    "a record of it goes to the function's destination",
    "goes to the function's dead-letter queue",
    "the destination shop-Records takes it",
    "the dead-letter queue shop-Dead takes it",
  ]);
  expect(end.branches.map(({ component, parent }) => [component, parent])).toEqual([
    ["lambda.function:shop-Worker", -1],
    ["sqs.queue:shop-Records", 0],
    ["sqs.queue:shop-Dead", 0],
  ]);
});

it("tells who is told of a success, and of a destination that does not take it", () => {
  const stack = new Stack("shop");
  const records = new sqs.Queue(stack, "Records", { maxMessageSizeBytes: 1_024 });
  new lambda.Function(stack, "Worker", {
    *handler() {
      yield* wait("100ms");
      return "x".repeat(2_000);
    },
    onSuccess: new destinations.SqsDestination(records),
  });
  const texts = textsOf(storyIn(stack, minutes(1)).steps).map(([, text]) => text);
  expect(texts.slice(2)).toEqual([
    expect.stringMatching(/^the invocation succeeds after /),
    "a record of it goes to the function's destination",
    expect.stringMatching(/^the destination shop-Records does not take it: InvalidParameterValue/),
  ]);
});

it("tells who takes an event of a function whose reserved concurrency is 0", () => {
  const stack = new Stack("shop");
  const dead = new sqs.Queue(stack, "Dead");
  new lambda.Function(stack, "Worker", {
    ...failing,
    reservedConcurrentExecutions: 0,
    deadLetterQueue: dead,
  });
  const texts = textsOf(storyIn(stack, minutes(1)).steps).map(([, text]) => text);
  expect(texts).toEqual([
    "is taken as an event, 10 bytes",
    "is dropped: the function's reserved concurrency is 0",
    "goes to the function's dead-letter queue",
    "the dead-letter queue shop-Dead takes it",
  ]);
});

it("tells of a durable execution what it writes, what it waits for, and each invocation", () => {
  const stack = new Stack("shop");
  new lambda.Function(stack, "Worker", {
    durableConfig: { executionTimeout: "1h" },
    *handler() {
      yield* durable.step("charge", function* () {
        yield* wait("300ms");
        return 1;
      });
      yield* wait("1m");
      return "done";
    },
  });
  const { steps, end, entries } = storyIn(stack, minutes(5));
  const texts = textsOf(steps).map(([, text]) => text);
  expect(texts).toEqual([
    "is taken as an event, 10 bytes",
    "a durable execution begins",
    "is given to the function",
    "checkpoints step charge begins",
    expect.stringMatching(/^checkpoints step charge succeeds/),
    expect.stringMatching(/wait .*begins for 1 m$/),
    expect.stringMatching(/^the invocation ends after .*: the execution waits$/),
    "a wait is over",
    "is given to the function again, for invocation 2",
    expect.stringMatching(/^the invocation succeeds after /),
    expect.stringMatching(/^the execution succeeds after 60\.\d+ s$/),
  ]);
  expect(end.whereabouts).toEqual([]);
  const arn = end.branches[0]!.messageId!;
  expect(arn).toContain("/durable-execution/");
  expect(findMessage(entries, { messageId: arn })).toBeDefined();
});

it("tells of a durable execution that fails who takes its event, and of one that takes too long", () => {
  const stack = (timeout: "10s" | "1h") => {
    const shop = new Stack("shop");
    const dead = new sqs.Queue(shop, "Dead");
    new lambda.Function(shop, "Worker", {
      durableConfig: { executionTimeout: timeout },
      deadLetterQueue: dead,
      *handler() {
        yield* wait("1m");
        throw new Error("no stock");
      },
    });
    return shop;
  };
  const told = (timeout: "10s" | "1h") =>
    textsOf(storyIn(stack(timeout), minutes(5)).steps).map(([, text]) => text);
  expect(told("1h").slice(-4)).toEqual([
    expect.stringMatching(/^the invocation ends after .*: the handler throws Error: no stock$/),
    expect.stringMatching(/^the execution fails after 60\.\d+ s$/),
    "goes to the function's dead-letter queue",
    "the dead-letter queue shop-Dead takes it",
  ]);
  expect(told("10s").slice(-3)).toEqual([
    "the execution times out after 10 s",
    "goes to the function's dead-letter queue",
    "the dead-letter queue shop-Dead takes it",
  ]);
});
