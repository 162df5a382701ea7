import { milliseconds, minutes, seconds, type Duration, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  call,
  continueRun,
  NotModeledError,
  prepareRun,
  profile,
  reportOf,
  Stack,
  wait,
  type Behavior,
  type ScenarioFault,
  type Scripts,
  type StackScenario,
  sources,
  sqs,
  lambda,
} from "../src/index.ts";

const scripts: Scripts = {
  *later(_event, { environmentState }) {
    const count = ((environmentState["count"] as number | undefined) ?? 0) + 1;
    environmentState["count"] = count;
    yield wait(milliseconds(20));
    if (count > 20) yield call("rekognition", "DetectFaces", { count });
    return count;
  },
};

interface Shape {
  readonly worker: Behavior;
  readonly caller?: Behavior;
  readonly source?: sources.SqsEventSourceProps;
  readonly rest?: Partial<StackScenario>;
}

function prepared({ worker, caller, source, rest = {} }: Shape) {
  const stack = new Stack("shop");
  const orders = new sqs.Queue(stack, "Orders", { visibilityTimeout: seconds(30) });
  new sqs.Queue(stack, "Receipts", { queueName: "receipts" });
  const fn = new lambda.Function(stack, "Worker", { functionName: "worker" });
  stack.say("Worker", { Behavior: worker });
  fn.addEventSource(new sources.SqsEventSource(orders, source));
  if (caller !== undefined) {
    new lambda.Function(stack, "Caller");
    stack.say("Caller", { Behavior: caller });
  }
  const duration = minutes(2);
  const workload = (to: string, rate: number) => ({
    to,
    arrivals: { type: "constant", rate } as const,
    from: 0 as Duration,
    until: minutes(1),
    payload: { type: "size", size: { type: "constant", value: 100 } } as const,
    groups: [],
  });
  const workloads = [
    workload("Orders", 10),
    ...(caller === undefined ? [] : [workload("Caller", 5)]),
  ];
  const scenario = stack.scenario({ duration, workloads, ...rest });
  return prepareRun(scenario, { seed: 1, scripts });
}
function finished(shape: Shape) {
  const run = prepared(shape);
  continueRun(run);
  return { run, report: reportOf(run) };
}
const constant = (value: number) => ({ type: "constant", value }) as const;
const sends = profile({
  duration: constant(milliseconds(20)),
  calls: [
    {
      type: "call",
      service: "sqs",
      operation: "SendMessage",
      params: { QueueUrl: "receipts", MessageBody: "done" },
    },
  ],
});
const invokes = profile({
  calls: [
    { type: "call", service: "lambda", operation: "Invoke", params: { FunctionName: "worker" } },
  ],
});

describe("a call of what is not modeled", () => {
  const shape: Shape = { worker: { type: "script", name: "later" } };

  it("ends a run with a typed error that has the facts", () => {
    const run = prepared(shape);
    let thrown: unknown;
    try {
      continueRun(run);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(NotModeledError);
    expect(thrown).toMatchObject({
      operation: "rekognition:DetectFaces",
      caller: "Worker",
      what: "The service rekognition is not modeled.",
      place: expect.stringMatching(/aws\/test\/stop\.test\.ts:26:27$/) as string,
    });
    expect(() => continueRun(run)).toThrow(NotModeledError);
  });

  it("does so at the same event again, after a snapshot and in a fork in the midst of scripts", () => {
    const whole = prepared(shape);
    expect(() => continueRun(whole)).toThrow(NotModeledError);
    const { digest, events } = whole.simulation;
    for (const moment of [0, 1, 1_510, 1_730]) {
      const run = prepared(shape);
      run.simulation.run({ until: milliseconds(moment) as number as Instant });
      const fork = run.simulation.fork();
      for (const simulation of [fork, run.simulation]) {
        expect(() => simulation.run({ until: minutes(2) as number as Instant })).toThrow(
          /function "Worker" calls rekognition:DetectFaces \(.*stop\.test\.ts:26:27\)/,
        );
        expect([simulation.events, simulation.digest]).toEqual([events, digest]);
      }
    }
  });

  it("goes on as the scenario says, and moves nothing else where it takes no time", () => {
    const unmodeled = { "rekognition:*": {} };
    const { report } = finished({ ...shape, rest: { unmodeled } });
    expect(report.errors).toEqual([]);
    expect(report.unmodeled).toMatchObject([{ operation: "rekognition:DetectFaces", errors: 0 }]);
  });

  it("fails by the share of the scenario: all, or some", () => {
    const errorsOf = (share?: number): readonly number[] => {
      const answer = {
        error: { code: "Busy", message: "Try again." },
        ...(share ? { share } : {}),
      };
      const { report } = finished({ ...shape, rest: { unmodeled: { "rekognition:*": answer } } });
      return report.unmodeled.flatMap(({ calls, errors }) => [calls, errors]);
    };
    const [calls, all] = errorsOf();
    expect(all).toBe(calls);
    expect(errorsOf(1)).toEqual([calls, all]);
    const [asMany, some] = errorsOf(0.3);
    expect(some! / asMany!).toBeGreaterThan(0.2);
    expect(some! / asMany!).toBeLessThan(0.4);
  });

  it("is refused in a scenario where its answer cannot be", () => {
    const under = (unmodeled: StackScenario["unmodeled"]) => () =>
      prepared({ ...shape, rest: { unmodeled: unmodeled! } });
    expect(under({ "rekogntion:PutItem": {} })).toThrow(
      'unmodeled: expected the name of a service of AWS, received "rekogntion"; did you mean rekognition?',
    );
    expect(under({ "rekognition:DetectFaces": { share: 0.5 } })).toThrow(
      'unmodeled "rekognition:DetectFaces" share: expected none without an error, received one',
    );
    expect(under({ "s3:*": { error: { code: "A", message: "" }, share: 2 } })).toThrow(
      'unmodeled "s3:*" share: expected a share above 0 and at most 1, received 2',
    );
    expect(under({ "s3:*": { after: { type: "exponential", mean: -1 } } })).toThrow("s3:*");
  });
});

const span = { name: "refusal 1", from: seconds(10), until: seconds(50), share: 1 };
const refusal = (fault: Partial<ScenarioFault> & { readonly to: string }): ScenarioFault =>
  ({ ...span, type: "refuse", code: "Down", message: "", ...fault }) as ScenarioFault;

describe("the sender of a fault", () => {
  it("may be a function, whose calls pass through the control plane", () => {
    const under = (sender: string) =>
      finished({
        worker: sends,
        caller: invokes,
        rest: { faults: [refusal({ to: "Receipts", sender })] },
      }).report;
    expect(under("Worker").errors).toMatchObject([{ resource: "Worker", type: "Down" }]);
    expect(under("Worker").warnings.join()).not.toContain("struck nothing");
    const others = under("Caller");
    expect(others.errors).toEqual([]);
    expect(others.warnings.join("\n")).toMatch(
      /The refusal 1 of Receipts struck nothing: none of the \d+ requests that reached Receipts from 10 s to 50 s came from Caller\./,
    );
  });

  it("may be a function that invokes another", () => {
    const { errors } = finished({
      worker: profile({}),
      caller: invokes,
      rest: { faults: [refusal({ to: "Worker", sender: "Caller" })] },
    }).report;
    expect(errors).toMatchObject([{ resource: "Caller", cause: "call", type: "Down" }]);
  });

  it("hears answers too, late or never", () => {
    for (const type of ["drop", "delay"] as const) {
      const by = constant(seconds(8));
      const { errors } = finished({
        worker: sends,
        rest: {
          faults: [
            refusal({ to: "Receipts", sender: "Worker", type, direction: "reply", by } as never),
          ],
        },
      }).report;
      expect(errors).toMatchObject([{ resource: "Worker", cause: "timeout" }]);
    }
  });

  it("may be a mapping", () => {
    const fault = refusal({ to: "Worker", sender: "WorkerOrders" });
    const { run } = finished({ worker: sends, rest: { faults: [fault] } });
    expect(run.simulation.faultTallies[0]!.struck).toBeGreaterThan(0);
  });
});

describe("a fault that struck nothing is a warning that says why", () => {
  it.each([
    [
      refusal({ to: "Orders", from: minutes(2), until: minutes(3) }),
      "it begins at 2 m, and the run ends at 2 m",
    ],
    [
      refusal({ to: "Orders", activation: 1e-9 }),
      "it is not there in this run, by its activation of 0%",
    ],
    [refusal({ to: "Receipts" }), "no request reached Receipts from 10 s to 50 s"],
    [
      refusal({ to: "Receipts", type: "drop", direction: "reply" } as never),
      "Receipts gave no answer from 10 s to 50 s",
    ],
    [
      refusal({ to: "Orders", share: 1e-9 }),
      /its share of 0% met none of \d+ requests that reached Orders from 10 s to 50 s/,
    ],
    [
      refusal({ to: "Worker", type: "crash", from: seconds(90), until: seconds(91) } as never),
      "no invocation of Worker was running at 90 s",
    ],
  ])("%#", (fault, why) => {
    const { warnings } = finished({ worker: profile({}), rest: { faults: [fault] } }).report;
    const said = warnings.filter((warning) => warning.startsWith(`The refusal 1 of ${fault.to}`));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(why);
  });

  it("names the faults that left it nothing", () => {
    const faults = [refusal({ to: "Worker" }), refusal({ to: "Worker", name: "refusal 2" })];
    const { warnings } = finished({ worker: profile({}), rest: { faults } }).report;
    expect(warnings).toContain(
      "The refusal 2 of Worker struck nothing: no request reached Worker from 10 s to 50 s that refusal 1 had not struck before.",
    );
  });

  it("tells ten of many, and of the rest how many there are", () => {
    const faults = Array.from({ length: 13 }, (_, nth) =>
      refusal({ to: "Receipts", name: `refusal ${nth + 1}` }),
    );
    const { warnings } = finished({ worker: profile({}), rest: { faults } }).report;
    const told = warnings.filter((warning) => warning.includes("struck nothing"));
    expect(told).toHaveLength(11);
    expect(told[9]).toMatch(/^The refusal 10 of Receipts struck nothing: no request reached/);
    expect(told[10]).toBe("3 more faults struck nothing.");
  });

  it("is said of a share of a crash that met none, and of none that struck", () => {
    const crash = { to: "Worker", type: "crash", from: seconds(30) } as never;
    const busy = profile({ duration: constant(seconds(2)) });
    const under = (share: number) =>
      finished({
        worker: busy,
        rest: { faults: [refusal({ ...(crash as object), share } as never)] },
      }).report;
    expect(under(1).errors).toMatchObject([{ cause: "crash", type: "Runtime.ExitError" }]);
    expect(under(1).warnings.join()).not.toContain("struck nothing");
    expect(under(1e-9).warnings.join("\n")).toContain(
      "no invocation of Worker was running at 30 s, or its share of 0% met none",
    );
  });
});

describe("what a profile returns", () => {
  const failed = (
    response: Parameters<typeof profile>[0]["response"],
    more = {},
    reports = true,
  ) => {
    const { report } = finished({
      worker: profile({ response: response!, ...more }),
      source: { reportBatchItemFailures: reports },
    });
    const { Orders, Worker } = report.metrics;
    expect(Worker!["Errors"]!.sum).toBe(0);
    return Orders!["NumberOfMessagesDeleted"]!.sum / Orders!["NumberOfMessagesReceived"]!.sum;
  };

  it.each([
    ["an empty id fails the whole batch", { batchItemFailures: [{ itemIdentifier: "" }] }, 0],
    ["an unknown id does", { batchItemFailures: [{ itemIdentifier: "x" }] }, 0],
    ["an entry without an id does", { batchItemFailures: [{}] }, 0],
    ["what is no object does", "done", 0],
    ["no entries fail nothing", { batchItemFailures: [] }, 1],
    ["an object without the member fails nothing", { statusCode: 200 }, 1],
  ])("%s", (_, response, deleted) => {
    expect(failed(response)).toBeCloseTo(deleted, 1);
    expect(failed(response, {}, false)).toBeCloseTo(1, 1);
  });

  it("counts beside what poison fails", () => {
    const alone = failed(null, { poison: 0.3 });
    expect(alone).toBeGreaterThan(0.2);
    expect(alone).toBeLessThan(0.8);
    expect(failed({ batchItemFailures: [] }, { poison: 0.3 })).toBe(alone);
    expect(failed({ batchItemFailures: [{ itemIdentifier: "" }] }, { poison: 0.3 })).toBe(0);
  });
});
