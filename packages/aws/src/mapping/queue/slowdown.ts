import { after, later, minutes, type Duration, type Instant } from "@orrery/kernel";
import type { Mapping, MappingContext } from "./declarations.ts";

/** Full receives that are further apart do not belong together. */
const longestGap = minutes(1);

/**
 * Remembers an invocation that failed or was throttled, before its place pauses: for a while no
 * poller is added.
 */
export function noteTrouble(
  mapping: Mapping,
  cause: "error" | "throttle",
  { now, settings }: MappingContext,
): void {
  if (now >= mapping.calmFrom) {
    mapping.activeBefore = activeBatches(mapping, settings.concurrency);
    mapping.leastActive = mapping.activeBefore;
    mapping.leastActiveAt = now;
  }
  if (cause === "error") mapping.slowingErrors += 1;
  else mapping.slowingThrottles += 1;
  mapping.calmFrom = later(mapping.calmFrom, after(now, settings.scaling.calmTime));
}

/** Remembers that messages waited while polling was slowed down. */
export function noteHeldBack(mapping: Mapping, { now, settings }: MappingContext): void {
  noteActive(mapping, settings.concurrency, now);
  if (mapping.heldBackFrom === -1) {
    mapping.heldBackFrom = now;
    mapping.heldBackUntil = now;
    mapping.heldBackLeast = mapping.leastActive;
    mapping.heldBackLeastAt = mapping.leastActiveAt;
  }
  const passed = now - mapping.heldBackUntil;
  if (passed <= longestGap) mapping.heldBackTime = (mapping.heldBackTime + passed) as Duration;
  mapping.heldBackUntil = now;
  if (mapping.activeBefore > mapping.heldBackBefore) mapping.heldBackBefore = mapping.activeBefore;
  if (mapping.leastActive < mapping.heldBackLeast) {
    mapping.heldBackLeast = mapping.leastActive;
    mapping.heldBackLeastAt = mapping.leastActiveAt;
  }
}

function noteActive(mapping: Mapping, concurrency: number, now: Instant): void {
  const active = activeBatches(mapping, concurrency);
  if (active >= mapping.leastActive) return;
  mapping.leastActive = active;
  mapping.leastActiveAt = now;
}

/** Places of batches that neither pause nor are tried again. */
const activeBatches = (
  { pollers, pausedCount, throttledCount }: Mapping,
  concurrency: number,
): number => pollers.size * concurrency - pausedCount - throttledCount;
