import {
  between,
  invariant,
  later,
  slab,
  type Duration,
  type Instant,
  type SlabId,
  type TimerFired,
  type EffectList,
} from "@orrery/kernel";
import type { Receive } from "../../service/source.ts";
import { sendGathered } from "./batch.ts";
import {
  choices,
  metrics,
  noteAssumed,
  ports,
  timers,
  type Mapping,
  type MappingContext,
} from "./declarations.ts";
import { eventSourceMappingLimits as limits } from "./limits.ts";
import { beginReceive, isSurplus, mayReceive } from "./scaling.ts";
import type { EditedPoller } from "./state.ts";

/** Lets a poller go on that paused. */
export function endPause(
  mapping: Mapping,
  { index }: TimerFired,
  context: MappingContext,
): EffectList {
  const id = slab.idAt(mapping.pollers, index);
  invariant(id !== undefined, "a poller that is gone is to poll");
  const { effects } = context;
  const poller = slab.edit(mapping.pollers, id)!;
  poller.condition = "busy";
  const isFilling = poller.gatheredCount > 0 && !isOver(poller, 0, 0, context);
  if (isFilling) poll(mapping, id, poller, context, effects);
  else startLoop(mapping, id, poller, context, effects);
  return effects;
}

/** Starts a poller's next loop; it goes where it is one too many. */
export function startLoop(
  mapping: Mapping,
  id: SlabId,
  poller: EditedPoller,
  context: MappingContext,
  effects: EffectList,
): void {
  const { settings } = context;
  poller.condition = "busy";
  // What did not fit the last invocation goes first.
  while (poller.gatheredCount > 0 && poller.batchCount < settings.concurrency) {
    // One message group is never in two invocations at once.
    if (settings.fifo && poller.batchCount > 0) return;
    sendGathered(mapping, id, poller, context);
  }
  if (poller.batchCount >= settings.concurrency) return;
  if (isSurplus(mapping, settings)) {
    if (poller.batchCount === 0) retire(mapping, id, poller, context);
    return;
  }
  poll(mapping, id, poller, context, effects);
}

/** Lets a poller go. */
export function retire(
  mapping: Mapping,
  id: SlabId,
  poller: EditedPoller,
  context: MappingContext,
): void {
  account(poller, context);
  slab.remove(mapping.pollers, id);
}

/** Has a poller receive, once it may. */
export function poll(
  mapping: Mapping,
  id: SlabId,
  poller: EditedPoller,
  context: MappingContext,
  effects: EffectList,
): void {
  const { now, settings } = context;
  if (poller.nextPollAt > now) {
    poller.condition = "pausing";
    const index = slab.slotOf(id);
    effects.setTimer(timers.poll, index, poller.nextPollAt);
    return;
  }
  // Who fills a batch has just ended a receive, and goes on with it.
  if (poller.gatheredCount === 0 && !mayReceive(mapping)) {
    poller.condition = "waiting";
    poller.nextWaiting = mapping.firstWaiting;
    mapping.firstWaiting = id;
    mapping.waitingCount += 1;
    return;
  }
  const room = settings.batchSize - poller.gatheredCount;
  const asked = room < limits.receive ? room : limits.receive;
  const waitTime =
    poller.gatheredCount === 0 ? limits.longPoll : fillingWait(mapping, poller, context);
  poller.condition = "polling";
  poller.polledAt = now;
  beginReceive(mapping, poller);
  poller.asked = asked;
  const input: Receive = {
    type: "receive",
    maxNumberOfMessages: asked,
    visibilityTimeout: settings.receiveVisibilityTimeout,
    waitTime,
    receiveRequestAttemptId: null,
  };
  const deadline = (now + waitTime + settings.assumed.receivePatience) as Instant;
  effects.send(ports.queue, 0, input, id, deadline);
}

/** How long a receive into a begun batch waits. */
function fillingWait(mapping: Mapping, poller: EditedPoller, context: MappingContext): Duration {
  const { fullWaitShare } = context.settings.scaling;
  mapping.fillingCount += 1;
  if (fullWaitShare > 0) {
    const weights = [1 - fullWaitShare, fullWaitShare];
    if (context.choose(choices.fillingWait, mapping.fillingCount, weights) === 1) {
      return limits.longPoll;
    }
  }
  const left = between(context.now, later(context.now, poller.windowEndsAt));
  return left < limits.longPoll ? left : limits.longPoll;
}

/** Whether a batch is to go out that `count` more messages come to. */
export function isOver(
  { gatheredCount, gatheredSize, windowEndsAt }: EditedPoller,
  count: number,
  size: number,
  context: MappingContext,
): boolean {
  const { now, settings } = context;
  if (now >= windowEndsAt || gatheredCount + count >= settings.batchSize || !settings.enabled) {
    return true;
  }
  if (gatheredSize + size < limits.payload) return false;
  noteAssumed(context, "recordOverhead");
  return true;
}

/** Accounts for the time of a poller that is paid for. */
export function account(poller: EditedPoller, context: MappingContext): void {
  const { now, settings } = context;
  if (settings.isProvisioned && now > poller.accountedAt) {
    context.observe(metrics.ProvisionedPollerTime, now - poller.accountedAt);
  }
  poller.accountedAt = now;
}
