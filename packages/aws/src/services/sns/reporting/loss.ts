import { formatDuration } from "@orrery/kernel";
import type { SeenRun } from "../../../service/seen.ts";
import { number, plural } from "../../../text/figures.ts";
import type { AccountSettings } from "../config.ts";
import { snsLimits } from "../limits.ts";
import {
  endedOf,
  lastRefusal,
  subscriptionsOf,
  type SeenSubscription,
  type SeenTopic,
} from "./seen-topic.ts";

/** Messages that reached nobody: refused, dropped, wanted by none, or lost on their way. */
export const lossWarnings = (topics: readonly SeenTopic[], run: SeenRun): readonly string[] =>
  topics.flatMap((topic) => {
    const all = subscriptionsOf(topic, run);
    return [
      ...throttledOf(topic, run),
      ...duplicatesOf(topic),
      ...unheardOf(topic, all),
      ...all.flatMap((subscription) => [
        ...filteredOf(topic, subscription),
        ...lostOf(topic, subscription),
      ]),
    ];
  });

function throttledOf({ name, settings, sum }: SeenTopic, run: SeenRun): readonly string[] {
  const throttled = sum("ThrottledPublishes");
  if (throttled === 0) return [];
  const [account] = run.inAccount("sns.account");
  const limits: string[] = [];
  if (account !== undefined && account.sum("PublishesThrottled") > 0) {
    const { messagesPerSecond } = account.settings as AccountSettings; // Of its kind.
    limits.push(`the account's quota of ${number(messagesPerSecond)} published messages a second`);
  }
  if (settings.rates !== null) {
    const { ofGroup, ofTopic } = settings.rates;
    limits.push(
      `its own rates, ${number(ofGroup)} messages a second a group and ${number(ofTopic)} in all`,
    );
  }
  return [
    `${name} refused ${plural(throttled, "publish").replace(/s$/, "es")}, by ${limits.join(" or by ")}: who does not publish again loses them.`,
  ];
}

/** A FIFO topic that tells messages apart by what they say. */
function duplicatesOf({ name, settings, sum }: SeenTopic): readonly string[] {
  const dropped = sum("NumberOfDuplicateMessages");
  if (dropped === 0 || !settings.contentBasedDeduplication) return [];
  const interval = formatDuration(snsLimits.fifoDeduplicationInterval);
  return [
    `${name} dropped ${number(dropped)} of ${number(sum("NumberOfMessagesPublished"))} messages as duplicates: it tells messages apart by their bodies, and theirs had been published within ${interval} before.`,
  ];
}

function unheardOf({ name, sum }: SeenTopic, all: readonly SeenSubscription[]): readonly string[] {
  const published = sum("NumberOfMessagesPublished");
  if (published === 0 || all.some(({ settings }) => settings.isConfirmed)) return [];
  return [
    `Nobody subscribes to ${name}: ${plural(published, "message")} ${published === 1 ? "was" : "were"} published to it and reached nobody.`,
  ];
}

function filteredOf(
  { name }: SeenTopic,
  { settings, tally, endpoint }: SeenSubscription,
): readonly string[] {
  const { filteredOut, withoutAttributes, invalid } = tally;
  if (filteredOut === 0 || tally.failedAttempts + endedOf(tally) > 0) return [];
  const isOnBody = settings.filterPolicyScope === "MessageBody";
  let why = "";
  if (withoutAttributes === filteredOut) {
    why = ": it looks at message attributes, and they have none";
  } else if (isOnBody && invalid === filteredOut) {
    why = ": it looks at their bodies, and these are not JSON objects";
  }
  return [
    `The filter policy of ${name} for ${endpoint} let none of ${plural(filteredOut, "message")} through${why}.`,
  ];
}

function lostOf(
  { name }: SeenTopic,
  { tally, endpoint, deadLetterQueue }: SeenSubscription,
): readonly string[] {
  const { lost, notRedriven } = tally;
  if (lost === 0) return [];
  const share = `${number(lost)} of ${plural(endedOf(tally), "message")} for ${endpoint}`;
  const why =
    notRedriven > 0
      ? `${deadLetterQueue ?? "its dead-letter queue"} did not take them either`
      : "the subscription has no dead-letter queue";
  return [`${name} lost ${share}: ${why}; ${lastRefusal(tally)}.`];
}
