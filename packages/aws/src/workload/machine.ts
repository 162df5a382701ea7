import {
  declare,
  initialArrivals,
  invariant,
  ring,
  slab,
  table,
  unreachable,
  vector,
  type Machine,
  type Replied,
  type SlabId,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { EntryOf } from "../service/entry.ts";
import { hear } from "./answers.ts";
import { awaitNext, nextOne, routeOfLast } from "./arrivals.ts";
import { gather, sendGathered } from "./batching.ts";
import { noCircuits } from "./breaker.ts";
import { unconnected } from "./connections.ts";
import {
  pend,
  ports,
  purposes,
  timers,
  type Door,
  type Workload,
  type WorkloadContext,
  type WorkloadEffect,
  type WorkloadInput,
} from "./declarations.ts";
import { dispatch, sendWaiting } from "./dispatching.ts";
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
    switch (input.type) {
      case "start":
        begin(workload, context);
        break;
      case "timerFired":
        fire(workload, input, context, doorOf(context, entryOf), entryOf);
        break;
      case "replied":
        hear(workload, input, context, doorAsked(workload, input, context, entryOf), entryOf);
        sendWaiting(workload, context);
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

// A memo: the same settings come many times in a row, and comparing them costs less than looking the door up.
let lastSettings: WorkloadSettings | null = null;
let lastEntryOf: EntryOf | null = null;
let lastDoor: Door | null = null;

/** Where it enters. */
function doorOf({ settings }: WorkloadContext, entryOf: EntryOf): Door {
  if (settings === lastSettings && entryOf === lastEntryOf && lastDoor !== null) return lastDoor;
  const door = entryOf(settings.target)?.doors[settings.door];
  invariant(door !== undefined, `nothing can be brought to ${settings.target}`);
  lastSettings = settings;
  lastEntryOf = entryOf;
  lastDoor = door;
  return door;
}

/** Where the request went that was answered. */
function doorAsked(
  workload: Workload,
  { tag }: Replied<Tagged>,
  context: WorkloadContext,
  entryOf: EntryOf,
): Door {
  const { others } = context.settings;
  if (others.length === 0) return doorOf(context, entryOf);
  return doorAt(slab.read(workload.pending, tag as SlabId)!.to, context, entryOf); // The tag that it was sent with.
}

/** Where one of the targets is entered. */
function doorAt(to: number, context: WorkloadContext, entryOf: EntryOf): Door {
  if (to === 0) return doorOf(context, entryOf);
  const { kind, door } = context.settings.others[to - 1]!;
  const found = entryOf(kind)?.doors[door];
  invariant(found !== undefined, `nothing can be brought to ${kind}`);
  return found;
}

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
  door: Door,
  entryOf: EntryOf,
): void {
  switch (timer) {
    case timers.arrival:
      arrive(workload, context, door, entryOf);
      return;
    case timers.user:
      if (context.settings.session !== null) beginSession(workload, index, context);
      else
        dispatch(workload, takeNext(workload, index, noSession, context, door, entryOf), context);
      return;
    case timers.step: {
      const session = slab.idAt(workload.sessions, index)!; // It waits for this.
      const { user } = slab.read(workload.sessions, session)!;
      dispatch(workload, takeNext(workload, user, session, context, door, entryOf), context);
      return;
    }
    case timers.batch:
      sendGathered(workload, context, door);
      return;
    default:
      sendAgain(workload, index, context);
  }
}

function arrive(workload: Workload, context: WorkloadContext, door: Door, entryOf: EntryOf): void {
  const { batch, session } = context.settings;
  if (batch !== null) {
    gather(workload, batch, context, door);
  } else if (session !== null) {
    awaitNext(workload, context);
    beginSession(workload, noUser, context);
  } else {
    const id = takeNext(workload, noUser, noSession, context, door, entryOf);
    awaitNext(workload, context);
    dispatch(workload, id, context);
  }
}

/** Has the next message or request, which goes alone, wait to be sent. */
function takeNext(
  workload: Workload,
  user: number,
  session: number,
  context: WorkloadContext,
  door: Door,
  entryOf: EntryOf,
): SlabId {
  const arrival = nextOne(workload, context, session);
  const going = user === noUser ? alone : { ...alone, user };
  const offloaded = offload(workload, arrival, going, context, door, entryOf);
  if (offloaded !== null) return offloaded;
  const to = session === noSession ? 0 : stepOf(workload, session as SlabId, context).to;
  const input = (to === 0 ? door : doorAt(to, context, entryOf)).inputOf(arrival);
  return pend(workload, input, null, going, context, session, to, routeOfLast());
}

function sendAgain(workload: Workload, index: number, context: WorkloadContext): void {
  const id = slab.idAt(workload.pending, index)!;
  const pending = slab.edit(workload.pending, id)!; // It waits for this.
  pending.going = { ...pending.going, attempt: pending.going.attempt + 1 };
  context.observe(metrics.Retried, 1);
  dispatch(workload, id, context);
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
