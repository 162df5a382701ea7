import {
  after,
  declare,
  initialArrivals,
  invariant,
  later,
  nextArrival,
  noEffects,
  slab,
  table,
  unreachable,
  type ArrivalProcess,
  type ArrivalState,
  type ClearTimer,
  type Context,
  type Draft,
  type Duration,
  type Instant,
  type Machine,
  type Replied,
  type Send,
  type SetTimer,
  type Slab,
  type SlabId,
  type Table,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { Refused } from "../service/refusal.ts";
import { noTrail, type Trail, type Trailed } from "../service/origin.ts";
import type { DoorName, EntryOf, EventDoor, RequestDoor, Text } from "../service/entry.ts";
import { groupDrawn, type WeighedGroup } from "./group-choice.ts";
import { workloadAttempts } from "./limits.ts";
import { textOf, type PayloadSettings } from "./payload.ts";
import { failureOf, waitAfter, type Failure, type RetryFigures } from "./retry.ts";

/** What reaches one resource from outside, and when. */
export interface WorkloadSettings {
  /** The kind of what it goes to. */
  readonly target: string;
  /** At which of its doors. */
  readonly door: DoorName;
  /** Its number among the workloads, from 1: where its arrivals come from. */
  readonly number: number;
  /** Tells its messages from those of other workloads: begins their deduplication ids. */
  readonly name: string;
  readonly arrivals: ArrivalProcess;
  /** Where the process counts from; below 0 for a daily curve that began before the run. */
  readonly origin: Instant;
  /** When the arrivals begin. */
  readonly from: Instant;
  /** When they end; `null`: never. */
  readonly until: Instant | null;
  readonly payload: PayloadSettings;
  /**
   * What the target knows an arrival by that came before: an id that this workload gives, or the body;
   * *none* where by nothing.
   */
  readonly deduplication: "none" | "id" | "body";
  /** Message groups, of which each message draws one by weight; empty for none. */
  readonly groups: readonly WeighedGroup[];
  /** How often each message is sent at most, the first time included. */
  readonly attempts: number;
  /** How long it waits for the answer to each attempt, before that counts as lost. */
  readonly timeout: Duration;
  /** What holds of how the SDKs wait. */
  readonly assumed: RetryFigures;
}

/** Where a workload is. */
export interface WorkloadState extends Readonly<ArrivalState> {
  /** How many have arrived. */
  readonly count: number;
  /** What was sent and not answered, or is to be sent again. */
  readonly pending: Slab<Pending>;
  /** Why arrivals were refused for good, by error code. */
  readonly refusals: Table<RefusalCount>;
}

/** An arrival that is not settled. */
export interface Pending {
  /** Its trail says which of the arrivals it is, and when that was. */
  readonly input: Tagged & Trailed;
  /** How often it was sent. */
  readonly attempt: number;
}

/** How often arrivals were refused with one error code. A value. */
export interface RefusalCount {
  readonly count: number;
  /** AWS's words the first time. */
  readonly message: string;
}

export type WorkloadInput = { readonly type: "start" } | TimerFired | Replied<Tagged>;
export type WorkloadEffect = Send<Tagged> | SetTimer | ClearTimer;

const timers = declare(
  "arrival",
  "retry", // Sends again what was refused; its index is the slot.
);
const ports = declare("target");
const purposes = declare("arrivals", "size", "group", "backoff");
const metrics = declare(
  "Offered",
  "Accepted",
  "Refused",
  "Failed",
  "ResponseTime",
  "Retried",
  "GivenUp",
  "TimedOut",
  "sdk.retryPause",
  "sdk.throttledRetryPause",
  "sdk.longestRetryPause",
);

type Workload = Draft<WorkloadState>;
type WorkloadContext = Context<WorkloadSettings>;

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
  stateVersion: 4,
  inputs: declare("start", "timerFired", "replied"),
  timers,
  ports,
  purposes,
  choices: declare(),
  metrics,

  initialState: ({ arrivals, origin }) => ({
    ...initialArrivals(arrivals, origin),
    count: 0,
    pending: slab.empty(),
    refusals: table.empty(),
  }),

  transition(workload, input, context) {
    switch (input.type) {
      case "start":
        return begin(workload, context);
      case "timerFired":
        return input.timer === timers.arrival
          ? arrive(workload, context, doorOf(context, entryOf))
          : sendAgain(workload, input, context);
      case "replied":
        return hear(workload, input, context, doorOf(context, entryOf));
      default:
        return unreachable(input);
    }
  },

  fingerprint: () => 0,

  // Its times are absolute: a process, and the span of a workload, are bound to them.
  canonical: ({ pending, refusals: _, ...arrivals }) => ({
    arrivals: arrivals.ended ? null : arrivals,
    pending: slab.list(pending).map(({ input, attempt }) => [input, input.trail.number, attempt]),
  }),
  canonicalTag: (_workload, _port, tag) => slab.slotOf(tag as SlabId),
});

type Door = EventDoor | RequestDoor;

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

function begin(workload: Workload, context: WorkloadContext): readonly WorkloadEffect[] {
  const at = timeOfNext(workload, context);
  return at === null ? noEffects : [arrivalAt(at)];
}

function arrive(
  workload: Workload,
  context: WorkloadContext,
  door: Door,
): readonly WorkloadEffect[] {
  workload.count += 1;
  context.observe(metrics.Offered, 1);
  const trail: Trail = {
    from: context.settings.number,
    number: workload.count,
    at: context.now,
    lineage: null,
  };
  const input = inputOf(trail, context, door);
  const pending: Pending = { input, attempt: 1 };
  const sent = send(input, slab.insert(workload.pending, pending), context);
  const at = timeOfNext(workload, context);
  return at === null ? [sent] : [arrivalAt(at), sent];
}

const send = (input: Tagged, id: SlabId, { now, settings }: WorkloadContext): WorkloadEffect => ({
  type: "send",
  port: ports.target,
  to: 0,
  input,
  tag: id,
  deadline: after(now, settings.timeout),
});

// Set for the length of one call, so that no closure is made for each arrival.
let source: WorkloadContext | null = null;
const drawArrival = (): number => source!.random(purposes.arrivals);
const drawSize = (): number => source!.random(purposes.size);

/** When the next arrival comes; `null` when none does any more. */
function timeOfNext(workload: Workload, context: WorkloadContext): Instant | null {
  const { from, until, arrivals } = context.settings;
  source = context;
  const at = nextArrival(arrivals, workload, later(context.now, from), drawArrival);
  source = null;
  return at === null || (until !== null && at >= until) ? null : at;
}

const arrivalAt = (at: Instant): SetTimer => ({
  type: "setTimer",
  timer: timers.arrival,
  index: 0,
  at,
});

// One object for all arrivals: whoever takes one reads it at once.
const arrival = {
  text: { body: "", size: 0 },
  group: null,
  deduplicationId: null,
  trail: noTrail,
} as {
  text: Text;
  group: string | null;
  deduplicationId: string | null;
  trail: Trail;
};

function inputOf(trail: Trail, context: WorkloadContext, door: Door): Tagged & Trailed {
  const { number } = trail;
  const { payload, deduplication, groups, name } = context.settings;
  source = context;
  arrival.text = textOf(payload, number, deduplication === "body", drawSize);
  source = null;
  arrival.group = groups.length === 0 ? null : groupDrawn(groups, context.random(purposes.group));
  arrival.deduplicationId = deduplication === "id" ? `${name}-${number}` : null;
  arrival.trail = trail;
  return door.inputOf(arrival);
}

/** Hears what became of an arrival: it is settled, or sent again after a while. */
function hear(
  workload: Workload,
  { body, tag }: Replied<Tagged>,
  context: WorkloadContext,
  door: Door,
): readonly WorkloadEffect[] {
  const id = tag as SlabId; // The tag that it was sent with.
  const pending = slab.read(workload.pending, id)!;
  if (body.type !== "refused" && body.type !== "lost") {
    const failed = "hasFailed" in door && door.hasFailed(body);
    settle(workload, id, failed ? metrics.Failed : metrics.Accepted, context);
    return noEffects;
  }
  if (body.type === "lost") context.observe(metrics.TimedOut, 1);
  const refusal = body.type === "refused" ? (body as Refused) : lost; // All who refuse say so.
  const failure: Failure = body.type === "lost" ? "passing" : failureOf(refusal.code);
  const { attempt } = pending;
  const { number } = pending.input.trail;
  if (failure !== "final" && attempt < context.settings.attempts) {
    const drawn = context.randomFor(purposes.backoff, number * workloadAttempts.max + attempt);
    const { assumed } = context.settings;
    const wait = waitAfter(attempt, failure, drawn, assumed);
    if (wait === assumed.longestRetryPause) context.observe(metrics["sdk.longestRetryPause"], 1);
    else if (failure === "throttled") context.observe(metrics["sdk.throttledRetryPause"], 1);
    else context.observe(metrics["sdk.retryPause"], 1);
    const at = after(context.now, wait);
    return [{ type: "setTimer", timer: timers.retry, index: slab.slotOf(id), at }];
  }
  if (failure !== "final") context.observe(metrics.GivenUp, 1);
  settle(workload, id, metrics.Refused, context);
  const { count, message } = table.get(workload.refusals, refusal.code) ?? {
    count: 0,
    message: refusal.message,
  };
  table.set(workload.refusals, refusal.code, { count: count + 1, message });
  return noEffects;
}

/** Stands among the error codes for an answer that never came. */
export const lostCode = "no answer";
const lost = { code: lostCode, message: "" } as const;

function settle(workload: Workload, id: SlabId, metric: number, context: WorkloadContext): void {
  context.observe(
    metrics.ResponseTime,
    context.now - slab.read(workload.pending, id)!.input.trail.at,
  );
  context.observe(metric, 1);
  slab.remove(workload.pending, id);
}

function sendAgain(
  workload: Workload,
  { index }: TimerFired,
  context: WorkloadContext,
): readonly WorkloadEffect[] {
  const id = slab.idAt(workload.pending, index)!;
  const pending = slab.edit(workload.pending, id)!; // It waits for this.
  pending.attempt += 1;
  context.observe(metrics.Retried, 1);
  return [send(pending.input, id, context)];
}
