import {
  milliseconds,
  minutes,
  seconds,
  type Duration,
  type Instant,
  type TraceEntry,
} from "@orrery/kernel";
import { search, exhaustive } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import {
  call,
  continueRun,
  lambda,
  prepareRun,
  profile,
  sqs,
  reportOf,
  sources,
  Stack,
  wait,
  type Behavior,
  type ScenarioFault,
  type Scripts,
} from "../src/index.ts";

const scripts: Scripts = {
  *steps() {
    yield wait(milliseconds(100));
    yield call("sqs", "SendMessage", { QueueUrl: "done", MessageBody: "x" });
    yield wait(milliseconds(100));
    return null;
  },
};
const steps: Behavior = { type: "script", name: "steps" };
const tenth = profile({
  duration: { type: "constant", value: milliseconds(100) },
  coldStart: { type: "constant", value: milliseconds(200) },
  calls: [
    {
      ...{ type: "call", service: "sqs", operation: "SendMessage" },
      params: { QueueUrl: "done", MessageBody: "x" },
    },
  ],
});
const span = { name: "fault", to: "Worker", from: seconds(10), until: seconds(40), share: 1 };
const fails: ScenarioFault = {
  ...span,
  type: "fail",
  errorType: "DbError",
  errorMessage: "No connection.",
};
const slow = (more: object): ScenarioFault => ({
  ...span,
  type: "slow",
  factor: null,
  by: null,
  untilTimeout: false,
  ...more,
});

function prepared(
  faults: readonly ScenarioFault[],
  behavior: Behavior = tenth,
  trace?: TraceEntry[],
) {
  const stack = new Stack("shop");
  const orders = new sqs.Queue(stack, "Orders", { visibilityTimeout: seconds(30) });
  new sqs.Queue(stack, "Done", { queueName: "done" });
  const worker = new lambda.Function(stack, "Worker", { timeout: seconds(5) });
  stack.say("Worker", { Behavior: behavior });
  worker.addEventSource(new sources.SqsEventSource(orders, { batchSize: 1 }));
  const workload = {
    to: "Orders",
    arrivals: { type: "constant", rate: 5 } as const,
    from: 0 as Duration,
    until: minutes(1),
    payload: { type: "size", size: { type: "constant", value: 100 } } as const,
    groups: [],
  };
  const scenario = stack.scenario({ duration: minutes(5), workloads: [workload], faults });
  return prepareRun(scenario, {
    seed: 1,
    scripts,
    ...(trace === undefined ? {} : { trace: (entry: TraceEntry) => void trace.push(entry) }),
  });
}
function reportUnder(faults: readonly ScenarioFault[], behavior?: Behavior) {
  const run = prepared(faults, behavior);
  continueRun(run);
  return reportOf(run);
}
const healthy = reportUnder([]);
const numberIn = (report: typeof healthy, metric: string, resource = "Worker") =>
  report.metrics[resource]![metric]!;

describe("a handler that fails over a span", () => {
  it("throws the error in all invocations that begin then, and makes none of its calls", () => {
    const report = reportUnder([fails]);
    const { errors, warnings } = report;
    expect(errors).toMatchObject([{ cause: "fault", type: "DbError", message: "No connection." }]);
    expect(errors[0]!.count).toBeGreaterThan(10);
    expect(numberIn(report, "Errors").sum).toBe(errors[0]!.count);
    expect(warnings.join()).not.toContain("struck nothing");
    // Each message is worked on once in the end, and the calls are made then alone.
    expect(numberIn(report, "NumberOfMessagesSent", "Done").sum).toBe(300);
    expect(numberIn(report, "NumberOfMessagesDeleted", "Orders").sum).toBe(300);
    expect(numberIn(report, "Duration").min).toBe(milliseconds(100));
  });

  it("is no outage: the invocations are taken, counted and billed", () => {
    const outage = { ...span, type: "refuse", code: "ServiceException", message: "No." } as const;
    const report = reportUnder([fails]);
    const refused = reportUnder([outage]);
    expect(numberIn(refused, "Errors").sum).toBe(0);
    expect(numberIn(report, "BilledDuration").count).toBe(numberIn(report, "Invocations").sum);
    expect(numberIn(report, "Invocations").sum).toBeGreaterThan(
      numberIn(refused, "Invocations").sum,
    );
  });

  it("strikes its share", () => {
    const half = reportUnder([{ ...fails, share: 0.5 }]);
    const all = numberIn(half, "Invocations").sum;
    const errors = numberIn(half, "Errors").sum;
    expect(errors).toBeGreaterThan(10);
    expect(errors).toBeLessThan(0.5 * all);
  });

  it("throws in place of a script, at once", () => {
    const report = reportUnder([fails], steps);
    expect(report.errors).toMatchObject([{ cause: "fault", type: "DbError" }]);
    expect(numberIn(report, "NumberOfMessagesSent", "Done").sum).toBe(300);
    expect(numberIn(report, "Duration").min).toBeLessThan(milliseconds(100));
  });

  it("ends with the span, and strikes what began in it", () => {
    const trace: TraceEntry[] = [];
    const run = prepared([fails], tenth, trace);
    continueRun(run);
    const struck = trace.filter(({ fault }) => fault === "fault");
    expect(struck.length).toBe(run.simulation.faultTallies[0]!.struck);
    for (const { at, component, notes } of struck) {
      expect(component).toBe("lambda.function:shop-Worker");
      expect(notes?.map(([name]) => name)).toContain("impaired");
      expect(at).toBeGreaterThanOrEqual(seconds(10));
      expect(at).toBeLessThan(seconds(40));
    }
  });

  it("is found by an exhaustive search, by its share", () => {
    const one = new Stack("shop");
    const orders = new sqs.Queue(one, "Orders", { visibilityTimeout: seconds(30) });
    const worker = new lambda.Function(one, "Worker");
    one.say("Worker", { Behavior: profile({}) });
    worker.addEventSource(new sources.SqsEventSource(orders));
    const arrival = {
      to: "Orders",
      arrivals: { type: "recorded", instants: [seconds(1)] } as const,
      payload: { type: "body", body: "x", size: 1 } as const,
      ...{ from: 0 as Duration, until: null, groups: [] },
    };
    const scenario = one.scenario({
      duration: seconds(20),
      workloads: [arrival],
      faults: [{ ...fails, from: 0 as Duration, share: 0.01 }],
    });
    const { counterexample } = search(
      {
        make: (oracle) => prepareRun(scenario, { seed: 1, oracle }).simulation,
        until: seconds(20) as number as Instant,
        problemOf: (simulation) =>
          simulation.metersOf("lambda.function:shop-Worker")["Errors"]!.sum > 0 ? "it fails" : null,
      },
      exhaustive({ deviations: 1, ordersTies: false }),
    );
    expect(counterexample?.choices).toMatchObject([{ label: "fault", taken: 1 }]);
  });
});

describe("a handler that is slow over a span", () => {
  const most = (more: object, behavior?: Behavior) =>
    numberIn(reportUnder([slow(more)], behavior), "Duration").max;
  const own = numberIn(healthy, "Duration").max;

  it("takes longer by a factor, by a time, or until its timeout", () => {
    const ended = numberIn(healthy, "Duration").min;
    expect(ended).toBe(milliseconds(100));
    expect(most({ factor: 7 })).toBe(own + 6 * milliseconds(100));
    expect(most({ by: { type: "constant", value: seconds(2) } })).toBe(own + seconds(2));
    const hanging = reportUnder([slow({ untilTimeout: true })]);
    expect(numberIn(hanging, "Duration").max).toBe(seconds(5));
    expect(hanging.errors).toMatchObject([{ cause: "timeout" }]);
  });

  it("lets a script wait longer, and begin later", () => {
    const usual = numberIn(reportUnder([], steps), "Duration").min;
    expect(usual).toBe(milliseconds(200));
    expect(most({ factor: 3 }, steps)).toBe(
      numberIn(reportUnder([], steps), "Duration").max + 2 * milliseconds(200),
    );
    expect(most({ by: { type: "constant", value: seconds(1) } }, steps)).toBe(
      numberIn(reportUnder([], steps), "Duration").max + seconds(1),
    );
    expect(most({ untilTimeout: true }, steps)).toBe(seconds(5));
  });

  it("draws how much longer, and moves no other draw", () => {
    const by = { type: "uniform", min: 0, max: milliseconds(400) } as const;
    const report = reportUnder([slow({ by })]);
    const { min, max } = numberIn(report, "Duration");
    expect(max - min).toBeGreaterThan(milliseconds(200));
    expect(numberIn(report, "InitDuration").max).toBe(numberIn(healthy, "InitDuration").max);
  });

  it("fails besides, where another fault says so", () => {
    const report = reportUnder([slow({ name: "slow", factor: 5 }), fails]);
    expect(report.errors).toMatchObject([{ cause: "fault", type: "DbError" }]);
    expect(numberIn(report, "Duration").max).toBeGreaterThanOrEqual(milliseconds(500));
  });

  it.each([
    [slow({ factor: 0.5 }), 'fault "fault" factor: expected a number above 1, received 0.5'],
    [
      slow({ by: { type: "exponential", mean: -1 } }),
      'fault "fault" by.mean: expected a number above 0, received -1',
    ],
    [
      { ...fails, to: "Orders" },
      'fault "fault": expected a function, whose handler fails, received "Orders"',
    ],
    [
      slow({ factor: 2, to: "Orders" }),
      'fault "fault": expected a function, whose handler is slow, received "Orders"',
    ],
    [
      { ...fails, sender: "Orders" },
      'fault "fault" sender: expected none for a fault of type fail, received "Orders"',
    ],
  ])("is refused where it says what cannot be: %#", (fault, message) => {
    expect(() => prepared([fault])).toThrow(message);
  });
});

it("a handler's fault that struck nothing says why", () => {
  const why = (fault: ScenarioFault) =>
    reportUnder([fault]).warnings.filter((warning) => warning.includes("struck nothing"));
  expect(why({ ...fails, from: minutes(2), until: minutes(3) })).toEqual([
    "The fault of Worker struck nothing: no invocation of Worker began from 2 m to 3 m.",
  ]);
  expect(why({ ...fails, share: 1e-9 })).toEqual([
    expect.stringMatching(
      /^The fault of Worker struck nothing: its share of 0% met none of \d+ invocations of Worker that began from 10 s to 40 s\.$/,
    ) as string,
  ]);
});

it("a handler's faults are there or not by their activation, and go on in forks and from snapshots", () => {
  const run = prepared([{ ...fails, share: 0.5 }, slow({ name: "slow", factor: 4, share: 0.5 })]);
  run.simulation.run({ until: seconds(25) as number as Instant });
  const fork = run.simulation.fork();
  const end = { until: minutes(5) as number as Instant };
  run.simulation.run(end);
  fork.run(end);
  expect(fork.digest).toBe(run.simulation.digest);
  expect(fork.faultTallies).toEqual(run.simulation.faultTallies);
  expect(run.simulation.faultTallies[1]!.struck).toBeGreaterThan(10);
});
