import { metrics } from "./metrics.ts";
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
  type ClearTimer,
  type Context,
  type Draft,
  type Duration,
  type Instant,
  type Machine,
  type Replied,
  type Send,
  type SetTimer,
  type SlabId,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { Refused } from "../service/refusal.ts";
import { noTrail } from "../service/origin.ts";
import type { Arrival, BatchDoor, EntryOf, EventDoor, RequestDoor } from "../service/entry.ts";
import { attributesOf } from "./attributes.ts";
import { groupDrawn } from "./group-choice.ts";
import { workloadAttempts } from "./limits.ts";
import { samplerOf, textOf } from "./payload.ts";
import { failureOf, waitBy, type Failure } from "./retry.ts";
import {
  alone,
  noUser,
  type BatchSettings,
  type Going,
  type Pending,
  type UserSettings,
  type WorkloadSettings,
  type WorkloadState,
} from "./state.ts";

export type WorkloadInput = { readonly type: "start" } | TimerFired | Replied<Tagged>;
export type WorkloadEffect = Send<Tagged> | SetTimer | ClearTimer;

const timers = declare(
  "arrival",
  "retry", // Sends again what was refused; its index is the slot.
  "user", // A user sends; its index is the user.
  "batch", // What was gathered goes out.
);
const ports = declare("target");
const purposes = declare("arrivals", "size", "group", "backoff", "think", "attributes");
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
        return fire(workload, input, context, doorOf(context, entryOf));
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
      .map(({ input, going }) => [input, input.trail.number, Object.values(going)]),
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
): readonly WorkloadEffect[] {
  switch (input.timer) {
    case timers.arrival:
      return arrive(workload, context, door);
    case timers.user:
      return [sendOne(workload, input.index, context, door)];
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
): readonly WorkloadEffect[] {
  const { batch } = context.settings;
  if (batch !== null) return gather(workload, batch, context, door);
  const sent = sendOne(workload, noUser, context, door);
  const at = timeOfNext(workload, context);
  return at === null ? [sent] : [arrivalAt(at), sent];
}

/** Sends the next message or request, alone. */
function sendOne(
  workload: Workload,
  user: number,
  context: WorkloadContext,
  door: Door,
): WorkloadEffect {
  const input = door.inputOf(nextOne(workload, context));
  const going = user === noUser ? alone : { ...alone, user };
  return send(input, slab.insert<Pending>(workload.pending, { input, going }), context);
}

/** Lets an arrival wait for others, with which it goes out. */
function gather(
  workload: Workload,
  batch: BatchSettings,
  context: WorkloadContext,
  door: Door,
): readonly WorkloadEffect[] {
  const effects: WorkloadEffect[] = [];
  const next = nextOne(workload, context);
  const { size } = next.text;
  const isTooMuch = workload.gatheredBytes + size > batch.bytes;
  if (workload.gathered.length > 0 && isTooMuch) {
    effects.push(sendGathered(workload, context, door));
  }
  const entry = batchDoorOf(door).entryOf(next);
  workload.gathered = [...workload.gathered, { entry, trail: next.trail }];
  workload.gatheredBytes += size;
  const count = workload.gathered.length;
  if (count >= batch.size) {
    if (count > 1) effects.push({ type: "clearTimer", timer: timers.batch, index: 0 });
    effects.push(sendGathered(workload, context, door));
  } else if (count === 1) {
    const at = after(context.now, batch.within);
    effects.push({ type: "setTimer", timer: timers.batch, index: 0, at });
  }
  const at = timeOfNext(workload, context);
  if (at !== null) effects.push(arrivalAt(at));
  return effects;
}

function sendGathered(workload: Workload, context: WorkloadContext, door: Door): WorkloadEffect {
  const gathered = workload.gathered; // Values.
  workload.gathered = [];
  workload.gatheredBytes = 0;
  context.observe(metrics.BatchSize, gathered.length);
  const entries = gathered.map(({ entry }) => entry);
  const input = batchDoorOf(door).inputOf(entries, gathered[0]!.trail);
  const batch = gathered.map(({ trail }) => trail.at);
  const going = { ...alone, batch };
  return send(input, slab.insert<Pending>(workload.pending, { input, going }), context);
}

function batchDoorOf(door: Door): BatchDoor {
  invariant(door.batch !== undefined, "what takes no batches is brought some");
  return door.batch;
}

/** Users come one after another, and think before they send for the first time. */
function usersComing(users: UserSettings, context: WorkloadContext): WorkloadEffect[] {
  const { from } = context.settings;
  const start = from > context.now ? from : context.now;
  const effects: WorkloadEffect[] = [];
  for (let user = 0; user < users.count; user += 1) {
    const comes = after(start, Math.floor((users.over * user) / users.count) as Duration);
    const effect = userAt(user, comes, context);
    if (effect !== null) effects.push(effect);
  }
  return effects;
}

/** A user who thinks from `since` on, and then sends; `null`: the workload is over by then. */
function userAt(user: number, since: Instant, context: WorkloadContext): SetTimer | null {
  const { users, until } = context.settings;
  source = context;
  const thinking = Math.max(0, Math.round(samplerOf(users!.think)(drawThinking)));
  source = null;
  const at = after(since, thinking as Duration);
  return until !== null && at >= until
    ? null
    : { type: "setTimer", timer: timers.user, index: user, at };
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
const drawAttribute = (): number => source!.random(purposes.attributes);
const drawThinking = (): number => source!.random(purposes.think);

/** When the next arrival comes; `null` when none does any more. */
function timeOfNext(workload: Workload, context: WorkloadContext): Instant | null {
  const { from, until, arrivals } = context.settings;
  if (arrivals === null) return null;
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
  attributes: undefined,
  delay: null,
  http: undefined,
  trail: noTrail,
} as { -readonly [Member in keyof Arrival]: Arrival[Member] };

/** The next arrival; it is read at once, and written on by the next call. */
function nextOne(workload: Workload, context: WorkloadContext): Arrival {
  workload.count += 1;
  context.observe(metrics.Offered, 1);
  const { now } = context;
  const number = workload.count;
  const { payload, attributes, delay, http, deduplication, groups, name } = context.settings;
  source = context;
  const text = textOf(payload, number, deduplication === "body", drawSize);
  arrival.text = text;
  if (attributes.length > 0) {
    const chosen = attributesOf(attributes, number, drawAttribute);
    arrival.attributes = chosen.attributes;
    arrival.text = { body: text.body, size: text.size + chosen.size };
  } else arrival.attributes = undefined;
  source = null;
  arrival.delay = delay;
  arrival.http = http ?? undefined;
  arrival.group = groups.length === 0 ? null : groupDrawn(groups, context.random(purposes.group));
  arrival.deduplicationId = deduplication === "id" ? `${name}-${number}` : null;
  arrival.trail = { from: context.settings.number, number, at: now, lineage: null };
  return arrival;
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
  const { input, going } = pending;
  if (body.type !== "refused" && body.type !== "lost") {
    refund(workload, going, context);
    if (going.batch !== null) settleBatch(workload, going.batch, body, context, door);
    else {
      const failed = "hasFailed" in door && door.hasFailed(body);
      settle(failed ? metrics.Failed : metrics.Accepted, input.trail.at, context);
    }
    return forget(workload, id, going, context);
  }
  if (body.type === "lost") context.observe(metrics.TimedOut, 1);
  const refusal = body.type === "refused" ? (body as Refused) : lost; // All who refuse say so.
  const failure: Failure = body.type === "lost" ? "passing" : failureOf(refusal.code);
  if (failure !== "final" && going.attempt < context.settings.retry.attempts) {
    const cost = costOf(body.type === "lost", context);
    if (cost === 0 || workload.tokens >= cost) {
      return [again(workload, id, pending, cost, failure, context)];
    }
    context.observe(metrics.RetriesWithoutBudget, 1);
  }
  const times = going.batch ?? [input.trail.at];
  for (const at of times) {
    if (failure !== "final") context.observe(metrics.GivenUp, 1);
    settle(metrics.Refused, at, context);
  }
  count(workload, refusal, times.length);
  return forget(workload, id, going, context);
}

/** What a new attempt takes of the budget; 0 where there is none. */
function costOf(isLost: boolean, { settings }: WorkloadContext): number {
  const { budget } = settings.retry;
  if (budget === null) return 0;
  return isLost ? budget.timeoutCost : budget.retryCost;
}

/** Gives back to the budget what the last new attempt took, and one token where there was none. */
function refund(workload: Workload, { cost }: Going, { settings }: WorkloadContext): void {
  const { budget } = settings.retry;
  if (budget === null) return;
  const back = workload.tokens + (cost === 0 ? 1 : cost);
  workload.tokens = back < budget.tokens ? back : budget.tokens;
}

/** Has a request sent again after a while. */
function again(
  workload: Workload,
  id: SlabId,
  { input, going }: Pending,
  cost: number,
  failure: Failure,
  context: WorkloadContext,
): WorkloadEffect {
  const { assumed, retry } = context.settings;
  const { attempt, waited } = going;
  const drawn = context.randomFor(
    purposes.backoff,
    input.trail.number * workloadAttempts.max + attempt,
  );
  const wait = waitBy(retry, { attempt, before: waited, failure, drawn }, assumed);
  if (retry.longest === null && wait === assumed.longestRetryPause) {
    context.observe(metrics["sdk.longestRetryPause"], 1);
  } else if (retry.base === null) {
    const isThrottled = failure === "throttled";
    context.observe(metrics[isThrottled ? "sdk.throttledRetryPause" : "sdk.retryPause"], 1);
  }
  workload.tokens -= cost;
  const pending = slab.edit(workload.pending, id)!; // It was read.
  pending.going = { ...going, waited: wait, cost };
  const at = after(context.now, wait);
  return { type: "setTimer", timer: timers.retry, index: slab.slotOf(id), at };
}

/** Stands among the error codes for an answer that never came. */
export const lostCode = "no answer";
const lost = { code: lostCode, message: "" } as const;

/** Several messages that went together were answered, each by itself. */
function settleBatch(
  workload: Workload,
  times: readonly Instant[],
  body: Tagged,
  context: WorkloadContext,
  door: Door,
): void {
  batchDoorOf(door)
    .resultsOf(body)
    .forEach((refusal, place) => {
      settle(refusal === null ? metrics.Accepted : metrics.Refused, times[place]!, context);
      if (refusal !== null) count(workload, refusal, 1);
    });
}

/** Counts why something was refused for good. */
function count(
  workload: Workload,
  { code, message }: Pick<Refused, "code" | "message">,
  by: number,
) {
  const before = table.get(workload.refusals, code) ?? { count: 0, message };
  table.set(workload.refusals, code, { count: before.count + by, message: before.message });
}

function settle(metric: number, since: Instant, context: WorkloadContext): void {
  context.observe(metrics.ResponseTime, context.now - since);
  context.observe(metric, 1);
}

/** What is settled is forgotten; a user who waited for it thinks, and sends again. */
function forget(
  workload: Workload,
  id: SlabId,
  { user }: Going,
  context: WorkloadContext,
): readonly WorkloadEffect[] {
  slab.remove(workload.pending, id);
  if (user === noUser) return noEffects;
  const next = userAt(user, context.now, context);
  return next === null ? noEffects : [next];
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
  return [send(pending.input, id, context)];
}
