import {
  declare,
  initialArrivals,
  ring,
  slab,
  table,
  unreachable,
  vector,
  type Machine,
  type SlabId,
  type TimerFired,
} from "@orrery/kernel";
import type { EntryOf } from "../service/entry.ts";
import { hear } from "./answers.ts";
import { awaitNext, nextOne } from "./arrivals.ts";
import { gather, sendGathered } from "./batching.ts";
import { noCircuits } from "./breaker.ts";
import { unconnected } from "./connections.ts";
import {
  ports,
  purposes,
  timers,
  type Workload,
  type WorkloadContext,
  type WorkloadEffect,
  type WorkloadInput,
} from "./declarations.ts";
import { bring, dispatch, sendWaiting } from "./dispatching.ts";
import { doorAt, entranceOf, type Entrance } from "./entrance.ts";
import { metrics } from "./metrics.ts";
import { offload } from "./offloading.ts";
import { noRouteTallies } from "./routes.ts";
import { begin as beginSession, stepOf } from "./sessions.ts";
import { alone, noSession, noUser, type WorkloadSettings, type WorkloadState } from "./state.ts";
import { usersComing } from "./users.ts";

/** The machine of workloads. */
export type WorkloadMachine = Machine<
  WorkloadSettings,
  WorkloadState,
  WorkloadInput,
  WorkloadEffect
>;

/**
 * Brings arrivals to a resource as often as its arrival process says; what is throttled, fails in the
 * service or is lost, it sends again as the AWS SDKs do.
 */
export const workloadMachine = (entryOf: EntryOf): WorkloadMachine => ({
  kind: "workload",
  stateVersion: 7,
  inputs: declare("start", "timerFired", "replied"),
  timers,
  ports,
  purposes,
  choices: declare(),
  metrics,

  initialState: ({ arrivals, users, origin, retry, routes, breaker, connections }) => ({
    ...initialArrivals(arrivals ?? noArrivals, origin),
    count: 0,
    pending: slab.empty(),
    gathered: [],
    gatheredBytes: 0,
    tokens: retry.budget?.tokens ?? 0,
    sessions: slab.empty(),
    sessionCount: 0,
    tallies: noRouteTallies(routes.length),
    ...noCircuits(breaker, routes.length),
    openConnections: 0,
    idleConnections: 0,
    lastUses: vector.of(connections === null ? [] : unconnected(users?.count ?? 0)),
    waiting: ring.empty(),
    refusals: table.empty(),
  }),

  transition(workload, input, context) {
    const { settings } = context;
    switch (input.type) {
      case "timerFired":
        fire(workload, input, context, entranceOf(settings, entryOf));
        break;
      case "replied":
        hear(workload, input, context, entranceOf(settings, entryOf));
        if (settings.connections !== null) sendWaiting(workload, settings.connections, context);
        break;
      case "start":
        begin(workload, context);
        break;
      default:
        unreachable(input);
    }
    return context.effects;
  },

  fingerprint: () => 0,

  // Its times are absolute: a process, and the span of a workload, are bound to them.
  canonical: canonicalOf,
  canonicalTag: (_workload, _port, tag) => slab.slotOf(tag as SlabId),
});

/** Arrivals of a closed loop: none by themselves. */
const noArrivals = { type: "recorded", instants: [] } as const;

function begin(workload: Workload, context: WorkloadContext): void {
  const { users } = context.settings;
  if (users === null) awaitNext(workload, context);
  else usersComing(users, context);
}

function fire(
  workload: Workload,
  { timer, index }: TimerFired,
  context: WorkloadContext,
  entrance: Entrance,
): void {
  switch (timer) {
    case timers.arrival:
      arrive(workload, context, entrance);
      return;
    case timers.user:
      if (context.settings.session !== null) beginSession(workload, index, context);
      else sendNext(workload, index, noSession, context, entrance);
      return;
    case timers.step: {
      const session = slab.idAt(workload.sessions, index)!; // It waits for this.
      const { user } = slab.read(workload.sessions, session)!;
      sendNext(workload, user, session, context, entrance);
      return;
    }
    case timers.batch:
      sendGathered(workload, context, entrance.door);
      return;
    default:
      sendAgain(workload, index, context);
  }
}

function arrive(workload: Workload, context: WorkloadContext, entrance: Entrance): void {
  const { batch, session } = context.settings;
  if (batch !== null) {
    gather(workload, batch, context, entrance);
    return;
  }
  awaitNext(workload, context);
  if (session !== null) beginSession(workload, noUser, context);
  else sendNext(workload, noUser, noSession, context, entrance);
}

/** Sends the next message or request, which goes alone. */
function sendNext(
  workload: Workload,
  user: number,
  session: number,
  context: WorkloadContext,
  entrance: Entrance,
): void {
  const arrival = nextOne(workload, context, entrance, session);
  const going = user === noUser ? alone : { ...alone, user };
  const { offloading } = context.settings;
  if (offloading !== null && arrival.text.size > offloading.above) {
    offload(workload, offloading, arrival, going, context, entrance);
    return;
  }
  const to = session === noSession ? 0 : stepOf(workload, session as SlabId, context).to;
  const input = doorAt(to, entrance).inputOf(arrival);
  bring(workload, input, null, going, context, session, to, entrance.route);
}

function sendAgain(workload: Workload, index: number, context: WorkloadContext): void {
  const id = slab.idAt(workload.pending, index)!;
  const pending = slab.edit(workload.pending, id)!; // It waits for this.
  pending.going = { ...pending.going, attempt: pending.going.attempt + 1 };
  context.observe(metrics.Retried, 1);
  dispatch(workload, id, pending, context);
}

/** What of a state decides what is to come. */
function canonicalOf(state: WorkloadState): unknown {
  const {
    pending,
    gathered,
    gatheredBytes,
    tokens,
    refusals: _,
    tallies: _tallies,
    ...rest
  } = state;
  const { sessions, sessionCount, circuits, attempts, waiting, ...others } = rest;
  const { openConnections, idleConnections, lastUses, ...arrivals } = others;
  return {
    arrivals: arrivals.ended ? null : arrivals,
    gathered: gathered.map(({ entry, trail }) => [entry, trail.number]),
    gatheredBytes,
    tokens,
    sessions: slab.list(sessions).map((session) => ({ ...session })),
    sessionCount,
    circuits: vector.list(circuits),
    attempts: vector.list(attempts),
    connections: [openConnections, idleConnections, vector.list(lastUses)],
    waiting: waiting.size,
    pending: slab
      .list(pending)
      .map(({ input, then, going, changes }) => [
        ...[input, input.trail.number, then, changes],
        Object.values(going),
      ]),
  };
}
