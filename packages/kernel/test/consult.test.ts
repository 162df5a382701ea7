import { describe, expect, it } from "vitest";
import {
  declare,
  noEffects,
  Simulation,
  type AnyEffect,
  type Machine,
  type Snapshot,
  type Tagged,
  type TraceEntry,
} from "../src/index.ts";

type Question = Tagged & { readonly by: number };

const clerkMetrics = declare("Heard");
const clerkPorts = declare("ledger");

/** Asks its ledger for a number when it is told to, and keeps what that says. */
const clerk: Machine<null, { heard: readonly string[] }, Question, AnyEffect> = {
  kind: "clerk",
  stateVersion: 1,
  inputs: declare("ask"),
  timers: declare(),
  ports: clerkPorts,
  purposes: declare(),
  choices: declare(),
  metrics: clerkMetrics,
  initialState: () => ({ heard: [] }),
  transition(state, { by }, context) {
    const answer = context.consult(clerkPorts.ledger, 0, { type: "add", by } as Tagged);
    state.heard = [...state.heard, JSON.stringify(answer)];
    // The context is still the clerk's own.
    context.observe(clerkMetrics.Heard, 1);
    return noEffects;
  },
  fingerprint: () => 0,
};

const ledgerMetrics = declare("Sum");
const ledgerChoices = declare("doubled");

/** Keeps a sum for all that ask it; above 100 it asks the ledger behind it, and at 13 does more than answer. */
const ledger: Machine<{ step: number }, { sum: number }, Question, AnyEffect> = {
  kind: "ledger",
  stateVersion: 1,
  inputs: declare("add"),
  timers: declare("later"),
  ports: declare("behind"),
  purposes: declare("noise"),
  choices: ledgerChoices,
  metrics: ledgerMetrics,
  initialState: () => ({ sum: 0 }),
  transition(state, { by }, context) {
    const { request, settings } = context;
    const doubled = context.choose(ledgerChoices.doubled, by, [1, 0]);
    if (by > 100) {
      return [
        {
          type: "reply",
          to: request,
          body: context.consult(0, 0, { type: "add", by: by - 100 } as Tagged),
        },
      ];
    }
    state.sum += by * settings.step * (doubled + 1);
    context.observe(ledgerMetrics.Sum, state.sum);
    const noise = Math.floor(context.random(0) * 1_000);
    const reply = {
      type: "reply",
      to: request,
      body: { type: "sum", sum: state.sum, noise },
    } as const;
    return by === 13 ? [reply, { type: "clearTimer", timer: 0, index: 0 }] : [reply];
  },
  fingerprint: ({ by }) => by,
};

const machines = [clerk, ledger];

function office(options: Partial<ConstructorParameters<typeof Simulation>[0]> = {}): Simulation {
  const simulation = new Simulation({ seed: 1, machines, ...options });
  const create = (name: string, kind: string, settings: unknown, target?: string) =>
    simulation.apply({
      do: "create",
      name,
      kind,
      settings,
      connections:
        target === undefined
          ? []
          : [{ port: kind === "clerk" ? "ledger" : "behind", to: 0, target }],
    });
  create("other ledger", "ledger", { step: 10 });
  create("ledger", "ledger", { step: 1 }, "other ledger");
  create("one", "clerk", null, "ledger");
  create("two", "clerk", null, "ledger");
  return simulation;
}

const ask = (simulation: Simulation, clerkName: string, by: number) => {
  simulation.tell(clerkName, { type: "ask", by } as Tagged);
  simulation.run();
};
const heard = (simulation: Simulation, name: string) =>
  (simulation.stateOf(name) as { heard: readonly string[] }).heard.map(
    (text) => JSON.parse(text) as { sum: number; noise: number; type: string },
  );

describe("a component that is consulted", () => {
  it("answers within the event, for all that ask it", () => {
    const trace: TraceEntry[] = [];
    const simulation = office({ trace: (entry) => trace.push(entry) });
    ask(simulation, "one", 2);
    ask(simulation, "two", 3);
    ask(simulation, "one", 4);
    expect(heard(simulation, "one").map(({ sum }) => sum)).toEqual([2, 9]);
    expect(heard(simulation, "two").map(({ sum }) => sum)).toEqual([5]);
    expect(simulation.events).toBe(3);
    expect(trace.map(({ component }) => component)).toEqual(["one", "two", "one"]);
    expect(simulation.metersOf("ledger")["Sum"]).toMatchObject({ count: 3, max: 9 });
    expect(simulation.metersOf("one")["Heard"]!.count).toBe(2);
  });

  it("may consult another, but none that waits for it", () => {
    const simulation = office();
    ask(simulation, "one", 102);
    expect(heard(simulation, "one")).toMatchObject([{ sum: 20 }]);
    const connections = [{ port: "behind", to: 0, target: "ledger" }];
    simulation.apply({ do: "change", name: "other ledger", connections });
    simulation.tell("one", { type: "ask", by: 1_000 } as Tagged);
    expect(() => simulation.run()).toThrow("components consult each other in a circle");
  });

  it("does nothing but answer", () => {
    const simulation = office();
    simulation.tell("one", { type: "ask", by: 13 } as Tagged);
    expect(() => simulation.run()).toThrow('ledger does not just answer "add"');
  });

  it("says its refusal while it is not there", () => {
    const simulation = office();
    simulation.apply({ do: "delete", name: "ledger", refusal: { type: "gone" } });
    ask(simulation, "one", 1);
    expect(heard(simulation, "one")).toEqual([{ type: "gone" }]);
  });

  it("draws from its own streams, and counts in its own digest and in the run's", () => {
    const digestOf = (...asked: readonly number[]) => {
      const simulation = office();
      for (const by of asked) ask(simulation, "one", by);
      return [simulation.digest, heard(simulation, "one").at(-1)!.noise] as const;
    };
    expect(digestOf(1, 2)).toEqual(digestOf(1, 2));
    expect(digestOf(1, 2)[0]).not.toBe(digestOf(2, 1)[0]);
    expect(digestOf(1, 2)[1]).toBe(digestOf(5, 9)[1]);
  });

  it("folds answers of the oracle that are not the usual ones into its own digest", () => {
    const under = (taken: number) => {
      const simulation = office({ oracle: { ordersTies: false, choose: () => taken } });
      ask(simulation, "one", 1);
      return { sums: heard(simulation, "one").map(({ sum }) => sum), digest: simulation.digest };
    };
    expect(under(1).sums).toEqual([2]);
    expect(under(1).digest).not.toBe(under(0).digest);
  });

  it("is the same on copies, in forks and from snapshots, and leaves the other of a fork alone", () => {
    const whole = office();
    for (const by of [1, 2, 3]) ask(whole, "one", by);
    const copied = office();
    for (const by of [1, 2, 3]) {
      copied.tell("one", { type: "ask", by } as Tagged);
      copied.run({}, "immutable");
    }
    expect(copied.digest).toBe(whole.digest);

    const cut = office();
    ask(cut, "one", 1);
    const before = cut.canonicalHash();
    const fork = cut.fork();
    const text = JSON.stringify(cut.snapshot());
    const restored = Simulation.restore(JSON.parse(text) as Snapshot, { machines });
    for (const by of [2, 3]) ask(fork, "one", by);
    expect(cut.canonicalHash()).toBe(before);
    expect(cut.stateOf("ledger")).toEqual({ sum: 1 });
    for (const by of [2, 3]) ask(restored, "one", by);
    for (const other of [fork, restored]) expect(other.digest).toBe(whole.digest);
    expect(fork.canonicalHash()).not.toBe(before);
  });

  it("shows what it changed among the changes of the event", () => {
    const simulation = office();
    simulation.tell("one", { type: "ask", by: 2 } as Tagged);
    const changed = simulation.stepWithPatches()!;
    expect(changed.patches.map(({ component }) => component)).toEqual(["ledger", "one"]);
  });
});
