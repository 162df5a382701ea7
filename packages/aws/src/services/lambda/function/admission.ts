import { slab, type RequestId, type SlabId } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import {
  functionNotFound,
  recursiveInvocation,
  requestTooLarge,
  throttles,
} from "./function-error.ts";
import { lambdaLimits } from "../limits.ts";
import type {
  AccountInput,
  Denied,
  EnvironmentNeed,
  FunctionEffect,
  Invoke,
  ThrottleLimit,
  ThrottleReason,
} from "../protocol.ts";
import { countRequest, hasRoom } from "./request-rate.ts";
import { hasToken, takeToken } from "../account/token-bucket.ts";
import { askAccount } from "./account-port.ts";
import { metrics, type FunctionContext } from "./declarations.ts";
import { startInvocation } from "./invocation.ts";
import { planOf } from "./plan.ts";
import { isStopped } from "./recursion.ts";
import { isDeleted } from "./reclaim.ts";
import type { ScriptRunner } from "./script-run.ts";
import { environmentOf, newEnvironment, unlinkIdle, type FunctionDraft } from "./state.ts";

/** Checks an invocation in AWS's order: size, loop, rate, concurrency, environment, ramp. */
export function invoke(
  fn: FunctionDraft,
  input: Invoke,
  context: FunctionContext,
  runner: ScriptRunner,
): readonly FunctionEffect[] {
  const { request, settings } = context;
  const { payload, trail, event } = input;
  if (isDeleted(fn)) return [refuse(request, functionNotFound(`${settings.arn}:$LATEST`))];
  if (payload.size > lambdaLimits.requestPayload) return [refuse(request, requestTooLarge)];
  if (isStopped(input, context)) return [refuse(request, recursiveInvocation)];
  const isCold = fn.newestIdle === -1;
  const denied = admit(fn, isCold, event !== null, context);
  if (denied !== null) return [throttle(request, denied, context)];
  if (isCold) {
    const id = slab.insert(fn.environments, newEnvironment(settings.revision, request, input));
    return startInvocation(fn, id, environmentOf(fn, id), context, runner);
  }
  const id = fn.newestIdle as SlabId; // There is one.
  const environment = environmentOf(fn, id);
  unlinkIdle(fn, environment);
  environment.request = request;
  environment.payload = payload;
  environment.trail = trail;
  environment.event = event;
  environment.coldStart = false;
  return startInvocation(fn, id, environment, context, runner);
}

/**
 * Admits an invocation to what the function has reserved, or else to the account's pool, and takes a token of
 * the ramp for an environment that must be started; what does not admit it, or `null`. Nothing is taken where it is denied.
 */
function admit(
  fn: FunctionDraft,
  isCold: boolean,
  isEvent: boolean,
  context: FunctionContext,
): Denied | null {
  const { now, settings } = context;
  const { ramp } = planOf(settings);
  const needsToken = isCold && ramp.sharedBy === "function";
  if (settings.reservedConcurrency === null) {
    const environment = !isCold
      ? "idle"
      : needsToken && !hasToken(fn, ramp, now)
        ? "none"
        : "started";
    const denied = askAccount(acquisitions[isEvent ? "event" : "request"][environment], context);
    if (denied === null && needsToken) takeToken(fn, ramp, now);
    return denied;
  }
  const hit = reservationHit(fn, settings.reservedConcurrency, isEvent, context);
  if (hit !== null) return hit;
  if (needsToken && !takeToken(fn, ramp, now)) return rampDenial;
  if (isCold && !needsToken) {
    const denied = askAccount(startEnvironment, context);
    if (denied !== null) return denied;
  }
  if (!isEvent) countRequest(fn, now);
  return null;
}

const acquisition = (environment: EnvironmentNeed, isEvent: boolean): AccountInput =>
  Object.freeze({ type: "acquireConcurrency", environment, isEvent });
const acquisitionsOf = (isEvent: boolean): Readonly<Record<EnvironmentNeed, AccountInput>> => ({
  idle: acquisition("idle", isEvent),
  started: acquisition("started", isEvent),
  none: acquisition("none", isEvent),
});
const acquisitions = { event: acquisitionsOf(true), request: acquisitionsOf(false) };
const startEnvironment: AccountInput = Object.freeze({ type: "startEnvironment" });

/** Which limit of the function's own reservation does not admit another invocation; `null`: none. */
function reservationHit(
  fn: FunctionDraft,
  reserved: number,
  isEvent: boolean,
  { now }: FunctionContext,
): Denied | null {
  if (reserved === 0) return concurrencyDenial;
  const rate = lambdaLimits.requestRateFactor * reserved;
  if (!isEvent && !hasRoom(fn, rate, now)) return rateDenial;
  return fn.runningCount >= reserved ? concurrencyDenial : null;
}

const denial = (reason: ThrottleReason, limit: ThrottleLimit): Denied =>
  Object.freeze({ type: "denied", reason, limit });
const concurrencyDenial = denial(
  "ReservedFunctionConcurrentInvocationLimitExceeded",
  "reservedConcurrency",
);
const rateDenial = denial("ReservedFunctionInvocationRateLimitExceeded", "reservedRequestRate");
const rampDenial = denial("ReservedFunctionConcurrentInvocationLimitExceeded", "scalingRate");

const metricOfLimit: Readonly<Record<ThrottleLimit, number>> = {
  reservedConcurrency: metrics.ThrottlesByReservedConcurrency,
  reservedRequestRate: metrics.ThrottlesByReservedRequestRate,
  accountConcurrency: metrics.ThrottlesByAccountConcurrency,
  accountRequestRate: metrics.ThrottlesByAccountRequestRate,
  scalingRate: metrics.ThrottlesByScalingRate,
};

function throttle(
  request: RequestId,
  { reason, limit }: Denied,
  context: FunctionContext,
): FunctionEffect {
  context.observe(metrics.Throttles, 1);
  context.observe(metricOfLimit[limit], 1);
  return refuse(request, throttles[reason]);
}

const refuse = (to: RequestId, body: Refused): FunctionEffect => ({ type: "reply", to, body });
