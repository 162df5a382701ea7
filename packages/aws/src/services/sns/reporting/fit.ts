import { formatDuration, type Duration } from "@orrery/kernel";
import type { SeenRun } from "../../../service/seen.ts";
import { retriesOf, waitBefore } from "../../../delivery/retry-schedule.ts";
import { times } from "../../../text/figures.ts";
import { protocolOf } from "../protocols.ts";
import { neverInNotifications } from "./notification-filter.ts";
import { subscriptionsOf, type SeenSubscription, type SeenTopic } from "./seen-topic.ts";

/** Subscriptions that do not fit what they lead to, or that lead nowhere yet. */
export const fitWarnings = (topics: readonly SeenTopic[], run: SeenRun): readonly string[] =>
  topics.flatMap((topic) => {
    const all = subscriptionsOf(topic, run);
    return [
      ...pendingOf(topic, all),
      ...all.flatMap((subscription) => [
        ...unorderedOf(topic, subscription),
        ...wrappedOf(topic, subscription, run),
      ]),
    ];
  });

function pendingOf({ name }: SeenTopic, all: readonly SeenSubscription[]): readonly string[] {
  const pending = all.filter(({ settings }) => !settings.isConfirmed);
  if (pending.length === 0) return [];
  const names = pending.map(({ endpoint }) => endpoint).join(", ");
  const [of, them] = pending.length === 1 ? ["subscription", "it"] : ["subscriptions", "them"];
  return [
    `Nobody has confirmed the ${of} of ${name} for ${names}: nothing is delivered to ${them}.`,
  ];
}

/** A FIFO topic keeps the order as far as a FIFO queue takes it up. */
function unorderedOf(
  { name, settings: { fifo } }: SeenTopic,
  { settings, endpoint }: SeenSubscription,
): readonly string[] {
  if (!fifo || settings.isFifoQueue) return [];
  return [
    `${name} is a FIFO topic, and ${endpoint} a standard queue: there, messages may come twice and in another order.`,
  ];
}

/** Filters of mappings see the notification, in which the message is a text, unless delivery is raw. */
function wrappedOf(
  { name, settings: { fifo } }: SeenTopic,
  { settings, endpoint, target }: SeenSubscription,
  run: SeenRun,
): readonly string[] {
  if (target === undefined || settings.raw) return [];
  return run.into(target, "reads").flatMap(({ from, filters = [] }) => {
    const never = filters.map((filter) => neverInNotifications(filter, fifo));
    const [first = null] = never;
    if (first === null || never.includes(null)) return [];
    return [
      `${from.name} lets nothing through that comes from ${name}: it filters by ${first}, and what ${endpoint} gets is a notification with the message as a text in it. Set RawMessageDelivery on the subscription.`,
    ];
  });
}

/** Endpoints whose outage outlasts the retries that they get. */
export const givingUpWarnings = (topics: readonly SeenTopic[], run: SeenRun): readonly string[] =>
  topics.flatMap((topic) =>
    subscriptionsOf(topic, run).flatMap((subscription) => [
      ...unkeptOf(topic, subscription),
      ...notRedrivableOf(topic, subscription),
    ]),
  );

function unkeptOf(
  { name }: SeenTopic,
  { settings, endpoint, deadLetterQueue }: SeenSubscription,
): readonly string[] {
  const { policy } = settings;
  if (deadLetterQueue !== null || protocolOf(settings).retries !== "http") return [];
  const retries = retriesOf(policy.failed)!; // Of HTTP endpoints they have an end.
  let waits = 0;
  for (let retry = 1; retry <= retries; retry += 1) {
    waits += waitBefore(policy.failed, retry, 1)!; // It is one of them.
  }
  const then =
    retries === 0
      ? "is lost at once"
      : `is tried again ${times(retries)} within ${formatDuration(waits as Duration)}, and then lost`;
  return [
    `${name} has no dead-letter queue for ${endpoint}: a message that it does not take ${then}.`,
  ];
}

function notRedrivableOf(
  { name }: SeenTopic,
  { tally, deadLetterQueue }: SeenSubscription,
): readonly string[] {
  if (tally.redriven === 0) return [];
  return [
    `${deadLetterQueue} holds what ${name} could not deliver: AWS redrives only what queues gave up, so somebody must read it there and publish it again.`,
  ];
}
