import {
  after,
  compileDistribution,
  noEffects,
  type Distribution,
  type Duration,
  type Instant,
} from "@orrery/kernel";
import type { SubscriptionSettings } from "../config.ts";
import { compileFilterPolicy, filterOutcome, type FilterOutcome } from "../filter/filter-policy.ts";
import type { Notification, TopicEffect, TopicMessage } from "../protocol.ts";
import { isHeldBack } from "./archive.ts";
import {
  choices,
  metrics,
  notes,
  purposes,
  type Topic,
  type TopicContext,
} from "./declarations.ts";
import type { Notifying } from "./notifying.ts";
import { laneOf } from "./state.ts";
import { tallyOf } from "./tally.ts";

/** Sends a message to every subscription that wants it. */
export function fanOut(
  topic: Topic,
  message: TopicMessage,
  notifications: Notifying,
  context: TopicContext,
): readonly TopicEffect[] {
  const effects: TopicEffect[] = [];
  for (const subscription of context.settings.subscriptions) {
    if (!subscription.isConfirmed || isHeldBack(topic, subscription.number)) continue;
    effects.push(...toSubscription(topic, message, subscription, false, notifications, context));
  }
  return effects;
}

/** Sends a message to one subscription, if it wants it. */
export function toSubscription(
  topic: Topic,
  message: TopicMessage,
  subscription: SubscriptionSettings,
  isReplayed: boolean,
  notifications: Notifying,
  context: TopicContext,
): readonly TopicEffect[] {
  const { now, settings } = context;
  const { number } = subscription;
  if (!passes(topic, message, subscription, context)) return noEffects;
  const lane = settings.fifo && message.groupId !== null ? laneOf(number, message.groupId) : null;
  const notification: Notification = {
    subscription: number,
    message,
    isReplayed,
    token: null,
    lane,
  };
  const readyAt = settings.fifo ? arrivalOf(settings.transit, context) : now;
  const effects = notifications.notify(topic, notification, readyAt, context);
  if (settings.duplicateRate === 0 || !isCopied(topic, context)) return effects;
  return [...effects, ...notifications.notify(topic, notification, readyAt, context)];
}

function isCopied(topic: Topic, context: TopicContext): boolean {
  const { duplicateRate } = context.settings;
  const weights = [1 - duplicateRate, duplicateRate];
  return context.choose(choices.copies, topic.notificationCount, weights) === 1;
}

// A memo of a pure function.
const samplers = new WeakMap<Distribution, (draw: () => number) => number>();

function arrivalOf(transit: Distribution, context: TopicContext): Instant {
  let sampler = samplers.get(transit);
  if (sampler === undefined) samplers.set(transit, (sampler = compileDistribution(transit)));
  const drawn = sampler(() => context.random(purposes.transit));
  return after(context.now, Math.round(Math.max(drawn, 0)) as Duration); // Whole and not below 0.
}

function passes(
  topic: Topic,
  message: TopicMessage,
  { number, filterPolicy, filterPolicyScope }: SubscriptionSettings,
  context: TopicContext,
): boolean {
  if (filterPolicy === null) return true;
  const { content } = message;
  const isOnBody = filterPolicyScope === "MessageBody";
  if (isOnBody) context.observe(metrics.FilteredBodyBytes, content.size);
  const outcome = filterOutcome(compileFilterPolicy(filterPolicy, filterPolicyScope), {
    body: content.message,
    attributes: content.attributes,
  });
  if (outcome === "passes") return true;
  context.observe(metrics.NumberOfNotificationsFilteredOut, 1);
  context.observe(metricOf(outcome, isOnBody), 1);
  const tally = tallyOf(topic, number);
  tally.filteredOut += 1;
  if (outcome === "noAttributes") tally.withoutAttributes += 1;
  if (outcome === "invalid") tally.invalid += 1;
  context.note(notes.filteredOut, message.number, number);
  return false;
}

function metricOf(outcome: Exclude<FilterOutcome, "passes">, isOnBody: boolean): number {
  if (isOnBody) {
    return outcome === "invalid"
      ? metrics["NumberOfNotificationsFilteredOut-InvalidMessageBody"]
      : metrics["NumberOfNotificationsFilteredOut-MessageBody"];
  }
  switch (outcome) {
    case "invalid":
      return metrics["NumberOfNotificationsFilteredOut-InvalidAttributes"];
    case "noAttributes":
      return metrics["NumberOfNotificationsFilteredOut-NoMessageAttributes"];
    default:
      return metrics["NumberOfNotificationsFilteredOut-MessageAttributes"];
  }
}
