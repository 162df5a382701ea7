import { minutes, seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { profile, Stack, lambda, sqs, sources } from "../index.ts";
import { reportOf } from "./report.ts";
import { continueRun, prepareRun, type Run } from "./run.ts";
import type { Scenario, ScenarioFault } from "./scenario.ts";
import { tryOtherAssumptions, type Sensitivity } from "./sensitivity.ts";

interface Setup {
  readonly rate?: number;
  readonly fault?: Partial<ScenarioFault>;
  readonly worker?: lambda.FunctionProps;
  readonly maxReceiveCount?: number;
}

function runOf({ rate = 20, fault, worker = {}, maxReceiveCount = 3 }: Setup): Run {
  const stack = new Stack("shop");
  const helper = new sqs.Queue(stack, "Helper");
  const dead = new sqs.Queue(stack, "Dead");
  const queue = new sqs.Queue(stack, "Orders", {
    visibilityTimeout: seconds(30),
    deadLetterQueue: { queue: dead, maxReceiveCount },
  });
  const call = {
    type: "call",
    service: "sqs",
    operation: "SendMessage",
    params: { QueueUrl: helper.queueName, MessageBody: "x" },
  } as const;
  const duration = { type: "constant", value: seconds(1) } as const;
  const fn = new lambda.Function(stack, "Worker", { ...worker });
  stack.say("Worker", { Behavior: profile({ duration, calls: [call] }) });
  fn.addEventSource(new sources.SqsEventSource(queue, { batchSize: 1 }));
  const down = {
    name: "down",
    type: "refuse",
    to: "Helper",
    code: "Down",
    message: "No.",
  } as const;
  const span = { from: minutes(3), until: minutes(6), share: 1, ...fault };
  const scenario: Scenario = stack.scenario({
    duration: minutes(12),
    workloads: [
      {
        to: "Orders",
        arrivals: { type: "constant", rate },
        from: 0 as Duration,
        until: null,
        payload: { type: "body", body: "order", size: 5 },
        groups: [],
      },
    ],
    faults: fault === undefined ? [] : [{ ...down, ...span } as ScenarioFault],
  });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  return run;
}

/** What other assumptions come to, and how many portions that took. */
function tried(run: Run): { readonly sensitivity: Sensitivity | null; readonly portions: number } {
  const tries = tryOtherAssumptions(run);
  for (let portions = 0; ; portions += 1) {
    const step = tries.next();
    if (step.done === true) return { sensitivity: step.value, portions };
  }
}

describe("a run that was slowed down by failures", () => {
  const run = runOf({ fault: {} });

  it("says when, and from how many batches at once to how many", () => {
    const [slowdown, ...others] = reportOf(run).slowdowns;
    expect(others).toEqual([]);
    expect(slowdown).toMatchObject({
      resource: "WorkerOrders",
      facts: { mapping: "WorkerOrders", queue: "Orders", function: "Worker", cause: "errors" },
      assumptions: [
        { setting: "errorPause", value: seconds(4.5), low: seconds(2), high: seconds(10) },
        { setting: "calmTime", value: minutes(1), low: 0, high: minutes(5) },
      ],
    });
    const facts = slowdown!.facts as Readonly<
      Record<"from" | "until" | "batchesBefore" | "batchesLeast" | "leastAt", number>
    >;
    const { from, until, batchesBefore, batchesLeast, leastAt } = facts;
    expect(from).toBeGreaterThan(minutes(3));
    expect(from).toBeLessThan(minutes(3.2));
    expect(until).toBeGreaterThan(minutes(6));
    expect(until).toBeLessThan(minutes(7.2));
    expect(batchesBefore).toBeGreaterThanOrEqual(20);
    expect(batchesLeast).toBeLessThan(3);
    expect(leastAt).toBeGreaterThan(from);
    expect(leastAt).toBeLessThan(until);
  });

  it("says what changes with its assumptions at both ends, as those runs themselves do", () => {
    const { sensitivity } = tried(run);
    const oldest = sensitivity!.differences.find(
      ({ metric }) => metric === "ApproximateAgeOfOldestMessage",
    )!;
    expect(oldest.resource).toBe("Orders");
    expect(oldest.low).toBeLessThan(oldest.received);
    expect(oldest.high).toBeGreaterThanOrEqual(oldest.received);
    const slow = prepareRun(
      {
        ...run.scenario,
        extras: {
          ...run.scenario.extras,
          WorkerOrders: { Scaling: { errorPause: seconds(10), calmTime: minutes(5) } },
        },
      },
      { seed: 1 },
    );
    continueRun(slow);
    expect(oldest.high).toBe(
      reportOf(slow).metrics["Orders"]!["ApproximateAgeOfOldestMessage"]!.max,
    );
    expect(sensitivity!.failure).toBeNull();
  });
});

it("says of throttles how many pollers go for each", () => {
  const worker = { reservedConcurrentExecutions: 3 };
  const run = runOf({ worker, rate: 10, maxReceiveCount: 1 });
  const [slowdown] = reportOf(run).slowdowns;
  expect(slowdown).toMatchObject({ facts: { cause: "throttles" } });
  expect(slowdown!.assumptions.map(({ setting }) => setting)).toContain("calmTime");
});

it("costs nothing where a run was not slowed down, or hardly", () => {
  for (const run of [runOf({}), runOf({ rate: 1, fault: { share: 0.02 } })]) {
    expect(reportOf(run).slowdowns).toEqual([]);
    expect(tried(run)).toEqual({ sensitivity: null, portions: 0 });
  }
});
