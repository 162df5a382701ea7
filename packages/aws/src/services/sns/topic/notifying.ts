import {
  later,
  noEffects,
  slab,
  table,
  type Instant,
  type Lost,
  type Replied,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { Delivery } from "../../../delivery/deliveries.ts";
import { delivering, type Ending } from "../../../delivery/delivering.ts";
import { usualVerdict, type Verdict } from "../../../delivery/verdict.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { Refused } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { SubscriptionSettings, TopicSettings } from "../config.ts";
import type { Edge } from "../edge.ts";
import { bodyOf } from "../envelope.ts";
import type { Notification, Notify, TopicEffect } from "../protocol.ts";
import { sizeOfAttributes } from "../message-size.ts";
import { protocolOf } from "../protocols.ts";
import { isFinal, isThrottle } from "../../../delivery/refusal-meaning.ts";
import { snsToDeadLetterQueue } from "../sns-to-sqs.ts";
import {
  metrics,
  notes,
  ports,
  purposes,
  timers,
  type Topic,
  type TopicContext,
} from "./declarations.ts";
import type { Lane, TopicState } from "./state.ts";
import { tallyOf } from "./tally.ts";
import { billDelivery } from "./delivery-billing.ts";
import { logDelivery } from "./delivery-log.ts";

type Sent = Readonly<Delivery<Notification>>;

/** What a topic does with notifications. */
export interface Notifying {
  /** Sends a notification off: at once, or when the earlier ones of its lane have ended. */
  notify(
    topic: Topic,
    notification: Notification,
    readyAt: Instant,
    context: TopicContext,
  ): readonly TopicEffect[];
  hear(topic: Topic, replied: Replied<Tagged>, context: TopicContext): readonly TopicEffect[];
  retry(topic: Topic, fired: TimerFired, context: TopicContext): readonly TopicEffect[];
}

/** The subscription of this number; `undefined` once it is gone. They are in order of their numbers. */
export function subscriptionOf(
  { subscriptions }: TopicSettings,
  number: number,
): SubscriptionSettings | undefined {
  let [low, high] = [0, subscriptions.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (subscriptions[middle]!.number < number) low = middle + 1;
    else high = middle;
  }
  const found = subscriptions[low];
  return found?.number === number ? found : undefined;
}

/** The notifications of topics, which reach AWS's own services by the entries of their kinds. */
export function notifying(entryOf: EntryOf): Notifying {
  const { deliver, hear, retry } = delivering<TopicState, Notification, TopicSettings, TopicEffect>(
    {
      ports: { target: ports.subscribers, givenUp: ports.deadLetterQueues },
      timer: timers.attempt,
      purpose: purposes.retryWait,

      policyOf(_topic, { item }, { settings }) {
        const subscription = subscriptionOf(settings, item.subscription);
        if (subscription === undefined) return null;
        // Nobody else wants the question whether a subscription is wanted.
        return item.token === null
          ? subscription.policy
          : { ...subscription.policy, onGivenUp: null };
      },

      inputOf: ({ item }, { settings }) =>
        inputOf(item, subscriptionOf(settings, item.subscription)!, settings),

      verdictOf(body, delivery, context) {
        const verdict = verdictOf(body);
        if (verdict !== "taken") countFailure(delivery, context);
        if (body.type === "lost") context.observe(metrics["sns.deliveryTimeout"], 1);
        return verdict;
      },

      turnOf(topic, { item }, _latest, { now, settings }) {
        const rate = subscriptionOf(settings, item.subscription)!.deliveriesPerSecond;
        if (rate === null) return now;
        const key = `${item.subscription}`;
        const turn = later(now, table.get(topic.turns, key) ?? now);
        table.set(topic.turns, key, (turn + Math.round(1_000_000 / rate)) as Instant);
        return turn;
      },

      givenUpInputOf(_topic, { item }, _ending, _body, { settings }) {
        const subscription = subscriptionOf(settings, item.subscription)!;
        const edge = snsToDeadLetterQueue(protocolOf(subscription).edge);
        return entryInput(item, subscription, settings, edge);
      },

      ended(topic, delivery, ending, body, context) {
        countEnding(topic, delivery, ending, body, context);
        const { lane } = delivery.item;
        return lane === null ? noEffects : nextOf(topic, lane, context);
      },

      handedOver(topic, { item }, body, context) {
        const isTaken = body.type !== "refused" && body.type !== "lost";
        context.observe(
          isTaken
            ? metrics.NumberOfNotificationsRedrivenToDlq
            : metrics.NumberOfNotificationsFailedToRedriveToDlq,
          1,
        );
        if (!isTaken) context.observe(metrics.NotificationsLost, 1);
        const tally = tallyOf(topic, item.subscription);
        if (isTaken) tally.redriven += 1;
        else {
          tally.lost += 1;
          tally.notRedriven += 1;
          tally.refusal = refusalIn(body);
        }
        context.note(isTaken ? notes.redriven : notes.lost, item.message.number, item.subscription);
        return noEffects;
      },
    },
  );

  function inputOf(
    notification: Notification,
    subscription: SubscriptionSettings,
    settings: TopicSettings,
  ): Tagged {
    const { edge } = protocolOf(subscription);
    if (edge !== null && !subscription.leadsOutside) {
      return entryInput(notification, subscription, settings, edge);
    }
    // The question whether the subscription is wanted is the same for all.
    const write = edge === null || notification.token !== null ? bodyOf : edge.bodyOf;
    const body = write(notification, subscription, settings);
    const { trail } = notification.message;
    const input: Notify = { type: "notify", body, size: sizeInUtf8(body), trail };
    return input;
  }

  const doorOf = (kind: string) => entryOf(kind)!.doors.event!;

  function entryInput(
    notification: Notification,
    subscription: SubscriptionSettings,
    settings: TopicSettings,
    edge: Edge,
  ): Tagged {
    const body = edge.bodyOf(notification, subscription, settings);
    const attributes = edge.attributesOf(notification, subscription, settings);
    return doorOf(edge.kind).inputOf({
      text: { body, size: sizeInUtf8(body) + sizeOfAttributes(attributes) },
      ...(attributes.length === 0 ? {} : { attributes }),
      group: edge.groupOf(notification, subscription, settings),
      deduplicationId: edge.deduplicationIdOf(notification, subscription, settings),
      trail: notification.message.trail,
    });
  }

  function notify(
    topic: Topic,
    notification: Notification,
    readyAt: Instant,
    context: TopicContext,
  ): readonly TopicEffect[] {
    topic.notificationCount += 1;
    const { message, subscription, token } = notification;
    if (token === null) context.note(notes.goes, message.number, subscription);
    const { lane: name } = notification;
    if (name === null) return begin(topic, notification, readyAt, context);
    const lane = table.get(topic.lanes, name);
    if (lane === undefined) {
      table.set(topic.lanes, name, emptyLane);
      return begin(topic, notification, readyAt, context);
    }
    const id = slab.insert(topic.queued, { notification, readyAt, next: -1 });
    if (lane.tail !== -1) slab.edit(topic.queued, lane.tail)!.next = id;
    table.set(topic.lanes, name, { head: lane.head === -1 ? id : lane.head, tail: id });
    return noEffects;
  }

  function begin(
    topic: Topic,
    notification: Notification,
    readyAt: Instant,
    context: TopicContext,
  ): readonly TopicEffect[] {
    const { subscription: to } = notification;
    const arn = subscriptionOf(context.settings, to)?.endpoint ?? "";
    const at = later(context.now, readyAt);
    return deliver(topic, { arn, to }, notification, context, { at });
  }

  /** Begins the next delivery of a lane whose last one has ended. */
  function nextOf(topic: Topic, name: string, context: TopicContext): readonly TopicEffect[] {
    const lane = table.get(topic.lanes, name)!;
    if (lane.head === -1) {
      table.remove(topic.lanes, name);
      return noEffects;
    }
    const { notification, readyAt, next } = slab.read(topic.queued, lane.head)!;
    slab.remove(topic.queued, lane.head);
    table.set(topic.lanes, name, { head: next, tail: next === -1 ? -1 : lane.tail });
    return begin(topic, notification, readyAt, context);
  }

  return { notify, hear, retry };
}

const emptyLane: Lane = Object.freeze({ head: -1, tail: -1 });

function verdictOf(body: Tagged | Lost): Verdict {
  if (body.type === "refused" && isThrottle(body as Refused)) return "throttled";
  return usualVerdict(body, isFinal);
}

/** What an answer says that is none; `null` where none came. */
const refusalIn = (body: Tagged | Lost | null): string | null => {
  if (body?.type !== "refused") return null;
  const { code, message } = body as Refused; // All who refuse say so.
  return `${code}: ${message}`;
};

/** HTTP endpoints count each attempt that fails, and AWS's own count a message whose first attempt fails. */
function countFailure(delivery: Sent, context: TopicContext): void {
  const { item } = delivery;
  const subscription = subscriptionOf(context.settings, item.subscription);
  if (subscription === undefined || item.token !== null) return;
  context.note(notes.failed, item.message.number, item.subscription);
  const isFirst = delivery.failures + delivery.throttles === 0;
  const when = protocolOf(subscription).failureCounts;
  if (when === "attempt" || (when === "message" && isFirst)) {
    context.observe(metrics.NumberOfNotificationsFailed, 1);
  }
}

function countEnding(
  topic: Topic,
  { item, attempts }: Sent,
  ending: Ending,
  body: Tagged | Lost | null,
  context: TopicContext,
): void {
  const { now, settings } = context;
  const { subscription: number, message, isReplayed, token } = item;
  if (attempts > 1) {
    context.observe(metrics.DeliveryRetries, attempts - 1);
    context.observe(metrics["sns.leastJitter"], attempts - 1);
  }
  if (ending === "withdrawn") {
    topic.withdrawnCount += 1;
    if (token === null) context.note(notes.withdrawn, message.number, number);
    return;
  }
  const subscription = subscriptionOf(settings, number);
  if (subscription === undefined) {
    // It was on its way when the subscription ended, and its subscriber has taken it.
    topic.takenCount += 1;
    if (token === null) context.observe(metrics.NumberOfNotificationsDelivered, 1);
    return;
  }
  const tally = tallyOf(topic, number);
  if (token === null) tally.failedAttempts += ending === "taken" ? attempts - 1 : attempts;
  if (ending === "taken") {
    topic.takenCount += 1;
    if (token !== null) return;
    tally.delivered += 1;
    logDelivery(true, subscription, context);
    context.observe(metrics.NumberOfNotificationsDelivered, 1);
    if (isReplayed) context.observe(metrics.NumberOfReplayedNotificationsDelivered, 1);
    else context.observe(metrics.DeliveryTime, now - message.publishedAt);
    billDelivery(item, subscription, context);
    context.note(notes.delivered, message.number, number);
    return;
  }
  topic.givenUpCount += 1;
  if (token !== null) return;
  logDelivery(false, subscription, context);
  if (protocolOf(subscription).failureCounts === "end") {
    context.observe(metrics.NumberOfNotificationsFailed, 1);
  }
  if (isReplayed) context.observe(metrics.NumberOfReplayedNotificationsFailed, 1);
  context.note(notes.givenUp, message.number, number);
  tally.refusal = refusalIn(body);
  if (subscription.policy.onGivenUp !== null) return;
  tally.lost += 1;
  context.observe(metrics.NotificationsLost, 1);
  context.note(notes.lost, message.number, number);
}
