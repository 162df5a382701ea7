import { after, between, slab, type Replied, type SlabId, type Tagged } from "@orrery/kernel";
import type { Refused } from "../service/refusal.ts";
import { settleBatch } from "./batching.ts";
import { purposes, timers, type Workload, type WorkloadContext } from "./declarations.ts";
import { conclude, isGuarded } from "./dispatching.ts";
import { doorAt, type Entrance } from "./entrance.ts";
import { workloadAttempts } from "./limits.ts";
import { metrics } from "./metrics.ts";
import { moveOn } from "./moving-on.ts";
import { sendPointer } from "./offloading.ts";
import { failureOf, waitBy, type Failure, type RetryBudget } from "./retry.ts";
import { outcomeOf, tally } from "./routes.ts";
import { count, settle } from "./settling.ts";
import type { Going, Pending } from "./state.ts";

/** Hears what became of an arrival: it is settled, or sent again after a while. */
export function hear(
  workload: Workload,
  { body, tag }: Replied<Tagged>,
  context: WorkloadContext,
  entrance: Entrance,
): void {
  const id = tag as SlabId; // The tag that it was sent with.
  const pending = slab.read(workload.pending, id)!;
  if (body.type === "refused" || body.type === "lost") {
    hearRefusal(workload, id, pending, body, context, entrance);
    return;
  }
  const { settings } = context;
  const { retry } = settings;
  const { going, then } = pending;
  const door = doorAt(pending.to, entrance);
  const failed = going.batch === null && "hasFailed" in door && door.hasFailed(body);
  if (isGuarded(settings)) conclude(workload, pending, { failed, isLost: false }, context);
  if (failed && retry.failed && then === null) {
    if (isTriedAgain(workload, id, pending, "passing", context)) return;
    context.observe(metrics.GivenUp, 1);
  } else if (retry.budget !== null) refund(workload, going, retry.budget);
  if (then !== null) {
    sendPointer(workload, id, then, context);
    return;
  }
  const { at } = pending.input.trail;
  if (going.batch !== null) settleBatch(workload, going.batch, body, context, door);
  else settle(failed ? metrics.Failed : metrics.Accepted, at, context);
  let succeeded = !failed;
  if (pending.route >= 0) {
    const outcome = outcomeOf(body, undefined, failed);
    tally(workload, pending.route, outcome, between(at, context.now));
    succeeded &&= outcome === "answered";
  }
  moveOn(workload, id, pending, succeeded, body, door, context);
}

function hearRefusal(
  workload: Workload,
  id: SlabId,
  pending: Pending,
  body: Tagged,
  context: WorkloadContext,
  { entryOf }: Entrance,
): void {
  const { input, going } = pending;
  const isLost = body.type === "lost";
  if (isLost) context.observe(metrics.TimedOut, 1);
  const refusal = isLost ? lost : (body as Refused); // All who refuse say so.
  const failure: Failure = isLost ? "passing" : failureOf(refusal.code);
  conclude(workload, pending, { failed: failure !== "final", isLost }, context);
  if (failure !== "final") {
    if (isTriedAgain(workload, id, pending, failure, context, isLost)) return;
  }
  const times = going.batch ?? [input.trail.at];
  for (const at of times) {
    if (failure !== "final") context.observe(metrics.GivenUp, 1);
    settle(metrics.Refused, at, context);
  }
  count(workload, refusal, times.length);
  if (pending.route >= 0) {
    const { target, others } = context.settings;
    const kind = pending.to === 0 ? target : others[pending.to - 1]!.kind;
    const outcome = outcomeOf(body, entryOf(kind)?.http, true);
    tally(workload, pending.route, outcome, between(input.trail.at, context.now));
  }
  moveOn(workload, id, pending, false, null, null, context);
}

/** Has a request sent again, where there is an attempt left, and a token; whether that is so. */
function isTriedAgain(
  workload: Workload,
  id: SlabId,
  pending: Pending,
  failure: Failure,
  context: WorkloadContext,
  isLost = false,
): boolean {
  if (pending.going.attempt >= context.settings.retry.attempts) return false;
  const cost = costOf(isLost, context);
  if (cost === 0 || workload.tokens >= cost) {
    tryAgain(workload, id, pending, cost, failure, context);
    return true;
  }
  context.observe(metrics.RetriesWithoutBudget, 1);
  return false;
}

/** What a new attempt takes of the budget; 0 where there is none. */
function costOf(isLost: boolean, { settings }: WorkloadContext): number {
  const { budget } = settings.retry;
  if (budget === null) return 0;
  return isLost ? budget.timeoutCost : budget.retryCost;
}

/** Gives back to the budget what the last new attempt took, and one token where there was none. */
function refund(workload: Workload, { cost }: Going, budget: RetryBudget): void {
  const back = workload.tokens + (cost === 0 ? 1 : cost);
  workload.tokens = back < budget.tokens ? back : budget.tokens;
}

/** Has a request sent again after a while. */
function tryAgain(
  workload: Workload,
  id: SlabId,
  { input, going }: Pending,
  cost: number,
  failure: Failure,
  context: WorkloadContext,
): void {
  const { assumed, retry } = context.settings;
  const { attempt, waited } = going;
  const drawn = context.randomFor(
    purposes.backoff,
    input.trail.number * workloadAttempts.max + attempt,
  );
  const wait = waitBy(retry, { attempt, before: waited, failure, drawn }, assumed);
  if (retry.longest === null && wait === assumed.longestRetryPause) {
    context.observe(metrics["sdk.longestRetryPause"], 1);
  } else if (retry.base === null) {
    const isThrottled = failure === "throttled";
    context.observe(metrics[isThrottled ? "sdk.throttledRetryPause" : "sdk.retryPause"], 1);
  }
  workload.tokens -= cost;
  const pending = slab.edit(workload.pending, id)!; // It was read.
  pending.going = { ...going, waited: wait, cost };
  context.effects.setTimer(timers.retry, slab.slotOf(id), after(context.now, wait));
}

/** Stands among the error codes for an answer that never came. */
export const lostCode = "no answer";

const lost = { code: lostCode, message: "" } as const;
