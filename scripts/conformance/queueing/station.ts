import {
  compileDistribution,
  declare,
  invariant,
  noEffects,
  noRequest,
  ring,
  slab,
  unreachable,
  type Context,
  type Distribution,
  type Draft,
  type Instant,
  type Machine,
  type Reply,
  type Ring,
  type Sampler,
  type SetTimer,
  type Slab,
  type SlabId,
  type TimerFired,
} from "@orrery/kernel";
import type { Arrive, Job, StationReply } from "./protocol.ts";

/** Servers with one queue, first in, first out. */
export interface StationSettings {
  readonly servers: number;
  /** Most jobs inside, in service or waiting; `null`: no limit. */
  readonly capacity: number | null;
  /** Microseconds of service. */
  readonly service: Distribution;
}

interface StationState extends StationTotals {
  readonly jobs: Slab<Job>;
  /** Those that wait, in order of arrival. */
  readonly waiting: Ring<SlabId>;
  readonly busy: number;
  /** When the sums below were brought up to date. */
  readonly countedAt: Instant;
}

/** What happened so far: counts, and integrals over time in microseconds. */
export interface StationTotals {
  readonly arrived: number;
  readonly refused: number;
  /** Arrivals that had to wait. */
  readonly delayed: number;
  readonly started: number;
  readonly departed: number;
  /** Microseconds that started jobs had waited. */
  readonly waited: number;
  /** Integrals of how many were inside, waited, and were served; and how long none was inside. */
  readonly inside: number;
  readonly inQueue: number;
  readonly inService: number;
  readonly empty: number;
}

type StationInput = Arrive | TimerFired;
type StationEffect = Reply<StationReply> | SetTimer;

const timers = declare("service");
const purposes = declare("service");

const noTotals: StationTotals = {
  arrived: 0,
  refused: 0,
  delayed: 0,
  started: 0,
  departed: 0,
  waited: 0,
  inside: 0,
  inQueue: 0,
  inService: 0,
  empty: 0,
};

/** A multi-server queue, the model of every queueing formula here. */
export const stationMachine: Machine<StationSettings, StationState, StationInput, StationEffect> = {
  kind: "queueing.station",
  stateVersion: 1,
  inputs: declare("arrive", "timerFired"),
  timers,
  ports: declare(),
  purposes,
  choices: declare(),
  metrics: declare(),

  initialState: () => ({
    jobs: slab.empty<Job>(),
    waiting: ring.empty<SlabId>(),
    busy: 0,
    countedAt: 0 as Instant, // The start of every run.
    ...noTotals,
  }),

  transition(station, input, context) {
    count(station, context.now);
    switch (input.type) {
      case "arrive":
        return arrive(station, context);
      case "timerFired":
        return depart(station, input, context);
      default:
        return unreachable(input);
    }
  },

  fingerprint: () => 0,

  gauges: (state, _, now) => ({ ...totalsAt(state, now) }),
};

function arrive(
  station: Draft<StationState>,
  context: Context<StationSettings>,
): readonly StationEffect[] {
  const { servers, capacity } = context.settings;
  station.arrived += 1;
  if (capacity !== null && station.jobs.size >= capacity) {
    station.refused += 1;
    return [{ type: "reply", to: context.request, body: { type: "refused" } }];
  }
  invariant(context.request !== noRequest, "a job arrives by a request");
  const id = slab.insert(station.jobs, { request: context.request, arrivedAt: context.now });
  if (station.busy < servers) return [start(station, id, context)];
  station.delayed += 1;
  ring.push(station.waiting, id);
  return noEffects;
}

function depart(
  station: Draft<StationState>,
  { index }: TimerFired,
  context: Context<StationSettings>,
): readonly StationEffect[] {
  const id = slab.idAt(station.jobs, index);
  const job = id === undefined ? undefined : slab.read(station.jobs, id);
  invariant(id !== undefined && job !== undefined, "the job that was served is still there");
  slab.remove(station.jobs, id);
  station.busy -= 1;
  station.departed += 1;
  const reply: StationEffect = { type: "reply", to: job.request, body: { type: "served" } };
  if (station.waiting.size === 0) return [reply];
  return [reply, start(station, ring.shift(station.waiting), context)];
}

function start(
  station: Draft<StationState>,
  id: SlabId,
  context: Context<StationSettings>,
): StationEffect {
  const { now, settings } = context;
  const job = slab.read(station.jobs, id);
  invariant(job !== undefined, "a job that starts is inside");
  station.busy += 1;
  station.started += 1;
  station.waited += now - job.arrivedAt;
  const duration = samplerOf(settings.service)(() => context.random(purposes.service));
  const at = (now + Math.round(duration)) as Instant; // A whole number of microseconds on.
  return { type: "setTimer", timer: timers.service, index: slab.slotOf(id), at };
}

/** Brings the integrals up to date, before anything changes. */
function count(station: Draft<StationState>, now: Instant): void {
  const span = now - station.countedAt;
  station.inside += station.jobs.size * span;
  station.inQueue += station.waiting.size * span;
  station.inService += station.busy * span;
  if (station.jobs.size === 0) station.empty += span;
  station.countedAt = now;
}

function totalsAt(state: StationState, now: Instant): StationTotals {
  const { jobs, waiting, busy, countedAt, ...totals } = state;
  const span = now - countedAt;
  return {
    ...totals,
    inside: totals.inside + jobs.size * span,
    inQueue: totals.inQueue + waiting.size * span,
    inService: totals.inService + busy * span,
    empty: totals.empty + (jobs.size === 0 ? span : 0),
  };
}

const samplers = new WeakMap<Distribution, Sampler>();

/** Compiled once for each distribution. */
export function samplerOf(distribution: Distribution): Sampler {
  let sampler = samplers.get(distribution);
  if (sampler === undefined)
    samplers.set(distribution, (sampler = compileDistribution(distribution)));
  return sampler;
}
