import { settingsOf } from "./environment-settings.ts";
import type { ExtensionPlan, Plan } from "./plan.ts";
import {
  after,
  between,
  noRequest,
  slab,
  type Duration,
  type RequestId,
  type SlabId,
  type EffectList,
  drawDuration,
} from "@orrery/kernel";
import type { FunctionSettings } from "../config.ts";
import { requestIdIn, timeoutError } from "./function-error.ts";
import type { Printed } from "../log/log-fact.ts";
import type { FunctionEffect, FunctionReply, Invoked } from "../protocol.ts";
import { releaseConcurrency } from "./account-port.ts";
import { billTime, roundedUp } from "./billing.ts";
import {
  metrics,
  notes,
  purposes,
  setTimer,
  timers,
  type FunctionContext,
} from "./declarations.ts";
import { countError } from "./error-count.ts";
import { restoreTimedOut } from "../snap-start/snap-start.ts";
import { logEnd } from "./logging.ts";
import { failedOutcome, type Outcome } from "./outcome.ts";
import { planOf } from "./plan.ts";
import { dead, isDeleted, retireOrKeep } from "./reclaim.ts";
import { type EnvironmentDraft, type FunctionDraft } from "./state.ts";

/** An invocation runs into the function's timeout. */
export function timeOut(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
): EffectList {
  const settings = settingsOf(fn, environment, context);
  const requestId = requestIdIn(environment, settings);
  const payload = timeoutError(settings, requestId, context.now);
  context.observe(metrics.Timeouts, 1);
  context.note(notes.timedOut, environment.invocation);
  environment.isReset = true;
  return finish(fn, id, environment, failedOutcome("timeout", payload), context);
}

/** Answers an invocation, bills it, and frees its concurrency and its environment. */
export function finish(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  { functionError, payload, failedItems, cause }: Outcome,
  context: FunctionContext,
): EffectList {
  const settings = settingsOf(fn, environment, context);
  if (environment.locks > 0) {
    fn.locksHeld -= environment.locks;
    environment.locks = 0;
  }
  const plan = planOf(settings);
  const { extensions } = plan;
  const longer = extensions === null ? 0 : drawExtending(extensions, environment, cause, context);
  const duration = (between(environment.startedAt, context.now) + longer) as Duration;
  const billedDuration = bill(settings, plan, environment, duration, context);
  if (cause !== null) {
    context.observe(metrics.Errors, 1);
    countError(fn, cause, payload);
  }
  const { coldStart, initDuration, invocation, printed, streamed } = environment;
  const whole: Invoked = {
    type: "invoked",
    functionError,
    cause,
    payload,
    failedItems,
    executedVersion: context.settings.version,
    invocation,
    duration,
    billedDuration,
    coldStart,
    initDuration,
    printed: printed === null ? nothingPrinted : slab.list(printed),
  };
  const body =
    streamed === null ? whole : { ...whole, streamedFor: between(streamed.since, context.now) };
  logEnd(fn, environment, body, settings, context);
  const delayed = extensions?.delayResponses === true ? (longer as Duration) : null;
  return longer === 0
    ? free(fn, id, environment, body, delayed, context)
    : extend(id, environment, longer as Duration, body, delayed, context);
}

/** How much longer extensions work than the handler: at most until the timeout, and not where all of them are gone. */
function drawExtending(
  { afterInvoke }: ExtensionPlan,
  environment: EnvironmentDraft,
  cause: Outcome["cause"],
  context: FunctionContext,
): number {
  environment.timesOut = false;
  if (cause === "timeout" || cause === "crash" || cause === "exit") return 0;
  const drawn = drawDuration(afterInvoke, purposes.extensionWork, context);
  const left = between(context.now, environment.timeoutAt);
  environment.timesOut = drawn > left;
  const longer = Math.min(drawn, left);
  context.observe(metrics.PostRuntimeExtensionsDuration, longer);
  return longer;
}

/** The handler has answered; its environment and its concurrency are in use until its extensions are done. */
function extend(
  id: SlabId,
  environment: EnvironmentDraft,
  longer: Duration,
  body: FunctionReply,
  delayed: Duration | null,
  context: FunctionContext,
): EffectList {
  const { request } = environment;
  environment.condition = "extending";
  environment.request = noRequest;
  const { effects } = context;
  reply(request, body, delayed, context);
  if (environment.timeoutIsSet) effects.clearTimer(timers.timeout, slab.slotOf(id));
  environment.timeoutIsSet = false;
  effects.setTimer(timers.step, slab.slotOf(id), after(context.now, longer));
  return effects;
}

/** The extensions are done, or have run into the function's timeout, which resets the environment. */
export function endExtending(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
): EffectList {
  if (environment.timesOut) {
    context.observe(metrics.Timeouts, 1);
    environment.isReset = true;
  }
  return free(fn, id, environment, null, null, context);
}

/** An environment that is reset shuts its extensions down, for as long as they may take, before it is idle. */
function leave(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
): FunctionEffect | null {
  if (!environment.isReset) return retireOrKeep(fn, id, environment, context);
  const { extensions } = planOf(settingsOf(fn, environment, context));
  if (extensions === null) return retireOrKeep(fn, id, environment, context);
  const drawn = drawDuration(extensions.shutdown, purposes.extensionShutdown, context);
  const taken = Math.min(drawn, extensions.shutdownLimit) as Duration;
  if (taken === 0) return retireOrKeep(fn, id, environment, context);
  environment.condition = "shuttingDown";
  fn.shuttingDownCount += 1;
  return setTimer(timers.step, id, after(context.now, taken));
}

/** The extensions of an environment that is reset are shut down. */
export function endShutdown(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
): EffectList {
  fn.shuttingDownCount -= 1;
  const expiry = retireOrKeep(fn, id, environment, context);
  if (expiry !== null) context.effects.push(expiry);
  return context.effects;
}

/** A snapshot was not restored in time: its environment is given up, and who invoked hears it. */
export function failRestore(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
): EffectList {
  environment.ageUntil = dead;
  environment.timesOut = false;
  return free(fn, id, environment, restoreTimedOut, null, context);
}

/** Answers a request: at once, or after what its response waits for. */
function reply(
  to: RequestId,
  body: FunctionReply,
  delayed: Duration | null,
  { effects }: FunctionContext,
): void {
  if (delayed === null) effects.reply(to, body);
  else effects.push({ type: "reply", to, body, after: delayed });
}

/** Answers an invocation, unless it was answered before, and frees its concurrency and its environment. */
function free(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  body: FunctionReply | null,
  delayed: Duration | null,
  context: FunctionContext,
): EffectList {
  const { timeoutIsSet, request } = environment;
  environment.timeoutIsSet = false;
  fn.runningCount -= 1;
  environment.payload = null;
  environment.trail = null;
  environment.execution = null;
  environment.streams = false;
  environment.streamed = null;
  environment.resumptions = null;
  environment.printed = null;
  environment.impairment = null;
  // Of a function that is being deleted, the account has its concurrency back already.
  const { reservedConcurrency, managed } = context.settings;
  const isPooled = reservedConcurrency === null && !environment.isProvisioned && managed === null;
  if (isPooled && !isDeleted(fn)) releaseConcurrency(context);
  const expiry = leave(fn, id, environment, context);
  const { effects } = context;
  if (body !== null) {
    reply(request, body, delayed, context);
    if (timeoutIsSet) effects.clearTimer(timers.timeout, slab.slotOf(id));
  }
  if (expiry !== null) effects.push(expiry);
  return effects;
}

const nothingPrinted: readonly Printed[] = Object.freeze([]);

function bill(
  settings: FunctionSettings,
  plan: Plan,
  { initDuration, isProvisioned }: EnvironmentDraft,
  duration: Duration,
  context: FunctionContext,
): Duration {
  context.observe(metrics.Duration, duration);
  // What is billed there are the instances.
  if (settings.managed !== null) return roundedUp(duration, plan);
  return billTime(
    plan.billsInit ? duration + initDuration : duration,
    plan,
    context,
    settings,
    isProvisioned,
  );
}
