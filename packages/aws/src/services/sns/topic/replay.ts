import { after, noEffects, ring, slab, table, type Instant, type TimerFired } from "@orrery/kernel";
import type { StartReplay, TopicEffect, TopicMessage } from "../protocol.ts";
import { forgetOld } from "./archive.ts";
import { metrics, timers, type Topic, type TopicContext } from "./declarations.ts";
import { toSubscription } from "./fan-out.ts";
import { subscriptionOf, type Notifying } from "./notifying.ts";
import { reply } from "./reply.ts";
import type { Replay } from "./state.ts";

/** Begins to replay; a replay of the subscription that is under way ends. */
export function startReplay(
  topic: Topic,
  { subscription, from, until }: StartReplay,
  context: TopicContext,
): readonly TopicEffect[] {
  const replay: Replay = { status: "Pending", place: topic.archiveStart, from, until };
  table.set(topic.replays, `${subscription}`, replay);
  return [reply(context, { type: "replayStarted" }), tick(subscription, context)];
}

const tick = (subscription: number, { now, settings }: TopicContext): TopicEffect => ({
  type: "setTimer",
  timer: timers.replay,
  index: subscription,
  at: after(now, settings.assumed.replayInterval),
});

/** Delivers the next archived messages to a subscription. */
export function replayNext(
  topic: Topic,
  { index }: TimerFired,
  notifications: Notifying,
  context: TopicContext,
): readonly TopicEffect[] {
  const key = `${index}`;
  const replay = table.get(topic.replays, key);
  const subscription = subscriptionOf(context.settings, index);
  if (replay === undefined || subscription === undefined) {
    table.remove(topic.replays, key);
    return noEffects;
  }
  forgetOld(topic, context);
  const { replayBatch } = context.settings.assumed;
  const effects: TopicEffect[] = [];
  const end = topic.archiveStart + topic.archiveOrder.size;
  let place = Math.max(replay.place, topic.archiveStart);
  if (place < end) context.observe(metrics["sns.replayInterval"], 1);
  let hasEnded = false;
  for (let sent = 0; place < end && sent < replayBatch; place += 1) {
    const message = archivedAt(topic, place);
    if (message.publishedAt < replay.from) continue;
    if (replay.until !== null && message.publishedAt > replay.until) {
      hasEnded = true;
      break;
    }
    sent += 1;
    effects.push(...toSubscription(topic, message, subscription, true, notifications, context));
  }
  if (place < end && !hasEnded) context.observe(metrics["sns.replayBatch"], 1);
  hasEnded ||= place >= end && isOver(replay.until, context.now);
  table.set(topic.replays, key, {
    ...replay,
    place,
    status: hasEnded ? "Completed" : "In progress",
  });
  if (!hasEnded) effects.push(tick(index, context));
  return effects;
}

/** With no end it is over once it has caught up; with one, once nothing more can be published before it. */
const isOver = (until: Instant | null, now: Instant): boolean => until === null || now > until;

const archivedAt = (topic: Topic, place: number): TopicMessage =>
  slab.read(topic.archive, ring.at(topic.archiveOrder, place - topic.archiveStart))!.message;
