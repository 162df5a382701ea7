import {
  between,
  ring,
  slab,
  vector,
  type Duration,
  type Instant,
  type SlabId,
} from "@orrery/kernel";
import type { ConnectionsSettings } from "./connection-settings.ts";
import type { Workload, WorkloadContext } from "./declarations.ts";
import { metrics } from "./metrics.ts";
import { noSession, noUser, type Pending } from "./state.ts";

/** Stands for a connection that is not there. */
const none = -1;

/** The last uses of the connections of so many users: none has one. */
export const unconnected = (users: number): readonly number[] =>
  Array.from({ length: users }, () => none);

/** Takes a connection for a request: how long that takes, or -1 where it waits for one that others have. */
export function connect(
  workload: Workload,
  settings: ConnectionsSettings,
  pending: Pending,
  context: WorkloadContext,
): Duration | -1 {
  const { assumed } = context.settings;
  const own = settings.idle ?? assumed.idleConnection;
  const idle = settings.kept !== null && settings.kept < own ? settings.kept : own;
  const owned = lastUseOf(workload, pending);
  if (owned !== undefined) {
    if (isOpen(owned, idle, settings, context)) return 0 as Duration;
    return setUp(settings, context);
  }
  if (workload.idleConnections > 0) {
    const place = workload.idleConnections - 1;
    if (isOpen(vector.at(workload.lastUses, place), idle, settings, context)) {
      workload.idleConnections = place;
      return 0 as Duration;
    }
    // It was used last of all that are idle, so that they have closed as well.
    if (settings.idle === null && idle === own) {
      context.observe(metrics["caller.idleConnection"], 1);
    }
    workload.openConnections -= workload.idleConnections;
    workload.idleConnections = 0;
  }
  if (workload.openConnections >= (settings.most ?? assumed.connections)) {
    if (settings.most === null) context.observe(metrics["caller.connections"], 1);
    return -1;
  }
  workload.openConnections += 1;
  return setUp(settings, context);
}

function isOpen(
  lastUse: number,
  idle: Duration,
  { keepAlive }: ConnectionsSettings,
  { now }: WorkloadContext,
): boolean {
  return keepAlive && lastUse !== none && now - lastUse <= idle;
}

function setUp(settings: ConnectionsSettings, context: WorkloadContext): Duration {
  const { assumed } = context.settings;
  let takes = settings.setUp;
  if (takes === null) {
    takes = ((settings.roundTrip ?? assumed.roundTrip) * assumed.handshakeRoundTrips) as Duration; // Whole both.
    context.observe(metrics["caller.handshakeRoundTrips"], 1);
    if (settings.roundTrip === null) context.observe(metrics["caller.roundTrip"], 1);
  }
  context.observe(metrics.ConnectionsOpened, 1);
  context.observe(metrics.ConnectionTime, takes);
  return takes;
}

/** When the connection was used last that a request's user has to itself; `undefined`: it goes by those of a program. */
function lastUseOf(workload: Workload, { session, to, going }: Pending): number | undefined {
  if (session !== noSession) {
    return slab.read(workload.sessions, session as SlabId)!.usedAt[to] ?? none; // It goes on.
  }
  return going.user === noUser ? undefined : vector.at(workload.lastUses, going.user);
}

/** A request was answered, or given up: its connection is free, or closed. */
export function release(
  workload: Workload,
  { keepAlive }: ConnectionsSettings,
  { session, to, going }: Pending,
  isLost: boolean,
  { now }: WorkloadContext,
): void {
  const usedAt = keepAlive && !isLost ? now : none;
  if (session !== noSession) {
    const own = slab.edit(workload.sessions, session as SlabId)!; // It goes on.
    const { length } = own.usedAt;
    own.usedAt = Array.from({ length: Math.max(length, to + 1) }, (_, place) =>
      place === to ? usedAt : (own.usedAt[place] ?? none),
    );
  } else if (going.user !== noUser) {
    vector.set(workload.lastUses, going.user, usedAt);
  } else if (usedAt === none) workload.openConnections -= 1;
  else {
    const place = workload.idleConnections;
    if (place < workload.lastUses.size) vector.set(workload.lastUses, place, usedAt);
    else vector.push(workload.lastUses, usedAt);
    workload.idleConnections = place + 1;
  }
}

/** Lets a request wait for a connection. */
export const queueUp = (workload: Workload, id: SlabId): void => ring.push(workload.waiting, id);

/** How long a request has waited for its connection. */
export const tellWait = (since: Instant, context: WorkloadContext): void =>
  context.observe(metrics.ConnectionWait, between(since, context.now));

/** Whether a connection of a program is free, or may be opened. */
export const hasConnection = (
  { idleConnections, openConnections }: Workload,
  { most }: ConnectionsSettings,
  { settings }: WorkloadContext,
): boolean => idleConnections > 0 || openConnections < (most ?? settings.assumed.connections);
