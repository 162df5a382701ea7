import {
  after,
  earlier,
  seconds,
  type Duration,
  type Plain,
  type SlabId,
  type Effects,
  drawDuration,
} from "@orrery/kernel";
import type { FunctionSettings } from "../config.ts";
import { lambdaLimits } from "../limits.ts";
import type { FunctionEffect } from "../protocol.ts";
import { isFreeOfCharge } from "../snap-start/snap-start.ts";
import { metrics, purposes, setTimer, timers, type FunctionContext } from "./declarations.ts";
import { settingsOf } from "./environment-settings.ts";
import { readAtInit } from "./file-access.ts";
import { handlerError } from "./function-error.ts";
import { logInit, logRestore, openStream } from "./logging.ts";
import { planOf, type Plan } from "./plan.ts";
import type { EnvironmentDraft, FunctionDraft } from "./state.ts";

/** Makes an environment for an invocation: a place is found, and its Init phase begins, or a snapshot is restored. */
export function beginInit(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
): Effects<FunctionEffect> {
  context.observe(metrics.ColdStarts, 1);
  context.observe(metrics.EnvironmentsStarted, 1);
  if (environment.tenantId !== null) context.observe(metrics.TenantEnvironmentsStarted, 1);
  const { now } = context;
  const settings = settingsOf(fn, environment, context);
  const plan = planOf(settings);
  const placement = drawDuration(plan.placement, purposes.placement, context);
  const init = drawInit(fn, plan, purposes.init, context);
  const age = drawDuration(plan.maximumAge, purposes.maximumAge, context);
  environment.condition = "initializing";
  environment.ageUntil = after(now, age);
  const isTooLong = init > lambdaLimits.initTimeout;
  if (settings.snapStart !== null) environment.timesOut = isTooLong;
  // An Init phase that takes too long or fails is repeated inside the invocation.
  else environment.isReset = isTooLong || failsInit(plan, context);
  // What was given up is neither reported nor billed.
  environment.initDuration = environment.isReset ? (0 as Duration) : init;
  const spent = isTooLong ? lambdaLimits.initTimeout : init;
  const placed = after(now, placement);
  const ready = after(placed, spent);
  openStream(fn, environment, settings, placed, context);
  if (isTooLong && environment.isReset) {
    logInit(fn, environment, settings, ready, spent, "timeout", context);
  } else if (environment.isReset) {
    logInit(fn, environment, settings, ready, spent, "error", context, initErrorType(settings));
  }
  return [setTimer(timers.step, id, ready)];
}

/** The Init phase for which an invocation waited is over, or its snapshot is restored. */
export function observeInit(
  fn: FunctionDraft,
  environment: EnvironmentDraft,
  { snapStart }: FunctionSettings,
  context: FunctionContext,
): void {
  const { initDuration, isReset } = environment;
  if (snapStart === null) {
    if (!isReset) context.observe(metrics.InitDuration, initDuration);
    return;
  }
  const { runtime, memorySize } = context.settings;
  context.observe(metrics.RestoreDuration, initDuration);
  if (!isFreeOfCharge(runtime)) context.observe(metrics.RestoredMegabytes, memorySize);
  logRestore(fn, environment, context.settings, initDuration, context);
}

/**
 * How long an Init phase takes. Extensions of their own processes start beside the runtime, others with it, and a file
 * system is mounted before. A snapshot has all of that.
 */
export function drawInit(
  fn: FunctionDraft,
  plan: Plan,
  purpose: number,
  context: FunctionContext,
): Duration {
  const own = drawDuration(plan.init, purpose, context);
  const { extensions, mount, readAtInit: files } = plan;
  if (extensions === null && mount === null) return own;
  let init: number = own;
  if (extensions !== null) {
    const theirs = drawDuration(extensions.init, purposes.extensionInit, context);
    init = extensions.isExternal ? Math.max(own, theirs) : own + theirs;
  }
  if (mount !== null) init += drawDuration(mount, purposes.mount, context);
  if (files !== null) init += readAtInit(fn, files, context);
  return Math.min(init, forEver) as Duration;
}

const forEver = seconds(100_000);

/** Whether an Init phase fails with an error, by the share that its behavior gives. */
export const failsInit = ({ initFailures }: Plan, context: FunctionContext): boolean =>
  initFailures > 0 && context.random(purposes.initFailure) < initFailures;

/** When the Init phase that an invocation repeats is over, or its timeout. */
export function repeatInit(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  plan: Plan,
  context: FunctionContext,
): Effects<FunctionEffect> {
  environment.isReset = false;
  environment.wasCalled = false;
  environment.memory = null;
  environment.condition = "reinitializing";
  const at = after(context.now, drawInit(fn, plan, purposes.init, context));
  environment.timesOut = at > environment.timeoutAt;
  return [setTimer(timers.step, id, earlier(at, environment.timeoutAt))];
}

/** What a caller gets where the Init phase failed inside the invocation, too: no invocation has an id there. */
export const initError = ({ runtime }: Pick<FunctionSettings, "runtime">): Plain =>
  handlerError(runtime, "", initErrorType({ runtime }), text);

const initErrorType = ({ runtime }: Pick<FunctionSettings, "runtime">): string =>
  runtime?.startsWith("python") === true ? "Exception" : "Error";

const text = "The code outside of the handler failed.";
