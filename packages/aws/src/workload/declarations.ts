import {
  after,
  declare,
  noTime,
  slab,
  type ClearTimer,
  type Context,
  type Draft,
  type Duration,
  type Replied,
  type Send,
  type SetTimer,
  type SlabId,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { EventDoor, RequestDoor } from "../service/entry.ts";
import {
  noSession,
  type Going,
  type Pending,
  type WorkloadSettings,
  type WorkloadState,
} from "./state.ts";

export const timers = declare(
  "arrival",
  "retry", // Sends again what was refused; its index is the slot.
  "user", // A user sends; its index is the user.
  "batch", // What was gathered goes out.
  "step", // A session's next request is due; its index is the slot.
);

export const ports = declare(
  "target",
  "store", // Where large payloads are left.
);

export const purposes = declare(
  "arrivals",
  "size",
  "group",
  "backoff",
  "think",
  "attributes",
  "request",
  "step", // Whether a session has a step.
);

export type Workload = Draft<WorkloadState>;

export type WorkloadContext = Context<WorkloadSettings>;

export type Door = EventDoor | RequestDoor;

export type WorkloadInput = { readonly type: "start" } | TimerFired | Replied<Tagged>;

export type WorkloadEffect = Send<Tagged> | SetTimer | ClearTimer;

/** Has what is to be sent wait for its answer; `then` is what follows it. */
export function pend(
  workload: Workload,
  input: Pending["input"],
  then: Pending["then"],
  going: Going,
  { now }: WorkloadContext,
  session: number = noSession,
  to = 0,
  route = -1,
): SlabId {
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
  return slab.insert<Pending>(workload.pending, pending);
}

/** Sends what is pending under an id: to its target, or to the store where it leaves its payload first. */
export function send(
  workload: Workload,
  id: SlabId,
  context: WorkloadContext,
  takes: Duration = noTime,
): void {
  const pending = slab.read(workload.pending, id)!;
  const { input, then } = pending;
  const { now, settings, effects } = context;
  const port = then === null ? ports.target : ports.store;
  const to = then === null ? pending.to : 0;
  const deadline = after(now, settings.timeout);
  if (takes === noTime) effects.send(port, to, input, id, deadline);
  else effects.push({ type: "send", port, to, input, tag: id, deadline, after: takes });
}
