import { after, minutes, type Duration, type Instant, type EffectList } from "@orrery/kernel";
import type { EventSourceMappingSettings } from "./config.ts";
import { noteAssumed, timers, type Mapping, type MappingContext } from "./declarations.ts";
import { noteHeldBack } from "./slowdown.ts";
import type { EditedPoller } from "./state.ts";

const minute = minutes(1);

/** How many pollers there may be now. */
export const allowedPollers = (
  { pollerLimit }: Mapping,
  { enabled, scaling }: EventSourceMappingSettings,
): number =>
  enabled ? (pollerLimit < scaling.maximumPollers ? pollerLimit : scaling.maximumPollers) : 0;

/**
 * Whether a poller is one too many. What throttled batches hold is left out: they poll no more
 * until they are through, and it is they who go.
 */
export const isSurplus = (mapping: Mapping, settings: EventSourceMappingSettings): boolean =>
  mapping.pollers.size - Math.floor(mapping.throttledCount / settings.concurrency) >
  allowedPollers(mapping, settings);

/** Whether one more receive may be under way. */
export const mayReceive = ({ openReceives, receiveLimit }: Mapping): boolean =>
  openReceives < receiveLimit;

/** Puts both numbers where they begin, or where new settings leave them. */
export function beginScaling(mapping: Mapping, { now, settings }: MappingContext): void {
  const { scaling, isProvisioned } = settings;
  const { initialPollers, minimumPollers, maximumPollers, maximumReceives } = scaling;
  const initialReceives = isProvisioned ? maximumReceives : initialPollers;
  if (!mapping.isStarted) {
    mapping.pollerLimit = initialPollers;
    mapping.receiveLimit = initialReceives;
    mapping.nextAddAt = after(now, settings.addInterval);
    mapping.nextReceiveAt = after(now, settings.receiveAddInterval);
    mapping.minuteEndsAt = after(now, minute);
    mapping.mostUsed = 0;
  }
  const limit = Math.max(mapping.pollerLimit, minimumPollers);
  mapping.pollerLimit = Math.min(limit, maximumPollers);
  const least = isProvisioned ? maximumReceives : minimumPollers;
  const receives = Math.max(mapping.receiveLimit, least);
  mapping.receiveLimit = Math.min(receives, maximumReceives);
}

/**
 * Asks for one more poller, as a receive does that left messages in the queue. They come one by
 * one, and the receives of the newest keep them coming: the first that finds none ends it. None
 * comes for a while after invocations that failed or were throttled.
 */
export function askForPoller(mapping: Mapping, context: MappingContext, effects: EffectList): void {
  if (!mapping.isStarted) return;
  const { now, settings } = context;
  const { pausedCount, throttledCount, calmFrom } = mapping;
  if (now < calmFrom || pausedCount > 0 || throttledCount > 0) noteHeldBack(mapping, context);
  if (now < calmFrom) {
    noteAssumed(context, "calmTime");
    return;
  }
  const { addInterval, receiveAddInterval, scaling } = settings;
  if (mapping.waitingCount > 0 && receiveAddInterval > 0 && now >= mapping.nextReceiveAt) {
    if (mapping.receiveLimit < scaling.maximumReceives) mapping.receiveLimit += 1;
    mapping.nextReceiveAt = after(now, receiveAddInterval);
  }
  if (mapping.isAdding || !mayAdd(mapping, context)) return;
  mapping.isAdding = true;
  // The first of a new row waits as long as the others.
  effects.setTimer(
    timers.add,
    0,
    mapping.nextAddAt >= now ? mapping.nextAddAt : after(now, addInterval),
  );
}

/** Raises how many pollers there may be, where nothing has come between; says whether it did. */
export function addToLimit(mapping: Mapping, context: MappingContext): boolean {
  const { now, settings } = context;
  mapping.isAdding = false;
  if (now < mapping.calmFrom) noteAssumed(context, "calmTime");
  if (now < mapping.calmFrom || !mayAdd(mapping, context)) return false;
  mapping.nextAddAt = after(now, settings.addInterval);
  mapping.pollerLimit += 1;
  return true;
}

function mayAdd(mapping: Mapping, context: MappingContext): boolean {
  const { addInterval, fifo, scaling } = context.settings;
  if (addInterval === 0 || mapping.pollerLimit >= scaling.maximumPollers) return false;
  if (!fifo) return true;
  // Of a FIFO queue pollers find nothing while there are messages: those of groups in flight.
  if (mapping.idlePollers > 0) noteAssumed(context, "fifoIdleShare");
  return mapping.idlePollers <= scaling.fifoIdleShare * mapping.pollers.size;
}

/** Takes back what a throttled batch's place is of a poller. */
export function removeThrottled(mapping: Mapping, context: MappingContext): void {
  const { scaling, concurrency } = context.settings;
  noteAssumed(context, "removedOnThrottle");
  mapping.throttleDebt += scaling.removedOnThrottle;
  if (mapping.throttleDebt < concurrency) return;
  mapping.throttleDebt -= concurrency;
  const limit = Math.min(mapping.pollerLimit, mapping.pollers.size) - 1;
  mapping.pollerLimit = Math.max(scaling.minimumPollers, limit);
}

/**
 * Counts the receive of a poller that is answered as under way no more. Until `foundAt` the poller
 * had nothing to do; of who fills a batch that is not so.
 */
export function endReceive(
  mapping: Mapping,
  { receive, polledAt, gatheredCount }: EditedPoller,
  foundAt: Instant,
): void {
  mapping.openReceives -= 1;
  const isStale = receive <= mapping.sampleMark;
  if (isStale) mapping.staleReceives -= 1;
  const from = isStale ? mapping.sampleFrom : polledAt;
  if (foundAt > from && gatheredCount === 0) {
    mapping.idleTime = (mapping.idleTime + foundAt - from) as Duration;
  }
}

/** Counts a receive as under way. */
export function beginReceive(mapping: Mapping, poller: EditedPoller): void {
  mapping.openReceives += 1;
  mapping.receiveCount += 1;
  poller.receive = mapping.receiveCount;
}

/** Has a poller that received nothing, and receives again, go on to count as having nothing to do. */
export function staysIdle(mapping: Mapping, poller: EditedPoller, receive: number): void {
  if (receive > mapping.sampleMark) return;
  poller.receive = receive;
  mapping.staleReceives += 1;
}

/**
 * Closes the sample of how many pollers had something to do, if it is over, and with the last of a
 * minute takes some of those away that had not: of receives and of pollers as many as a minute may.
 *
 * @returns whether a minute was over.
 */
export function settleSample(mapping: Mapping, context: MappingContext): boolean {
  const { now, settings } = context;
  if (now < mapping.sampleEndsAt) return false;
  const { staleReceives, idleTime, sampleFrom, leastWaiting } = mapping;
  const idle = staleReceives + Math.floor(idleTime / (now - sampleFrom));
  mapping.idlePollers = idle + leastWaiting;
  const used = mapping.pollers.size - mapping.idlePollers;
  if (used > mapping.mostUsed) mapping.mostUsed = used;
  beginSample(mapping, now, settings);
  if (now < mapping.minuteEndsAt) return false;
  const { minimumPollers, pollersRemovedPerMinute, receivesRemovedPerMinute, maximumReceives } =
    settings.scaling;
  const needed = Math.max(minimumPollers, mapping.mostUsed);
  if (mapping.pollerLimit > minimumPollers) noteAssumed(context, "sampleTime");
  mapping.pollerLimit = fallen(mapping.pollerLimit, needed, pollersRemovedPerMinute);
  const { fifo, assumed } = settings;
  if (fifo && mapping.mostUsed < assumed.fifoMinimum && mapping.pollerLimit === minimumPollers) {
    noteAssumed(context, "fifoMinimum");
  }
  if (!settings.isProvisioned) {
    const receives = Math.min(needed, maximumReceives);
    mapping.receiveLimit = fallen(mapping.receiveLimit, receives, receivesRemovedPerMinute);
  }
  mapping.mostUsed = 0;
  mapping.minuteEndsAt = after(now, minute);
  return true;
}

/** `limit` as much lower as it may fall at once, and not below what is needed. */
const fallen = (limit: number, needed: number, most: number): number =>
  limit <= needed ? limit : Math.max(needed, limit - most);

/** Begins to see how many pollers have something to do. */
export function beginSample(
  mapping: Mapping,
  now: Instant,
  { scaling }: EventSourceMappingSettings,
): void {
  mapping.sampleFrom = now;
  mapping.sampleEndsAt = after(now, scaling.sampleTime);
  mapping.idleTime = 0 as Duration;
  mapping.leastWaiting = mapping.waitingCount;
  mapping.sampleMark = mapping.receiveCount;
  mapping.staleReceives = mapping.openReceives;
}

/** When a provisioned poller may poll again that received so many bytes. */
export function paced(polledAt: Instant, size: number, context: MappingContext): Instant {
  const { pollInterval, throughput } = context.settings;
  if (throughput === 0) return polledAt;
  const carrying = Math.ceil((size * 1_000_000) / throughput) as Duration; // Whole.
  if (carrying <= pollInterval) return after(polledAt, pollInterval);
  noteAssumed(context, "recordOverhead");
  return after(polledAt, carrying);
}
