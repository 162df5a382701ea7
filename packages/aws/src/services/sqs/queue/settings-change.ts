import {
  after,
  ring,
  slab,
  table,
  type Instant,
  type SettingsChanged,
  type Table,
  type EffectList,
} from "@orrery/kernel";
import type { QueueSettings } from "../config.ts";
import { metrics, timers, type Queue, type QueueContext } from "./declarations.ts";
import { arrivedAt, hideUntil } from "./messages.ts";
import { bucketsOf } from "./action-buckets.ts";

/** What acts on messages that are there already when attributes change. */
export function changeSettings(
  queue: Queue,
  { before }: SettingsChanged<QueueSettings>,
  context: QueueContext,
): EffectList {
  const { now, settings } = context;
  const { effects } = context;
  if (before.deduplicationScope !== settings.deduplicationScope) {
    context.observe(metrics["sqs.scopeChangeDelay"], 1);
    const at = after(now, settings.assumed.scopeChangeDelay);
    effects.setTimer(timers.scope, 0, at);
  }
  if (before.partitions !== settings.partitions) queue.buckets = bucketsOf(settings);
  if (before.retentionPeriod !== settings.retentionPeriod) changeRetention(queue, context, effects);
  if (settings.fifo && before.delay !== settings.delay) {
    changeDelay(queue, before.delay, context, effects);
  }
  return effects;
}

function changeRetention(queue: Queue, { now, settings }: QueueContext, effects: EffectList): void {
  let isFirst = true;
  for (const id of ring.list(queue.arrivals)) {
    const stored = slab.read(queue.messages, id);
    if (stored === undefined) continue;
    const end = Math.max(now, arrivedAt(stored) + settings.retentionPeriod) as Instant;
    if (stored.former !== null && !settings.fifo) {
      const at = Math.max(now, stored.sentAt + settings.retentionPeriod) as Instant;
      effects.setTimer(timers.expiry, slab.slotOf(id), at);
    } else if (isFirst) {
      isFirst = false;
      queue.retentionArmed = true;
      effects.setTimer(timers.retention, 0, end);
    }
  }
}

/** FIFO: the new delay holds for what waits already too. */
function changeDelay(
  queue: Queue,
  before: number,
  { now, settings }: QueueContext,
  effects: EffectList,
): void {
  const by = settings.delay - before;
  let first: number | null = null;
  for (const id of ring.list(queue.delayed)) {
    const stored = slab.edit(queue.messages, id);
    if (stored?.condition !== "delayed") continue;
    const until = Math.max(now, stored.delivery!.until! + by) as Instant; // It is delayed.
    hideUntil(stored, null, until);
    first ??= until;
    queue.delayedUntil = until;
  }
  for (const id of ring.list(queue.beyond)) {
    const stored = slab.edit(queue.messages, id);
    const until = stored?.delivery?.until ?? null;
    if (stored === undefined || until === null || until <= now) continue;
    hideUntil(stored, null, Math.max(now, until + by) as Instant);
  }
  if (first === null) return;
  effects.setTimer(timers.queueDelay, 0, first as Instant);
}

/** Forgets deduplication ids whose five minutes are over. */
export const forgetDuplicates = (queue: Queue, context: QueueContext): EffectList =>
  forget(queue.deduplication, timers.deduplication, context);

/** Forgets receive request attempts whose five minutes are over. */
export const forgetAttempts = (queue: Queue, context: QueueContext): EffectList =>
  forget(queue.attempts, timers.attempt, context);

function forget(
  known: Table<{ readonly until: Instant }>,
  timer: number,
  { now, effects }: QueueContext,
): EffectList {
  for (;;) {
    const key = table.firstKey(known);
    if (key === undefined) return effects;
    const { until } = table.get(known, key)!;
    if (until > now) {
      effects.setTimer(timer, 0, until);
      return effects;
    }
    table.remove(known, key);
  }
}
