import { minutes, seconds, type Duration, type Instant, type Oracle } from "@orrery/kernel";
import { fingerprintOf, formatToken, parseToken } from "@orrery/kernel";
import {
  exhaustive,
  problemUnder,
  randomWalk,
  search,
  seeds,
  type ExhaustiveOptions,
  type SearchSubject,
} from "@orrery/testing";
import { describe, expect, it } from "vitest";
import { prepareRun, profile, Stack, type Scenario, sqs, lambda, sources } from "../src/index.ts";

/** Three orders, a worker that takes a moment, and a queue that may deliver one of them twice. */
function threeOrders(duplicateRate: number): Scenario {
  const stack = new Stack("shop");
  const queue = new sqs.Queue(stack, "Orders", {
    visibilityTimeout: seconds(10),
    chance: { duplicates: duplicateRate },
  });
  const duration = { type: "constant", value: seconds(1) } as const;
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration }) });
  worker.addEventSource(new sources.SqsEventSource(queue, { batchSize: 1, maxConcurrency: 2 }));
  const none = { type: "constant", value: 0 } as const;
  return stack.scenario({
    duration: minutes(1),
    workloads: [
      {
        to: "Orders",
        arrivals: { type: "constant", rate: 1 },
        from: 0 as Duration,
        until: seconds(3),
        payload: { type: "size", size: { type: "constant", value: 100 } },
        groups: [],
      },
    ],
    // With times that are always the same, events tie, and their order is a choice.
    latencies: {
      "sqs.standard.toLambda": none,
      "lambda.cold.platformOverhead": none,
      "lambda.cold.initDuration": none,
    },
  });
}

/** Three orders at one instant, and all that follows at the same. */
function tiedOrders(): Scenario {
  const stack = new Stack("shop");
  const queue = new sqs.Queue(stack, "Orders");
  const none = { type: "constant", value: 0 } as const;
  const worker = new lambda.Function(stack, "Worker", { reservedConcurrentExecutions: 2 });
  stack.say("Worker", { Behavior: profile({ duration: none }) });
  worker.addEventSource(new sources.SqsEventSource(queue, { batchSize: 1, maxConcurrency: 2 }));
  return stack.scenario({
    duration: minutes(1),
    workloads: [
      {
        to: "Orders",
        arrivals: { type: "recorded", instants: [seconds(10), seconds(10), seconds(10)] },
        from: 0 as Duration,
        until: null,
        payload: { type: "size", size: { type: "constant", value: 100 } },
        groups: [],
      },
    ],
    latencies: {
      "sqs.standard.toLambda": none,
      "lambda.cold.platformOverhead": none,
      "lambda.cold.initDuration": none,
    },
  });
}

function subjectOf(scenario: Scenario): SearchSubject {
  // What happens before the first order is the same in every run.
  const begun = (oracle?: Oracle) =>
    prepareRun(scenario, { seed: 1, ...(oracle === undefined ? {} : { oracle }) }).simulation;
  const start = begun();
  return {
    make: (oracle) => start.fork(oracle),
    until: seconds(40) as number as Instant,
    problemOf(simulation) {
      const { Invocations } = simulation.metersOf("lambda.function:shop-Worker");
      return Invocations!.sum > 3 ? `${Invocations!.sum} invocations for 3 orders` : null;
    },
  };
}

describe("a search over a queue and a function", () => {
  it("finds that an order may be processed twice, by one choice that its token repeats", () => {
    const scenario = threeOrders(1e-9);
    const subject = subjectOf(scenario);
    const { counterexample } = search(subject, exhaustive({ deviations: 1, ordersTies: false }));
    expect(counterexample?.problem).toBe("4 invocations for 3 orders");
    // A message that stays visible, or one whose deletion does not hold.
    expect(counterexample!.choices).toHaveLength(1);
    expect(counterexample!.choices[0]!.component).toBe("sqs.queue:shop-Orders");
    const name = fingerprintOf(scenario);
    const token = formatToken(name, { seed: 1, choices: counterexample!.choices });
    expect(problemUnder(subject, parseToken(token, name).choices, false)).toBe(
      counterexample!.problem,
    );
    expect(search(subject, seeds(), { runs: 20 }).counterexample).toBeNull();
    expect(search(subject, randomWalk(1), { runs: 50 }).counterexample).not.toBeNull();
  });

  it("finds none where the queue delivers each order once, whatever the order of events", () => {
    const subject = subjectOf(threeOrders(0));
    const result = search(subject, exhaustive({ deviations: 2 }), { runs: 20_000 });
    expect(result).toMatchObject({ complete: true, counterexample: null });
    expect(result.runs).toBeGreaterThan(5);
  });

  it("comes to the same ends when it leaves out what other runs stand for, and says so", () => {
    const start = prepareRun(tiedOrders(), { seed: 1 }).simulation;
    start.run({ until: (seconds(10) - 1) as Instant });
    const until = (seconds(10) + 1_000) as Instant;
    const endsOf = (options: ExhaustiveOptions) => {
      const ends = new Set<string>();
      const subject: SearchSubject = {
        make: (oracle) => start.fork(oracle),
        until,
        problemOf(simulation) {
          const { Invocations } = simulation.metersOf("lambda.function:shop-Worker");
          const state = simulation.canonicalHash({ ties: "inAnyOrder", until, upToNames: true });
          ends.add(`${state} after ${Invocations!.sum}`);
          return null;
        },
      };
      const result = search(subject, exhaustive(options), { runs: 20_000 });
      expect(result.complete).toBe(true);
      return { ends, ...result };
    };
    const whole = endsOf({ partialOrder: false, symmetry: false });
    const oneOrder = endsOf({ symmetry: false });
    const reduced = endsOf({});
    expect(whole.reduction).toEqual({ partialOrder: false, symmetry: false });
    expect(reduced.reduction).toEqual({ partialOrder: true, symmetry: true });
    expect(oneOrder.ends).toEqual(whole.ends);
    expect(reduced.ends).toEqual(whole.ends);
    expect(whole.ends.size).toBeGreaterThan(1);
    expect(oneOrder.runs).toBeLessThan(0.7 * whole.runs);
    expect(reduced.runs).toBeLessThan(0.4 * whole.runs);
  });

  it("stops where a state was seen before, which takes fewer events", () => {
    const subject = subjectOf(threeOrders(0));
    const whole = search(subject, exhaustive({ deviations: 2, pruning: false }), { runs: 20_000 });
    const pruned = search(subject, exhaustive({ deviations: 2 }), { runs: 20_000 });
    expect(whole.complete).toBe(true);
    expect(pruned.events).toBeLessThan(whole.events);
  });
});
