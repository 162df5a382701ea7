import { after, later, minutes, type Duration, type Instant } from "@orrery/kernel";
import type { EventSourceMappingSettings } from "./config.ts";
import { timers, type Mapping, type MappingContext } from "./declarations.ts";
import { eventSourceMappingAssumptions as assumed } from "./limits.ts";
import type { EventSourceMappingEffect } from "./protocol.ts";

const minute = minutes(1);

/** How many pollers there may be now. */
export function allowedPollers(
  { reducedTo }: Mapping,
  { enabled, model }: EventSourceMappingSettings,
): number {
  if (!enabled) return 0;
  return reducedTo === -1 || reducedTo > model.maximum ? model.maximum : reducedTo;
}

/**
 * Asks for one more poller, as a receive does that left messages in the queue. They come one by
 * one, and the receives of the newest keep them coming: the first that finds none ends it.
 */
export function askForPoller(
  mapping: Mapping,
  context: MappingContext,
  effects: EventSourceMappingEffect[],
): void {
  if (mapping.isAdding || !mapping.isStarted) return;
  const { now, settings } = context;
  if (mapping.reducedTo !== -1) settleMinute(mapping, context);
  if (mapping.pollers.size >= allowedPollers(mapping, settings)) return;
  const interval = settings.model.addInterval as Duration;
  const next = after(mapping.lastAddedAt, interval);
  mapping.isAdding = true;
  effects.push({
    type: "setTimer",
    timer: timers.add,
    index: 0,
    // The first of a new row waits as long as the others.
    at: next >= now ? next : after(now, interval),
  });
}

/** Closes the minute in which outcomes were counted, if it is over, and scales by what it saw. */
export function settleMinute(mapping: Mapping, { now, settings }: MappingContext): void {
  const { minuteEndsAt } = mapping;
  if (now < minuteEndsAt) return;
  const { model, isProvisioned } = settings;
  const { invocationCount, errorCount, throttleCount } = mapping;
  const floor = Math.min(isProvisioned ? model.minimum : assumed.reducedMinimum, model.maximum);
  const size = mapping.pollers.size;
  let reduced = -1;
  if (errorCount > 0 && errorCount >= model.errorShare * invocationCount) {
    reduced = Math.max(floor, Math.floor(size * model.keptOnError));
  }
  if (throttleCount > 0) {
    const kept = Math.max(floor, Math.floor(size * model.keptOnThrottle));
    if (reduced === -1 || kept < reduced) reduced = kept;
  }
  if (reduced !== -1) {
    if (mapping.reducedTo === -1 || reduced < mapping.reducedTo) mapping.reducedTo = reduced;
  } else if (mapping.reducedTo !== -1) {
    recover(mapping, Math.floor((now - minuteEndsAt) / minute) + 1, settings);
  }
  mapping.minuteEndsAt = after(now, minute);
  mapping.invocationCount = 0;
  mapping.errorCount = 0;
  mapping.throttleCount = 0;
}

function recover(
  mapping: Mapping,
  minuteCount: number,
  { model }: EventSourceMappingSettings,
): void {
  let { reducedTo } = mapping;
  // Each minute brings back one poller at least, so it ends.
  for (let left = minuteCount; left > 0 && reducedTo < model.maximum; left -= 1) {
    reducedTo += Math.max(1, Math.floor(reducedTo * model.recovery));
  }
  mapping.reducedTo = reducedTo >= model.maximum ? -1 : reducedTo;
}

/** When a provisioned poller may poll again that received so many bytes. */
export const paced = (
  polledAt: Instant,
  size: number,
  { pollInterval, throughput }: EventSourceMappingSettings,
): Instant =>
  throughput === 0
    ? polledAt
    : later(
        after(polledAt, pollInterval),
        after(polledAt, Math.ceil((size * 1_000_000) / throughput) as Duration),
      );
