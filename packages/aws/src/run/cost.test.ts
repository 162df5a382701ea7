import { days, hours, minutes, seconds, type Duration, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { profile, Stack, sources, sqs, lambda } from "../index.ts";
import { costOf } from "./cost.ts";
import { continueRun, prepareRun } from "./run.ts";
import type { Scenario, ScenarioFault, Workload } from "./scenario.ts";

/** Orders, read by Worker, and 10 messages a second for a minute. */
function costWith(source: sources.SqsEventSourceProps, region = "us-east-1") {
  const stack = new Stack("shop", { region });
  const orders = new sqs.Queue(stack, "Orders", { visibilityTimeout: seconds(60) });
  const worker = new lambda.Function(stack, "Worker", {
    memorySize: 1_024,
    ephemeralStorageSize: "1.5GB",
    timeout: seconds(10),
  });
  stack.say("Worker", {
    Behavior: profile({
      duration: { type: "constant", value: 1_000_000 },
      coldStart: { type: "constant", value: 0 },
    }),
  });
  worker.addEventSource(new sources.SqsEventSource(orders, source));
  new lambda.Function(stack, "Unused");
  const scenario = stack.scenario({
    duration: hours(1),
    workloads: [
      {
        to: "Orders",
        arrivals: { type: "constant", rate: 10 },
        from: 0 as Duration,
        until: minutes(1),
        payload: { type: "size", size: { type: "constant", value: 100 } },
        groups: [],
      },
    ],
  });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  const { simulation, resources } = run;
  const { component } = resources.find(({ logicalId }) => logicalId === "Worker")!;
  return { cost: costOf(run), invocations: simulation.metersOf(component)["Invocations"]!.sum };
}

it("adds up what queues and functions cost, by logical id", () => {
  const { cost, invocations } = costWith({ batchSize: 1 });
  expect(cost.resources.map(({ resource }) => resource)).toEqual(["Orders", "Worker"]);
  const [orders, worker] = cost.resources.map(({ items }) => items);
  expect(orders!.map(({ what }) => what)).toEqual(["SQS requests"]);
  expect(worker).toEqual([
    {
      what: "Lambda requests",
      quantity: invocations,
      unit: "requests",
      dollars: expect.closeTo((invocations / 1e6) * 0.2, 12),
    },
    {
      what: "Lambda duration on x86_64",
      quantity: invocations,
      unit: "GB-seconds",
      dollars: expect.closeTo(invocations * 0.0000166667, 12),
    },
    {
      what: "Lambda ephemeral storage above 512 MB",
      quantity: invocations,
      unit: "GB-seconds",
      dollars: expect.closeTo(invocations * 0.0000000309, 12),
    },
    {
      what: "CloudWatch Logs ingestion",
      quantity: expect.closeTo((invocations * 352) / 2 ** 30, 5),
      unit: "GB",
      dollars: expect.closeTo(((invocations * 352) / 2 ** 30) * 0.5, 5),
    },
  ]);
  // Each message is one invocation, one send, one receive and one deletion at least.
  expect(invocations).toBeGreaterThanOrEqual(599);
  expect(orders![0]!.quantity).toBeGreaterThan(3 * invocations);
  const all = [...orders!, ...worker!].reduce((sum, { dollars }) => sum + dollars, 0);
  expect(cost.total).toBeCloseTo(all, 12);
  expect(cost.assumptions).toEqual([
    "Prices are AWS's list prices of us-east-1 of 2024-07 to 2026-09, before taxes, whatever the date of the rules.",
    "No free tier is taken off.",
    "Price tiers count this run alone, not the account's month.",
  ]);
  expect(cost.perHour).toBeCloseTo(cost.total, 12);
  expect(cost.perMonth).toBeCloseTo(730 * cost.total, 9);
  expect(cost.leftOut).toEqual([
    { resource: "Orders", type: "AWS::SQS::Queue", what: "data transfer out of the Region" },
    ...["Worker", "Unused"].map((resource) => ({
      resource,
      type: "AWS::Lambda::Function",
      what: "storage of logs, caching of SnapStart snapshots, and data transfer",
    })),
  ]);
});

it("goes on in the price tiers from one function to the next of its architecture", () => {
  const stack = new Stack("shop");
  for (const id of ["One", "Two"]) new lambda.Function(stack, id);
  new lambda.Function(stack, "Other", { architecture: "arm64" });
  const run = prepareRun(stack.scenario({ duration: hours(1) }), { seed: 1 });
  const gigabyteSeconds = 5e9;
  const meters = { BilledMemoryMilliseconds: { sum: gigabyteSeconds * 1_024 * 1_000 } };
  // As long as such a run would take, only its meters matter.
  const simulation = Object.assign(Object.create(run.simulation), { metersOf: () => meters });
  const { resources } = costOf({ ...run, simulation });
  expect(resources.map(({ items }) => items.map(({ dollars }) => Math.round(dollars)))).toEqual([
    [Math.round(5e9 * 0.0000166667)],
    [Math.round(1e9 * 0.0000166667 + 4e9 * 0.000015)],
    [Math.round(5e9 * 0.0000133334)],
  ]);
});

it("adds provisioned pollers, and says that other Regions may have other prices", () => {
  const { cost } = costWith(
    { provisionedPollerConfig: { minimumPollers: 2, maximumPollers: 2 } },
    "eu-central-1",
  );
  const { items } = cost.resources.find(({ resource }) => resource === "WorkerOrders")!;
  expect(items).toMatchObject([{ what: "Lambda provisioned pollers", unit: "poller hours" }]);
  expect(items[0]!.quantity).toBeGreaterThan(1.9);
  expect(items[0]!.quantity).toBeLessThanOrEqual(2);
  expect(cost.assumptions).toContain("The prices of eu-central-1 may differ from them.");
});

describe("an hour and a month like the run", () => {
  const workload: Workload = {
    to: "Orders",
    arrivals: { type: "poisson", rate: 0.01 },
    from: 0 as Duration,
    until: null,
    payload: { type: "size", size: { type: "constant", value: 100 } },
    groups: [],
  };
  const fault: ScenarioFault = {
    type: "refuse",
    name: "outage 1",
    to: "Orders",
    from: minutes(10),
    until: minutes(20),
    share: 1,
    code: "ServiceException",
    message: "No.",
  };
  const costOfRun = (more: Partial<Scenario>, until?: Duration) => {
    const stack = new Stack("shop");
    new sqs.Queue(stack, "Orders");
    const scenario = stack.scenario({ duration: days(1), workloads: [workload], ...more });
    const run = prepareRun({ ...scenario, ...more }, { seed: 1 });
    continueRun(run, until === undefined ? {} : { until: until as number as Instant });
    return costOf(run);
  };

  it("are taken without a word from a whole run with even arrivals", () => {
    expect(costOfRun({}).caveats).toEqual([]);
    const daily = { type: "daily", hourly: Array.from({ length: 24 }, () => 0.01) } as const;
    expect(costOfRun({ workloads: [{ ...workload, arrivals: daily }] }).caveats).toEqual([]);
  });

  it("are not, of a run with faults in it, for which a month has many", () => {
    expect(costOfRun({ faults: [fault] }).caveats).toEqual([
      "It has faults in it (outage 1), which a month like it has 30 times.",
    ]);
    // Faults to come are none yet.
    expect(costOfRun({ faults: [fault] }, minutes(10)).caveats.join(" ")).not.toContain("faults");
  });

  it("are not, of a run that was cut off", () => {
    expect(costOfRun({}, hours(2)).caveats).toEqual(["The run was cut off at 2 h of 1 d."]);
  });

  it("are not, of a part of a day with a daily curve, nor of arrivals that pass", () => {
    const daily = { type: "daily", hourly: Array.from({ length: 24 }, () => 0.01) } as const;
    const part = { duration: hours(6), workloads: [{ ...workload, arrivals: daily }] };
    expect(costOfRun(part).caveats).toEqual([
      "The arrivals at Orders follow the hours of a day, and 6 h are no whole days.",
    ]);
    const passing = { workloads: [{ ...workload, until: hours(1) }] };
    expect(costOfRun(passing).caveats).toEqual([
      "The arrivals at Orders change within the run, and a month like it repeats that 30 times.",
    ]);
  });

  it("are not, of a short run, and none of a run of no time", () => {
    expect(costOfRun({ duration: minutes(59) }).caveats).toEqual([
      "The run is shorter than an hour: how it starts and ends weighs more than it would.",
    ]);
    expect(costOfRun({}, 0 as Duration)).toMatchObject({ perHour: null, perMonth: null });
  });

  it("are not, where a month reaches lower price tiers", () => {
    const stack = new Stack("shop");
    new lambda.Function(stack, "One");
    const run = prepareRun(stack.scenario({ duration: hours(1) }), { seed: 1 });
    continueRun(run);
    const meters = { BilledMemoryMilliseconds: { sum: (12e9 / 730) * 1_024 * 1_000 } };
    const simulation = Object.create(run.simulation, {
      metersOf: { value: () => meters },
      now: { value: run.simulation.now },
      names: { value: run.simulation.names },
    }) as typeof run.simulation;
    // 6e9 gigabyte-seconds at the full price, 6e9 at 0.000015 in place of 0.0000166667.
    expect(costOf({ ...run, simulation }).caveats).toEqual([
      "A month like it reaches AWS's lower price tiers, which are not in it: it would cost 5 % less.",
    ]);
  });
});

it("leaves nothing out without a word: what a scenario has beside is listed", () => {
  const stack = new Stack("shop");
  new sqs.Queue(stack, "Orders");
  const table = { resource: "Table", type: "AWS::DynamoDB::Table", what: "reads" };
  const scenario: Scenario = { ...stack.scenario({ duration: hours(1) }), leftOut: [table] };
  const { leftOut } = costOf(prepareRun(scenario, { seed: 1 }));
  expect(leftOut.map(({ resource }) => resource)).toEqual(["Orders", "Table"]);
});
