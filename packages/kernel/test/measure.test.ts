import {
  declare,
  minutes,
  noEffects,
  seconds,
  Simulation,
  start,
  type AnyMachine,
  type Connection,
  type Context,
  type Instant,
  type Meter,
  type Tagged,
} from "../src/index.ts";
import { describe, expect, it } from "vitest";

const metrics = declare("Load");
/** Observes what it is told, and no event of its own says so in its state. */
const meterMachine: AnyMachine = {
  kind: "metered",
  stateVersion: 1,
  inputs: declare("load"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,
  initialState: () => ({}),
  transition(_state: object, input: Tagged & { readonly by: number }, context: Context<unknown>) {
    context.observe(metrics.Load, input.by);
    return noEffects;
  },
  fingerprint: () => 0,
  canonical: () => null,
};
const ports = declare("metered");
/** Answers what the other came to in a minute. */
const readerMachine: AnyMachine = {
  ...meterMachine,
  kind: "reader",
  inputs: declare("read"),
  ports,
  transition(
    _state: object,
    input: Tagged & { readonly minute: number },
    context: Context<unknown>,
  ) {
    const meter = context.measure(ports.metered, 0, "Load", input.minute);
    return [{ type: "reply", to: context.request, body: { type: "meter", meter } }];
  },
};
const machines = [meterMachine, readerMachine];

function made(): Simulation {
  const simulation = new Simulation({ seed: 1, machines });
  const create = (name: string, connections: readonly Connection[]) =>
    simulation.apply({ do: "create", name, kind: name, settings: null, connections });
  create("metered", []);
  create("reader", [{ port: "metered", to: 0, target: "metered" }]);
  return simulation;
}

const load = (simulation: Simulation, by: number) =>
  simulation.tell("metered", { type: "load", by } as Tagged);
function read(simulation: Simulation, minute: number): Meter | null {
  let meter: Meter | null = null;
  simulation.tell("reader", { type: "read", minute } as Tagged, (body) => {
    ({ meter } = body as unknown as { readonly meter: Meter | null });
  });
  simulation.run({ until: simulation.now });
  return meter;
}
const advance = (simulation: Simulation, at: number) => simulation.run({ until: at as Instant });

describe("what a component observed in a minute", () => {
  it("is known from the first question on, by the minute that holds each instant", () => {
    const simulation = made();
    expect(read(simulation, 0)).toEqual({ count: 0, sum: 0, min: Infinity, max: -Infinity });
    load(simulation, 3);
    load(simulation, 5);
    advance(simulation, minutes(1) - 1);
    load(simulation, 1);
    advance(simulation, minutes(1));
    load(simulation, 100);
    advance(simulation, minutes(1) + seconds(1));
    expect(read(simulation, 0)).toEqual({ count: 3, sum: 9, min: 1, max: 5 });
    expect(read(simulation, 1)).toEqual({ count: 1, sum: 100, min: 100, max: 100 });
    advance(simulation, minutes(70));
    expect(read(simulation, 1)).toBeNull(); // For an hour.
    const later = made();
    load(later, 3);
    advance(later, minutes(3));
    expect([read(later, 0), read(later, 2)]).toEqual([null, null]);
    expect(start).toBe(0);
  });

  it("outlives snapshots and forks, and is a part of what decides the future", () => {
    const simulation = made();
    read(simulation, 0);
    load(simulation, 3);
    const restored = Simulation.restore(
      JSON.parse(JSON.stringify(simulation.snapshot())) as ReturnType<Simulation["snapshot"]>,
      { machines },
    );
    const fork = simulation.fork();
    const other = simulation.fork();
    load(other, 4);
    for (const each of [simulation, restored, fork]) {
      expect(read(each, 0)).toMatchObject({ count: 1, sum: 3 });
    }
    expect(read(other, 0)).toMatchObject({ count: 2, sum: 7 });
    expect(fork.canonicalHash()).toBe(simulation.canonicalHash());
    expect(other.canonicalHash()).not.toBe(simulation.canonicalHash());
  });
});
