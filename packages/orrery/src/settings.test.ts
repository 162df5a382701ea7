import { seconds, type DurationSaid } from "@orrery/kernel";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  call,
  deploy,
  lambda,
  run,
  sources,
  sqs,
  Stack,
  sweep,
  type FaultInput,
  type MetricName,
  type ScenarioSettings,
  type Scripts,
  type WorkloadInput,
} from "./index.ts";

function shop(props: sqs.QueueProps = {}): Stack {
  const stack = new Stack("shop");
  const orders = new sqs.Queue(stack, "Orders", props);
  const worker = new lambda.Function(stack, "Worker");
  worker.addEventSource(new sources.SqsEventSource(orders));
  return stack;
}

/** What a run says that cannot be. */
function lineOf(settings: ScenarioSettings, stack = shop()): string {
  try {
    run(stack, { duration: "10s", ...settings });
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing wrong";
}
const arrivals = { constant: { rate: "1/s" } } as const;
const workload = [{ to: "Orders", arrivals }] as const;

describe("settings are typed", () => {
  it("with texts whose units the compiler knows, unions, and names of what there is", () => {
    expectTypeOf<ScenarioSettings["duration"]>().toEqualTypeOf<DurationSaid | undefined>();
    expectTypeOf<"4m10s">().toExtend<DurationSaid>();
    expectTypeOf<"200/s">().toExtend<
      NonNullable<NonNullable<WorkloadInput["arrivals"]>["constant"]>["rate"]
    >();
    expectTypeOf<"2KB">().toExtend<NonNullable<NonNullable<WorkloadInput["payload"]>["size"]>>();
    expectTypeOf<FaultInput["direction"]>().toEqualTypeOf<"request" | "reply" | undefined>();
    expectTypeOf<"ApproximateAgeOfOldestMessage">().toExtend<MetricName>();
    expectTypeOf<"Aproximate">().not.toExtend<MetricName>();
    // Of callers and of consumers, too, and no figure of ours.
    expectTypeOf<"ResponseTime" | "GivenUp" | "BusyWorkers">().toExtend<MetricName>();
    expectTypeOf<"sqs.shards">().not.toExtend<MetricName>();
    expectTypeOf<MetricName>().not.toEqualTypeOf<string>();
    expectTypeOf<keyof NonNullable<ScenarioSettings["quotas"]>>().toExtend<`${string}.${string}`>();
    const law: NonNullable<ScenarioSettings["functions"]> = {
      Worker: { duration: { lognormal: { p50: "80ms", p99: "1.5 s" } }, failures: "1%" },
    };
    expect(lineOf({ workload, functions: law })).toBe("nothing wrong");
    expect(lineOf({ workload, functions: { Worker: { duration: seconds(1) } } })).toBe(
      "nothing wrong",
    );
  });
});

describe("a mistake is caught by the compiler, and at the call by one line with the place", () => {
  it("a wrong unit", () => {
    // @ts-expect-error: a rate has a time.
    const rate = lineOf({ workload: [{ to: "Orders", arrivals: { poisson: { rate: "200" } } }] });
    expect(rate).toMatch(/workload\.0\.arrivals\.poisson\.rate: expected a rate such as 200\/s/);
    // @ts-expect-error: a size has bytes.
    const size = lineOf({ workload: [{ ...workload[0], payload: { size: "2s" } }] });
    expect(size).toMatch(/workload\.0\.payload.*: expected/);
    // @ts-expect-error: an age is not a percentage.
    const fault = lineOf({ workload, faults: [{ at: "5%", for: "1s", outage: "Orders" }] });
    expect(fault).toMatch(/faults\.0\.at: expected a duration such as 30s/);
    // @ts-expect-error: a queue counts in time.
    expect(() => shop({ visibilityTimeout: "30 MB" })).toThrow(
      'queue "Orders" visibilityTimeout: expected a duration such as 30s, 250ms or 1.5h, received "30 MB"',
    );
    // @ts-expect-error: there is no such runtime.
    expect(() => shopWith({ runtime: "nodejs23.x" })).toThrow(/nodejs23\.x/);
  });

  const shopWith = (props: lambda.FunctionProps) => {
    const stack = shop();
    new lambda.Function(stack, "Other", props);
    return run(stack, { duration: "1s" });
  };

  it("faults: of what happens and of how exactly one, with what goes with it", () => {
    const span = { at: "1s", for: "1s" } as const;
    const one = (faults: readonly FaultInput[]) => lineOf({ workload, faults });
    // @ts-expect-error: a fault is one thing.
    expect(one([{ ...span, outage: "Orders", refuse: "Orders" }])).toMatch(
      /faults\.0: expected one of outage, refuse, .*, received outage and refuse$/,
    );
    // @ts-expect-error: a fault is something.
    expect(one([span])).toMatch(/faults\.0: expected one of outage, refuse, .*, received none$/);
    // @ts-expect-error: a handler is slow in one way.
    expect(one([{ ...span, slow: "Worker", factor: 2, by: "1s" }])).toMatch(
      /faults\.0: expected one of factor, by, untilTimeout, received factor and by$/,
    );
    // @ts-expect-error: a handler is slow in some way.
    expect(one([{ ...span, slow: "Worker" }])).toMatch(/untilTimeout, received none$/);
    // @ts-expect-error: a delay has a length.
    expect(one([{ ...span, delay: "Orders" }])).toMatch(/faults\.0: expected by, received none$/);
    // @ts-expect-error: an outage is of everything.
    expect(one([{ ...span, outage: "Orders", share: "10%" }])).toMatch(
      /faults\.0\.share: expected none for an outage, received share$/,
    );
    // @ts-expect-error: what has a span says how long it is.
    expect(one([{ at: "1s", fail: "Worker" }])).toMatch(/faults\.0: expected for, received none$/);
    // @ts-expect-error: a crash does not last.
    expect(one([{ ...span, crash: "Worker" }])).toMatch(
      /faults\.0\.for: expected none for a crash/,
    );
    const right: readonly FaultInput[] = [
      { at: "1s", crash: "Worker", share: "50%" },
      { ...span, slow: "Worker", untilTimeout: true },
      { ...span, fail: "Worker", with: "TimeoutError", message: "no", share: 0.5 },
      { ...span, delay: "Orders", by: { exponential: { mean: "1s" } }, direction: "reply" },
    ];
    expect(one(right)).toBe("nothing wrong");
  });

  it("payloads and callers: exactly one form", () => {
    const to = "Orders";
    const payload = { body: "x", json: { a: 1 } };
    // @ts-expect-error: a payload has one form.
    expect(lineOf({ workload: [{ to, arrivals, payload }] })).toMatch(
      /workload\.0\.payload: expected one of size, body, json, list, received body and json$/,
    );
    // @ts-expect-error: a payload has a form, attributes are none.
    expect(lineOf({ workload: [{ to, arrivals, payload: { attributes: { a: "b" } } }] })).toMatch(
      /workload\.0\.payload: expected one of size, body, json, list, received nothing$/,
    );
    // @ts-expect-error: a caller has arrivals, or users.
    expect(lineOf({ workload: [{ to, arrivals, users: { count: 1 } }] })).toMatch(
      /workload\.0: expected arrivals or users, received both$/,
    );
    // @ts-expect-error: something makes a caller call.
    expect(lineOf({ workload: [{ to }] })).toMatch(
      /workload\.0.*arrivals or users, received neither$/,
    );
    const attributes = { color: "red" };
    expect(
      lineOf({ workload: [{ to, users: { count: 1 }, payload: { json: [1], attributes } }] }),
    ).toBe("nothing wrong");
  });

  it("two of what there is one of", () => {
    const both = { constant: { rate: "1/s" }, poisson: { rate: "1/s" } } as const;
    // @ts-expect-error: arrivals have one law.
    expect(lineOf({ workload: [{ to: "Orders", arrivals: both }] })).toMatch(
      /workload\.0\.arrivals: expected .*, received constant and poisson$/,
    );
  });

  it("an operation misspelled", () => {
    const behavior = { script: "sends" };
    const stack = shop();
    new lambda.Function(stack, "Sender", { behavior });
    const scripts: Scripts = {
      *sends() {
        yield call("sqs", "SendMesage", {});
        return null;
      },
    };
    const line = lineOf({ scripts, workload: [{ to: "Sender", arrivals }] }, stack);
    expect(line).toMatch(/settings\.test\.ts:\d+:\d+.*SendMesage/);
    expect(line).toMatch(/SendMessage/);
    const calls = [{ "sqs:SendMesage": "Orders" }] as const;
    expect(lineOf({ workload, functions: { Worker: { calls } } })).toMatch(
      /functions\.Worker\.calls\.0.*SendMesage.*SendMessage/,
    );
    // @ts-expect-error: an operation is of a service.
    const nameless = lineOf({ workload, functions: { Worker: { calls: [{ SendMessage: "x" }] } } });
    expect(nameless).toMatch(/functions\.Worker\.calls\.0/);
  });

  it("a metric unknown", () => {
    const result = run(shop(), { duration: "10s", workload });
    // @ts-expect-error: there is no such metric.
    expect(() => result.metric("Worker", "Duratoin")).toThrow(
      /^metric of Worker: expected one of .*, received "Duratoin"; did you mean Duration\?$/,
    );
    expect(lineOf({ workload, expect: ["Worker.Duratoin.p95 < 1000"] })).toMatch(
      /expect\.0.*received "Duratoin"; did you mean Duration\?$/,
    );
    expect(result.metric("workload to Orders", "ResponseTime").count).toBe(10);
    const world = deploy(shop(), { workload }).at("5s");
    // @ts-expect-error: there is no such metric.
    expect(() => world.metric("Worker", "Duratoin")).toThrow(/did you mean Duration\?$/);
    // @ts-expect-error: there is no such gauge.
    expect(() => world.gauge("Orders", "Aproximate")).toThrow(/^gauge of Orders: expected one of/);
    // @ts-expect-error: there is no such gauge.
    expect(() => result.series("Orders", "Aproximate")).toThrow(
      /^gauge of Orders: expected one of/,
    );
    const vary = { duration: ["10s"] };
    expect(() => sweep(shop(), { vary, measure: { p95: "Worker.Duratoin.p95" } })).toThrow(
      /did you mean Duration\?$/,
    );
  });

  it("an async script", () => {
    const behavior = { script: "waits" };
    const stack = shop();
    new lambda.Function(stack, "Sleeper", { behavior });
    const waits = async () => Promise.resolve(null);
    // @ts-expect-error: a script is a generator function.
    expect(lineOf({ scripts: { waits } }, stack)).toMatch(
      /function "Sleeper" script "waits": expected a generator function \(function\*\), received an async function, where a script yields instead of awaiting$/,
    );
  });

  it("groups missing", () => {
    expect(lineOf({ workload }, shop({ fifo: true }))).toMatch(
      /workload\.0: expected groups, since Orders is a FIFO queue, received none$/,
    );
  });
});
