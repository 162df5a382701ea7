import { gauges, meters } from "./declarations.ts";
import { publishedByName } from "../../../service/cloudwatch-metric.ts";
import type { Arrival, BatchDoor, Text } from "../../../service/entry.ts";
import { nameInArn } from "../../../service/arn.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import type { TopicSettings } from "../config.ts";
import { topicChance } from "../extras.ts";
import { latencyIn } from "../latencies.ts";
import { publisherTimeout, snsLimits } from "../limits.ts";
import { noTopic, type TopicRecord } from "../operations/topic-record.ts";
import { topicCharges } from "../pricing.ts";
import type { Publish, PublishBatch, PublishedBatch, TopicContent } from "../protocol.ts";
import { topicReporting } from "../reporting/reporting.ts";
import { snsRules } from "../rules.ts";
import { topicMachine } from "./machine.ts";
import { topicInvariants } from "./invariants.ts";

// A memo of a pure function: what it holds follows from its argument alone.
const contents = new WeakMap<Text, TopicContent>();

/** One object for all messages that say the same: it is a value. */
function contentOf(text: Text): TopicContent {
  let content = contents.get(text);
  if (content === undefined) {
    const { body: message, size } = text;
    content = { message, subject: null, attributes: [], byProtocol: null, size };
    contents.set(text, content);
  }
  return content;
}

const messageOf = ({ text, attributes, subject = null }: Arrival): TopicContent =>
  attributes === undefined && subject === null
    ? contentOf(text)
    : { ...contentOf(text), attributes: attributes ?? [], subject };

const inputOf = (arrival: Arrival): Publish => ({
  type: "publish",
  content: messageOf(arrival),
  groupId: arrival.group,
  deduplicationId: arrival.deduplicationId,
  trail: arrival.trail,
});

const entryOf = (arrival: Arrival): PublishBatch["entries"][number] => ({
  content: messageOf(arrival),
  groupId: arrival.group,
  deduplicationId: arrival.deduplicationId,
  trail: arrival.trail,
});

const settingsOf = (settings: unknown): TopicSettings => settings as TopicSettings; // Of this kind.

/** Messages that come together. */
const batch: BatchDoor = {
  most: snsLimits.batchEntries.max,
  bytes: (settings) => settingsOf(settings).maximumMessageSize,
  entryOf,
  inputOf: (entries, trail): PublishBatch => ({
    type: "publishBatch",
    entries: entries as PublishBatch["entries"], // As entryOf makes them.
    trail,
  }),
  // A topic answers so whatever it does not refuse as a whole.
  resultsOf: (answer) =>
    (answer as PublishedBatch).results.map((result) => (result.type === "refused" ? result : null)),
};

/** What a topic has that nobody gave a policy: services may publish that tell they act for the account. */
const ownersPolicy = JSON.stringify({
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "SNS:Publish",
      Resource: "*",
      Condition: { Null: { "AWS:SourceOwner": "false" } },
    },
  ],
});

/** A topic, as everybody else sees it. */
export const topicKind = (world: World): ResourceKind => ({
  machine: topicMachine(world.entryOf),
  invariants: topicInvariants,
  noun: "topic",
  rules: snsRules,
  metrics: { ...meters, ...gauges },
  publishes: publishedByName("AWS/SNS", "TopicName", "sns.topic"),
  entry: {
    sizeOf: (settings) => ({
      min: 1,
      max:
        settings === null
          ? snsLimits.maximumMessageSize.default
          : settingsOf(settings).maximumMessageSize,
    }),
    needsGroups: (settings) => settingsOf(settings).fifo,
    identifies(settings) {
      const { fifo, contentBasedDeduplication } = settingsOf(settings);
      if (!fifo) return "none";
      return contentBasedDeduplication ? "body" : "id";
    },
    takesAttributes: true,
    doors: { event: { inputOf, batch } },
    action: "sns:Publish",
    timeout: publisherTimeout,
    // The call's own time is on the way back: what a subscriber waits for counts from the publication.
    latency(latencies) {
      const request = latencyIn(latencies, "sns.fromPublisher");
      const reply = latencyIn(latencies, "sns.toPublisher");
      return {
        ...(request === null ? {} : { request }),
        ...(reply === null ? {} : { reply }),
      };
    },
    call: {
      name: "sns:Publish",
      paramsOf: ({ arn }, body) => ({ TopicArn: arn, Message: body }),
    },
  },
  extras: { TopicChance: topicChance },
  policyIn: (record) => (record as unknown as TopicRecord).attributes["Policy"] ?? ownersPolicy,
  byArn: { service: "sns", nameIn: (arn) => nameInArn(arn, "sns"), absent: () => noTopic },
  charges: (meters) => topicCharges(meters),
  unpriced: {
    type: "AWS::SNS::Topic",
    what: "SMS, message archives, delivery status logs, and data transfer out of the Region",
  },
  reporting: topicReporting,
});
