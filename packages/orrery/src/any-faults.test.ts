import { minutes, seconds } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FaultOptions, anyFaults, run, Stack, sqs, lambda, sources } from "./index.ts";
import { sentenceOf, type FaultKind, type GivenFault } from "./fault-sentence.ts";

function shop(): Stack {
  const stack = new Stack("shop");
  const orders = new sqs.Queue(stack, "Orders", { visibilityTimeout: seconds(30) });
  const worker = new lambda.Function(stack, "Worker", {
    behavior: { duration: "200ms" },
  });
  worker.addEventSource(new sources.SqsEventSource(orders));
  return stack;
}
const rush = { to: "Orders", arrivals: { constant: { rate: "1/s" } }, for: "30s" } as const;
const sampleOf = (options: Parameters<typeof anyFaults>[1], count = 300) =>
  fc.sample(anyFaults(shop(), options), { numRuns: count, seed: 1 });
const namesOf = ({ at: _at, for: _for, ...fault }: GivenFault) => Object.keys(fault)[0];

describe("any faults", () => {
  it("are about every resource and of every kind that it can have", () => {
    const faults = sampleOf({ atMost: 2 }).flat();
    expect(new Set(faults.map(namesOf))).toEqual(
      new Set(["outage", "refuse", "delay", "drop", "duplicate", "crash", "fail", "slow"]),
    );
    const own = faults.flatMap(({ crash, fail, slow }) => crash ?? fail ?? slow ?? []);
    expect(new Set(own)).toEqual(new Set(["Worker"]));
    expect(new Set(faults.flatMap(({ outage }) => outage ?? []))).toEqual(
      new Set(["Orders", "Worker"]),
    );
  });

  it("keep to what was asked", () => {
    const faults = sampleOf({
      atMost: 3,
      within: "10s",
      longest: seconds(5),
      to: ["Orders"],
      kinds: ["outage", "crash"],
    });
    expect(Math.max(...faults.map(({ length }) => length))).toBe(3);
    for (const { at, for: length, outage } of faults.flat()) {
      expect(outage).toBe("Orders");
      expect(at).toBeLessThanOrEqual(seconds(10));
      expect(length).toBeLessThanOrEqual(seconds(5));
    }
  });

  it.each([
    [{ atMost: 0 }, "atMost: expected a whole number from 1, received 0"],
    [{ to: ["Nobody"] }, 'to: expected some of Orders, Worker, received "Nobody"'],
    [
      { to: ["Orders"], kinds: ["crash"] as FaultKind[] },
      /^kinds: expected faults that .* received crash$/,
    ],
    [{ within: "1500ms" }, "within: expected whole seconds, received 1.5 s"],
    [{ longest: "soon" }, /^longest: expected a duration/],
  ])("refuse %j", (options, message) => {
    expect(() => anyFaults(shop(), options as FaultOptions)).toThrow(message);
  });

  it("run, whatever they are, and the same way again", () => {
    const property = fc.property(anyFaults(shop(), { atMost: 2 }), (faults) => {
      const digests = [1, 2].map(
        () => run(shop(), { duration: minutes(2), workload: [rush], faults }).digest,
      );
      expect(digests[0]).toBe(digests[1]);
    });
    fc.assert(property, { numRuns: 40, seed: 3 });
  });

  it("shrink to the one that matters, as a sentence", () => {
    const property = fc.property(anyFaults(shop(), { atMost: 3 }), (faults) => {
      const result = run(shop(), { duration: "2m", workload: [rush], faults });
      return result.metric("WorkerOrders", "MessageLatency").max < seconds(20);
    });
    const { counterexample } = fc.check(property, { seed: 5, numRuns: 200 });
    expect(counterexample?.[0]).toHaveLength(1);
    expect(fc.stringify(counterexample)).toMatch(/^\[[^[\];]+ (?:from .+ to .+|at .+)\]$/);
  });
});

it.each([
  [{ at: seconds(5), for: seconds(5), outage: "Worker" }, "outage of Worker from 5 s to 10 s"],
  [
    { at: seconds(0), for: seconds(5), refuse: "Orders", with: "ThrottlingException", share: 0.5 },
    "50 % of requests to Orders refused with ThrottlingException from 0 s to 5 s",
  ],
  [
    { at: seconds(1), for: seconds(1), delay: "Orders", by: "3s" },
    "requests to Orders 3s late from 1 s to 2 s",
  ],
  [
    { at: seconds(1), for: seconds(1), drop: "Orders", direction: "reply", share: 0.1 },
    "10 % of answers of Orders lost from 1 s to 2 s",
  ],
  [{ at: seconds(1), for: seconds(1), drop: "Orders" }, "requests to Orders lost from 1 s to 2 s"],
  [
    { at: seconds(1), for: seconds(1), duplicate: "Orders" },
    "requests to Orders twice from 1 s to 2 s",
  ],
  [
    { at: seconds(1), for: seconds(1), fail: "Worker", with: "DbError", share: 0.5 },
    "50 % of invocations of Worker failing with DbError from 1 s to 2 s",
  ],
  [
    { at: seconds(1), for: seconds(1), slow: "Worker", factor: 10 },
    "invocations of Worker taking 10 × as long from 1 s to 2 s",
  ],
  [
    { at: seconds(1), for: seconds(1), slow: "Worker", by: "2s" },
    "invocations of Worker taking 2s longer from 1 s to 2 s",
  ],
  [
    { at: seconds(1), for: seconds(1), slow: "Worker", untilTimeout: true, share: 0.1 },
    "10 % of invocations of Worker hanging until their timeout from 1 s to 2 s",
  ],
  [{ at: seconds(1), crash: "Worker", share: 0.5 }, "50 % of environments of Worker dead at 1 s"],
] satisfies readonly (readonly [GivenFault, string])[])("a fault in words: %j", (fault, words) => {
  expect(sentenceOf(fault)).toBe(words);
});
