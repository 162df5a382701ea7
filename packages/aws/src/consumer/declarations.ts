import {
  declare,
  invariant,
  type ClearTimer,
  type Context,
  type Replied,
  type Send,
  type SetTimer,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { Sources } from "../service/source.ts";
import type { ConsumerSettings } from "./config.ts";

export const timers = declare(
  "poll", // A container asks again; its index is the container's slot.
  "work", // The work on a message is done; its index is the message's slot.
  "heartbeat", // A message in work is hidden for longer; likewise.
  "deletion", // A deletion is asked for again; its index is the request's slot.
);

export const ports = declare("source", "deletions", "extensions");

export const purposes = declare("duration", "failure", "backoff");

export type ConsumerContext = Context<ConsumerSettings>;

export type Effects = ConsumerEffect[];

export type ConsumerInput = { readonly type: "start" } | TimerFired | Replied<Tagged>;

export type ConsumerEffect = Send<Tagged> | SetTimer | ClearTimer;

export function consumedIn(sources: Sources, { source }: ConsumerSettings) {
  const read = sources.of(source);
  const consumed = read?.type === "queue" ? read.consumed : undefined;
  invariant(consumed !== undefined, `nobody reads ${source} but event source mappings`);
  return consumed;
}
