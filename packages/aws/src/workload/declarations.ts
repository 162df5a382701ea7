import {
  after,
  declare,
  slab,
  type ClearTimer,
  type Context,
  type Draft,
  type Replied,
  type Send,
  type SetTimer,
  type SlabId,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { EventDoor, RequestDoor } from "../service/entry.ts";
import type { Going, Pending, WorkloadSettings, WorkloadState } from "./state.ts";

export const timers = declare(
  "arrival",
  "retry", // Sends again what was refused; its index is the slot.
  "user", // A user sends; its index is the user.
  "batch", // What was gathered goes out.
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
): SlabId {
  let pending = slab.spare(workload.pending);
  if (pending === undefined) pending = { input, then, going };
  else {
    pending.input = input;
    pending.then = then;
    pending.going = going;
  }
  return slab.insert<Pending>(workload.pending, pending);
}

/** Sends what is pending under an id: to its target, or to the store where it leaves its payload first. */
export function send(workload: Workload, id: SlabId, context: WorkloadContext): void {
  const { input, then } = slab.read(workload.pending, id)!;
  const { now, settings, effects } = context;
  effects.send(
    then === null ? ports.target : ports.store,
    0,
    input,
    id,
    after(now, settings.timeout),
  );
}
