import { CanonicalHash } from "./canonical-hash.ts";
import type { Component } from "./component.ts";
import { kindMask, strikeEvent, timerEvent } from "./event-kind.ts";
import type { EventQueue } from "./event-queue.ts";
import type { Fault } from "./fault.ts";
import type { RequestId } from "./machine.ts";
import type { Requests } from "./requests.ts";
import type { Instant } from "./time.ts";

/** Whether the order of events at one instant counts, or any order will be tried. */
export type Ties = "inOrder" | "inAnyOrder";

/** What decides where a simulation can go, but for random numbers that are still to be drawn. */
export interface World {
  readonly now: Instant;
  readonly components: readonly Component[];
  readonly queue: EventQueue;
  readonly requests: Requests;
  readonly faults: readonly Fault[];
  readonly activations: readonly (readonly [fault: string, isThere: boolean])[];
}

/** A hash of what decides the future of a world: equal for those that differ in their past alone. */
export function worldHash(world: World, ties: Ties): number {
  const { now, components, faults, activations } = world;
  const hash = new CanonicalHash();
  for (const component of components) {
    hash.fold(component.refusal === null ? componentHash(component, now) : -1);
  }
  hash.fold(waitingHash(world, ties));
  // Faults have their spans in the time of the run.
  if (faults.some((fault) => fault.type !== "strike" && now < fault.until)) {
    hash.fold(now);
    hash.foldPlain(activations);
  }
  return hash.value;
}

/** Of one component; kept for as long as nothing happens to it. */
function componentHash(component: Component, now: Instant): number {
  const { machine, settings, state } = component;
  if (component.hash !== -1 && (component.hashedAt === now || machine.canonical === undefined)) {
    return component.hash;
  }
  const hash = new CanonicalHash();
  hash.foldState(machine.canonical === undefined ? state : machine.canonical(state, now));
  hash.foldValue(settings);
  // A fork may have the same component: its hash is the same too.
  component.hash = hash.value;
  component.hashedAt = now;
  return component.hash;
}

/** Of what waits: how long it still takes, for whom it is, and what it says. */
function waitingHash({ now, queue, requests }: World, ties: Ties): number {
  const all = new CanonicalHash();
  const one = new CanonicalHash();
  const fold = (at: number, target: number, kind: number, argument: number, payload: unknown) => {
    one.fold(at - now);
    one.fold(target);
    one.fold(kind);
    if ((kind & kindMask) === timerEvent) {
      one.fold(argument);
      return;
    }
    const isStrike = (kind & kindMask) === strikeEvent;
    const request = isStrike ? null : requests.get(argument as RequestId);
    one.fold(request === null ? -1 : request.requester);
    one.fold(request === null ? -1 : request.sender);
    one.fold(request === null ? -1 : request.port);
    one.fold(request === null ? -1 : request.tag);
    one.foldValue(payload);
  };
  if (ties === "inOrder") {
    for (const { at, target, kind, argument, payload } of queue.list()) {
      fold(at, target, kind, argument, payload);
    }
    all.add(one);
  } else {
    queue.forEach((at, target, kind, argument, payload) => {
      fold(at, target, kind, argument, payload);
      all.add(one);
      one.reset();
    });
  }
  return all.value;
}
