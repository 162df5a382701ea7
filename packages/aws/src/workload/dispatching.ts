import {
  after,
  ring,
  slab,
  vector,
  type Duration,
  type Instant,
  type SlabId,
} from "@orrery/kernel";
import { admits, circuitOf, learn } from "./breaker.ts";
import type { ConnectionsSettings } from "./connection-settings.ts";
import { connect, hasConnection, queueUp, release, tellWait } from "./connections.ts";
import { ports, type Workload, type WorkloadContext } from "./declarations.ts";
import { metrics } from "./metrics.ts";
import { moveOn } from "./moving-on.ts";
import { tally } from "./routes.ts";
import { count, settle } from "./settling.ts";
import { noSession, type Going, type Pending, type WorkloadSettings } from "./state.ts";

/** Stands among the error codes for requests that a circuit breaker did not send. */
export const notSentCode = "circuit open";

const notSent = { code: notSentCode, message: "" } as const;

/** Sends what waits for its answer from now on; `then` is what follows it. */
export function bring(
  workload: Workload,
  input: Pending["input"],
  then: Pending["then"],
  going: Going,
  context: WorkloadContext,
  session: number = noSession,
  to = 0,
  route = -1,
): void {
  const { now } = context;
  let pending = slab.spare(workload.pending);
  if (pending === undefined) {
    pending = { input, then, going, session, to, route, changes: 0, queuedAt: now };
  } else {
    pending.input = input;
    pending.then = then;
    pending.going = going;
    pending.session = session;
    pending.to = to;
    pending.route = route;
    pending.changes = 0;
    pending.queuedAt = now;
  }
  dispatch(workload, slab.insert<Pending>(workload.pending, pending), pending, context);
}

/** Sends an attempt, unless the circuit is open; it may first wait for a connection. */
export function dispatch(
  workload: Workload,
  id: SlabId,
  pending: Pending,
  context: WorkloadContext,
): void {
  if (isGuarded(context.settings)) dispatchGuarded(workload, id, context);
  else send(id, pending, context);
}

/** Whether a breaker, or a connection, stands before what is sent. */
export const isGuarded = ({ breaker, connections }: WorkloadSettings): boolean =>
  breaker !== null || connections !== null;

/** Sends an attempt to its target, or to the store where it leaves its payload first. */
function send(id: SlabId, { input, then, to }: Pending, context: WorkloadContext): void {
  const { now, settings, effects } = context;
  const deadline = (now + settings.timeout) as Instant; // Whole.
  if (then === null) effects.send(ports.target, to, input, id, deadline);
  else effects.send(ports.store, 0, input, id, deadline);
}

/** Sends an attempt as soon as it has its connection, of which it knows how long that takes. */
function sendAfter(
  takes: Duration,
  id: SlabId,
  { input, then, to }: Pending,
  { now, settings, effects }: WorkloadContext,
): void {
  const port = then === null ? ports.target : ports.store;
  const place = then === null ? to : 0;
  const deadline = after(now, settings.timeout);
  effects.push({ type: "send", port, to: place, input, tag: id, deadline, after: takes });
}

function dispatchGuarded(workload: Workload, id: SlabId, context: WorkloadContext): void {
  const { breaker, connections } = context.settings;
  const pending = slab.edit(workload.pending, id)!; // It was put there.
  if (breaker !== null) {
    const place = circuitOf(breaker, pending.route);
    if (!admits(workload, place, breaker, context)) {
      reject(workload, id, pending, context);
      return;
    }
    pending.changes = vector.at(workload.circuits, place).changes;
  }
  if (connections === null) {
    send(id, pending, context);
    return;
  }
  const takes = connect(workload, connections, pending, context);
  if (takes === -1) {
    pending.queuedAt = context.now;
    queueUp(workload, id);
  } else if (takes === 0) send(id, pending, context);
  else sendAfter(takes, id, pending, context);
}

/** Does not send a request: whoever waits for it hears so at once. */
function reject(workload: Workload, id: SlabId, pending: Pending, context: WorkloadContext): void {
  const times = pending.going.batch ?? [pending.input.trail.at];
  for (const at of times) settle(metrics.Refused, at, context);
  context.observe(metrics.NotSent, times.length);
  count(workload, notSent, times.length);
  if (pending.route >= 0) {
    tally(workload, pending.route, "not sent", context.now - pending.input.trail.at);
  }
  moveOn(workload, id, pending, false, null, null, context);
}

/** An attempt was answered or lost: the breaker learns of it, and its connection takes those who wait. */
export function conclude(
  workload: Workload,
  pending: Pending,
  { failed, isLost }: { readonly failed: boolean; readonly isLost: boolean },
  context: WorkloadContext,
): void {
  const { breaker, connections } = context.settings;
  if (breaker !== null) {
    const { route, changes } = pending;
    learn(workload, circuitOf(breaker, route), breaker, changes, failed, context);
  }
  if (connections !== null) release(workload, connections, pending, isLost, context);
}

/** Sends those who waited for a connection, as many as there are free ones. */
export function sendWaiting(
  workload: Workload,
  connections: ConnectionsSettings,
  context: WorkloadContext,
): void {
  while (workload.waiting.size > 0 && hasConnection(workload, connections, context)) {
    const id = ring.shift(workload.waiting) as SlabId; // It was queued there.
    const pending = slab.read(workload.pending, id)!; // It waits for this.
    tellWait(pending.queuedAt, context);
    dispatch(workload, id, pending, context);
  }
}
