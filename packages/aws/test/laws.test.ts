import { seconds, Simulation, type Executor, type Instant, type Snapshot } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { machinesOf, prepareRun, type Run, type RunOptions } from "../src/index.ts";
import { scenarioOf, scenarioShape, type ScenarioShape } from "./random-scenario.ts";

const options = (runs: number) => ({ seed: 20261124, numRuns: runs });
const horizon = seconds(90) as number as Instant;

const prepared = (shape: ScenarioShape, more: Partial<RunOptions> = {}): Run =>
  prepareRun(scenarioOf(shape), { seed: shape.seed, ...more });

function digestOf(simulation: Simulation, executor?: Executor): string {
  simulation.run({ until: horizon }, executor);
  return simulation.digest;
}

describe("the laws hold for every service", () => {
  it("law 1, replay: the same scenario and seed give the same digest, traced or not", () => {
    fc.assert(
      fc.property(scenarioShape, (shape) => {
        const traced = prepared(shape, { trace: () => undefined });
        expect(digestOf(traced.simulation)).toBe(digestOf(prepared(shape).simulation));
      }),
      options(40),
    );
  });

  it("law 2, two ways: in place and through immer give the same digest", () => {
    fc.assert(
      fc.property(scenarioShape, (shape) => {
        const slow = { ...shape, rate: Math.min(shape.rate, 5) };
        expect(digestOf(prepared(slow).simulation, "immutable")).toBe(
          digestOf(prepared(slow).simulation),
        );
      }),
      options(15),
    );
  });

  it("law 3, snapshot: a run read back from JSON ends like the one never stopped", () => {
    const machines = machinesOf();
    fc.assert(
      fc.property(scenarioShape, fc.nat(3_000), (shape, events) => {
        const { simulation } = prepared(shape);
        simulation.run({ until: horizon, events });
        const text = JSON.stringify(simulation.snapshot());
        const restored = Simulation.restore(JSON.parse(text) as Snapshot, {
          machines,
          privileged: ["aws.control"],
          faults: simulation.faults,
        });
        expect(digestOf(restored)).toBe(digestOf(simulation));
      }),
      options(30),
    );
  });

  it("law 4, fork: fork and original end alike, whichever goes first", () => {
    fc.assert(
      fc.property(scenarioShape, fc.nat(3_000), fc.boolean(), (shape, events, forkFirst) => {
        const { simulation } = prepared(shape);
        simulation.run({ until: horizon, events });
        const fork = simulation.fork();
        const [first, second] = forkFirst ? [fork, simulation] : [simulation, fork];
        expect(digestOf(first)).toBe(digestOf(second));
        expect(second.digest).toBe(digestOf(prepared(shape).simulation));
      }),
      options(30),
    );
  });

  it("law 4, fork: a fork that becomes one of another moment ends like that", () => {
    fc.assert(
      fc.property(scenarioShape, fc.array(fc.nat(2_000), { maxLength: 3 }), (shape, moments) => {
        const { simulation } = prepared(shape);
        const fork = simulation.fork();
        for (const events of moments) {
          digestOf(fork);
          simulation.run({ until: horizon, events });
          fork.becomeForkOf(simulation);
        }
        expect(digestOf(fork)).toBe(digestOf(simulation));
        expect(simulation.digest).toBe(digestOf(prepared(shape).simulation));
        const metersOf = (one: Simulation) => one.names.map((name) => one.metersOf(name));
        expect(metersOf(fork)).toEqual(metersOf(simulation));
      }),
      options(30),
    );
  });

  it("has one canonical hash for a run, for its forks, and for what is read back of it", () => {
    const machines = machinesOf();
    fc.assert(
      fc.property(
        scenarioShape,
        fc.array(fc.nat(300), { minLength: 1, maxLength: 4 }),
        (shape, moments) => {
          const { simulation } = prepared(shape);
          for (const events of moments) {
            simulation.run({ until: horizon, events });
            const restored = Simulation.restore(simulation.snapshot(), {
              machines,
              privileged: ["aws.control"],
              faults: simulation.faults,
            });
            const fork = simulation.fork();
            for (const ties of ["inOrder", "inAnyOrder"] as const) {
              expect(simulation.canonicalHash({ ties })).toBe(restored.canonicalHash({ ties }));
              expect(fork.canonicalHash({ ties })).toBe(restored.canonicalHash({ ties }));
            }
          }
        },
      ),
      options(30),
    );
  });

  it("law 5, isolation: a queue nobody uses changes no other component's events", () => {
    fc.assert(
      fc.property(scenarioShape, (shape) => {
        const scenario = scenarioOf(shape);
        const idle = {
          logicalId: "Idle",
          service: "sqs",
          operation: "CreateQueue",
          params: { QueueName: "idle" },
        };
        const more = { ...scenario, architecture: [...scenario.architecture, idle] };
        const one = prepareRun(scenario, { seed: shape.seed }).simulation;
        const other = prepareRun(more, { seed: shape.seed }).simulation;
        digestOf(one);
        digestOf(other);
        const others = new Map(other.digests);
        for (const [name, digest] of one.digests) {
          if (name !== "aws.control") expect([name, others.get(name)]).toEqual([name, digest]);
        }
      }),
      options(20),
    );
  });

  it("law 6, total order: no event is taken before one that is due earlier", () => {
    fc.assert(
      fc.property(scenarioShape, (shape) => {
        let last = 0;
        const { simulation } = prepared(shape, {
          trace: ({ at }) => {
            expect(at).toBeGreaterThanOrEqual(last);
            last = at;
          },
        });
        digestOf(simulation);
      }),
      options(10),
    );
  });
});
