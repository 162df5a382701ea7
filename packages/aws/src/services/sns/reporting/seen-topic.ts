import type { Seen, SeenRun } from "../../../service/seen.ts";
import type { SubscriptionSettings, TopicSettings } from "../config.ts";
import { deadLetterArnIn } from "../delivery-policies.ts";
import { outsideArnOf } from "../operations/outside-endpoint.ts";
import { protocolOf } from "../protocols.ts";
import type { TopicState } from "../topic/state.ts";
import { talliedOf, type SubscriptionTally } from "../topic/tally.ts";

/** A topic in a run. */
export type SeenTopic = Seen<TopicSettings>;

/** A subscription of a topic, and what became of its messages. */
export interface SeenSubscription {
  readonly settings: SubscriptionSettings;
  readonly tally: SubscriptionTally;
  /** What it leads to, as reports call it: a logical id, or the endpoint outside. */
  readonly endpoint: string;
  /** By its ARN, also where it is not there. */
  readonly endpointArn: string;
  /** The resource at its end; `undefined` where none is. */
  readonly target: Seen | undefined;
  /** Its dead-letter queue, as reports call it; `null` without one. */
  readonly deadLetterQueue: string | null;
}

/** The subscriptions of a topic, in order of their making. */
export const subscriptionsOf = (
  { settings: { subscriptions }, state }: SeenTopic,
  run: SeenRun,
): readonly SeenSubscription[] =>
  subscriptions.map((settings) => {
    const { number, endpoint } = settings;
    const isOutside = protocolOf(settings).edge === null;
    const endpointArn = endpointArnOf(settings);
    const target = run.at(endpointArn);
    const deadLetterArn = deadLetterArnIn(settings);
    return {
      settings,
      tally: talliedOf(state as TopicState, number), // Of its kind.
      endpoint: isOutside ? endpoint : nameOf(endpoint, run),
      endpointArn,
      target,
      deadLetterQueue: deadLetterArn === null ? null : nameOf(deadLetterArn, run),
    };
  });

/** The ARN of the resource that a subscription leads to; outside AWS it is one of ours. */
export const endpointArnOf = (subscription: SubscriptionSettings): string =>
  protocolOf(subscription).edge === null ? outsideArnOf(subscription) : subscription.endpoint;

const nameOf = (arn: string, run: SeenRun): string =>
  run.at(arn)?.name ?? arn.slice(arn.lastIndexOf(":") + 1);

/** How many messages were meant for a subscription and ended: delivered, or given up. */
export const endedOf = ({ delivered, redriven, lost }: SubscriptionTally): number =>
  delivered + redriven + lost;

/** The last answer that was none, as a clause. */
export const lastRefusal = ({ refusal }: SubscriptionTally): string =>
  refusal === null
    ? "the last attempt got no answer"
    : `the last answer was ${refusal.replace(/\.$/, "")}`;
