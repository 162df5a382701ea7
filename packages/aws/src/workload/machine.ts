import {
  declare,
  initialArrivals,
  invariant,
  noEffects,
  slab,
  table,
  unreachable,
  type Machine,
  type SlabId,
  type TimerFired,
} from "@orrery/kernel";
import type { EntryOf } from "../service/entry.ts";
import { hear } from "./answers.ts";
import { arrivalAt, nextOne, timeOfNext } from "./arrivals.ts";
import { gather, sendGathered } from "./batching.ts";
import {
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
import { alone, noUser, type Pending, type WorkloadSettings, type WorkloadState } from "./state.ts";
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
        return begin(workload, context);
      case "timerFired":
        return fire(workload, input, context, doorOf(context, entryOf), entryOf);
      case "replied":
        return hear(workload, input, context, doorOf(context, entryOf));
      default:
        return unreachable(input);
    }
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

function begin(workload: Workload, context: WorkloadContext): readonly WorkloadEffect[] {
  const { users } = context.settings;
  if (users !== null) return usersComing(users, context);
  const at = timeOfNext(workload, context);
  return at === null ? noEffects : [arrivalAt(at)];
}

function fire(
  workload: Workload,
  input: TimerFired,
  context: WorkloadContext,
  door: Door,
  entryOf: EntryOf,
): readonly WorkloadEffect[] {
  switch (input.timer) {
    case timers.arrival:
      return arrive(workload, context, door, entryOf);
    case timers.user:
      return [sendOne(workload, input.index, context, door, entryOf)];
    case timers.batch:
      return [sendGathered(workload, context, door)];
    default:
      return sendAgain(workload, input, context);
  }
}

function arrive(
  workload: Workload,
  context: WorkloadContext,
  door: Door,
  entryOf: EntryOf,
): readonly WorkloadEffect[] {
  const { batch } = context.settings;
  if (batch !== null) return gather(workload, batch, context, door);
  const sent = sendOne(workload, noUser, context, door, entryOf);
  const at = timeOfNext(workload, context);
  return at === null ? [sent] : [arrivalAt(at), sent];
}

/** Sends the next message or request, alone. */
function sendOne(
  workload: Workload,
  user: number,
  context: WorkloadContext,
  door: Door,
  entryOf: EntryOf,
): WorkloadEffect {
  const arrival = nextOne(workload, context);
  const going = user === noUser ? alone : { ...alone, user };
  const offloaded = offload(workload, arrival, going, context, door, entryOf);
  if (offloaded !== null) return offloaded;
  const input = door.inputOf(arrival);
  const id = slab.insert<Pending>(workload.pending, { input, then: null, going });
  return send(input, id, context);
}

function sendAgain(
  workload: Workload,
  { index }: TimerFired,
  context: WorkloadContext,
): readonly WorkloadEffect[] {
  const id = slab.idAt(workload.pending, index)!;
  const pending = slab.edit(workload.pending, id)!; // It waits for this.
  pending.going = { ...pending.going, attempt: pending.going.attempt + 1 };
  context.observe(metrics.Retried, 1);
  return [send(pending.input, id, context, pending.then === null ? ports.target : ports.store)];
}
