import { after, noEffects, slab, type SlabId } from "@orrery/kernel";
import { metrics, timers, type FunctionContext } from "../function/declarations.ts";
import { openStream } from "../function/logging.ts";
import { environmentOf, newEnvironment, type FunctionDraft } from "../function/state.ts";
import type { ManagedInstances } from "./managed-instances.ts";
import type { Denied, FunctionEffect, Invoke } from "../protocol.ts";

/** A place in one of the environments for an invocation; no place: they are saturated. */
export function takeManaged(
  fn: FunctionDraft,
  input: Invoke,
  { concurrency }: ManagedInstances,
  context: FunctionContext,
): SlabId | Denied {
  if (fn.runningCount >= fn.managedCount * concurrency) {
    // What is turned away is a reason for more, too.
    fn.managedPeak = fn.runningCount + 1;
    context.observe(metrics.ConcurrencyThrottles, 1);
    return saturated;
  }
  fn.managedPeak = Math.max(fn.managedPeak, fn.runningCount + 1);
  const { settings, request } = context;
  const id = slab.insert(fn.environments, newEnvironment(settings.revision, request, input));
  const environment = environmentOf(fn, id);
  // Environments are there before anybody invokes, and each has one log stream.
  environment.coldStart = false;
  environment.wasCalled = true;
  while (fn.environmentCount < fn.managedCount) {
    openStream(fn, environment, settings, context.now, context);
  }
  environment.number = 1 + (slab.slotOf(id) % fn.managedCount);
  return id;
}

const saturated: Denied = Object.freeze({
  type: "denied",
  reason: "ConcurrentInvocationLimitExceeded",
  limit: "managedConcurrency",
});

/** Lets somebody look at a function on managed instances that is used again. */
export function watchManaged(
  fn: FunctionDraft,
  context: FunctionContext,
): readonly FunctionEffect[] {
  if (fn.managedIsWatched) return noEffects;
  fn.managedIsWatched = true;
  return [lookLater(context)];
}

function lookLater({ now, settings }: FunctionContext): FunctionEffect {
  const at = after(now, settings.assumed.managedScalingInterval);
  return { type: "setTimer", timer: timers.managedScaling, index: 0, at };
}

/**
 * Looks how much was used since the last look: what was asked for then is there now, more is asked for where too much
 * was in use, and one goes where too little was.
 */
export function scaleManaged(
  fn: FunctionDraft,
  context: FunctionContext,
): readonly FunctionEffect[] {
  const { managed, assumed } = context.settings;
  fn.managedIsWatched = false;
  if (managed === null) return noEffects;
  const { concurrency, least, most } = managed;
  fn.managedCount = Math.min(Math.max(fn.managedCount, fn.managedAsked, least), most);
  const used = Math.ceil(fn.managedPeak / (concurrency * assumed.managedUtilization));
  const wanted = Math.min(Math.max(used, least), most);
  if (wanted > fn.managedCount) {
    fn.managedAsked = wanted;
    context.observe(metrics["lambda.managedScalingInterval"], 1);
    context.observe(metrics["lambda.managedUtilization"], 1);
  } else {
    if (wanted < fn.managedCount) fn.managedCount -= 1;
    fn.managedAsked = fn.managedCount;
  }
  fn.managedPeak = fn.runningCount;
  const rests = fn.runningCount === 0 && fn.managedAsked === least && fn.managedCount === least;
  return rests ? noEffects : watchManaged(fn, context);
}

/** Bounds that have changed hold at once. */
export function changeManaged(fn: FunctionDraft, managed: ManagedInstances | null): void {
  const { least, most } = managed ?? { least: 0, most: 0 };
  fn.managedCount = Math.min(Math.max(fn.managedCount, least), most);
  fn.managedAsked = Math.min(Math.max(fn.managedAsked, least), most);
}
