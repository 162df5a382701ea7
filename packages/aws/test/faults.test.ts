import { minutes, seconds, type Duration, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  prepareRun,
  profile,
  reportOf,
  Stack,
  type ScenarioFault,
  type StackScenario,
  sqs,
  lambda,
  sources,
} from "../src/index.ts";

function runUnder(faults: readonly ScenarioFault[], rest: Partial<StackScenario> = {}) {
  const stack = new Stack("shop");
  const queue = new sqs.Queue(stack, "Orders", { visibilityTimeout: seconds(30) });
  const duration = { type: "constant", value: seconds(0.1) } as const;
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration }) });
  worker.addEventSource(new sources.SqsEventSource(queue));
  const scenario = stack.scenario({
    duration: minutes(5),
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
    faults,
    ...rest,
  });
  const run = prepareRun(scenario, { seed: 1 });
  run.simulation.run({ until: minutes(40) as number as Instant });
  return reportOf(run).metrics;
}

const span = { name: "fault", from: seconds(10), until: seconds(40), share: 1 };
const healthy = runUnder([]);
const sum = (metrics: typeof healthy, resource: string, metric: string) =>
  metrics[resource]![metric]!.sum;

describe("faults of a scenario, after which everything drains", () => {
  const drained = (metrics: typeof healthy) => {
    expect(metrics["Orders"]!["ApproximateNumberOfMessagesVisible"]!.min).toBe(0);
    const sent = sum(metrics, "Orders", "NumberOfMessagesSent");
    expect(sum(metrics, "WorkerOrders", "DeletedEventCount")).toBeGreaterThanOrEqual(sent);
    return metrics;
  };

  it("delay invocations", () => {
    const by = { type: "constant", value: seconds(2) } as const;
    const fault: ScenarioFault = { ...span, type: "delay", to: "Worker", direction: "request", by };
    const metrics = drained(runUnder([fault]));
    const latency = (of: typeof healthy) => of["WorkerOrders"]!["MessageLatency"]!.average;
    expect(latency(metrics)).toBeGreaterThan(latency(healthy) + seconds(0.5));
  });

  it("drop messages on their way to the queue, and the producer sends some of them again", () => {
    const fault: ScenarioFault = { ...span, type: "drop", to: "Orders", direction: "request" };
    const metrics = runUnder([{ ...fault, share: 0.5 }]);
    const lost = sum(metrics, "workload to Orders", "GivenUp");
    // Three attempts, each lost with a chance of one half while the fault lasts.
    expect(sum(metrics, "Orders", "NumberOfMessagesSent")).toBe(600 - lost);
    expect(sum(metrics, "workload to Orders", "Offered")).toBe(600);
    expect(sum(metrics, "workload to Orders", "Retried")).toBeGreaterThan(100);
  });

  it("drop the answers of the function, whose messages come back and are processed twice", () => {
    const fault: ScenarioFault = { ...span, type: "drop", to: "Worker", direction: "reply" };
    const metrics = drained(runUnder([fault]));
    expect(sum(metrics, "Orders", "NumberOfMessagesReceived")).toBeGreaterThan(
      sum(metrics, "Orders", "NumberOfMessagesSent"),
    );
  });

  it("double messages", () => {
    const by = { type: "constant", value: 0 } as const;
    const fault: ScenarioFault = { ...span, type: "duplicate", to: "Orders", by, share: 0.5 };
    const sender = "Worker";
    const metrics = drained(runUnder([fault]));
    expect(sum(metrics, "Orders", "NumberOfMessagesSent")).toBeGreaterThan(700);
    expect(sum(runUnder([{ ...fault, sender }]), "Orders", "NumberOfMessagesSent")).toBe(600);
    expect(() => runUnder([{ ...fault, sender: "Nobody" }])).toThrow(
      'fault "fault" sender: expected one of Orders, Worker, WorkerOrders, received "Nobody"',
    );
  });

  it("crash execution environments, whose messages come back", () => {
    const duration = { type: "constant", value: seconds(2) } as const;
    const extras = { Worker: { Behavior: profile({ duration }) } };
    const fault: ScenarioFault = { ...span, type: "crash", to: "Worker", share: 1 };
    const metrics = drained(runUnder([fault], { extras }));
    const calm = runUnder([], { extras });
    expect(sum(calm, "Worker", "Errors")).toBe(0);
    expect(sum(metrics, "Worker", "Errors")).toBeGreaterThan(3);
    expect(sum(metrics, "Worker", "ColdStarts")).toBeGreaterThan(sum(calm, "Worker", "ColdStarts"));
    const some = runUnder([{ ...fault, share: 0.5 }], { extras });
    expect(sum(some, "Worker", "Errors")).toBeLessThan(sum(metrics, "Worker", "Errors"));
    expect(() => runUnder([{ ...fault, to: "Orders" }])).toThrow(
      'fault "fault": expected a function, whose environments crash, received "Orders"',
    );
  });

  it("refuse with an error of AWS", () => {
    const code = "TooManyRequestsException";
    const fault: ScenarioFault = { ...span, type: "refuse", to: "Worker", code, message: "No." };
    expect(sum(drained(runUnder([fault])), "Worker", "Invocations")).toBeLessThan(
      sum(healthy, "Worker", "Invocations"),
    );
  });
});

it("limits functions by the account's quota of concurrency", () => {
  const duration = { type: "constant", value: seconds(2) } as const;
  const extras = { Worker: { Behavior: profile({ duration }) } };
  const under = (concurrentExecutions?: number) =>
    runUnder([], {
      extras,
      ...(concurrentExecutions === undefined
        ? {}
        : { quotas: { "lambda.concurrentExecutions": concurrentExecutions } }),
    });
  const mostAtOnce = (metrics: ReturnType<typeof under>) =>
    metrics["Worker"]?.["ConcurrentExecutions"]?.max;
  expect(mostAtOnce(under())).toBeGreaterThan(3);
  // The mapping keeps to the quota, so nothing is throttled.
  const limited = under(3);
  expect([mostAtOnce(limited), sum(limited, "Worker", "Throttles")]).toEqual([3, 0]);
  expect(() => under(0)).toThrow(
    "quota lambda.concurrentExecutions: expected 1 to 1000000, received 0",
  );
});
