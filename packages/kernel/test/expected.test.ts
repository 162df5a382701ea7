import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  milliseconds,
  seconds,
  Simulation,
  type Fault,
  type Instant,
  type Snapshot,
  type Tagged,
  type TraceEntry,
} from "../src/index.ts";
import { chain, connection, lateChain, machines, type RelayState } from "./relay.ts";

const instant = (time: number): Instant => milliseconds(time) as number as Instant;
const privileged = ["gardener"];
const end = { until: seconds(10) as number as Instant };
const refusal = { type: "refused" };
const many = { seed: 20261128, numRuns: 30 };
const seed = fc.nat(1_000_000);

function run(simulation: Simulation): Simulation {
  simulation.run(end);
  return simulation;
}

/** How many parcels of `relay 1` were passed on and lost in a span. */
function outcomes(from: number, until: number, simulation = lateChain(5)) {
  const stateAt = (time: number) => {
    simulation.run({ until: instant(time) });
    return { ...(simulation.stateOf("relay 1") as RelayState) };
  };
  const before = stateAt(from);
  const after = stateAt(until);
  return { passed: after.passed - before.passed, lost: after.lost - before.lost };
}

describe("a component that is expected", () => {
  it("refuses what is asked of it, until it is made; and again once it is deleted", () => {
    const before = outcomes(1_000, 1_060);
    expect(before.passed).toBe(0);
    expect(before.lost).toBeGreaterThan(2);
    expect(outcomes(1_080, 1_125).passed).toBeGreaterThan(2);
    const deleted = outcomes(1_160, 1_170);
    expect([deleted.passed, deleted.lost > 0]).toEqual([0, true]);
    expect(outcomes(1_190, 1_400).passed).toBeGreaterThan(5);
  });

  it("is no component to anybody but connections", () => {
    const simulation = chain(1, 1);
    const before = { names: simulation.names, digests: simulation.digests };
    const { digest } = run(chain(1, 1));
    simulation.apply({ do: "expect", name: "later", kind: "sink", refusal });
    expect({ names: simulation.names, digests: simulation.digests }).toEqual(before);
    expect(simulation.has("later")).toBe(false);
    const absent = 'component: expected the name of a component, received "later"';
    expect(() => simulation.stateOf("later")).toThrow(absent);
    expect(() => simulation.tell("later", { type: "start" })).toThrow(absent);
    const change = { do: "change", name: "later", settings: null } as const;
    expect(() => simulation.apply(change)).toThrow(absent);
    expect(() => simulation.apply({ do: "delete", name: "later", refusal })).toThrow(absent);
    expect(run(simulation).digest).toBe(digest);
    expect(() =>
      simulation.apply({ do: "expect", name: "never", kind: "wonder", refusal }),
    ).toThrow('component "never" kind: expected one of');
  });

  it("changes nothing where a component has the name, or had it", () => {
    const simulation = chain(1, 1);
    simulation.apply({ do: "expect", name: "sink", kind: "relay", refusal });
    expect(simulation.kindOf("sink")).toBe("sink");
    expect(run(simulation).digest).toBe(run(chain(1, 1)).digest);
    simulation.apply({ do: "delete", name: "sink", refusal: { type: "gone" } });
    simulation.apply({ do: "expect", name: "sink", kind: "sink", refusal });
    const saved = simulation.snapshot().components.filter(({ name }) => name === "sink");
    expect(saved).toMatchObject([{ refusal: { type: "gone" }, incarnation: 0 }]);
  });

  it("is expected in a fork alone that is told so", () => {
    const simulation = chain(1, 1);
    const fork = simulation.fork();
    fork.apply({ do: "expect", name: "later", kind: "sink", refusal });
    const toLater = { do: "change", name: "relay 1", connections: [connection("later")] } as const;
    fork.apply(toLater);
    expect(() => simulation.apply(toLater)).toThrow(
      'component "relay 1" next: expected the name of a component, received "later"',
    );
  });

  it("ends as one that was there from the start, once it is made", () => {
    const late = new Simulation({ seed: 3, machines });
    late.apply({ do: "expect", name: "sink", kind: "sink", refusal });
    const settings = { makes: 40, patience: 12 };
    const relay = { name: "relay 1", kind: "relay", settings, connections: [connection("sink")] };
    late.apply({ do: "create", ...relay });
    late.apply({ do: "create", name: "sink", kind: "sink", settings: null, connections: [] });
    late.tell("relay 1", { type: "start" });
    expect(run(late).digest).toBe(run(chain(3, 1)).digest);
  });

  it("says who asked it how often, before it was made and after it was deleted", () => {
    const simulation = run(lateChain(5));
    const { lost } = outcomes(0, 1_060);
    const [absence, ...others] = simulation.absences;
    expect(others).toEqual([]);
    expect(absence).toMatchObject({ sender: "relay 1", target: "relay 2" });
    expect(absence!.requests).toBeGreaterThan(lost);
    expect(absence!.requests).toBeLessThan(30);
    expect(run(chain(5, 2)).absences).toEqual([]);
    const deleted = chain(5, 1);
    deleted.apply({ do: "delete", name: "sink", refusal });
    deleted.tell("sink", { type: "start" });
    deleted.tell("sink", { type: "start" });
    deleted.run({ until: instant(1) });
    expect(deleted.absences).toEqual([{ sender: null, target: "sink", requests: 2 }]);
  });

  it("may become a machine of another kind", () => {
    const simulation = new Simulation({ seed: 3, machines });
    simulation.apply({ do: "expect", name: "sink", kind: "relay", refusal });
    simulation.apply({ do: "create", name: "sink", kind: "sink", settings: null, connections: [] });
    expect(simulation.kindOf("sink")).toBe("sink");
    expect(simulation.metersOf("sink")).toHaveProperty("Taken");
  });

  it("is struck by faults from when it is made, whenever they were injected", () => {
    const span = { from: 0 as Instant, until: end.until, share: 1, component: "relay 2" };
    const fault: Fault = { name: "down", type: "refuse", body: { type: "down" }, ...span };
    const late: Fault = {
      ...span,
      name: "late",
      type: "delay",
      direction: "reply",
      by: { type: "constant", value: 3_000 },
    };
    const faults = [fault, late];
    const trace: TraceEntry[] = [];
    const simulation = lateChain(5, { faults, trace: (entry) => trace.push(entry) });
    run(simulation);
    const heard = trace.flatMap(({ at, component, input }) => {
      const { body } = input as { body?: Tagged };
      if (component !== "relay 1" || body === undefined || body.type === "lost") return [];
      return [`${at < instant(1_060) ? "expected" : "later"} ${body.type}`];
    });
    // Once it is deleted, it refuses by itself.
    expect(new Set(heard)).toEqual(new Set(["expected refused", "later down", "later refused"]));
    const tallies = simulation.faultTallies;
    const injected = lateChain(5);
    injected.injectAll(faults);
    const back = Simulation.restore(injected.snapshot(), { machines, privileged, faults });
    expect(run(injected).digest).toBe(simulation.digest);
    expect(run(back).digest).toBe(simulation.digest);
    expect([injected.faultTallies, back.faultTallies]).toEqual([tallies, tallies]);
    expect(tallies[0]!.struck).toBeGreaterThan(3);
  });
});

describe("the laws, with components that are expected, come, go and come again", () => {
  it("hold of replay and of both executors", () => {
    const digests = new Set<string>();
    fc.assert(
      fc.property(seed, fc.integer({ min: 2, max: 5 }), (given, period) => {
        const { digest } = run(lateChain(given));
        expect(run(lateChain(given)).digest).toBe(digest);
        const switching = lateChain(given);
        for (let event = 0; ; event += 1) {
          if (!switching.step(event % period === 0 ? "immutable" : "inPlace")) break;
        }
        expect(switching.digest).toBe(digest);
        digests.add(digest);
      }),
      many,
    );
    expect(digests.size).toBeGreaterThan(25);
  });

  it("hold of snapshots and forks at every moment", () => {
    fc.assert(
      fc.property(seed, fc.nat(400), (given, events) => {
        const simulation = lateChain(given);
        simulation.run({ events });
        const written = JSON.stringify(simulation.snapshot());
        const saved = JSON.parse(written) as Snapshot;
        const back = Simulation.restore(saved, { machines, privileged });
        const fork = simulation.fork();
        const hash = simulation.canonicalHash();
        expect([back.absences, fork.absences]).toEqual([simulation.absences, simulation.absences]);
        expect([back.canonicalHash(), fork.canonicalHash()]).toEqual([hash, hash]);
        expect([back.names, fork.names]).toEqual([simulation.names, simulation.names]);
        run(fork);
        expect(JSON.stringify(simulation.snapshot())).toBe(written);
        const { digest } = run(simulation);
        expect([fork.digest, run(back).digest]).toEqual([digest, digest]);
      }),
      many,
    );
  });

  it("hold of a fork that lies in another's memory, in which others were made", () => {
    const original = lateChain(5);
    const reused = original.fork();
    run(reused);
    original.run({ until: instant(1_040) });
    reused.becomeForkOf(original);
    expect(reused.has("relay 2")).toBe(false);
    expect(run(reused).digest).toBe(run(original).digest);
  });

  it("hold of time travel", () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 900, max: 1_300 }), (given, time) => {
        const past = lateChain(given);
        past.run({ until: instant(time) });
        const simulation = run(lateChain(given, { checkpointEvery: milliseconds(50) }));
        const back = simulation.at(instant(time));
        expect([back.digest, back.names]).toEqual([past.digest, past.names]);
        expect(run(back).digest).toBe(simulation.digest);
      }),
      many,
    );
  });

  it("tell apart what is expected, what is there and what is gone in the canonical hash", () => {
    const simulation = new Simulation({ seed: 3, machines });
    const hashes = new Set([simulation.canonicalHash()]);
    const note = () => hashes.add(simulation.canonicalHash());
    simulation.apply({ do: "expect", name: "sink", kind: "sink", refusal });
    note();
    simulation.apply({ do: "create", name: "sink", kind: "sink", settings: null, connections: [] });
    note();
    simulation.apply({ do: "delete", name: "sink", refusal: { type: "gone" } });
    note();
    expect(hashes.size).toBe(4);
  });
});
