import { CanonicalHash, hashed, type MemberViews, type NamedPart } from "./canonical-hash.ts";
import type { Component } from "./component.ts";
import { kindBits, kindMask, strikeEvent, timerEvent } from "./event-kind.ts";
import type { EventQueue } from "./event-queue.ts";
import type { Fault } from "./fault.ts";
import type { RequestId } from "./effect.ts";
import type { AskerOf } from "./machine.ts";
import { hashUpToNames } from "./names-hash.ts";
import { answered, asked, noPlace, type Requests } from "./requests.ts";
import { noEvent, type EventKey } from "./scheduler.ts";
import type { Instant } from "./time.ts";

/** Whether the order of events at one instant counts, or any order will be tried. */
export type Ties = "inOrder" | "inAnyOrder";

/** What counts in a hash of a world. */
export interface HashedAspects {
  /** Whether the order of what is due at one instant counts. @defaultValue "inOrder" */
  readonly ties?: Ties;
  /** What is due later does not count. @defaultValue all counts */
  readonly until?: Instant;
  /** Whether worlds are the same that differ in the numbers of interchangeable things alone. @defaultValue false */
  readonly upToNames?: boolean;
}

/** Takes of each event that is due next what was hashed of it: equal for those that are interchangeable. */
export type WaitingHashes = Map<number, number>;

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
export function worldHash(
  world: World,
  aspects: HashedAspects,
  waiting: WaitingHashes | null = null,
): number {
  const { components, faults, now, activations, views } = world;
  const { ties = "inOrder", until = Infinity, upToNames = false } = aspects;
  const hash = new CanonicalHash(views);
  const parts: NamedPart[] = [];
  for (const component of components) {
    if (component.refusal !== null) hash.foldValue(component.refusal);
    else if (upToNames) for (const part of partsOf(component, world)) parts.push(part);
    else hash.fold(componentHash(component, world));
    // What is measured changes without an event of its own component.
    const { watches } = component;
    if (watches !== null) hash.foldPlain(watches.map((watch) => watch?.canonical(now) ?? null));
  }
  // Faults have their spans in the time of the run.
  if (faults.some((fault) => fault.type !== "strike" && now < fault.until)) {
    hash.fold(now);
    hash.foldPlain(activations);
  }
  if (!upToNames) {
    hash.fold(waitingHash(world, ties, until, waiting));
    return hash.value;
  }
  const first = parts.length;
  const events: number[] = [];
  const event = CanonicalHash.ofNames(views);
  forEachWaiting(world, ties, until, event, (key) => {
    event.fold(ties === "inOrder" ? events.length : 0);
    events.push(key);
    parts.push(event.part);
    event.reset();
  });
  const named = hashUpToNames(parts);
  hash.fold(named.hash);
  if (waiting !== null) {
    for (const key of world.queue.tiedEvents()) {
      const place = events.indexOf(key);
      if (place >= 0) waiting.set(key, named.parts[first + place]!);
    }
  }
  return hash.value;
}

const isKnown = ({ hash, hashedAt, machine }: Component, now: Instant): boolean =>
  hash !== -1 && (hashedAt === now || machine.canonical === undefined);

/** Of one component; kept for as long as nothing happens to it. */
function componentHash(component: Component, world: World): number {
  if (isKnown(component, world.now) && component.parts === null) return component.hash;
  const hash = new CanonicalHash(world.views);
  foldComponent(hash, component, world, (id) => {
    return askerPart(world, id, new CanonicalHash(world.views)).hash;
  });
  // A fork may have the same component: its hash is the same too.
  component.hash = hash.value;
  component.parts = null;
  component.hashedAt = world.now;
  return component.hash;
}

/** Likewise, but for the numbers of names. */
function partsOf(component: Component, world: World): readonly NamedPart[] {
  if (isKnown(component, world.now) && component.parts !== null) return component.parts;
  const parts: NamedPart[] = [];
  const hash = CanonicalHash.ofNames(world.views, parts);
  hash.fold(component.number);
  foldComponent(hash, component, world, (id) => {
    const part = askerPart(world, id, CanonicalHash.ofNames(world.views));
    return part.names.length === 0 ? part.hash : hashed(part);
  });
  parts.push(hash.part);
  component.hash = hash.value;
  component.parts = parts;
  component.hashedAt = world.now;
  return parts;
}

function foldComponent(
  hash: CanonicalHash,
  { machine, state, settings, links, moreLinks }: Component,
  { now }: World,
  askerOf: AskerOf,
): void {
  hash.foldState(machine.canonical === undefined ? state : machine.canonical(state, now, askerOf));
  hash.foldValue(settings);
  links.forEach((first, port) => {
    const more = moreLinks[port]!;
    hash.fold(more.length);
    hash.foldValue(first?.connection ?? null);
    for (const link of more) hash.foldValue(link?.connection ?? null);
  });
}

/** Of whoever waits for an answer, and what it will do with it. */
function askerPart({ requests, components }: World, id: RequestId, hash: CanonicalHash): NamedPart {
  const request = requests.find(id);
  // Of one that is answered nothing is owed any more.
  if (request === noPlace || requests.stageOf(request) === answered) return { hash: -1, names: [] };
  foldAsker(hash, requests, request, components);
  return hash.part;
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

/** Of what waits until then. */
function waitingHash(
  world: World,
  ties: Ties,
  until: number,
  waiting: WaitingHashes | null,
): number {
  const tied = waiting === null ? [] : world.queue.tiedEvents();
  const all = new CanonicalHash(world.views);
  const one = new CanonicalHash(world.views);
  forEachWaiting(world, ties, until, one, (key) => {
    if (ties === "inOrder") return;
    if (tied.includes(key)) waiting!.set(key, one.value);
    all.add(one);
    one.reset();
  });
  if (ties === "inOrder") all.add(one);
  return all.value;
}

/** Folds of each event that waits how long it still takes, for whom it is, and what it says; then calls `done`. */
function forEachWaiting(
  { now, queue, requests, components }: World,
  ties: Ties,
  until: number,
  hash: CanonicalHash,
  done: (event: EventKey) => void,
): void {
  const fold = (
    at: number,
    target: number,
    kind: number,
    argument: number,
    payload: unknown,
    event: EventKey,
  ) => {
    if (at > until) return;
    hash.fold(at - now);
    hash.fold(target);
    hash.fold(kind);
    if ((kind & kindMask) === timerEvent) {
      const { machine, state } = components[target]!;
      const view = machine.canonicalTimer;
      if (view === undefined) hash.fold(argument);
      else hash.foldPlain(view(state, kind >> kindBits, argument));
      done(event);
      return;
    }
    const isStrike = (kind & kindMask) === strikeEvent;
    const request = isStrike ? noPlace : requests.find(argument as RequestId);
    if (request === noPlace) {
      hash.fold(-1);
    } else {
      foldAsker(hash, requests, request, components);
      // Of one that is not delivered yet: later, an event says when it is given up.
      if (requests.stageOf(request) === asked) {
        hash.fold(Math.min(requests.deadlineOf(request), until) - now);
      }
    }
    hash.foldValue(payload);
    done(event);
  };
  if (ties === "inOrder") {
    for (const { at, target, kind, argument, payload } of queue.list()) {
      fold(at, target, kind, argument, payload, noEvent);
    }
  } else {
    queue.forEach((at, target, kind, argument, payload, _cause, event) =>
      fold(at, target, kind, argument, payload, event),
    );
  }
}
