import { minutes, seconds, type Duration, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { profile, Stack, type Behavior, lambda, sqs, sources } from "../../index.ts";
import { wait, type Script } from "../../service/script.ts";
import { reportOf, type RunReport } from "../report.ts";
import { continueRun, prepareRun } from "../run.ts";
import type { Expectation, Statistic } from "../scenario.ts";

const quiet: Script = function* () {
  yield wait(seconds(1));
  return null;
};

interface Shape {
  /** Messages a second to Orders; 0 for no workload. */
  readonly rate?: number;
  readonly worker?: lambda.FunctionProps;
  /** What the worker does. */
  readonly behavior?: Behavior;
  readonly duration?: Duration;
  /** How far the run goes; left out: to its end. */
  readonly until?: Duration;
}

const constant = (value: number) => ({ type: "constant", value }) as const;
const lognormal = { type: "lognormal", median: 100_000, sigma: 1 } as const;

const unsteady = profile({ duration: lognormal, failures: 0.2 });

/** Orders, read by Worker, with dead letters in Dead; Unread and Unused besides. */
function reportWith(expectations: readonly Expectation[], shape: Shape = {}): RunReport {
  const { rate = 2, worker, behavior = unsteady, duration = minutes(5), until } = shape;
  const stack = new Stack("shop");
  const dead = new sqs.Queue(stack, "Dead");
  const deadLetterQueue = { queue: dead, maxReceiveCount: 1 };
  const orders = new sqs.Queue(stack, "Orders", {
    visibilityTimeout: seconds(30),
    deadLetterQueue,
  });
  new sqs.Queue(stack, "Unread");
  const fn = new lambda.Function(stack, "Worker", { timeout: seconds(5), ...worker });
  stack.say("Worker", { Behavior: behavior });
  fn.addEventSource(new sources.SqsEventSource(orders));
  new lambda.Function(stack, "Unused");
  const workload = {
    to: "Orders",
    arrivals: { type: "constant", rate },
    from: 0 as Duration,
    until: null,
    payload: { type: "size", size: constant(100) },
    groups: [],
  } as const;
  const scenario = stack.scenario({
    duration,
    workloads: rate === 0 ? [] : [workload],
    expectations,
  });
  const run = prepareRun(scenario, { seed: 1, scripts: { quiet } });
  continueRun(run, until === undefined ? {} : { until: until as number as Instant });
  return reportOf(run);
}

const atMost = (name: string, max: number, statistic: Statistic | null = null): Expectation => {
  const [resource = "", metric = ""] = name.split(".");
  return { resource, metric, statistic, min: null, max };
};

/** The verdict on one expectation, and what the warnings say of it. */
function verdictOn(expectation: Expectation, shape?: Shape) {
  const { expectations, warnings } = reportWith([expectation], shape);
  const [verdict] = expectations;
  const said = warnings.filter((warning) => warning.startsWith("The expectation of"));
  return { ...verdict!, said };
}

describe("an expectation that cannot fail", () => {
  const steady = { behavior: profile({ duration: constant(100_000) }) };
  const cases: readonly (readonly [string, number, string, Shape?])[] = [
    [
      "Dead.NumberOfMessagesSent",
      0,
      "what Orders gives up does not count as sent (AWS's rule): ApproximateNumberOfMessagesVisible shows it",
    ],
    ["Unread.NumberOfMessagesSent", 0, "nobody sends to Unread"],
    ["Unread.ApproximateNumberOfMessagesVisible", 0, "nobody sends to Unread"],
    ["Dead.NumberOfMessagesReceived", 0, "nobody reads Dead"],
    ["Dead.MessagesMovedToDeadLetterQueue", 0, "Dead has no dead-letter queue"],
    ["Orders.NumberOfDeduplicatedSentMessages", 0, "Orders is a standard queue"],
    ["Orders.MessagesExpired", 0, "Orders keeps messages for 4 d, longer than the run"],
    ["Unused.Errors", 0, "nothing invokes Unused"],
    ["Worker.Errors", 0, "by the scenario Worker never fails", steady],
    ["Worker.ThrottlesByReservedConcurrency", 0, "Worker has no reserved concurrency"],
    ["WorkerOrders.FilteredOutEventCount", 0, "WorkerOrders has no filters"],
    [
      "Worker.Duration",
      5_000_000,
      "it is at most 5 s whatever happens: that is the timeout of Worker",
    ],
    [
      "Worker.ConcurrentExecutions",
      1_000,
      "it is at most 1000 whatever happens: that is the account's quota of concurrent executions",
    ],
    [
      "Worker.ConcurrentExecutions",
      5,
      "it is at most 5 whatever happens: that is its reserved concurrency",
      { worker: { reservedConcurrentExecutions: 5 } },
    ],
    [
      "WorkerOrders.BatchSize",
      10,
      "it is at most 10 whatever happens: that is the batch size of WorkerOrders",
    ],
    [
      "Orders.ApproximateAgeOfOldestMessage",
      minutes(5),
      "it is at most 5 m whatever happens: the run is not longer",
    ],
  ];
  it.each(cases.map(([name, max, vacuous, shape]) => ({ name, max, vacuous, shape })))(
    "$name at most $max: $vacuous",
    ({ name, max, vacuous, shape }) => {
      expect(verdictOn(atMost(name, max), shape)).toMatchObject({
        holds: true,
        vacuous,
        said: [`The expectation of ${name} says nothing of this run: ${vacuous}.`],
      });
    },
  );

  it("a count of at least 0", () => {
    const given = { ...atMost("Worker.Invocations", 0), min: 0, max: null };
    expect(verdictOn(given)).toMatchObject({
      holds: true,
      vacuous: "no metric is ever below 0",
    });
  });

  const others: readonly (readonly [string, number, Shape?])[] = [
    ["Dead.ApproximateNumberOfMessagesVisible", 1_000],
    ["Orders.MessagesMovedToDeadLetterQueue", 1_000],
    // Messages that are given up come to it, though nobody sends them.
    ["Dead.ApproximateNumberOfMessagesVisible", 0, steady],
    ["Dead.ApproximateAgeOfOldestMessage", 0, steady],
    ["Worker.Errors", 1_000],
    ["Worker.Errors", 0, { behavior: profile({ duration: lognormal }) }],
    ["Worker.Throttles", 0],
    ["Worker.Duration", 4_999_999, { behavior: profile({ duration: constant(1) }) }],
    ["Orders.ApproximateAgeOfOldestMessage", minutes(5) - 1],
    ["WorkerOrders.BatchSize", 9],
  ];
  it.each(others.map(([name, max, shape]) => ({ name, max, shape })))(
    "is not $name at most $max",
    ({ name, max, shape }) => {
      expect(verdictOn(atMost(name, max), shape)).toMatchObject({ vacuous: null, said: [] });
    },
  );

  it("is not one of a queue that a function's call, a workload or a script may reach", () => {
    const call = (queue: string) => ({
      behavior: profile({
        duration: constant(1),
        calls: [
          {
            type: "call" as const,
            service: "sqs",
            operation: "SendMessage",
            params: {
              QueueUrl: `https://sqs.us-east-1.amazonaws.com/123456789012/shop-${queue}`,
              MessageBody: "x",
            },
          },
        ],
      }),
    });
    const sent = atMost("Unread.NumberOfMessagesSent", 1_000_000);
    expect(verdictOn(sent, call("Unread"))).toMatchObject({ vacuous: null });
    const none = atMost("Unread.NumberOfMessagesSent", 0);
    expect(verdictOn(none, { ...call("Unread"), rate: 0 }).vacuous).toMatch(/^nothing was sent/);
    expect(verdictOn(none, call("Dead")).vacuous).toBe("nobody sends to Unread");
  });
});

it("a script may send anything anywhere", () => {
  const behavior = { type: "script", name: "quiet" } as const;
  const none = atMost("Unread.NumberOfMessagesSent", 0);
  expect(verdictOn(none, { behavior })).toMatchObject({ holds: true, vacuous: null, said: [] });
});

it("how often something was measured has no bound by how long it took", () => {
  const counted = atMost("Worker.Duration", 1e12, "count");
  expect(verdictOn(counted)).toMatchObject({ holds: true, vacuous: null });
});

describe("an expectation of what was never observed", () => {
  it("does not hold, and says why", () => {
    expect(verdictOn(atMost("Unread.MessageAgeAtReceive", 1))).toMatchObject({
      received: null,
      holds: false,
      vacuous: "Unread had nothing to measure it on",
      said: [],
    });
    expect(verdictOn(atMost("Worker.Duration", 1, "p99"))).toMatchObject({
      received: null,
      holds: false,
      vacuous: "its percentiles were not recorded",
    });
    const visible = atMost("Dead.ApproximateNumberOfMessagesVisible", 0);
    expect(verdictOn(visible, { duration: seconds(59) })).toMatchObject({
      received: null,
      holds: false,
      vacuous: "it is read every minute, and the run lasted 59 s",
    });
    expect(verdictOn(atMost("Elsewhere.Errors", 0))).toMatchObject({
      holds: false,
      vacuous: "Elsewhere is not in this run",
    });
    expect(verdictOn(atMost("Worker.Mistakes", 0))).toMatchObject({
      holds: false,
      vacuous: "Worker has no such metric",
    });
  });
});

describe("an expectation of a run in which little happened", () => {
  const moved = atMost("Orders.MessagesMovedToDeadLetterQueue", 100_000);

  it("says nothing where nothing was sent or invoked", () => {
    expect(verdictOn(moved, { rate: 0 })).toMatchObject({
      holds: true,
      vacuous: "nothing was sent and nothing was invoked in this run",
    });
    expect(verdictOn(moved)).toMatchObject({ holds: true, vacuous: null });
  });

  it("says nothing where the run was cut off, unless it failed before", () => {
    expect(verdictOn(moved, { until: minutes(2) })).toMatchObject({
      holds: true,
      vacuous: "the run was cut off at 2 m of 5 m, and what came then is not known",
    });
    const none = atMost("Orders.MessagesMovedToDeadLetterQueue", 0);
    expect(verdictOn(none, { until: minutes(2) })).toMatchObject({ holds: false, vacuous: null });
  });

  it("says what it says where a least value was reached", () => {
    const sent = { ...atMost("Orders.NumberOfMessagesSent", 0), min: 1, max: null };
    expect(verdictOn(sent, { until: minutes(2) })).toMatchObject({ holds: true, vacuous: null });
  });
});
