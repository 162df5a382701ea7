import { minutes, seconds, type Distribution, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  prepareRun,
  profile,
  reportOf,
  Stack,
  type PayloadSettings,
  type StackScenario,
  type Workload,
  sqs,
  lambda,
  sources,
} from "../src/index.ts";

const constant = (value: number) => ({ type: "constant", value }) as const;
const filler = (size: Distribution): PayloadSettings => ({ type: "size", size });
const text = (body: string): PayloadSettings => ({ type: "body", body, size: body.length });
const workload = (rest: Partial<Workload> = {}): Workload => ({
  to: "Orders",
  arrivals: { type: "constant", rate: 1 },
  from: 0 as Duration,
  until: minutes(10),
  payload: filler(constant(100)),
  groups: [],
  ...rest,
});

/** What a queue that Worker reads came to after these workloads. */
function reportAfter(
  props: sqs.QueueProps,
  workloads: readonly Workload[],
  rest: Partial<StackScenario> = {},
) {
  const stack = new Stack("shop");
  const queue = new sqs.Queue(stack, "Orders", props);
  const duration = constant(seconds(0.1));
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration }) });
  worker.addEventSource(new sources.SqsEventSource(queue));
  const run = prepareRun(stack.scenario({ duration: minutes(11), workloads, ...rest }), {
    seed: 1,
  });
  run.simulation.run({ until: minutes(11) as number as typeof run.simulation.now });
  const { metrics, warnings } = reportOf(run);
  return {
    warnings,
    sum: (resource: string, metric: string) => metrics[resource]?.[metric]?.sum ?? 0,
  };
}

const groups = (id: string) => [{ id, weight: 1 }];

it("two workloads into one FIFO queue name their messages apart", () => {
  const { sum } = reportAfter({ fifo: true }, [
    workload({ groups: groups("web") }),
    workload({ groups: groups("mobile") }),
  ]);
  expect(sum("Orders", "NumberOfDeduplicatedSentMessages")).toBe(0);
  expect(sum("Worker", "Invocations")).toBe(1_200);
});

describe("a workload into a queue with content-based deduplication", () => {
  const props = { fifo: true, contentBasedDeduplication: true };

  it("has one message in five minutes where all say the same, and the run says so", () => {
    const { sum, warnings } = reportAfter(props, [
      workload({ payload: text('{"itemId":7}'), groups: groups("items") }),
    ]);
    expect(sum("Worker", "Invocations")).toBe(2);
    expect(sum("Orders", "NumberOfDeduplicatedSentMessages")).toBe(598);
    expect(warnings).toContain(
      "Orders dropped 598 of 600 messages as duplicates: it tells messages apart by their bodies, and theirs had been sent within 5 m before.",
    );
  });

  it("has all of them where their filler stands for texts that differ", () => {
    const { sum } = reportAfter(props, [workload({ groups: groups("items") })]);
    expect(sum("Worker", "Invocations")).toBe(600);
  });
});

describe("a message that is too long", () => {
  it("is refused and counted where its size is drawn, and the run says so", () => {
    const size = { type: "lognormal", median: 200_000, sigma: 1 } as const;
    const { sum, warnings } = reportAfter({}, [workload({ payload: filler(size) })], {
      asOf: "2025-08-03",
    });
    const refused = sum("workload to Orders", "Refused");
    expect(refused).toBeGreaterThan(150);
    expect(refused).toBeLessThan(350);
    expect(sum("Orders", "NumberOfMessagesSent")).toBe(600 - refused);
    expect(sum("workload to Orders", "GivenUp")).toBe(0);
    expect(warnings).toContain(
      `Workload to Orders was refused ${refused} of 600 arrivals with InvalidParameterValue: One or more parameters are invalid. Reason: Message must be shorter than 262144 bytes.`,
    );
    const later = reportAfter({}, [workload({ payload: filler(size) })], { asOf: "2025-08-04" });
    expect(later.sum("workload to Orders", "Refused")).toBeLessThan(refused / 2);
  });

  it("costs no memory, however long it is", () => {
    const size = { type: "uniform", min: 1_000, max: 1e15 } as const;
    const { sum } = reportAfter({}, [workload({ payload: filler(size) })]);
    expect(sum("workload to Orders", "Refused")).toBe(600);
  });

  it.each([
    [text("x".repeat(1_025)), "expected 1 to 1024 bytes for a queue, received 1025 bytes"],
    [text(""), "expected 1 to 1024 bytes for a queue, received 0 bytes"],
    [filler(constant(2_000)), "expected 1 to 1024 bytes for a queue, received 2000 bytes"],
    [
      filler({ type: "uniform", min: 1_025, max: 9_000 }),
      "expected sizes of which some are 1024 bytes or less, as a queue takes, received 1025 bytes at least",
    ],
    [
      filler({ type: "shifted", by: 1_025, of: { type: "exponential", mean: 5 } }),
      "expected sizes of which some are 1024 bytes or less, as a queue takes, received 1025 bytes at least",
    ],
  ])("is refused before the run where it is certain", (payload, message) => {
    expect(() => reportAfter({ maxMessageSizeBytes: 1_024 }, [workload({ payload })])).toThrow(
      `workload 1 (to Orders) payload: ${message}`,
    );
  });
});

it("groups on a standard queue are refused before its day", () => {
  const before = reportAfter({}, [workload({ groups: groups("tenant") })], { asOf: "2025-07-20" });
  expect(before.sum("workload to Orders", "Refused")).toBe(600);
  const since = reportAfter({}, [workload({ groups: groups("tenant") })], { asOf: "2025-07-21" });
  expect(since.sum("workload to Orders", "Accepted")).toBe(600);
});

it("a producer that is throttled tries again, gives up, and the run says how many were lost", () => {
  const many = workload({
    arrivals: { type: "constant", rate: 2_000 },
    until: seconds(2),
    groups: groups("one"),
  });
  const { sum, warnings } = reportAfter({ fifo: true }, [many]);
  const givenUp = sum("workload to Orders", "GivenUp");
  expect(sum("workload to Orders", "Accepted") + givenUp).toBe(4_000);
  expect(sum("workload to Orders", "Retried")).toBeGreaterThan(2 * givenUp - 1);
  expect(warnings).toContain(
    `Workload to Orders gave up ${givenUp} of 4000 arrivals after 3 attempts (RequestThrottled ${givenUp} times): they are lost, as the AWS SDKs lose them; retry says how often each is tried.`,
  );
  const patient = reportAfter({ fifo: true }, [{ ...many, retry: { attempts: 12 } }]);
  expect(patient.sum("workload to Orders", "GivenUp")).toBe(0);
  expect(patient.sum("Orders", "NumberOfMessagesSent")).toBe(4_000);
});

it.each([
  [{}, "1 m", "assumed"],
  [{ timeout: seconds(5) }, "5 s", "what the scenario says"],
])("a run says that a timeout decided, and whose: %o", (own, waited, whose) => {
  const one = workload({ until: seconds(1), arrivals: { type: "constant", rate: 2 }, ...own });
  const lost = { type: "drop", direction: "reply", name: "lost", to: "Orders", share: 1 } as const;
  const faults = [{ ...lost, from: 0 as Duration, until: seconds(30) }];
  const { sum, warnings } = reportAfter({}, [one], { faults });
  const times = sum("workload to Orders", "TimedOut");
  expect(times).toBeGreaterThan(0);
  expect(warnings.join()).toContain(
    `Workload to Orders waited ${waited} in vain for an answer ${times} times, and took the request for lost: its timeout decides that, and ${waited} is ${whose}.`,
  );
});

it.each([0, 51, 1.5])("attempts are 1 to 50, not %d", (attempts) => {
  expect(() => reportAfter({}, [workload({ retry: { attempts } })])).toThrow(
    `workload 1 (to Orders) retry.attempts: expected 1 to 50, received ${attempts}`,
  );
});

it("a workload that offers nothing is told of", () => {
  const silent = workload({ arrivals: { type: "recorded", instants: [minutes(20)] } });
  expect(reportAfter({}, [silent]).warnings).toContain(
    "Workload to Orders offers nothing: its first recorded arrival comes at 20 m, after its end at 10 m.",
  );
  const sinceEpoch = workload({
    arrivals: { type: "recorded", instants: [1_764_835_200_000_000] },
  });
  expect(reportAfter({}, [sinceEpoch]).warnings.join("\n")).toContain(
    "where these are seconds or milliseconds since 1970, set unit: epoch or epoch-ms",
  );
  const some = workload({ arrivals: { type: "recorded", instants: [1, 2, minutes(20)] } });
  expect(reportAfter({}, [some]).warnings).toContain(
    "Workload to Orders leaves out 1 of its 3 recorded arrivals, which come after its end at 10 m.",
  );
  const idle = workload({ arrivals: { type: "poisson", rate: 0 } });
  expect(reportAfter({}, [idle]).warnings).toContain(
    "Workload to Orders offers nothing before it ends at 10 m.",
  );
  const rounds = workload({
    arrivals: { type: "recorded", instants: [1, minutes(12)], repeatEvery: minutes(13) },
  });
  expect(reportAfter({}, [rounds]).warnings.filter((line) => line.includes("Workload"))).toEqual(
    [],
  );
});
