import {
  after,
  earlier,
  invariant,
  noEffects,
  noRequest,
  slab,
  type SettingsChanged,
  type SlabId,
  type TimerFired,
} from "@orrery/kernel";
import type { FunctionSettings } from "../config.ts";
import type { FunctionEffect } from "../protocol.ts";
import { adjustPool } from "./account-port.ts";
import { purposes, setTimer, timers, type FunctionContext } from "./declarations.ts";
import { drawDuration, planOf } from "./plan.ts";
import {
  environmentOf,
  linkIdle,
  unlinkIdle,
  type EnvironmentDraft,
  type FunctionDraft,
} from "./state.ts";

/** Lets an environment be idle that has answered its invocation, or reclaims it. */
export function retireOrKeep(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
): FunctionEffect | null {
  const { now, settings } = context;
  const lifetime = drawDuration(planOf(settings).idleLifetime, purposes.idleLifetime, context);
  environment.idleUntil = earlier(after(now, lifetime), environment.ageUntil);
  return keepIdle(fn, id, environment, context);
}

/** Lets an environment be idle until the end of its idle span, or reclaims it where it must go. */
export function keepIdle(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  { now, settings }: FunctionContext,
): FunctionEffect | null {
  const { reservedConcurrency, revision } = settings;
  const isOutdated = environment.revision !== revision;
  if (isOutdated) leaveRevision(fn);
  const isAbove = reservedConcurrency !== null && fn.environments.size > reservedConcurrency;
  const { expiryAt, idleUntil } = environment;
  if (isOutdated || isAbove || now >= idleUntil) return reclaim(fn, id, environment);
  linkIdle(fn, id, environment);
  // A timer that is set for an earlier time stays, and sets itself again when it fires in vain: an
  // environment that is used all the time then costs no timer for each use.
  if (expiryAt !== -1 && expiryAt <= idleUntil) return null;
  environment.expiryAt = idleUntil;
  return setTimer(timers.expiry, id, idleUntil);
}

/** One invocation less goes by the settings of an earlier revision. */
export function leaveRevision(fn: FunctionDraft): void {
  fn.earlierCount -= 1;
  if (fn.earlierCount === 0) fn.earlierSettings = [];
}

/** Reclaims an environment that was idle for long enough. */
export function expire(
  fn: FunctionDraft,
  { index }: TimerFired,
  { now }: FunctionContext,
): readonly FunctionEffect[] {
  const id = slab.idAt(fn.environments, index);
  invariant(id !== undefined, "the expiry timer of an environment outlives it");
  const environment = environmentOf(fn, id);
  environment.expiryAt = -1;
  if (environment.condition !== "idle") return noEffects;
  if (now < environment.idleUntil) {
    environment.expiryAt = environment.idleUntil;
    return [setTimer(timers.expiry, id, environment.idleUntil)];
  }
  unlinkIdle(fn, environment);
  slab.remove(fn.environments, id);
  return noEffects;
}

/**
 * Code or configuration changed: idle environments go, running invocations finish on the old ones.
 * A reservation changed: idle environments above it go, and what runs is counted elsewhere.
 */
export function changeSettings(
  fn: FunctionDraft,
  { before }: SettingsChanged<FunctionSettings>,
  context: FunctionContext,
): FunctionEffect[] {
  const { settings } = context;
  const { reservedConcurrency } = settings;
  const effects: FunctionEffect[] = [];
  if (before.revision !== settings.revision) {
    fn.earlierCount = fn.runningCount + fn.assignedCount;
    if (fn.earlierCount > 0) fn.earlierSettings = [...fn.earlierSettings, before];
    while (fn.oldestIdle !== -1) reclaimOldest(fn, fn.oldestIdle, effects);
  }
  if (reservedConcurrency !== null) {
    while (fn.oldestIdle !== -1 && fn.environments.size > reservedConcurrency) {
      reclaimOldest(fn, fn.oldestIdle, effects);
    }
  }
  const wasPooled = before.reservedConcurrency === null;
  if (fn.runningCount > 0 && wasPooled !== (reservedConcurrency === null)) {
    effects.push(adjustPool(wasPooled ? -fn.runningCount : fn.runningCount, context));
  }
  return effects;
}

/** Begins the end of a function: it admits nothing more, and gives its concurrency back. */
export function beginDeletion(fn: FunctionDraft, context: FunctionContext): FunctionEffect[] {
  fn.deletion = context.request;
  const effects: FunctionEffect[] = [];
  finishDeletion(fn, context, effects);
  return effects;
}

/** Answers whoever asked for the deletion, once the account owes the function no word any more. */
export function finishDeletion(
  fn: FunctionDraft,
  context: FunctionContext,
  effects: FunctionEffect[],
): void {
  if (fn.assignedCount > 0) return;
  if (fn.runningCount > 0 && context.settings.reservedConcurrency === null) {
    effects.push(adjustPool(-fn.runningCount, context));
  }
  effects.push({ type: "reply", to: fn.deletion, body: { type: "deleted" } });
}

/** Whether the function is about to be deleted. */
export const isDeleted = ({ deletion }: FunctionDraft): boolean => deletion !== noRequest;

function reclaimOldest(fn: FunctionDraft, id: SlabId, effects: FunctionEffect[]): void {
  const environment = environmentOf(fn, id);
  unlinkIdle(fn, environment);
  const clear = reclaim(fn, id, environment);
  if (clear !== null) effects.push(clear);
}

function reclaim(
  fn: FunctionDraft,
  id: SlabId,
  { expiryAt }: EnvironmentDraft,
): FunctionEffect | null {
  slab.remove(fn.environments, id);
  if (expiryAt === -1) return null;
  return { type: "clearTimer", timer: timers.expiry, index: slab.slotOf(id) };
}
