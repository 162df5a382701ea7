import { describe, expect, it } from "vitest";
import {
  declare,
  milliseconds,
  noEffects,
  Simulation,
  StoppedError,
  type AnyEffect,
  type Fault,
  type Instant,
  type Machine,
  type Replied,
  type SimulationOptions,
  type Tagged,
  type TimerFired,
} from "../src/index.ts";

type Input = { readonly type: "start" } | { readonly type: "ask" } | TimerFired | Replied<Tagged>;

const ports = declare("next");
const names = {
  inputs: declare("start", "ask", "replied", "timerFired"),
  timers: declare("again"),
  ports,
  purposes: declare(),
  choices: declare(),
  fingerprint: () => 0,
};
const again = (at: number): AnyEffect => ({
  type: "setTimer",
  timer: 0,
  index: 0,
  at: at as Instant,
});

/** Asks every 10 ms, and stops the run when it was refused twice. */
const asker: Machine<null, { asked: number; refused: number }, Input, AnyEffect> = {
  ...names,
  kind: "asker",
  stateVersion: 1,
  metrics: declare("Asked"),
  initialState: () => ({ asked: 0, refused: 0 }),
  transition(state, input, context) {
    const { now } = context;
    if (input.type === "start") return [again(now + 10_000)];
    if (input.type === "replied") {
      if (input.body.type !== "refused") return noEffects;
      state.refused += 1;
      return state.refused < 2
        ? noEffects
        : [{ type: "stop", reason: { type: "refused twice" } }, again(now + 1)];
    }
    state.asked += 1;
    context.observe(0, 1);
    const deadline = (now + 1_000_000) as Instant;
    return [
      again(now + 10_000),
      { type: "send", port: 0, to: 0, input: { type: "ask" }, tag: 0, deadline },
    ];
  },
};

/** Passes what it is asked on, for whoever asks. */
const hub: Machine<null, { waiting: number[] }, Input, AnyEffect> = {
  ...names,
  kind: "hub",
  stateVersion: 1,
  metrics: declare(),
  initialState: () => ({ waiting: [] }),
  transition(_, input, { now, request }) {
    if (input.type === "ask") {
      const deadline = (now + 1_000_000) as Instant;
      const send = { type: "send", port: 0, to: 0, input, tag: request, deadline } as const;
      return [{ ...send, onBehalfOf: request }];
    }
    if (input.type !== "replied") return noEffects;
    return [{ type: "reply", to: input.tag as never, body: input.body }];
  },
};

const sink: Machine<null, { taken: number }, Input, AnyEffect> = {
  ...names,
  kind: "sink",
  stateVersion: 1,
  metrics: declare("Taken"),
  initialState: () => ({ taken: 0 }),
  transition(_, __, context) {
    const { request } = context;
    context.observe(0, 1);
    return [{ type: "reply", to: request, body: { type: "taken" } }];
  },
};

const machines = [asker, hub, sink];
const span = {
  name: "outage",
  component: "sink",
  from: 0 as Instant,
  until: milliseconds(1_000) as number as Instant,
  share: 1,
  type: "refuse",
  body: { type: "refused" },
} as const;

/** Two who ask a sink through a hub. */
function made(faults: readonly Fault[], options: Partial<SimulationOptions> = {}): Simulation {
  const simulation = new Simulation({ seed: 1, machines, ...options });
  const create = (name: string, kind: string, target?: string) =>
    simulation.apply({
      do: "create",
      name,
      kind,
      settings: null,
      connections: target === undefined ? [] : [{ port: "next", to: 0, target }],
    });
  create("sink", "sink");
  create("hub", "hub", "sink");
  create("one", "asker", "hub");
  create("other", "asker", "hub");
  simulation.injectAll(faults);
  for (const name of ["one", "other"]) simulation.tell(name, { type: "start" });
  return simulation;
}
const end = { until: milliseconds(100) as number as Instant };
const taken = (simulation: Simulation) => simulation.metersOf("sink")["Taken"]!.sum;

describe("who a request is made for", () => {
  it("is the sender that faults mean, through whoever passes it on", () => {
    const healthy = made([]);
    healthy.run(end);
    expect(taken(healthy)).toBe(20);
    const struck = made([{ ...span, sender: "one", share: 0.1, until: 15_000 as Instant }]);
    struck.run(end);
    const hubs = made([{ ...span, sender: "hub" }]);
    hubs.run(end);
    expect(taken(hubs)).toBe(20);
    const [tally] = hubs.faultTallies;
    expect(tally).toMatchObject({ seen: 20, meant: 0, struck: 0, isThere: true });
  });

  it("outlives a snapshot and a fork", () => {
    const slow: Fault = {
      ...span,
      type: "delay",
      direction: "request",
      component: "hub",
      by,
    } as never;
    const refused = { ...span, sender: "one", until: 35_000 as Instant };
    const whole = made([slow, refused]);
    expect(() => whole.run(end)).toThrow(StoppedError);
    const cut = made([slow, refused]);
    cut.run({ until: milliseconds(12) as number as Instant });
    const options = { machines, faults: cut.faults };
    // In the memory of a fork that went on, whose requests were others' in the end.
    const used = cut.fork();
    expect(() => used.run(end)).toThrow(StoppedError);
    used.becomeForkOf(cut);
    for (const one of [used, cut.fork(), Simulation.restore(cut.snapshot(), options), cut]) {
      expect(() => one.run(end)).toThrow(StoppedError);
      expect(one.digest).toBe(whole.digest);
      expect(one.faultTallies.map(({ struck }) => struck)).toEqual(
        whole.faultTallies.map(({ struck }) => struck),
      );
    }
  });
});
const by = { type: "constant", value: milliseconds(5) };

describe("a machine that stops the run", () => {
  const faults = [{ ...span, sender: "one" }];
  const stopped = (options: Partial<SimulationOptions> = {}) => {
    const simulation = made(faults, options);
    expect(() => simulation.run(end)).toThrow('the run is stopped: {"type":"refused twice"}');
    return simulation;
  };

  it("does so with the event, which happens whole, and ever after", () => {
    const simulation = stopped();
    const { events, digest, now } = simulation;
    expect(simulation.stopped).toEqual({ type: "refused twice" });
    expect(now).toBe(milliseconds(20));
    expect((simulation.stateOf("one") as { refused: number }).refused).toBe(2);
    expect(() => simulation.step()).toThrow(StoppedError);
    expect(() => simulation.run(end)).toThrow(StoppedError);
    expect([simulation.events, simulation.digest, simulation.now]).toEqual([events, digest, now]);
  });

  it("does so at the same event in a repetition, in both executors, in steps and in a fork", () => {
    const { events, digest } = stopped();
    const steps = made(faults);
    expect(() => {
      while (steps.step("immutable"));
    }).toThrow(StoppedError);
    const cut = made(faults);
    cut.run({ until: milliseconds(15) as number as Instant });
    const fork = cut.fork();
    expect(() => fork.run(end)).toThrow(StoppedError);
    for (const other of [steps, fork]) {
      expect([other.events, other.digest]).toEqual([events, digest]);
    }
    expect(cut.stopped).toBeNull();
    expect(() => cut.run(end)).toThrow(StoppedError);
  });

  it("is remembered by forks and snapshots that are made afterwards", () => {
    const simulation = stopped({ checkpointEvery: milliseconds(5) });
    const restored = Simulation.restore(simulation.snapshot(), {
      machines,
      faults: simulation.faults,
    });
    for (const other of [simulation.fork(), restored, simulation.at(simulation.now)]) {
      expect(other.stopped).toEqual({ type: "refused twice" });
      expect(other.digest).toBe(simulation.digest);
      expect(() => other.step()).toThrow(StoppedError);
    }
    expect(simulation.at(milliseconds(15) as number as Instant).stopped).toBeNull();
  });

  it("may be given words by whoever runs the simulation", () => {
    const errorOfStop = ({ type }: Tagged) => new RangeError(`stopped: ${type}`);
    const simulation = made(faults, { errorOfStop });
    expect(() => simulation.run(end)).toThrow(new RangeError("stopped: refused twice"));
    expect(() => simulation.fork().step()).toThrow(RangeError);
  });
});

describe("what a fault came to", () => {
  const tallied = (...faults: Fault[]) => {
    const simulation = made(faults);
    try {
      simulation.run(end);
    } catch (error) {
      if (!(error instanceof StoppedError)) throw error;
    }
    return simulation.faultTallies.map(({ fault: _, ...counts }) => counts);
  };

  it("counts what came in its span, was meant and was struck; not what another struck before", () => {
    const until = 15_000 as Instant;
    expect(tallied({ ...span, until, sender: "one" }, { ...span, name: "second", until })).toEqual([
      { isThere: true, seen: 2, meant: 1, struck: 1 },
      { isThere: true, seen: 1, meant: 1, struck: 1 },
    ]);
  });

  it("says of one whose activation has it so that it is not there", () => {
    const usual = made([{ ...span, activation: 0.001 }]);
    usual.run(end);
    expect(usual.faultTallies).toMatchObject([{ isThere: false, seen: 20, meant: 20, struck: 0 }]);
  });

  it("counts a strike at the component itself where something followed", () => {
    const strike = { ...span, type: "strike", from: 50_000 as Instant } as const;
    const input = { type: "ask" };
    expect(tallied({ ...strike, input })).toMatchObject([{ struck: 1 }]);
    expect(tallied({ ...strike, component: "hub", input: { type: "start" } })).toMatchObject([
      { seen: 0, struck: 0 },
    ]);
  });

  it("counts strikes of one instant at one component each for itself, after a snapshot too", () => {
    const strike = { ...span, type: "strike", from: 50_000 as Instant } as const;
    const faults: Fault[] = [
      { ...strike, name: "one", input: { type: "ask" } },
      { ...strike, name: "absent", input: { type: "ask" }, activation: 1e-9 },
      { ...strike, name: "other", input: { type: "ask" } },
    ];
    const struck = [{ struck: 1 }, { struck: 0 }, { struck: 1 }];
    expect(tallied(...faults)).toMatchObject(struck);
    const cut = made(faults);
    cut.run({ until: 40_000 as Instant });
    const restored = Simulation.restore(cut.snapshot(), { machines, faults });
    expect(restored.canonicalHash()).toBe(cut.canonicalHash());
    restored.run(end);
    expect(restored.faultTallies).toMatchObject(struck);
  });
});

it("names the sender, the port and the place where nothing is connected", () => {
  const simulation = new Simulation({ seed: 1, machines });
  const create = { do: "create", name: "alone", settings: null, connections: [] } as const;
  simulation.apply({ ...create, kind: "asker" });
  simulation.tell("alone", { type: "start" });
  expect(() => simulation.run(end)).toThrow('"alone" sends to next 0, where nothing is connected');
  const stray: Machine<null, object, Input, AnyEffect> = {
    ...names,
    kind: "stray",
    stateVersion: 1,
    metrics: declare(),
    initialState: () => ({}),
    transition: (_, __, { now }) => [
      { type: "send", port: 7, to: 3, input: { type: "ask" }, tag: 0, deadline: now },
    ],
  };
  const other = new Simulation({ seed: 1, machines: [stray] });
  other.apply({ ...create, kind: "stray" });
  expect(() => {
    other.tell("alone", { type: "start" });
    other.run(end);
  }).toThrow('"alone" sends to 7 3, where nothing is connected');
});
