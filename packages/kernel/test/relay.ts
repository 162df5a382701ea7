import {
  after,
  declare,
  milliseconds,
  noEffects,
  ring,
  seconds,
  Simulation,
  slab,
  type AnyEffect,
  type ArchitectureChange,
  type Connection,
  type Instant,
  type Machine,
  type Replied,
  type Ring,
  type SimulationOptions,
  type Slab,
  type SlabId,
  type Tagged,
  type TimerFired,
} from "../src/index.ts";

/** A machine that uses all that the kernel offers: the laws are tested on a net of these. */
export interface RelayState {
  /** Parcels not passed on yet. */
  readonly parcels: Slab<{ parcel: number; content: Content; attempts: number }>;
  readonly waiting: Ring<SlabId>;
  readonly sent: number;
  readonly passed: number;
  readonly lost: number;
}

/** What a parcel holds: a value, passed on and never written on. */
export interface Content {
  readonly words: readonly string[];
}

export type RelayInput =
  | { readonly type: "start" }
  | { readonly type: "take"; readonly parcel: number; readonly content: Content }
  | Replied<Tagged>
  | TimerFired;

export interface RelaySettings {
  /** Parcels it makes itself. */
  readonly makes: number;
  readonly patience: number;
}

const timers = declare("make", "pass");
const ports = declare("next");
const purposes = declare("pace", "dice");
const choices = declare("stumble");
const metrics = declare("Taken", "Passed", "Lost");

export const relayMachine: Machine<RelaySettings, RelayState, RelayInput, AnyEffect> = {
  kind: "relay",
  stateVersion: 1,
  inputs: declare("start", "take", "replied", "timerFired"),
  timers,
  ports,
  purposes,
  choices,
  metrics,
  initialState: () => ({
    parcels: slab.empty(),
    waiting: ring.empty(),
    sent: 0,
    passed: 0,
    lost: 0,
  }),
  transition(relay, input, context) {
    const { now, settings } = context;
    switch (input.type) {
      case "start":
        return settings.makes === 0
          ? noEffects
          : [{ type: "setTimer", timer: timers.make, index: 0, at: after(now, seconds(1)) }];
      case "take": {
        const impaired = context.impairments(input.parcel).length > 0;
        if (impaired || context.randomFor(purposes.dice, input.parcel) < 0.05) {
          return [{ type: "reply", to: context.request, body: { type: "refused" } }];
        }
        const id = slab.insert(relay.parcels, {
          parcel: input.parcel,
          content: input.content,
          attempts: 0,
        });
        ring.push(relay.waiting, id);
        context.observe(metrics.Taken, 1);
        const delay = milliseconds(1 + Math.floor(context.random(purposes.pace) * 20));
        return [
          { type: "reply", to: context.request, body: { type: "taken" } },
          { type: "setTimer", timer: timers.pass, index: slab.slotOf(id), at: after(now, delay) },
        ];
      }
      case "timerFired": {
        if (input.timer === timers.make) {
          relay.sent += 1;
          const content: Content = { words: ["parcel", `${relay.sent}`] };
          const id = slab.insert(relay.parcels, { parcel: relay.sent, content, attempts: 0 });
          const effects: AnyEffect[] = [
            { type: "setTimer", timer: timers.pass, index: slab.slotOf(id), at: now },
          ];
          ring.push(relay.waiting, id);
          if (relay.sent < settings.makes) {
            const pause = milliseconds(1 + Math.floor(context.random(purposes.pace) * 10));
            effects.push({ type: "setTimer", timer: timers.make, index: 0, at: after(now, pause) });
          }
          return effects;
        }
        const id = slab.idAt(relay.parcels, input.index)!;
        const parcel = slab.edit(relay.parcels, id)!;
        parcel.attempts += 1;
        if (context.choose(choices.stumble, parcel.parcel, [9, 1]) === 1) {
          const at = after(now, milliseconds(5));
          return [{ type: "setTimer", timer: timers.pass, index: input.index, at }];
        }
        return [
          {
            type: "send",
            port: ports.next,
            to: 0,
            input: { type: "take", parcel: parcel.parcel, content: parcel.content } as Tagged,
            tag: id,
            deadline: after(now, milliseconds(settings.patience)),
          },
        ];
      }
      case "replied": {
        if (!slab.remove(relay.parcels, input.tag as SlabId)) return noEffects;
        if (relay.waiting.size > 0) ring.shift(relay.waiting);
        if (input.body.type === "taken") {
          relay.passed += 1;
          context.observe(metrics.Passed, 1);
        } else {
          relay.lost += 1;
          context.observe(metrics.Lost, 1);
        }
        return noEffects;
      }
    }
  },
  fingerprint: (input) =>
    input.type === "take" ? input.parcel * 100 + input.content.words.join(" ").length : 0,
  canonical: (state) => ({ parcels: slab.list(state.parcels) }),
};

/** The end of the line: takes everything. */
export const sinkMachine: Machine<null, { taken: number }, RelayInput, AnyEffect> = {
  kind: "sink",
  stateVersion: 1,
  inputs: relayMachine.inputs,
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics: declare("Taken"),
  initialState: () => ({ taken: 0 }),
  transition(sink, _input, context) {
    sink.taken += 1;
    context.observe(0, 1);
    return [{ type: "reply", to: context.request, body: { type: "taken" } }];
  },
  fingerprint: (input) => (input.type === "take" ? input.parcel : 0),
};

/** A connection with latencies both ways, in microseconds. */
export const connection = (target: string): Connection => ({
  port: "next",
  to: 0,
  target,
  request: { type: "exponential", mean: 4_000 },
  reply: { type: "uniform", min: 500, max: 9_000 },
});

/** What a gardener does, and when. */
export type Gardening = readonly (readonly [at: Instant, change: ArchitectureChange])[];

/** Changes what there is as its settings say. */
const gardenerMachine: Machine<Gardening, object, RelayInput, AnyEffect> = {
  kind: "gardener",
  stateVersion: 1,
  inputs: relayMachine.inputs,
  timers: declare("work"),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({}),
  transition(_gardener, input, { settings }) {
    return input.type === "timerFired"
      ? [{ type: "changeArchitecture", change: settings[input.index]![1] }]
      : settings.map(([at], index) => ({ type: "setTimer", timer: 0, index, at }));
  },
  fingerprint: () => 0,
};

/** The machines of a {@link chain}. */
export const machines = [relayMachine, sinkMachine, gardenerMachine];

/** A line of relays, of which the first makes parcels, with a sink at its end. */
export function chain(
  seed: number,
  length: number,
  options: Partial<SimulationOptions> = {},
  makes = 40,
): Simulation {
  const simulation = new Simulation({ seed, machines, ...options });
  simulation.apply({ do: "create", name: "sink", kind: "sink", settings: null, connections: [] });
  for (let place = length; place > 0; place -= 1) {
    const target = place === length ? "sink" : `relay ${place + 1}`;
    const settings = { makes: place === 1 ? makes : 0, patience: 12 };
    const connections = [connection(target)];
    const name = `relay ${place}`;
    simulation.apply({ do: "create", name, kind: "relay", settings, connections });
    simulation.tell(name, { type: "start" });
  }
  return simulation;
}

/**
 * A relay that makes parcels for `relay 2`, which is not there yet. It is made while parcels are on their
 * way, goes, and comes again.
 */
export function lateChain(seed: number, options: Partial<SimulationOptions> = {}): Simulation {
  const simulation = new Simulation({ seed, machines, privileged: ["gardener"], ...options });
  const at = (time: number) => milliseconds(time) as number as Instant;
  const made = (name: string, target: string, makes = 0): ArchitectureChange => ({
    do: "create",
    name,
    kind: "relay",
    settings: { makes, patience: 12 },
    connections: [connection(target)],
  });
  const refusal = { type: "refused" };
  const gardening: Gardening = [
    [at(1_060), made("relay 2", "sink")],
    [at(1_110), { do: "expect", name: "relay 2", kind: "sink", refusal: { type: "taken" } }],
    [at(1_130), { do: "delete", name: "relay 2", refusal }],
    [at(1_170), made("relay 2", "sink")],
  ];
  for (const name of ["relay 2", "sink"]) {
    simulation.apply({ do: "expect", name, kind: name === "sink" ? "sink" : "relay", refusal });
  }
  simulation.apply(made("relay 1", "relay 2", 60));
  simulation.apply({ do: "create", name: "sink", kind: "sink", settings: null, connections: [] });
  const gardener = { name: "gardener", kind: "gardener", settings: gardening, connections: [] };
  simulation.apply({ do: "create", ...gardener });
  simulation.tell("gardener", { type: "start" });
  simulation.tell("relay 1", { type: "start" });
  return simulation;
}
