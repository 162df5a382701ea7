import { hours, minutes, seconds, type Duration } from "@orrery/kernel";
import { expect, it } from "vitest";
import {
  LambdaFunction,
  profile,
  Queue,
  SqsEventSource,
  Stack,
  type SqsEventSourceProps,
} from "./builder/index.ts";
import { costOf } from "./cost.ts";
import { continueRun, prepareRun } from "./run.ts";

/** Orders, read by Worker, and 10 messages a second for a minute. */
function costWith(source: SqsEventSourceProps, region = "us-east-1") {
  const stack = new Stack("shop", { region });
  const orders = new Queue(stack, "Orders", { visibilityTimeout: seconds(60) });
  const worker = new LambdaFunction(stack, "Worker", {
    memorySize: 1_024,
    ephemeralStorageSize: 1_536,
    timeout: seconds(10),
    behavior: profile({
      duration: { type: "constant", value: 1_000_000 },
      coldStart: { type: "constant", value: 0 },
    }),
  });
  worker.addEventSource(new SqsEventSource(orders, source));
  new LambdaFunction(stack, "Unused");
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
    "Data transfer, logs and alarms are not counted.",
  ]);
});

it("goes on in the price tiers from one function to the next of its architecture", () => {
  const stack = new Stack("shop");
  for (const id of ["One", "Two"]) new LambdaFunction(stack, id);
  new LambdaFunction(stack, "Other", { architecture: "arm64" });
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
  const { cost } = costWith({ provisionedPollers: { minimum: 2, maximum: 2 } }, "eu-central-1");
  const { items } = cost.resources.find(({ resource }) => resource === "WorkerOrders")!;
  expect(items).toMatchObject([{ what: "Lambda provisioned pollers", unit: "poller hours" }]);
  expect(items[0]!.quantity).toBeGreaterThan(1.9);
  expect(items[0]!.quantity).toBeLessThanOrEqual(2);
  expect(cost.assumptions).toContain("The prices of eu-central-1 may differ from them.");
});
