import type { Tagged } from "@orrery/kernel";
import { drive, type DriveOptions } from "@orrery/testing";
import { figureValues } from "../../../service/assumed-figure.ts";
import type { Arrival, Entry, EntryOf } from "../../../service/entry.ts";
import { refused } from "../../../service/refusal.ts";
import type { SubscriptionSettings, TopicSettings } from "../config.ts";
import { defaultRetryPolicy, deliveryPolicyOf } from "../delivery-policies.ts";
import { snsAssumptions } from "../limits.ts";
import type { Publish, TopicContent, TopicReply } from "../protocol.ts";
import { protocolNamed } from "../protocols.ts";
import { topicInvariants } from "../topic/invariants.ts";
import { topicMachine } from "../topic/machine.ts";
import { noTrail } from "../../../service/origin.ts";

/** What a subscriber of any kind is sent: the arrival itself. */
export interface Arrived extends Tagged {
  readonly type: "arrived";
  readonly kind: string;
  readonly arrival: Arrival;
}

const entryOf: EntryOf = (kind) =>
  ({
    doors: {
      event: { inputOf: (arrival: Arrival): Arrived => ({ type: "arrived", kind, arrival }) },
    },
  }) as unknown as Entry; // Nobody asks for more of it.

/** How a test says what a subscription is like. */
export interface TestSubscription extends Partial<SubscriptionSettings> {
  readonly deadLetterQueue?: boolean;
  readonly healthy?: Partial<typeof defaultRetryPolicy>;
}

export const topicArn = "arn:aws:sns:us-east-1:123456789012:orders";
const assumed = { ...figureValues(snsAssumptions), leastJitter: 1 };

/** The settings of a subscription: of a queue, unless said otherwise. */
export function subscription(
  number: number,
  { deadLetterQueue = false, healthy = {}, ...rest }: TestSubscription = {},
): SubscriptionSettings {
  const protocol = protocolNamed(rest.protocol ?? "sqs")!;
  const onGivenUp = deadLetterQueue ? { arn: `arn:dead-letters:${number}`, to: number } : null;
  return {
    number,
    arn: `${topicArn}:${number}`,
    protocol: protocol.name,
    endpoint: `arn:aws:sqs:us-east-1:123456789012:q${number}`,
    isConfirmed: true,
    raw: false,
    hasEnvelope: protocol.hasEnvelope,
    filterPolicy: null,
    filterPolicyScope: "MessageAttributes",
    policy: deliveryPolicyOf(protocol, { ...defaultRetryPolicy, ...healthy }, onGivenUp, assumed),
    loggedSuccesses: 0,
    logsFailures: false,
    deliveriesPerSecond: protocol.deliveriesPerSecond,
    leadsOutside: false,
    isFifoQueue: false,
    isFifoDeadLetterQueue: false,
    ...rest,
  };
}

/** The settings of a topic: standard, with one queue, unless said otherwise. */
export const topicSettings = (settings: Partial<TopicSettings> = {}): TopicSettings => ({
  topic: 7,
  name: "orders",
  arn: topicArn,
  region: "us-east-1",
  partition: "aws",
  epochMilliseconds: Date.parse("2026-11-23T09:00:00Z"),
  fifo: false,
  contentBasedDeduplication: false,
  throughputScope: "Topic",
  maximumMessageSize: 262_144,
  takesGroups: true,
  signatureVersion: "1",
  archiveRetention: null,
  rates: settings.fifo === true ? { ofGroup: 300, ofTopic: 3_000, bytesOfTopic: 20_971_520 } : null,
  transit: { type: "constant", value: 0 },
  duplicateRate: 0,
  assumed,
  subscriptions: [subscription(1)],
  ...settings,
});

/** A topic by hand. */
export const openTopic = (settings: Partial<TopicSettings> = {}, options: DriveOptions = {}) =>
  drive(topicMachine(entryOf), topicSettings(settings), topicInvariants, options);
export type DrivenTopic = ReturnType<typeof openTopic>;

/** A message of this text. */
export const message = (text: string, rest: Partial<TopicContent> = {}): TopicContent => ({
  message: text,
  subject: null,
  attributes: [],
  byProtocol: null,
  size: text.length,
  ...rest,
});

/** A publish of a text or of a whole content. */
export const publishing = (
  content: string | TopicContent,
  rest: Partial<Publish> = {},
): Publish => ({
  type: "publish",
  content: typeof content === "string" ? message(content) : content,
  groupId: null,
  deduplicationId: null,
  trail: noTrail,
  ...rest,
});

const quotaPort = 2;

/** Publishes, and lets the account's quota have room. */
export function publish(
  topic: DrivenTopic,
  content: string | TopicContent,
  rest: Partial<Publish> = {},
): TopicReply {
  const request = topic.request(publishing(content, rest));
  for (const sent of topic.sent.filter(({ port }) => port === quotaPort)) {
    topic.answer(sent, { type: "taken" });
  }
  return request.reply!;
}

/** What was sent to subscribers and dead-letter queues and not answered. */
export const underWay = (topic: DrivenTopic) => topic.sent.filter(({ port }) => port !== quotaPort);

/** The bodies of what is under way, in order. */
export const bodies = (topic: DrivenTopic): readonly string[] =>
  underWay(topic).map(({ input }) =>
    input.type === "arrived"
      ? (input as Arrived).arrival.text.body
      : (input as unknown as { readonly body: string }).body,
  );

export const taken = { type: "taken" };
/** A refusal that another attempt may help against, and one that it may not. */
export const busy = refused("InternalFailure", "");
export const gone = refused("AWS.SimpleQueueService.NonExistentQueue", "");

/** Answers the oldest request that is under way. */
export const answerNext = (topic: DrivenTopic, body: Tagged) =>
  topic.answer(underWay(topic)[0]!, body);
