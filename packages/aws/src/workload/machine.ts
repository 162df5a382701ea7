import {
  declare,
  initialArrivals,
  invariant,
  slab,
  table,
  unreachable,
  type Machine,
  type SlabId,
  type TimerFired,
} from "@orrery/kernel";
import type { EntryOf } from "../service/entry.ts";
import { hear } from "./answers.ts";
import { awaitNext, nextOne } from "./arrivals.ts";
import { gather, sendGathered } from "./batching.ts";
import {
  pend,
  ports,
  purposes,
  send,
  timers,
  type Door,
  type Workload,
  type WorkloadContext,
  type WorkloadEffect,
  type WorkloadInput,
} from "./declarations.ts";
import { metrics } from "./metrics.ts";
import { offload } from "./offloading.ts";
import { alone, noUser, type WorkloadSettings, type WorkloadState } from "./state.ts";
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
  stateVersion: 6,
  inputs: declare("start", "timerFired", "replied"),
  timers,
  ports,
  purposes,
  choices: declare(),
  metrics,

  initialState: ({ arrivals, origin, retry }) => ({
    ...initialArrivals(arrivals ?? noArrivals, origin),
    count: 0,
    pending: slab.empty(),
    gathered: [],
    gatheredBytes: 0,
    tokens: retry.budget?.tokens ?? 0,
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
        hear(workload, input, context, doorOf(context, entryOf));
        break;
      default:
        unreachable(input);
    }
    return context.effects;
  },

  fingerprint: () => 0,

  // Its times are absolute: a process, and the span of a workload, are bound to them.
  canonical: ({ pending, refusals: _, gathered, gatheredBytes, tokens, ...arrivals }) => ({
    arrivals: arrivals.ended ? null : arrivals,
    gathered: gathered.map(({ entry, trail }) => [entry, trail.number]),
    gatheredBytes,
    tokens,
    pending: slab
      .list(pending)
      .map(({ input, then, going }) => [input, input.trail.number, then, Object.values(going)]),
  }),
  canonicalTag: (_workload, _port, tag) => slab.slotOf(tag as SlabId),
});

// The same settings come many times in a row, and comparing them costs less than looking the door up.
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
      send(workload, takeNext(workload, index, context, door, entryOf), context);
      return;
    case timers.batch:
      sendGathered(workload, context, door);
      return;
    default:
      sendAgain(workload, index, context);
  }
}

function arrive(workload: Workload, context: WorkloadContext, door: Door, entryOf: EntryOf): void {
  const { batch } = context.settings;
  if (batch !== null) {
    gather(workload, batch, context, door);
    return;
  }
  const id = takeNext(workload, noUser, context, door, entryOf);
  awaitNext(workload, context);
  send(workload, id, context);
}

/** Has the next message or request, which goes alone, wait to be sent. */
function takeNext(
  workload: Workload,
  user: number,
  context: WorkloadContext,
  door: Door,
  entryOf: EntryOf,
): SlabId {
  const arrival = nextOne(workload, context);
  const going = user === noUser ? alone : { ...alone, user };
  const offloaded = offload(workload, arrival, going, context, door, entryOf);
  if (offloaded !== null) return offloaded;
  return pend(workload, door.inputOf(arrival), null, going);
}

function sendAgain(workload: Workload, index: number, context: WorkloadContext): void {
  const id = slab.idAt(workload.pending, index)!;
  const pending = slab.edit(workload.pending, id)!; // It waits for this.
  pending.going = { ...pending.going, attempt: pending.going.attempt + 1 };
  context.observe(metrics.Retried, 1);
  send(workload, id, context);
}
