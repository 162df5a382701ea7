import { CanonicalHash, type MemberViews } from "./canonical-hash.ts";
import type { Component } from "./component.ts";
import { kindMask, strikeEvent, timerEvent } from "./event-kind.ts";
import type { EventQueue } from "./event-queue.ts";
import type { Fault } from "./fault.ts";
import type { AskerOf, RequestId } from "./machine.ts";
import { asked, noPlace, type Requests } from "./requests.ts";
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
  readonly views: MemberViews;
}

/** A hash of what decides the future of a world: equal for those that differ in their past alone. */
export function worldHash(world: World, ties: Ties): number {
  const { components, faults, now, activations } = world;
  const hash = new CanonicalHash(world.views);
  for (const component of components) {
    if (component.refusal === null) hash.fold(componentHash(component, world));
    else hash.foldValue(component.refusal);
    // What is measured changes without an event of its own component.
    const { watches } = component.meters;
    if (watches !== null) hash.foldPlain(watches.map((watch) => watch?.canonical(now) ?? null));
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
function componentHash(component: Component, world: World): number {
  const { machine, settings, state } = component;
  const { now } = world;
  if (component.hash !== -1 && (component.hashedAt === now || machine.canonical === undefined)) {
    return component.hash;
  }
  const hash = new CanonicalHash(world.views);
  const askerOf: AskerOf = (id) => askerHash(world, id);
  hash.foldState(machine.canonical === undefined ? state : machine.canonical(state, now, askerOf));
  hash.foldValue(settings);
  for (const targets of component.connections) {
    hash.fold(targets.length);
    for (const link of targets) hash.foldValue(link?.connection ?? null);
  }
  // A fork may have the same component: its hash is the same too.
  component.hash = hash.value;
  component.hashedAt = now;
  return component.hash;
}

/** Of whoever waits for an answer, and what it will do with it. */
function askerHash({ requests, components, views }: World, id: RequestId): number {
  const request = requests.find(id);
  if (request === noPlace) return -1;
  const hash = new CanonicalHash(views);
  foldAsker(hash, requests, request, components);
  return hash.value;
}

function foldAsker(
  hash: CanonicalHash,
  requests: Requests,
  request: number,
  components: readonly Component[],
): void {
  const requester = requests.requesterOf(request);
  const port = requests.portOf(request);
  const tag = requests.tagOf(request);
  hash.fold(requester);
  hash.fold(requests.senderOf(request));
  hash.fold(port);
  const asks = requester === -1 ? null : components[requester]!;
  const view = asks?.machine.canonicalTag;
  if (view === undefined || asks === null) hash.fold(tag);
  else hash.foldPlain(view(asks.state, port, tag));
  hash.fold(requests.readerOf(request));
  hash.foldValue(requests.readingOf(request));
}

/** Of what waits: how long it still takes, for whom it is, and what it says. */
function waitingHash({ now, queue, requests, components, views }: World, ties: Ties): number {
  const all = new CanonicalHash(views);
  const one = new CanonicalHash(views);
  const fold = (at: number, target: number, kind: number, argument: number, payload: unknown) => {
    one.fold(at - now);
    one.fold(target);
    one.fold(kind);
    if ((kind & kindMask) === timerEvent) {
      one.fold(argument);
      return;
    }
    const isStrike = (kind & kindMask) === strikeEvent;
    const request = isStrike ? noPlace : requests.find(argument as RequestId);
    if (request === noPlace) {
      one.fold(-1);
    } else {
      foldAsker(one, requests, request, components);
      // Of one that is not delivered yet: later, an event says when it is given up.
      if (requests.stageOf(request) === asked) one.fold(requests.deadlineOf(request) - now);
    }
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
