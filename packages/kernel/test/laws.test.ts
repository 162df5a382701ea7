import fc from "fast-check";
import { applyPatches } from "immer";
import { describe, expect, it } from "vitest";
import {
  ConfigError,
  DefectError,
  milliseconds,
  seconds,
  Simulation,
  type Choice,
  type Executor,
  type Instant,
  type Observer,
  type OutsideInput,
  type Snapshot,
  type Tagged,
  type TraceEntry,
  recordingOracle,
  replayOracle,
  seededOracle,
  usualOracle,
} from "../src/index.ts";
import {
  chain,
  connection,
  machines,
  relayMachine,
  sinkMachine,
  type RelayState,
} from "./relay.ts";

const run = (simulation: Simulation, executor?: Executor): Simulation => {
  simulation.run({ until: seconds(10) as number as Instant }, executor);
  return simulation;
};

const seeds = { seed: 20261124, numRuns: 40 };
const shape = [fc.nat(1_000_000), fc.integer({ min: 1, max: 4 })] as const;

describe("law 1, replay", () => {
  it("gives the same digest for the same seed, and another for another", () => {
    const digests = new Set<string>();
    fc.assert(
      fc.property(...shape, (seed, length) => {
        const { digest } = run(chain(seed, length));
        expect(run(chain(seed, length)).digest).toBe(digest);
        digests.add(digest);
      }),
      seeds,
    );
    expect(digests.size).toBeGreaterThan(30);
  });

  it("gives the same digest with a trace, an observer and recorders on", () => {
    const trace: TraceEntry[] = [];
    let observed = 0;
    const simulation = chain(7, 3, {
      trace: (entry) => trace.push(entry),
      observer: { every: milliseconds(10), observe: () => (observed += 1) },
      recorderOf: () => ({ record: () => (observed += 1) }),
    });
    expect(run(simulation).digest).toBe(run(chain(7, 3)).digest);
    expect(observed).toBeGreaterThan(1_000);
    expect(trace.length).toBeGreaterThan(100);
    expect(trace.every(({ cause, event }) => cause < event)).toBe(true);
    const answered = trace.filter(({ input }) => input.type === "replied");
    for (const { request, cause, input } of answered) {
      const [first, second, ...more] = trace.filter((entry) => entry.request === request);
      expect(more).toEqual([]);
      const isLost = (input as unknown as { body: Tagged }).body.type === "lost";
      if (!isLost) expect([first!.event, second!.input]).toEqual([cause, input]);
    }
  });

  it("repeats a run from its seed and its unusual choices alone", () => {
    const choices: Choice[] = [];
    const recorded = run(chain(5, 2, { oracle: recordingOracle(seededOracle(99), choices) }));
    expect(choices.length).toBeGreaterThan(3);
    const replayed = run(chain(5, 2, { oracle: replayOracle(choices, usualOracle) }));
    expect(replayed.digest).toBe(recorded.digest);
    const without = run(chain(5, 2, { oracle: replayOracle(choices.slice(1), usualOracle) }));
    expect(without.digest).not.toBe(recorded.digest);
  });
});

describe("law 2, two ways with one result", () => {
  it("ends alike in place, through immer, and switching at every other event", () => {
    fc.assert(
      fc.property(...shape, (seed, length) => {
        const inPlace = run(chain(seed, length));
        const immutable = run(chain(seed, length), "immutable");
        const switching = chain(seed, length);
        for (let event = 0; switching.step(event % 3 === 0 ? "immutable" : "inPlace"); event += 1);
        expect(immutable.digest).toBe(inPlace.digest);
        expect(switching.digest).toBe(inPlace.digest);
        expect(withoutEpochs(immutable.stateOf("relay 1"))).toEqual(
          withoutEpochs(inPlace.stateOf("relay 1")),
        );
      }),
      { ...seeds, numRuns: 15 },
    );
  });

  it("says what an event changed, forth and back, and goes on the same", () => {
    const simulation = chain(3, 2);
    const told = run(chain(3, 2)).digest;
    let changed = 0;
    for (let left = 150; left > 0; left -= 1) {
      const before = withoutEpochs(simulation.stateOf("relay 2"));
      const { patches } = simulation.stepWithPatches()!;
      const after = withoutEpochs(simulation.stateOf("relay 2"));
      const own = patches.filter(({ component }) => component === "relay 2");
      const same = JSON.stringify(before) === JSON.stringify(after);
      expect(own.every(({ forth }) => forth.length === 0)).toBe(same);
      for (const { back } of own) {
        const undone = applyPatches(simulation.stateOf("relay 2") as object, [...back]);
        expect(withoutEpochs(undone)).toEqual(before);
      }
      if (!same) changed += 1;
    }
    expect(changed).toBeGreaterThan(20);
    expect(run(simulation).digest).toBe(told);
  });

  it("leaves a state that was looked at as it was when the executor changes", () => {
    const simulation = chain(3, 2);
    simulation.run({ events: 100 }, "immutable");
    const state = simulation.stateOf("relay 1");
    const before = JSON.stringify(state);
    simulation.run({ events: 200 });
    expect(JSON.stringify(state)).toBe(before);
  });
});

describe("law 3, snapshot", () => {
  it("continues from JSON as the run that was never stopped", () => {
    fc.assert(
      fc.property(...shape, fc.nat(600), (seed, length, events) => {
        const simulation = chain(seed, length);
        simulation.run({ events });
        const text = JSON.stringify(simulation.snapshot());
        const restored = Simulation.restore(JSON.parse(text) as Snapshot, { machines });
        expect(JSON.stringify(restored.snapshot())).toBe(text);
        run(simulation);
        run(restored);
        expect(restored.digest).toBe(simulation.digest);
        expect(restored.events).toBe(simulation.events);
        expect(restored.metersOf("sink")).toEqual(simulation.metersOf("sink"));
      }),
      seeds,
    );
  });

  it("refuses another format and another version of a state", () => {
    const snapshot = chain(1, 1).snapshot();
    expect(() => Simulation.restore({ ...snapshot, format: 1 as 8 }, { machines })).toThrow(
      new ConfigError("snapshot format", "8", "1"),
    );
    const newer = { ...relayMachine, stateVersion: 2 };
    expect(() => Simulation.restore(snapshot, { machines: [newer, sinkMachine] })).toThrow(
      'snapshot of "relay 1" (relay) state version: expected 2, received 1',
    );
  });
});

describe("law 4, fork", () => {
  it("ends like the original, which what happens in the fork does not change", () => {
    fc.assert(
      fc.property(...shape, fc.nat(600), (seed, length, events) => {
        const original = chain(seed, length);
        original.run({ events });
        const fork = original.fork();
        const other = original.fork(usualOracle);
        const later = original.fork();
        const before = JSON.stringify(original.snapshot());
        run(other);
        run(fork);
        expect(JSON.stringify(original.snapshot())).toBe(before);
        run(original);
        run(later);
        expect(fork.digest).toBe(original.digest);
        expect(later.digest).toBe(original.digest);
        expect(original.digest).toBe(run(chain(seed, length)).digest);
      }),
      seeds,
    );
  });

  it("holds for forks that an observer makes while the original runs", () => {
    const forks: Simulation[] = [];
    const observer: Observer = {
      every: milliseconds(300),
      observe(simulation) {
        const fork = simulation.fork();
        run(simulation.fork());
        forks.push(fork);
      },
    };
    const original = run(chain(5, 3, { observer }));
    expect(original.digest).toBe(run(chain(5, 3)).digest);
    expect(forks.length).toBeGreaterThan(3);
    for (const fork of forks) expect(run(fork).digest).toBe(original.digest);
  });

  it("is refused in the midst of an event, and to what is no fork of the same", () => {
    let refusal = "";
    const told = new Simulation({ seed: 1, machines });
    told.apply({ do: "create", name: "sink", kind: "sink", settings: null, connections: [] });
    told.tell("sink", { type: "start" }, () => {
      try {
        told.fork();
      } catch (error) {
        refusal = (error as Error).message;
      }
    });
    told.run({ until: seconds(1) as number as Instant });
    expect(refusal).toBe(
      "fork: expected a moment between two events, received one in the midst of an event",
    );
    expect(() => new Simulation({ seed: 1, machines: [] }).becomeForkOf(told)).toThrow(
      "becomeForkOf: expected a fork of the same simulation, received another simulation",
    );
  });
});

describe("law 5, isolation", () => {
  it("changes no draw of others when a component is added in front of them", () => {
    const more = new Simulation({ seed: 11, machines });
    more.apply({ do: "create", name: "aside", kind: "sink", settings: null, connections: [] });
    const bystander = { makes: 30, patience: 12 };
    more.apply({
      do: "create",
      name: "bystander",
      kind: "relay",
      settings: bystander,
      connections: [connection("aside")],
    });
    more.tell("bystander", { type: "start" });
    more.apply({ do: "create", name: "sink", kind: "sink", settings: null, connections: [] });
    more.apply({
      do: "create",
      name: "relay 1",
      kind: "relay",
      settings: { makes: 40, patience: 12 },
      connections: [connection("sink")],
    });
    more.tell("relay 1", { type: "start" });
    run(more);
    const alone = run(chain(11, 1));
    const digestOf = (simulation: Simulation, name: string) =>
      simulation.digests.find(([own]) => own === name)?.[1];
    expect(digestOf(more, "relay 1")).toBe(digestOf(alone, "relay 1"));
    expect(digestOf(more, "sink")).toBe(digestOf(alone, "sink"));
  });

  it("gives a component that is made again other numbers than before", () => {
    const starts: number[] = [];
    const simulation = chain(4, 1, {
      trace: ({ at, component, input }) => {
        const { timer } = input as { timer?: number };
        if (component === "relay 1" && input.type === "timerFired" && timer === 0) starts.push(at);
      },
    });
    simulation.run({ until: seconds(2) as number as Instant });
    const first = starts.splice(0).map((at, _, all) => at - all[0]!);
    simulation.apply({ do: "delete", name: "relay 1", refusal: { type: "refused" } });
    const settings = { makes: 40, patience: 12 };
    const connections = [connection("sink")];
    simulation.apply({ do: "create", name: "relay 1", kind: "relay", settings, connections });
    simulation.tell("relay 1", { type: "start" });
    simulation.run({ until: seconds(4) as number as Instant });
    const second = starts.map((at, _, all) => at - all[0]!);
    expect([first.length, second.length]).toEqual([40, 40]);
    expect(second).not.toEqual(first);
  });
});

describe("law 6, total order", () => {
  it("takes events by instant and sequence, and an oracle's order only where it is asked", () => {
    const order: number[] = [];
    run(chain(9, 3, { trace: ({ at }) => order.push(at) }));
    expect(order).toEqual(order.slice().sort((one, other) => one - other));

    const last = {
      ordersTies: true,
      choose: (_: string, label: string, __: number, ___: number, weights: readonly number[]) =>
        label === "order" ? weights.length - 1 : 0,
    };
    const usual = run(chain(9, 3, { oracle: usualOracle }));
    const reversed = run(chain(9, 3, { oracle: last }));
    expect(reversed.digest).not.toBe(usual.digest);
    expect(run(chain(9, 3, { oracle: last })).digest).toBe(reversed.digest);
  });
});

describe("law 7, conservation", () => {
  it("has every parcel at one place: held, passed on, lost, or at the end of the line", () => {
    fc.assert(
      fc.property(...shape, fc.nat(2_000), (seed, length, events) => {
        const simulation = chain(seed, length);
        for (let event = 0; event < events && simulation.step(); event += 1) {
          const state = simulation.stateOf("relay 1") as RelayState;
          expect(state.parcels.size + state.passed + state.lost).toBe(state.sent);
        }
      }),
      { ...seeds, numRuns: 20 },
    );
  });
});

describe("law 8, cost", () => {
  it("keeps memory from growing with virtual time", () => {
    const simulation = chain(2, 2, {}, 4_000);
    const sizes: number[] = [];
    for (let second = 2; second <= 20; second += 1) {
      simulation.run({ until: seconds(second) as number as Instant });
      // How often choices were asked about is kept for the last 131,072 of them, so it is left out.
      const { components, ...rest } = simulation.snapshot();
      const states = components.map(({ positions: _, ...component }) => component);
      sizes.push(JSON.stringify([states, rest]).length);
    }
    expect(Math.max(...sizes.slice(9))).toBeLessThan(2 * Math.max(...sizes.slice(0, 9)));
  });
});

describe("requests", () => {
  it("are answered by their deadline: a late answer is given up, and heard by nobody", () => {
    const simulation = run(chain(21, 1));
    const { parcels, passed, lost, sent } = simulation.stateOf("relay 1") as RelayState;
    expect([parcels.size, passed + lost, sent]).toEqual([0, 40, 40]);
    expect(lost).toBeGreaterThan(0);
  });

  it("hear the refusal when their target is deleted, now and later", () => {
    const simulation = chain(21, 1);
    simulation.run({ until: milliseconds(1_100) as number as Instant });
    simulation.apply({ do: "delete", name: "sink", refusal: { type: "refused" } });
    run(simulation);
    const { passed, lost } = simulation.stateOf("relay 1") as RelayState;
    expect(passed).toBeLessThan(40);
    expect(passed + lost).toBe(40);
  });
});

describe("defects and wrong calls", () => {
  it("names what is not there", () => {
    const simulation = chain(1, 1);
    expect(() => simulation.tell("nobody", { type: "start" })).toThrow(
      'component: expected the name of a component, received "nobody"',
    );
    expect(() =>
      simulation.apply({ do: "create", name: "x", kind: "y", settings: null, connections: [] }),
    ).toThrow('component "x" kind: expected one of relay, sink, gardener, received y');
    expect(() =>
      simulation.apply({
        do: "create",
        name: "sink",
        kind: "sink",
        settings: null,
        connections: [],
      }),
    ).toThrow('component "sink": expected a name that is not taken, received one that is');
    const wrongPort = [{ port: "nowhere", to: 0, target: "sink" }];
    expect(() =>
      simulation.apply({ do: "change", name: "relay 1", connections: wrongPort }),
    ).toThrow('component "relay 1" port: expected one of next, received nowhere');
  });

  it("stops a loop in which time does not move, naming who takes part", () => {
    const endless = {
      ...sinkMachine,
      kind: "endless",
      timers: { names: ["again"], of: { again: 0 } },
      transition: () => [{ type: "setTimer" as const, timer: 0, index: 0, at: 0 as Instant }],
    };
    const simulation = new Simulation({ seed: 1, machines: [endless], instantLimit: 100 });
    simulation.apply({
      do: "create",
      name: "loop",
      kind: "endless",
      settings: null,
      connections: [],
    });
    simulation.tell("loop", { type: "start" });
    expect(() => simulation.run()).toThrow(
      new DefectError(
        'more than 100 events at 0 µs: time does not move on. The last were for "loop"',
      ),
    );
  });

  it("lets only privileged components change the architecture", () => {
    const change = { do: "delete", name: "usurper", refusal: { type: "refused" } } as const;
    const usurper = {
      ...sinkMachine,
      kind: "usurper",
      transition: () => [{ type: "changeArchitecture" as const, change }],
    };
    const simulation = new Simulation({ seed: 1, machines: [usurper] });
    simulation.apply({
      do: "create",
      name: "usurper",
      kind: "usurper",
      settings: null,
      connections: [],
    });
    simulation.tell("usurper", { type: "start" });
    expect(() => simulation.run()).toThrow('"usurper" (usurper) may not change the architecture');
  });

  it("keeps what came from outside", () => {
    const came: readonly OutsideInput[] = chain(1, 1).cameFromOutside;
    expect(came.map((input) => (input.do === "tell" ? input.name : input.change.name))).toEqual([
      "sink",
      "relay 1",
      "relay 1",
    ]);
  });
});

describe("time travel", () => {
  const until = (time: number) => ({ until: milliseconds(time) as number as Instant });

  it("comes back to any instant as the run was then, and changes nothing of the run", () => {
    fc.assert(
      fc.property(...shape, fc.integer({ min: 1, max: 1_500 }), (seed, length, time) => {
        const past = chain(seed, length);
        past.run(until(time));
        const simulation = run(chain(seed, length, { checkpointEvery: milliseconds(100) }));
        const { digest } = simulation;
        const back = simulation.at(until(time).until);
        expect(back.digest).toBe(past.digest);
        expect(back.now).toBe(past.now);
        expect(run(back).digest).toBe(digest);
        expect(simulation.digest).toBe(digest);
      }),
      seeds,
    );
  });

  it("does again what came from outside after the checkpoint", () => {
    const meddled = (simulation: Simulation) => {
      simulation.run(until(1_050));
      simulation.tell("relay 1", { type: "take", parcel: 900, content: { words: [] } } as never);
      simulation.apply({ do: "delete", name: "relay 2", refusal: { type: "refused" } });
      simulation.run(until(1_200));
      return simulation;
    };
    const simulation = run(meddled(chain(5, 2, { checkpointEvery: milliseconds(900) })));
    expect(simulation.at(until(1_200).until).digest).toBe(meddled(chain(5, 2)).digest);
  });

  it("refuses the future, and a run that keeps no checkpoints", () => {
    const simulation = chain(1, 1, { checkpointEvery: milliseconds(100) });
    simulation.run(until(500));
    expect(() => simulation.at(until(501).until)).toThrow("instant: expected 0 to 500000 µs");
    expect(() => run(chain(1, 1)).at(until(1).until)).toThrow("checkpointEvery");
  });
});

function withoutEpochs(state: unknown): unknown {
  return JSON.parse(JSON.stringify(state, (key, value: unknown) => (key === "epoch" ? 0 : value)));
}
