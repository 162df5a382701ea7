import {
  after,
  noEffects,
  noRequest,
  slab,
  type Duration,
  type Instant,
  type SlabId,
  drawDuration,
} from "@orrery/kernel";
import type { FunctionSettings } from "../config.ts";
import { answerTo, tellProvisioned } from "../function/account-port.ts";
import { billTime } from "../function/billing.ts";
import { metrics, purposes, timers, type FunctionContext } from "../function/declarations.ts";
import { openStream } from "../function/logging.ts";
import { drawInit, failsInit } from "../function/initializing.ts";
import { planOf } from "../function/plan.ts";
import { countRequest, hasRoom } from "../function/request-rate.ts";
import {
  environmentOf,
  newEnvironment,
  type EnvironmentDraft,
  type FunctionDraft,
} from "../function/state.ts";
import { lambdaLimits, provisionedConcurrency } from "../limits.ts";
import type { FunctionEffect } from "../protocol.ts";

/** Whether a version asks for provisioned concurrency now, or for none. */
const wanted = ({ provisioned }: FunctionSettings): number => provisioned ?? 0;

/**
 * The provisioned concurrency of a version was set, changed or taken away: environments are allocated
 * after a preparation, at a rate, and are usable once all are there; those too many go at once.
 */
export function changeProvisioned(
  fn: FunctionDraft,
  before: FunctionSettings,
  context: FunctionContext,
  effects: FunctionEffect[],
): void {
  const { now, settings } = context;
  if (before.provisioned === settings.provisioned) return;
  const asked = wanted(settings);
  if (fn.provisionedStatus === "inProgress") effects.push(clear(timers.allocation));
  while (fn.provisionedCount > asked && fn.newestProvisioned !== -1) {
    const id = fn.newestProvisioned;
    fn.newestProvisioned = environmentOf(fn, id).older;
    slab.remove(fn.environments, id);
    fn.provisionedCount -= 1;
  }
  if (settings.provisioned === null) {
    fn.provisionedStatus = "none";
    effects.push(clear(timers.provisionedBilling));
    return;
  }
  if (before.provisioned === null) {
    observeBilled(asked, context);
    // What ends just when five minutes do has no more of them.
    const next = after(after(now, provisionedConcurrency.billingStep), 1 as Duration);
    effects.push({ type: "setTimer", timer: timers.provisionedBilling, index: 0, at: next });
  }
  // Of the five minutes under way.
  if (before.provisioned !== null) observeBilled(Math.max(0, asked - wanted(before)), context);
  const missing = asked - fn.provisionedCount;
  fn.provisionedStatus = missing > 0 ? "inProgress" : "ready";
  if (missing <= 0) return;
  // What stands when a run begins was made before.
  const preparation =
    now === 0 ? 0 : drawDuration(planOf(settings).preparation, purposes.preparation, context);
  const allocation = now === 0 ? 0 : missing * provisionedConcurrency.allocationInterval;
  const at = after(after(now, preparation as Duration), allocation as Duration);
  effects.push({ type: "setTimer", timer: timers.allocation, index: 0, at });
}

const clear = (timer: number): FunctionEffect => ({ type: "clearTimer", timer, index: 0 });

/** All that was asked for is allocated, unless an Init phase fails as often as it is tried. */
export function allocate(fn: FunctionDraft, context: FunctionContext): readonly FunctionEffect[] {
  const { settings } = context;
  const made: SlabId[] = [];
  while (fn.provisionedCount + made.length < wanted(settings)) {
    const init = initialize(fn, context);
    if (init === null) {
      for (const id of made) slab.remove(fn.environments, id);
      fn.provisionedStatus = "failed";
      return noEffects;
    }
    const environment = {
      ...newEnvironment(settings.revision, noRequest, nothing),
      condition: "provisioned",
      isProvisioned: true,
      ageUntil: ageFrom(context),
    } as const;
    made.push(slab.insert(fn.environments, environment));
  }
  for (const id of made) {
    const environment = environmentOf(fn, id);
    openStream(fn, environment, settings, context.now, context);
    link(fn, id, environment);
  }
  fn.provisionedCount += made.length;
  fn.provisionedStatus = "ready";
  return noEffects;
}

const nothing = { payload: null, trail: null, event: null };

/** What the provisioned concurrency has come to. */
export function showProvisioned(
  { provisionedStatus: status, provisionedCount, provisionedBusy }: FunctionDraft,
  context: FunctionContext,
): readonly FunctionEffect[] {
  const available = status === "ready" ? provisionedCount - provisionedBusy : 0;
  const allocated = provisionedCount;
  return [answerTo(context, { type: "provisionedState", status, allocated, available })];
}

/** An Init phase ahead of all invocations, tried again when it takes too long or fails; `null`: each try did. */
function initialize(fn: FunctionDraft, context: FunctionContext): Duration | null {
  const { settings } = context;
  const plan = planOf(settings);
  const limit = Math.max(provisionedConcurrency.initTimeout, settings.timeout);
  for (let tries = 0; tries < provisionedConcurrency.initAttempts; tries += 1) {
    const init = drawInit(fn, plan, purposes.provisionedInit, context);
    context.observe(metrics.EnvironmentsStarted, 1);
    billTime(Math.min(init, limit), plan, context, settings);
    if (init <= limit && !failsInit(plan, context)) return init;
  }
  return null;
}

const ageFrom = (context: FunctionContext): Instant =>
  after(
    context.now,
    drawDuration(planOf(context.settings).maximumAge, purposes.provisionedAge, context),
  );

function link(fn: FunctionDraft, id: SlabId, environment: EnvironmentDraft): void {
  environment.condition = "provisioned";
  environment.older = fn.newestProvisioned;
  fn.newestProvisioned = id;
}

/** A provisioned environment for an invocation, where one is free and the rate of requests allows it; -1: none. */
export function takeProvisioned(
  fn: FunctionDraft,
  isEvent: boolean,
  context: FunctionContext,
): SlabId | -1 {
  const id = fn.newestProvisioned;
  if (id === -1 || fn.provisionedStatus !== "ready") return -1;
  const rate = lambdaLimits.requestRateFactor * wanted(context.settings);
  if (!isEvent && !hasRoom(fn, rate, context.now)) return -1;
  if (!isEvent) countRequest(fn, context.now);
  const environment = environmentOf(fn, id);
  fn.newestProvisioned = environment.older;
  environment.older = -1;
  fn.provisionedBusy += 1;
  tellProvisioned(1, context);
  context.observe(metrics.ProvisionedConcurrencyInvocations, 1);
  context.observe(metrics.ProvisionedConcurrentExecutions, fn.provisionedBusy);
  context.observe(
    metrics.ProvisionedConcurrencyUtilization,
    fn.provisionedBusy / fn.provisionedCount,
  );
  return id;
}

/** A provisioned environment has answered: it waits for the next invocation, initialized anew where it is too old. */
export function giveBack(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  context: FunctionContext,
): void {
  fn.provisionedBusy -= 1;
  tellProvisioned(-1, context);
  if (fn.provisionedCount > wanted(context.settings)) {
    slab.remove(fn.environments, id);
    fn.provisionedCount -= 1;
    return;
  }
  if (context.now >= environment.ageUntil) {
    environment.isReset = initialize(fn, context) === null;
    environment.wasCalled = false;
    environment.memory = null;
    environment.files = null;
    environment.ageUntil = ageFrom(context);
  }
  link(fn, id, environment);
}

/** Five more minutes of what is provisioned are billed. */
export function bill(context: FunctionContext): readonly FunctionEffect[] {
  observeBilled(wanted(context.settings), context);
  const at = after(context.now, provisionedConcurrency.billingStep);
  return [{ type: "setTimer", timer: timers.provisionedBilling, index: 0, at }];
}

function observeBilled(environments: number, context: FunctionContext): void {
  if (environments === 0) return;
  const length = provisionedConcurrency.billingStep / 1_000;
  const { memorySize } = context.settings;
  context.observe(metrics.ProvisionedMemoryMilliseconds, environments * length * memorySize);
}
