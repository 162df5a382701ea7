import { noTime, ring, slab, vector, type SlabId, type Tagged } from "@orrery/kernel";
import { admits, circuitOf, learn } from "./breaker.ts";
import { connect, hasConnection, queueUp, release, tellWait } from "./connections.ts";
import {
  ports,
  send,
  type Workload,
  type WorkloadContext,
  type WorkloadEffect,
} from "./declarations.ts";
import { metrics } from "./metrics.ts";
import { moveOn } from "./moving-on.ts";
import { tally } from "./routes.ts";
import { count, settle } from "./settling.ts";
import type { Pending } from "./state.ts";

/** Stands among the error codes for requests that a circuit breaker did not send. */
export const notSentCode = "circuit open";

const notSent = { code: notSentCode, message: "" } as const;

/** Sends an attempt, unless the circuit is open; it may first wait for a connection. `null`: nothing happens now. */
export function dispatch(
  workload: Workload,
  id: SlabId,
  input: Tagged,
  context: WorkloadContext,
  port: number = ports.target,
  to = 0,
): WorkloadEffect | null {
  const { breaker, connections } = context.settings;
  if (breaker === null && connections === null) return send(input, id, context, port, to);
  const pending = slab.edit(workload.pending, id)!; // It was put there.
  if (breaker !== null) {
    const place = circuitOf(breaker, pending.route);
    if (!admits(workload, place, breaker, context)) return reject(workload, id, pending, context);
    pending.changes = vector.at(workload.circuits, place).changes;
  }
  if (connections === null) return send(input, id, context, port, to);
  const takes = connect(workload, connections, pending, context);
  if (takes === -1) {
    pending.queuedAt = context.now;
    queueUp(workload, id);
    return null;
  }
  const effect = send(input, id, context, port, to);
  return takes === noTime ? effect : { ...effect, after: takes };
}

/** Does not send a request: whoever waits for it hears so at once. */
function reject(
  workload: Workload,
  id: SlabId,
  pending: Pending,
  context: WorkloadContext,
): WorkloadEffect | null {
  const times = pending.going.batch ?? [pending.input.trail.at];
  for (const at of times) settle(metrics.Refused, at, context);
  context.observe(metrics.NotSent, times.length);
  count(workload, notSent, times.length);
  if (pending.route >= 0) {
    tally(workload, pending.route, "not sent", context.now - pending.input.trail.at);
  }
  return moveOn(workload, id, pending, { succeeded: false, answer: null, door: null }, context);
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

/** Sends those who waited for a connection, as many as there are free ones; adds what that brings about to `effects`. */
export function sendWaiting(
  workload: Workload,
  context: WorkloadContext,
  effects: readonly WorkloadEffect[],
): readonly WorkloadEffect[] {
  const { connections } = context.settings;
  if (connections === null || workload.waiting.size === 0) return effects;
  const all = [...effects];
  while (workload.waiting.size > 0 && hasConnection(workload, connections, context)) {
    const id = ring.shift(workload.waiting) as SlabId; // It was queued there.
    const pending = slab.read(workload.pending, id)!; // It waits for this.
    tellWait(pending.queuedAt, context);
    const effect = dispatch(workload, id, pending.input, context, ports.target, pending.to);
    if (effect !== null) all.push(effect);
  }
  return all;
}
