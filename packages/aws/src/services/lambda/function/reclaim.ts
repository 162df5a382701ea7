import {
  after,
  earlier,
  invariant,
  later,
  noEffects,
  noRequest,
  slab,
  type Duration,
  type Instant,
  type SettingsChanged,
  type SlabId,
  type TimerFired,
  type Effects,
  drawDuration,
} from "@orrery/kernel";
import type { FunctionSettings } from "../config.ts";
import type { FunctionEffect } from "../protocol.ts";
import { lambdaLimits } from "../limits.ts";
import { adjustPool } from "./account-port.ts";
import { billTime } from "./billing.ts";
import { openStream } from "./logging.ts";
import { metrics, purposes, setTimer, timers, type FunctionContext } from "./declarations.ts";
import { drawInit, failsInit } from "./initializing.ts";
import { planOf } from "./plan.ts";
import { changeManaged } from "../managed/instances.ts";
import { changeProvisioned, giveBack } from "../provisioned/allocation.ts";
import {
  environmentOf,
  linkIdle,
  unlinkIdle,
  type EnvironmentDraft,
  type FunctionDraft,
} from "./state.ts";

/** The age of an environment that a fault has ended. */
export const dead = -1 as Instant;

/** Lets an environment be idle that has answered its invocation, or reclaims it. */
export function retireOrKeep(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
): FunctionEffect | null {
  if (environment.isProvisioned) {
    giveBack(fn, id, environment, context);
    return null;
  }
  const { now, settings } = context;
  if (settings.managed !== null) {
    // It was a place in one of them.
    if (environment.revision !== settings.revision) leaveRevision(fn);
    return reclaim(fn, id, environment);
  }
  const { idleLifetime, surplusHalving } = planOf(settings);
  environment.idleUntil = after(now, drawDuration(idleLifetime, purposes.idleLifetime, context));
  environment.surplusUntil =
    surplusHalving === null
      ? environment.idleUntil
      : after(now, drawDuration(surplusHalving, purposes.surplus, context));
  return keepIdle(fn, id, environment, context);
}

/** Lets an environment be idle until the end of its idle span, or reclaims it where it must go. */
function keepIdle(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
): FunctionEffect | null {
  const { now, settings } = context;
  const { reservedConcurrency, revision } = settings;
  const isOutdated = environment.revision !== revision;
  if (isOutdated) leaveRevision(fn);
  const isAbove = reservedConcurrency !== null && fn.environments.size > reservedConcurrency;
  if (isOutdated || isAbove || isTooOld(fn, environment, context)) {
    return reclaim(fn, id, environment);
  }
  linkIdle(fn, id, environment);
  const { ageUntil, expiryAt, idleUntil, surplusUntil } = environment;
  const at = later(now, earlier(earlier(idleUntil, surplusUntil), ageUntil));
  // A timer that is set for an earlier time stays, and sets itself again when it fires in vain: an
  // environment that is used all the time then costs no timer for each use.
  if (expiryAt !== -1 && expiryAt <= at) return null;
  environment.expiryAt = at;
  return setTimer(timers.expiry, id, at);
}

/** Whether an environment has come to its age and is not replaced by one initialized ahead. */
function isTooOld(
  fn: FunctionDraft,
  environment: EnvironmentDraft,
  context: FunctionContext,
): boolean {
  const { now, settings } = context;
  if (now < environment.ageUntil) return false;
  const share = settings.environments.proactiveReplacements;
  if (environment.ageUntil === dead || share === 0) return true;
  if (context.random(purposes.replacement) >= share) return true;
  const plan = planOf(settings);
  const init = drawInit(fn, plan, purposes.replacementInit, context);
  environment.ageUntil = after(
    now,
    drawDuration(plan.maximumAge, purposes.replacementAge, context),
  );
  // An Init phase that takes too long or fails is repeated inside the next invocation.
  environment.isReset = init > lambdaLimits.initTimeout || failsInit(plan, context);
  environment.wasCalled = false;
  environment.memory = null;
  environment.files = null; // It is another one.
  context.observe(metrics.EnvironmentsStarted, 1);
  context.observe(metrics.ProactiveInitializations, 1);
  openStream(fn, environment, settings, now, context);
  if (plan.billsInit && !environment.isReset) billTime(init, plan, context);
  return now >= environment.ageUntil;
}

/** One invocation less goes by the settings of an earlier revision. */
function leaveRevision(fn: FunctionDraft): void {
  fn.earlierCount -= 1;
  if (fn.earlierCount === 0) fn.earlierSettings = [];
}

/** Reclaims an idle environment that has come to its end, or looks at it again later. */
export function expire(
  fn: FunctionDraft,
  { index }: TimerFired,
  context: FunctionContext,
): Effects<FunctionEffect> {
  const id = slab.idAt(fn.environments, index);
  invariant(id !== undefined, "the expiry timer of an environment outlives it");
  const environment = environmentOf(fn, id);
  environment.expiryAt = -1;
  if (environment.condition !== "idle") return noEffects;
  if (!isTooOld(fn, environment, context) && !isOver(fn, environment, context)) {
    return [watch(fn, id, environment)];
  }
  unlinkIdle(fn, environment);
  slab.remove(fn.environments, id);
  return hurryLast(fn, context);
}

/** Environments but the provisioned ones. */
const onDemand = ({ environments, provisionedCount }: FunctionDraft): number =>
  environments.size - provisionedCount;

/** Whether the idle span of an environment ends now. */
function isOver(
  fn: FunctionDraft,
  environment: EnvironmentDraft,
  context: FunctionContext,
): boolean {
  const { now, settings } = context;
  const { surplusHalving } = planOf(settings);
  if (surplusHalving === null || onDemand(fn) === 1) return now >= environment.idleUntil;
  if (now < environment.surplusUntil) return false;
  const stays = fn.sparesNext;
  fn.sparesNext = !stays;
  if (!stays) return true;
  const more = drawDuration(surplusHalving, purposes.surplus, context);
  environment.surplusUntil = after(now, Math.max(more, 1) as Duration);
  return false;
}

/** Sets the timer of an idle environment for its next end. */
function watch(fn: FunctionDraft, id: SlabId, environment: EnvironmentDraft): FunctionEffect {
  const { ageUntil, idleUntil, surplusUntil } = environment;
  const end = onDemand(fn) === 1 ? idleUntil : surplusUntil;
  environment.expiryAt = earlier(end, ageUntil);
  return setTimer(timers.expiry, id, environment.expiryAt);
}

/** The last environment of a function lives for its idle lifetime, which may be over. */
function hurryLast(fn: FunctionDraft, { now }: FunctionContext): Effects<FunctionEffect> {
  const id = fn.newestIdle;
  if (onDemand(fn) !== 1 || id === -1) return noEffects;
  const environment = environmentOf(fn, id);
  const at = later(now, earlier(environment.idleUntil, environment.ageUntil));
  if (environment.expiryAt <= at) return noEffects;
  environment.expiryAt = at;
  return [setTimer(timers.expiry, id, at)];
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
    fn.earlierCount = fn.runningCount + fn.shuttingDownCount;
    if (fn.earlierCount > 0) fn.earlierSettings = [...fn.earlierSettings, before];
    while (fn.oldestIdle !== -1) reclaimOldest(fn, fn.oldestIdle, effects);
  }
  if (reservedConcurrency !== null) {
    while (fn.oldestIdle !== -1 && fn.environments.size > reservedConcurrency) {
      reclaimOldest(fn, fn.oldestIdle, effects);
    }
  }
  const wasPooled = before.reservedConcurrency === null;
  const running = settings.managed === null ? pooled(fn) : 0;
  if (running > 0 && wasPooled !== (reservedConcurrency === null)) {
    adjustPool(wasPooled ? -running : running, context);
  }
  changeProvisioned(fn, before, context, effects);
  changeManaged(fn, settings.managed);
  return effects;
}

/** Running invocations of a function and of its versions that no provisioned environment runs. */
const pooled = ({ runningCount, provisionedBusy, lentCount }: FunctionDraft): number =>
  runningCount - provisionedBusy + lentCount;

/** Begins the end of a function: it admits nothing more, and gives its concurrency back. */
export function beginDeletion(
  fn: FunctionDraft,
  context: FunctionContext,
): Effects<FunctionEffect> {
  fn.deletion = context.request;
  for (let left = fn.deliveries.size; left > 0; left -= 1) {
    // They go with the function.
    context.observe(metrics.AsyncEventsDropped, 1);
    context.observe(metrics.AsyncEventsDroppedByDeletion, 1);
    context.observe(metrics.AsyncEventsLost, 1);
  }
  const running = context.settings.managed === null ? pooled(fn) : 0;
  if (running > 0 && context.settings.reservedConcurrency === null) adjustPool(-running, context);
  return [{ type: "reply", to: context.request, body: { type: "deleted" } }];
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
