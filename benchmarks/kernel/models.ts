import {
  after,
  between,
  compileDistribution,
  declare,
  noEffects,
  ring,
  Simulation,
  unreachable,
  type AnyMachine,
  type Context,
  type Duration,
  type Instant,
  type Machine,
  type Replied,
  type Reply,
  type RequestId,
  type Ring,
  type Sampler,
  type Send,
  type SetTimer,
  type TimerFired,
} from "@orrery/kernel";

const never = Number.MAX_SAFE_INTEGER as Instant;

// What is drawn has a mean of 1; it is stretched where it is used.
const exponential: Sampler = compileDistribution({ type: "exponential", mean: 1 });

/** A timer that fires after an exponential time of mean `mean`. */
function timerAfter(
  timer: number,
  index: number,
  mean: number,
  purpose: number,
  context: Context<unknown>,
): SetTimer {
  const delay = Math.round(mean * exponential(() => context.random(purpose))) as Duration;
  return { type: "setTimer", timer, index, at: after(context.now, delay) };
}

/** A station with one server and room for all who wait, and what arrives there: M/M/1. */
export interface StationSettings {
  /** Mean times in microseconds. */
  readonly betweenArrivals: number;
  readonly service: number;
  /** How many customers come. */
  readonly customers: number;
}

export interface StationState {
  /** When each of those who wait arrived. */
  readonly waiting: Ring<Instant>;
  /** When the one who is served arrived; -1 when nobody is. */
  readonly serving: Instant | -1;
  readonly arrived: number;
}

type StationInput = { readonly type: "start" } | TimerFired;

const stationTimers = declare("arrival", "service");
const stationPurposes = declare("arrivals", "services");
const stationMetrics = declare("SojournTime");

/** M/M/1 in one component: two events a customer. */
export const stationMachine: Machine<StationSettings, StationState, StationInput, SetTimer> = {
  kind: "station",
  stateVersion: 1,
  inputs: declare("start", "timerFired"),
  timers: stationTimers,
  ports: declare(),
  purposes: stationPurposes,
  choices: declare(),
  metrics: stationMetrics,
  initialState: () => ({ waiting: ring.empty(), serving: -1, arrived: 0 }),
  transition(station, input, context) {
    const { now, settings } = context;
    switch (input.type) {
      case "start":
        awaitArrival(context);
        return context.effects;
      case "timerFired": {
        if (input.timer === stationTimers.service) {
          context.observe(stationMetrics.SojournTime, between(station.serving as Instant, now));
          if (station.waiting.size === 0) station.serving = -1;
          else {
            station.serving = ring.shift(station.waiting);
            awaitService(context);
          }
          return context.effects;
        }
        station.arrived += 1;
        if (station.serving === -1) {
          station.serving = now;
          awaitService(context);
        } else ring.push(station.waiting, now);
        if (station.arrived < settings.customers) awaitArrival(context);
        return context.effects;
      }
      default:
        return unreachable(input);
    }
  },
  fingerprint: () => 0,
};

// Set for the length of one call, so that no closure is made for each draw.
let source: Context<unknown> | null = null;
let purposeDrawn = 0;
const draw = (): number => source!.random(purposeDrawn);

function awaitTimer(
  timer: number,
  mean: number,
  purpose: number,
  context: Context<StationSettings>,
): void {
  source = context;
  purposeDrawn = purpose;
  const delay = Math.round(mean * exponential(draw)) as Duration;
  context.effects.setTimer(timer, 0, after(context.now, delay));
}

function awaitArrival(context: Context<StationSettings>): void {
  const { betweenArrivals } = context.settings;
  awaitTimer(stationTimers.arrival, betweenArrivals, stationPurposes.arrivals, context);
}

function awaitService(context: Context<StationSettings>): void {
  const { service } = context.settings;
  awaitTimer(stationTimers.service, service, stationPurposes.services, context);
}

function nextArrival(context: Context<StationSettings>): SetTimer {
  const { betweenArrivals } = context.settings;
  return timerAfter(stationTimers.arrival, 0, betweenArrivals, stationPurposes.arrivals, context);
}

function nextService(context: Context<StationSettings>, server = 0): SetTimer {
  const { service } = context.settings;
  return timerAfter(stationTimers.service, server, service, stationPurposes.services, context);
}

/** The same in two components: customers are requests of a source, answered when they were served. */
export const sourceMachine: Machine<
  StationSettings,
  { readonly arrived: number },
  StationInput | Replied<Served>,
  SetTimer | Send<Customer>
> = {
  kind: "source",
  stateVersion: 1,
  inputs: declare("start", "timerFired", "replied"),
  timers: declare("arrival"),
  ports: declare("server"),
  purposes: declare("arrivals"),
  choices: declare(),
  metrics: stationMetrics,
  initialState: () => ({ arrived: 0 }),
  transition(source, input, context) {
    const { now, settings } = context;
    if (input.type === "replied") {
      context.observe(stationMetrics.SojournTime, now - input.tag);
      return noEffects;
    }
    const next = nextArrival(context);
    if (input.type === "start") return [next];
    source.arrived += 1;
    const send: Send<Customer> = {
      type: "send",
      port: 0,
      to: 0,
      input: customer,
      tag: now,
      deadline: never,
    };
    return source.arrived === settings.customers ? [send] : [send, next];
  },
  fingerprint: () => 0,
};

interface Customer {
  readonly type: "customer";
}
interface Served {
  readonly type: "served";
}
const customer: Customer = Object.freeze({ type: "customer" });
const served: Served = Object.freeze({ type: "served" });

export interface ServerState {
  readonly waiting: Ring<RequestId>;
  /** Whose service is under way; -1 for nobody's. */
  readonly serving: RequestId | -1;
}

export const serverMachine: Machine<
  StationSettings,
  ServerState,
  Customer | TimerFired,
  SetTimer | Reply<Served>
> = {
  kind: "server",
  stateVersion: 1,
  inputs: declare("customer", "timerFired"),
  timers: declare("service"),
  ports: declare(),
  purposes: declare("services"),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ waiting: ring.empty(), serving: -1 }),
  transition(server, input, context) {
    switch (input.type) {
      case "customer":
        if (server.serving !== -1) {
          ring.push(server.waiting, context.request);
          return noEffects;
        }
        server.serving = context.request;
        return [timerAfter(0, 0, context.settings.service, 0, context)];
      case "timerFired": {
        const reply: Reply<Served> = {
          type: "reply",
          to: server.serving as RequestId,
          body: served,
        };
        if (server.waiting.size === 0) {
          server.serving = -1;
          return [reply];
        }
        server.serving = ring.shift(server.waiting);
        return [reply, timerAfter(0, 0, context.settings.service, 0, context)];
      }
      default:
        return unreachable(input);
    }
  },
  fingerprint: () => 0,
};

/** A group of servers without a waiting room, and what arrives there: M/M/c/c, Erlang's loss model. */
export interface LossSettings extends StationSettings {
  readonly servers: number;
}

export interface LossState {
  /** Servers that are free; each has a timer of its own. */
  readonly free: Ring;
  readonly arrived: number;
}

const lossMetrics = declare("Served", "Lost");

export const lossMachine: Machine<LossSettings, LossState, StationInput, SetTimer> = {
  kind: "loss",
  stateVersion: 1,
  inputs: declare("start", "timerFired"),
  timers: stationTimers,
  ports: declare(),
  purposes: stationPurposes,
  choices: declare(),
  metrics: lossMetrics,
  initialState({ servers }) {
    const free = ring.empty();
    for (let server = 0; server < servers; server += 1) ring.push(free, server);
    return { free, arrived: 0 };
  },
  transition(group, input, context) {
    if (input.type === "timerFired" && input.timer === stationTimers.service) {
      ring.push(group.free, input.index);
      context.observe(lossMetrics.Served, 1);
      return noEffects;
    }
    const effects: SetTimer[] = [];
    if (input.type === "timerFired") {
      group.arrived += 1;
      if (group.free.size === 0) {
        context.observe(lossMetrics.Lost, 1);
      } else {
        effects.push(nextService(context, ring.shift(group.free)));
      }
      if (group.arrived === context.settings.customers) return effects;
    }
    effects.push(nextArrival(context));
    return effects;
  },
  fingerprint: () => 0,
};

/** PHOLD (R. Fujimoto, 1990): jobs hop from one process to another, drawn at random, for ever. */
export interface PholdSettings {
  readonly processes: number;
  /** Jobs that start at each. */
  readonly jobs: number;
  /** What each hop takes at least, and the mean of what it takes besides, in microseconds. */
  readonly lookahead: number;
  readonly mean: number;
}

export interface ProcessSettings extends PholdSettings {
  /** The number of the first job that starts here. */
  readonly first: number;
}

interface Job {
  readonly type: "job";
  readonly job: number;
}
interface Taken {
  readonly type: "taken";
}
const taken: Taken = Object.freeze({ type: "taken" });

export const processMachine: Machine<
  ProcessSettings,
  { readonly hops: number },
  { readonly type: "start" } | Job | TimerFired | Replied<Taken>,
  SetTimer | Send<Job> | Reply<Taken>
> = {
  kind: "process",
  stateVersion: 1,
  inputs: declare("start", "job", "timerFired", "replied"),
  timers: declare("hop"),
  ports: declare("others"),
  purposes: declare("delays", "targets"),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ hops: 0 }),
  transition(process, input, context) {
    const { settings, request } = context;
    switch (input.type) {
      case "start":
        return Array.from({ length: settings.jobs }, (_, nth) =>
          hop(settings.first + nth, context),
        );
      case "job":
        return [{ type: "reply", to: request, body: taken }, hop(input.job, context)];
      case "timerFired": {
        process.hops += 1;
        const job: Job = { type: "job", job: input.index };
        const to = Math.floor(context.random(1) * settings.processes);
        return [{ type: "send", port: 0, to, input: job, tag: 0, deadline: never }];
      }
      case "replied":
        return noEffects;
      default:
        return unreachable(input);
    }
  },
  fingerprint: () => 0,
};

function hop(job: number, context: Context<ProcessSettings>): SetTimer {
  const { lookahead, mean } = context.settings;
  const timer = timerAfter(0, job, mean, 0, context);
  return { ...timer, at: after(timer.at, lookahead as Duration) };
}

/** A simulation of one component of `machine`, at its start. */
export function simulationOf(machine: AnyMachine, settings: unknown, seed = 1): Simulation {
  const simulation = new Simulation({ seed, machines: [machine] });
  simulation.apply({ do: "create", name: "one", kind: machine.kind, settings, connections: [] });
  simulation.tell("one", { type: "start" });
  return simulation;
}

/** M/M/1 in two components, `source` and `server`, at its start. */
export function sourceAndServer(settings: StationSettings, seed = 1): Simulation {
  const simulation = new Simulation({ seed, machines: [sourceMachine, serverMachine] });
  simulation.apply({ do: "create", name: "server", kind: "server", settings, connections: [] });
  simulation.apply({
    do: "create",
    name: "source",
    kind: "source",
    settings,
    connections: [{ port: "server", to: 0, target: "server" }],
  });
  simulation.tell("source", { type: "start" });
  return simulation;
}

/** PHOLD at its start: processes of which each is connected to all. */
export function phold(settings: PholdSettings, seed = 1): Simulation {
  const simulation = new Simulation({ seed, machines: [processMachine] });
  const names = Array.from({ length: settings.processes }, (_, number) => `process ${number}`);
  names.forEach((name, number) => {
    const own: ProcessSettings = { ...settings, first: number * settings.jobs };
    simulation.apply({ do: "create", name, kind: "process", settings: own, connections: [] });
  });
  const connections = names.map((target, to) => ({ port: "others", to, target }));
  for (const name of names) {
    simulation.apply({ do: "change", name, connections });
    simulation.tell(name, { type: "start" });
  }
  return simulation;
}

/** How often jobs have hopped in a simulation of {@link phold}. */
export const hopsOf = (simulation: Simulation): number =>
  simulation.names.reduce(
    // All components are processes.
    (sum, name) => sum + (simulation.stateOf(name) as { readonly hops: number }).hops,
    0,
  );
