import {
  declare,
  type ClearTimer,
  type Context,
  type Draft,
  type Replied,
  type Send,
  type SetTimer,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { EventDoor, RequestDoor } from "../service/entry.ts";
import type { WorkloadSettings, WorkloadState } from "./state.ts";

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
