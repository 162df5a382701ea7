import { noEffects, slab, type Replied, type RequestId, type SlabId } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import type { FunctionSettings } from "../config.ts";
import {
  functionNotFound,
  recursiveInvocation,
  requestTooLarge,
  throttles,
} from "./function-error.ts";
import { lambdaLimits } from "../limits.ts";
import type {
  AccountInput,
  AccountReply,
  Denied,
  EventMark,
  FunctionEffect,
  Invoke,
  ThrottleLimit,
  ThrottleReason,
} from "../protocol.ts";
import { countRequest, hasRoom } from "./request-rate.ts";
import { returnToken, takeToken } from "../account/token-bucket.ts";
import { adjustPool, askAccount, noEnvironment, releaseConcurrency } from "./account-port.ts";
import { metrics, type FunctionContext } from "./declarations.ts";
import { startInvocation } from "./invocation.ts";
import { planOf } from "./plan.ts";
import { isStopped } from "./recursion.ts";
import { finishDeletion, isDeleted, keepIdle, leaveRevision } from "./reclaim.ts";
import type { ScriptRunner } from "./script-run.ts";
import {
  environmentOf,
  newEnvironment,
  unlinkIdle,
  type EnvironmentDraft,
  type FunctionDraft,
} from "./state.ts";

/** Checks an invocation in AWS's order: size, loop, rate, concurrency, environment, ramp. */
export function invoke(
  fn: FunctionDraft,
  input: Invoke,
  context: FunctionContext,
  runner: ScriptRunner,
): readonly FunctionEffect[] {
  const { now, request, settings } = context;
  const { payload, trail, event } = input;
  if (isDeleted(fn)) return [refuse(request, functionNotFound(`${settings.arn}:$LATEST`))];
  if (payload.size > lambdaLimits.requestPayload) return [refuse(request, requestTooLarge)];
  if (isStopped(input, context)) return [refuse(request, recursiveInvocation)];
  const hit = reservationHit(fn, settings, event, context);
  if (hit !== null) return [throttle(request, reservationReasons[hit], hit, context)];

  const plan = planOf(settings);
  const ownRamp = plan.ramp.sharedBy === "function";
  const coldStart = fn.newestIdle === -1;
  if (coldStart && ownRamp && !takeToken(fn, plan.ramp, now)) {
    return [throttle(request, concurrencyReason(settings), "scalingRate", context)];
  }
  let id: SlabId;
  let environment: EnvironmentDraft;
  if (fn.newestIdle === -1) {
    id = slab.insert(fn.environments, newEnvironment(settings.revision, request, input));
    environment = environmentOf(fn, id);
  } else {
    id = fn.newestIdle;
    environment = environmentOf(fn, id);
    unlinkIdle(fn, environment);
    environment.condition = "assigned";
    environment.request = request;
    environment.payload = payload;
    environment.trail = trail;
    environment.event = event;
    environment.coldStart = false;
  }

  const reserved = settings.reservedConcurrency !== null;
  if (reserved && event === null) countRequest(fn, now);
  if (reserved && (ownRamp || !coldStart)) {
    return startInvocation(fn, id, environment, context, runner);
  }
  fn.assignedCount += 1;
  environment.askedPool = !reserved;
  const question: AccountInput = reserved
    ? { type: "startEnvironment" }
    : { type: "acquireConcurrency", startsEnvironment: coldStart, isEvent: event !== null };
  return [askAccount(question, id, context)];
}

/** The account's word on an invocation. What it says of concurrency that is given back is nothing new. */
export function hearAccount(
  fn: FunctionDraft,
  { tag, body }: Replied<AccountReply>,
  context: FunctionContext,
  runner: ScriptRunner,
): readonly FunctionEffect[] {
  if (tag === noEnvironment) return noEffects;
  const id = tag as SlabId; // The tag that `invoke` gave.
  const environment = environmentOf(fn, id);
  const { settings } = context;
  fn.assignedCount -= 1;
  if (isDeleted(fn)) {
    const effects: FunctionEffect[] = [];
    effects.push(refuse(environment.request, functionNotFound(`${settings.arn}:$LATEST`)));
    if (body.type === "acquired" && environment.askedPool) {
      effects.push(releaseConcurrency(context));
    }
    // The token is not given back: nobody starts an environment of this function any more.
    const expiry = dismiss(fn, id, environment, context);
    if (expiry !== null) effects.push(expiry);
    finishDeletion(fn, context, effects);
    return effects;
  }
  if (body.type === "acquired") {
    const reserved = settings.reservedConcurrency !== null;
    // A reservation that came or went meanwhile counts the invocation on the other side.
    const isElsewhere = reserved === environment.askedPool;
    const effects = startInvocation(fn, id, environment, context, runner);
    if (!isElsewhere) return effects;
    return [adjustPool(environment.askedPool ? -1 : 1, context), ...effects];
  }
  const { reason, limit } = body.type === "denied" ? body : noAnswer(settings);
  const refusal = throttle(environment.request, reason, limit, context);
  const { ramp } = planOf(settings);
  if (environment.coldStart && ramp.sharedBy === "function") returnToken(fn, ramp);
  const expiry = dismiss(fn, id, environment, context);
  return expiry === null ? [refusal] : [refusal, expiry];
}

/** An environment that has no invocation after all: it was idle before, or never started. */
function dismiss(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
): FunctionEffect | null {
  environment.payload = null;
  if (!environment.coldStart) return keepIdle(fn, id, environment, context);
  if (environment.revision !== context.settings.revision) leaveRevision(fn);
  slab.remove(fn.environments, id);
  return null;
}

/** The account's answer was lost: as if its pool were exhausted. */
const noAnswer = (settings: FunctionSettings): Pick<Denied, "reason" | "limit"> => ({
  reason: concurrencyReason(settings),
  limit: settings.reservedConcurrency === null ? "accountConcurrency" : "scalingRate",
});

/** Which limit of the function's own reservation does not admit another invocation; `null`: none. */
function reservationHit(
  fn: FunctionDraft,
  { reservedConcurrency }: FunctionSettings,
  event: EventMark | null,
  { now }: FunctionContext,
): keyof typeof reservationReasons | null {
  if (reservedConcurrency === null) return null;
  if (reservedConcurrency === 0) return "reservedConcurrency";
  const rate = lambdaLimits.requestRateFactor * reservedConcurrency;
  if (event === null && !hasRoom(fn, rate, now)) return "reservedRequestRate";
  return fn.runningCount + fn.assignedCount >= reservedConcurrency ? "reservedConcurrency" : null;
}

const reservationReasons = {
  reservedConcurrency: "ReservedFunctionConcurrentInvocationLimitExceeded",
  reservedRequestRate: "ReservedFunctionInvocationRateLimitExceeded",
} as const satisfies Partial<Record<ThrottleLimit, ThrottleReason>>;

const metricOfLimit: Readonly<Record<ThrottleLimit, number>> = {
  reservedConcurrency: metrics.ThrottlesByReservedConcurrency,
  reservedRequestRate: metrics.ThrottlesByReservedRequestRate,
  accountConcurrency: metrics.ThrottlesByAccountConcurrency,
  accountRequestRate: metrics.ThrottlesByAccountRequestRate,
  scalingRate: metrics.ThrottlesByScalingRate,
};

const concurrencyReason = ({ reservedConcurrency }: FunctionSettings): ThrottleReason =>
  reservedConcurrency === null
    ? "ConcurrentInvocationLimitExceeded"
    : "ReservedFunctionConcurrentInvocationLimitExceeded";

function throttle(
  request: RequestId,
  reason: ThrottleReason,
  limit: ThrottleLimit,
  context: FunctionContext,
): FunctionEffect {
  context.observe(metrics.Throttles, 1);
  context.observe(metricOfLimit[limit], 1);
  return refuse(request, throttles[reason]);
}

const refuse = (to: RequestId, body: Refused): FunctionEffect => ({ type: "reply", to, body });
