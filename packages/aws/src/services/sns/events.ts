import type { Instant } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import { envelopeOf, type ShownTopic } from "./envelope.ts";
import type { Notification } from "./protocol.ts";
import { eventOf } from "./sns-to-lambda.ts";

/** A message on its way to the first subscription of a topic. */
const notificationOf = ({ body, subject, attributes }: EventFacts): Notification => ({
  subscription: 1,
  message: {
    number: 1,
    content: { message: body, subject, attributes, byProtocol: null, size: sizeInUtf8(body) },
    publishedAt: 0 as Instant,
    groupId: null,
    deduplicationId: null,
    sequenceNumber: null,
    trail: noTrail,
  },
  isReplayed: false,
  token: null,
  lane: null,
});

function topicOf({
  partition,
  region,
  accountId,
  name,
  epochMilliseconds,
}: EventFacts): ShownTopic {
  return {
    topic: 1,
    arn: `arn:${partition}:sns:${region}:${accountId}:${name}`,
    region,
    partition,
    epochMilliseconds,
    fifo: false,
    signatureVersion: "1",
  };
}

const subscriptionOf = ({ arn }: ShownTopic) => ({
  arn: `${arn}:00000000-0000-4000-8000-000000000001`,
});

/** What subscribers get of topics. */
export const snsEvents: SampleEvents = {
  /** What functions get. */
  event(facts) {
    const topic = topicOf(facts);
    return eventOf(notificationOf(facts), subscriptionOf(topic), topic);
  },
  /** The body that queues and endpoints get, as the document that it holds. */
  notification(facts) {
    const topic = topicOf(facts);
    const text = envelopeOf(notificationOf(facts), subscriptionOf(topic), topic, facts.body);
    return JSON.parse(text) as Readonly<Record<string, string>>; // As SNS prints it.
  },
};
