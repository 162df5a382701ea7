import type { Ceiling } from "../../../service/reporting.ts";
import type { SeenRun } from "../../../service/seen.ts";
import type { SubscriptionSettings } from "../config.ts";
import { deadLetterArnIn } from "../delivery-policies.ts";
import type { SeenTopic } from "./seen-topic.ts";

/** What a metric of a topic never exceeds. */
export const ceilingOf = (metric: string, { name, settings }: SeenTopic): Ceiling | null =>
  metric === "PublishSize"
    ? {
        value: settings.maximumMessageSize,
        why: `that is what ${name} takes in one request`,
      }
    : null;

/** Why a metric of a topic is 0 whatever happens; `null`: it may move. */
export function neverMoves(metric: string, topic: SeenTopic, run: SeenRun): string | null {
  const { name, settings } = topic;
  switch (metric) {
    case "NumberOfDuplicateMessages":
      return settings.fifo ? neverPublished(topic, run) : `${name} is a standard topic`;
    case "NumberOfMessagesPublished":
    case "ThrottledPublishes":
      return neverPublished(topic, run);
    case "NumberOfMessagesArchiveProcessing":
    case "NumberOfBytesArchiveProcessing":
    case "ApproximateNumberOfMessagesArchived":
      return settings.archiveRetention === null
        ? `${name} keeps no archive`
        : neverPublished(topic, run);
    case "NumberOfReplayedNotificationsDelivered":
    case "NumberOfReplayedNotificationsFailed":
      return settings.archiveRetention === null ? `${name} keeps no archive` : null;
    case "ConfirmationsRequested":
      return null;
    default:
      return neverDelivers(metric, topic) ?? neverPublished(topic, run);
  }
}

const neverPublished = (topic: SeenTopic, run: SeenRun): string | null =>
  run.mayReach(topic, "Publish") ? null : `nobody publishes to ${topic.name}`;

/** What there is none of among the subscriptions of a topic, so that a metric of deliveries is 0. */
function neverDelivers(
  metric: string,
  { name, settings: { subscriptions } }: SeenTopic,
): string | null {
  const confirmed = subscriptions.filter(({ isConfirmed }) => isConfirmed);
  if (confirmed.length === 0) return `nobody subscribes to ${name}`;
  const needed = neededBy(metric);
  if (needed === null || confirmed.some(needed.isOne)) return null;
  return `no subscription of ${name} ${needed.what}`;
}

interface Needed {
  /** Such as `has a filter policy`. */
  readonly what: string;
  readonly isOne: (subscription: SubscriptionSettings) => boolean;
}

/** What a subscription must have so that a metric of deliveries can move; `null`: nothing. */
function neededBy(metric: string): Needed | null {
  if (metric.startsWith(filteredOut)) return filtersBy(metric.slice(filteredOut.length));
  switch (metric) {
    case "NumberOfNotificationsRedrivenToDlq":
    case "NumberOfNotificationsFailedToRedriveToDlq":
      return {
        what: "has a dead-letter queue",
        isOne: (subscription) => deadLetterArnIn(subscription) !== null,
      };
    default:
      return null;
  }
}

const filteredOut = "NumberOfNotificationsFilteredOut";

function filtersBy(reason: string): Needed {
  if (reason === "") {
    return { what: "has a filter policy", isOne: ({ filterPolicy }) => filterPolicy !== null };
  }
  const scope = reason.endsWith("MessageBody") ? "MessageBody" : "MessageAttributes";
  return {
    what: `filters by ${scope}`,
    isOne: ({ filterPolicy, filterPolicyScope }) =>
      filterPolicy !== null && filterPolicyScope === scope,
  };
}
