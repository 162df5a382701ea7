import { listed, slab, table, type RequestId, type Effects } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import {
  functionNotFound,
  mountTimedOut,
  nothingPublished,
  noTenants,
  recursiveInvocation,
  requestTooLarge,
  tenantMissing,
  throttles,
} from "./function-error.ts";
import { qualifiedArn } from "../config.ts";
import { fileSystemLimits, lambdaLimits } from "../limits.ts";
import { interfaceRefusals } from "../network/interfaces.ts";
import { refusalAsleep } from "./dormancy.ts";
import type {
  AccountInput,
  AccountReply,
  AcquireConcurrency,
  Denied,
  EnvironmentNeed,
  FunctionEffect,
  Invoke,
  ThrottleLimit,
  ThrottleReason,
} from "../protocol.ts";
import { mountsAfter } from "./file-access.ts";
import { mountRefusal } from "./mounting.ts";
import { countRequest, hasRoom } from "./request-rate.ts";
import { hasToken, takeToken } from "../account/token-bucket.ts";
import { adjustPool, answerTo, askAccount } from "./account-port.ts";
import { metrics, type FunctionContext } from "./declarations.ts";
import { startInvocation } from "./invocation.ts";
import { planOf, type Plan } from "./plan.ts";
import { isStopped } from "./recursion.ts";
import { isDeleted } from "./reclaim.ts";
import type { ScriptRunner } from "./script-run.ts";
import { snapshotNotReady } from "../snap-start/snap-start.ts";
import { takeManaged, watchManaged } from "../managed/instances.ts";
import type { ManagedInstances } from "../managed/managed-instances.ts";
import { takeProvisioned } from "../provisioned/allocation.ts";
import {
  concurrencyOf,
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
): Effects<FunctionEffect> {
  const { request, settings } = context;
  const { payload, event } = input;
  // What Lambda does by itself is not limited by rates of requests.
  const isEvent = event !== null || input.execution !== undefined;
  if (isDeleted(fn)) return [refuse(request, functionNotFound(qualifiedArn(settings)))];
  if (payload.size > lambdaLimits.requestPayload) return [refuse(request, requestTooLarge)];
  if (isStopped(input, context)) return [refuse(request, recursiveInvocation)];
  const plan = planOf(settings);
  if (plan.mayRefuse) {
    const refusal = refusalBySettings(fn, context);
    if (refusal !== null) return [refuse(request, refusal)];
  }
  if (settings.managed !== null) return invokeManaged(fn, input, settings.managed, context, runner);
  const ready = settings.provisioned === null ? -1 : takeProvisioned(fn, isEvent, context);
  if (ready !== -1) {
    const environment = environmentOf(fn, ready);
    assign(environment, request, input);
    return startInvocation(fn, ready, environment, context, runner);
  }
  const tenantId = input.tenantId ?? null;
  const wrong = settings.tenancy === null ? tenantId !== null : tenantId === null;
  if (wrong) return [refuse(request, settings.tenancy === null ? noTenants : tenantMissing)];
  const idle = tenantId === null ? fn.newestIdle : (table.get(fn.newestOfTenants, tenantId) ?? -1);
  const isCold = idle === -1;
  if (isCold && settings.tenancy !== null && fn.environments.size >= settings.tenancy) {
    return [throttle(request, tenantDenial, context)];
  }
  const unmounted = isCold ? mountRefusal(context) : null;
  if (unmounted !== null) return [refuse(request, unmounted)];
  const mounts =
    isCold && settings.behavior.fileSystem !== undefined ? mountsAfter(fn, context.now) : undefined;
  if (mounts !== undefined) {
    const isFull = fn.environments.size >= fileSystemLimits.connections;
    if (isFull || mounts === null) return [refuse(request, mountTimedOut)];
  }
  const denied = admit(fn, plan, isCold ? "started" : "idle", isEvent, context);
  if (denied !== null) return [throttle(request, denied, context)];
  if (settings.provisioned !== null) {
    context.observe(metrics.ProvisionedConcurrencySpilloverInvocations, 1);
  }
  if (isCold) {
    if (mounts !== undefined) fn.mounts = mounts;
    const id = slab.insert(fn.environments, newEnvironment(settings.revision, request, input));
    return startInvocation(fn, id, environmentOf(fn, id), context, runner);
  }
  const id = idle;
  const environment = environmentOf(fn, id);
  unlinkIdle(fn, environment);
  assign(environment, request, input);
  return startInvocation(fn, id, environment, context, runner);
}

/** What a function says whose settings do not let it run now, or not at all; `null`: they let it. */
function refusalBySettings(fn: FunctionDraft, context: FunctionContext): Refused | null {
  const { snapStart, vpc, dormancy, managed, provisioned } = context.settings;
  if (snapStart !== null && context.now < snapStart.readyAt) return snapshotNotReady;
  if (vpc !== null && vpc.failure !== null) return interfaceRefusals[vpc.failure];
  const asleep = dormancy === null ? null : refusalAsleep(fn, dormancy, context);
  if (asleep !== null) return asleep;
  // What is initialized ahead never came to be without it.
  return managed === null && provisioned === null ? null : mountRefusal(context);
}

/** Runs an invocation in an execution environment on managed instances, which has nothing to do with the account's concurrency. */
function invokeManaged(
  fn: FunctionDraft,
  input: Invoke,
  managed: ManagedInstances,
  context: FunctionContext,
  runner: ScriptRunner,
): Effects<FunctionEffect> {
  const { request } = context;
  if (!managed.isPublished) return [refuse(request, nothingPublished)];
  const taken = takeManaged(fn, input, managed, context);
  const watch = watchManaged(fn, context);
  if (typeof taken === "object") return [throttle(request, taken, context), ...watch];
  const environment = environmentOf(fn, taken);
  const effects = startInvocation(fn, taken, environment, context, runner);
  return watch.length === 0 ? effects : [...watch, ...listed(effects)];
}

/** Gives an environment that is there already an invocation. */
function assign(
  environment: EnvironmentDraft,
  request: RequestId,
  { payload, trail, event, clientContext = null, execution, streams }: Invoke,
): void {
  environment.request = request;
  environment.payload = payload;
  environment.trail = trail;
  environment.event = event;
  environment.execution = execution ?? null;
  environment.streams = streams === true;
  environment.clientContext = clientContext;
  environment.coldStart = false;
}

/** Lends a unit of the function's concurrency to one of its versions. */
export function lend(
  fn: FunctionDraft,
  { environment, isEvent }: AcquireConcurrency,
  context: FunctionContext,
): Effects<FunctionEffect> {
  const denied = isDeleted(fn)
    ? concurrencyDenial
    : admit(fn, planOf(context.settings), environment, isEvent, context);
  if (denied !== null) return [answerTo(context, denied)];
  fn.lentCount += 1;
  context.observe(metrics.ConcurrentExecutions, concurrencyOf(fn));
  return [answerTo(context, acquired)];
}

/** Takes units back that versions used; of a function that goes, the account has them already. */
export function takeBack(
  fn: FunctionDraft,
  count: number,
  context: FunctionContext,
): Effects<FunctionEffect> {
  if (!isDeleted(fn)) {
    fn.lentCount -= count;
    if (context.settings.reservedConcurrency === null) adjustPool(-count, context);
  }
  return [answerTo(context, released)];
}

/** Counts what runs on its versions' provisioned concurrency. */
export function countElsewhere(
  fn: FunctionDraft,
  by: number,
  context: FunctionContext,
): Effects<FunctionEffect> {
  fn.elsewhereCount += by;
  if (by > 0) context.observe(metrics.ConcurrentExecutions, concurrencyOf(fn));
  return [answerTo(context, released)];
}

const acquired: AccountReply = Object.freeze({ type: "acquired" });
const released: AccountReply = Object.freeze({ type: "released" });

/**
 * Admits an invocation to what the function has reserved, or else to the account's pool, and takes a token of
 * the ramp for an environment that must be started; what does not admit it, or `null`. Nothing is taken where it is denied.
 */
function admit(
  fn: FunctionDraft,
  { hasRamp, ramp }: Plan,
  environment: EnvironmentNeed,
  isEvent: boolean,
  context: FunctionContext,
): Denied | null {
  const { now, settings } = context;
  const isCold = environment !== "idle";
  const needsToken = isCold && hasRamp;
  if (settings.reservedConcurrency === null) {
    const need = needsToken && !hasToken(fn, ramp, now) ? "none" : environment;
    const denied = askAccount(acquisition(need, isEvent), context);
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

/** The question for a unit of the account's pool. */
function acquisition(environment: EnvironmentNeed, isEvent: boolean): AccountInput {
  const { idle, started, none } = isEvent ? eventAcquisitions : requestAcquisitions;
  // Compared, since a look-up by one of several names costs more.
  return environment === "idle" ? idle : environment === "started" ? started : none;
}

const acquisitions = (isEvent: boolean): Readonly<Record<EnvironmentNeed, AccountInput>> => ({
  idle: Object.freeze({ type: "acquireConcurrency", environment: "idle", isEvent }),
  started: Object.freeze({ type: "acquireConcurrency", environment: "started", isEvent }),
  none: Object.freeze({ type: "acquireConcurrency", environment: "none", isEvent }),
});
const eventAcquisitions = acquisitions(true);
const requestAcquisitions = acquisitions(false);
const startEnvironment: AccountInput = Object.freeze({ type: "startEnvironment" });

/** Which limit of the function's own reservation does not admit another invocation; `null`: none. */
function reservationHit(
  fn: FunctionDraft,
  reserved: number,
  isEvent: boolean,
  { now, settings }: FunctionContext,
): Denied | null {
  if (reserved === 0) return concurrencyDenial;
  const rate = lambdaLimits.requestRateFactor * reserved;
  if (!isEvent && !hasRoom(fn, rate, now)) return rateDenial;
  const onDemand = fn.runningCount + fn.lentCount;
  return onDemand >= reserved - settings.provisionedByVersions ? concurrencyDenial : null;
}

const denial = (reason: ThrottleReason, limit: ThrottleLimit): Denied =>
  Object.freeze({ type: "denied", reason, limit });
const concurrencyDenial = denial(
  "ReservedFunctionConcurrentInvocationLimitExceeded",
  "reservedConcurrency",
);
const rateDenial = denial("ReservedFunctionInvocationRateLimitExceeded", "reservedRequestRate");
const tenantDenial = denial("ConcurrentInvocationLimitExceeded", "tenantEnvironments");
const rampDenial = denial("ReservedFunctionConcurrentInvocationLimitExceeded", "scalingRate");

const metricOfLimit: Readonly<Record<ThrottleLimit, number>> = {
  reservedConcurrency: metrics.ThrottlesByReservedConcurrency,
  reservedRequestRate: metrics.ThrottlesByReservedRequestRate,
  accountConcurrency: metrics.ThrottlesByAccountConcurrency,
  accountRequestRate: metrics.ThrottlesByAccountRequestRate,
  scalingRate: metrics.ThrottlesByScalingRate,
  executionRate: metrics.Throttles,
  tenantEnvironments: metrics.ThrottlesByTenantEnvironments,
  managedConcurrency: metrics.Throttles,
};

function throttle(
  request: RequestId,
  { reason, limit }: Denied,
  context: FunctionContext,
): FunctionEffect {
  context.observe(metrics.Throttles, 1);
  if (limit !== "managedConcurrency") context.observe(metricOfLimit[limit], 1);
  return refuse(request, throttles[reason]);
}

const refuse = (to: RequestId, body: Refused): FunctionEffect => ({ type: "reply", to, body });
