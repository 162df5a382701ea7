import { minutes, seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  continueRun,
  prepareRun,
  profile,
  scalingSettings,
  Stack,
  type Scaling,
  type Scenario,
  sources,
  sqs,
  lambda,
} from "../src/index.ts";

interface Setup {
  readonly fifo?: boolean;
  readonly failures?: number;
  readonly reserved?: number;
  readonly props?: sources.SqsEventSourceProps;
  /** What is said of scaling besides. */
  readonly base?: Partial<Scaling>;
}

/** A burst of a minute, and quiet minutes after it. */
function scenarioOf({ fifo = false, failures = 0, reserved, props = {} }: Setup): Scenario {
  const stack = new Stack("shop");
  const queue = new sqs.Queue(stack, "Orders", {
    visibilityTimeout: seconds(60),
    ...(fifo ? { fifo: true } : {}),
  });
  const duration = { type: "constant", value: seconds(0.3) } as const;
  const worker = new lambda.Function(stack, "Worker", {
    ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
  });
  stack.say("Worker", { Behavior: profile({ duration, failures }) });
  worker.addEventSource(new sources.SqsEventSource(queue, { batchSize: 2, ...props }));
  return stack.scenario({
    duration: minutes(5),
    workloads: [
      {
        to: "Orders",
        arrivals: { type: "poisson", rate: 60 },
        from: 0 as Duration,
        until: minutes(1),
        payload: { type: "size", size: { type: "constant", value: 100 } },
        groups: fifo ? [{ id: "only", weight: 1 }] : [],
      },
    ],
  });
}

function digestOf(scenario: Scenario): string {
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  return run.simulation.digest;
}

const bySetting: Readonly<
  Record<keyof Scaling, readonly [value: Scaling[keyof Scaling], setup: Setup]>
> = {
  initialPollers: [9, {}],
  minimumPollers: [4, {}],
  maximumPollers: [6, {}],
  pollersAddedPerMinute: [30, {}],
  pollersRemovedPerMinute: [1, { base: { initialPollers: 40 } }],
  maximumReceives: [2, {}],
  receivesAddedPerMinute: [600, { base: { initialPollers: 2, pollersAddedPerMinute: 3_000 } }],
  receivesRemovedPerMinute: [1, { base: { initialPollers: 40, pollersRemovedPerMinute: 0 } }],
  sampleTime: [seconds(30), {}],
  fifoIdleShare: [1, { fifo: true }],
  calmTime: [0, { failures: 0.1 }],
  errorPause: [seconds(1), { failures: 0.1 }],
  longestErrorPause: [seconds(5), { failures: 0.5 }],
  slowWithItemReports: [true, { failures: 0.1, props: { reportBatchItemFailures: true } }],
  removedOnThrottle: [0, { reserved: 4 }],
  throttlePause: [seconds(3), { reserved: 4 }],
  longestThrottlePause: [seconds(2), { reserved: 1 }],
  throttleJitter: [0, { reserved: 4 }],
  fullWaitShare: [1, { props: { maxBatchingWindow: seconds(1) } }],
};

describe("each setting of how a mapping scales", () => {
  it.each(Object.keys(scalingSettings) as (keyof Scaling)[])("changes a run: %s", (name) => {
    const [value, setup] = bySetting[name];
    const { base = {} } = setup;
    const scaling = { ...base, [name]: value } as Partial<Scaling>;
    const scenario = scenarioOf(setup);
    const changed = digestOf({
      ...scenario,
      extras: { ...scenario.extras, WorkerOrders: { Scaling: scaling } },
    });
    expect(changed).not.toBe(
      digestOf({ ...scenario, extras: { ...scenario.extras, WorkerOrders: { Scaling: base } } }),
    );
    // By each door it is the same setting.
    const built = scenarioOf({ ...setup, props: { ...setup.props, scaling } });
    expect(digestOf(built)).toBe(changed);
    const architecture = scenario.architecture.map((made) =>
      made.operation === "CreateEventSourceMapping"
        ? { ...made, params: { ...made.params, Scaling: scaling } }
        : made,
    );
    expect(digestOf({ ...scenario, architecture })).toBe(changed);
  });

  it("is taken from the scenario where the architecture says it too", () => {
    const built = scenarioOf({ props: { scaling: { initialPollers: 9, minimumPollers: 4 } } });
    const both = {
      ...built,
      extras: { ...built.extras, WorkerOrders: { Scaling: { initialPollers: 3 } } },
    };
    const alone = scenarioOf({ props: { scaling: { initialPollers: 3, minimumPollers: 4 } } });
    expect(digestOf(both)).toBe(digestOf(alone));
  });

  it("is refused in a line that names the mapping by its logical id", () => {
    const under = (name: string, scaling: object) => () =>
      prepareRun({ ...scenarioOf({}), extras: { [name]: { Scaling: scaling } } }, { seed: 1 });
    expect(under("WorkerOrders", { errorPause: -1 })).toThrow(
      "WorkerOrders scaling.errorPause: expected 0 s to 1 h, received",
    );
    expect(under("WorkerOrders", { fifoIdleShare: 0.5 })).toThrow(
      "WorkerOrders scaling.fifoIdleShare: expected none, since the queue is not FIFO, received 0.5",
    );
    expect(under("WorkerOrder", {})).toThrow('received "WorkerOrder"; did you mean WorkerOrders?');
  });

  it.each([
    [
      "maximumReceives",
      { provisionedPollerConfig: { minimumPollers: 2 } },
      "each provisioned poller has a receive",
    ],
    ["slowWithItemReports", {}, "item failures are not reported"],
    ["fullWaitShare", {}, "there is no batching window"],
  ] as const)("is refused where it could change nothing: %s", (name, props, why) => {
    const value = name === "slowWithItemReports" ? true : 1;
    const scenario = scenarioOf({ props: { ...props, scaling: { [name]: value } } });
    expect(() => prepareRun(scenario, { seed: 1 })).toThrow(`expected none, since ${why}`);
  });
});
