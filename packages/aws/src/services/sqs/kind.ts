import { publishedByName } from "../../service/cloudwatch-metric.ts";
import { inSeconds, valueAsOf } from "@orrery/kernel";
import type { Arrival, BatchDoor, Text } from "../../service/entry.ts";
import type { Trailed } from "../../service/origin.ts";
import { recent } from "../../service/recent.ts";
import type { ResourceKind } from "../../service/resource-kind.ts";
import { queueActions, settableOfQueue } from "./actions.ts";
import type { QueueSettings } from "./config.ts";
import { queueChance } from "./extras.ts";
import { messageSizeQuota, producerTimeout, sqsLimits, toProducer } from "./limits.ts";
import { gauges, meters } from "./queue/declarations.ts";
import { queueMachine } from "./queue/machine.ts";
import type { QueueRecord } from "./operations/queue-record.ts";
import { nonExistentQueue, queueNameIn } from "./operations/queue-location.ts";
import { queueCharges } from "./pricing.ts";
import type {
  MessageContent,
  SendEntry,
  SendMessage,
  SendMessageBatch,
  SentBatch,
} from "./protocol.ts";
import { sqsRules } from "./rules.ts";
import { queueReporting } from "./reporting/reporting.ts";
import { queueSource } from "./source.ts";
import { queueInvariants } from "./queue/invariants.ts";
import { pointerMessage } from "./payload-pointer.ts";

// A memo of a pure function: what it holds follows from its argument alone.
const contents = recent<Text, MessageContent>(1_024);

/** Of a queue that is in use, CloudWatch has these also where nothing came. */
const shownAsZero = {
  NumberOfMessagesSent: "always",
  NumberOfMessagesReceived: "always",
  NumberOfMessagesDeleted: "always",
  NumberOfEmptyReceives: "always",
};

/** CloudWatch has ages of messages in seconds. */
const shownInSeconds = [
  "ApproximateAgeOfOldestMessage",
  "ApproximateAgeOfOldestMessageInQuietGroups",
];

/** One object for all messages that say the same: it is a value. */
function contentOf(text: Text): MessageContent {
  let content = contents.find(text);
  if (content === undefined) {
    content = { body: text.body, size: text.size, attributes: [], traceHeader: null };
    contents.keep(text, content);
  }
  return content;
}

const inputOf = ({
  text,
  group,
  deduplicationId,
  attributes,
  delay = null,
  trail,
}: Arrival): SendMessage => ({
  type: "sendMessage",
  content: attributes === undefined ? contentOf(text) : { ...contentOf(text), attributes },
  delay,
  groupId: group,
  deduplicationId,
  trail,
});

const entryOf = (arrival: Arrival): SendEntry & Trailed => {
  const { content, delay, groupId, deduplicationId, trail } = inputOf(arrival);
  return { content, delay, groupId, deduplicationId, trail };
};

const settingsOf = (settings: unknown): QueueSettings => settings as QueueSettings; // Of this kind.

/** Messages that come together. */
const batch: BatchDoor = {
  most: sqsLimits.batchEntries.max,
  bytes: (settings) => settingsOf(settings).batchSizeLimit,
  entryOf,
  inputOf: (entries, trail): SendMessageBatch => ({
    type: "sendMessageBatch",
    entries: entries as readonly SendEntry[], // As entryOf makes them.
    trail,
  }),
  // A queue answers so whatever it does not refuse as a whole.
  resultsOf: (answer) =>
    (answer as SentBatch).results.map((result) => (result.type === "refused" ? result : null)),
};

/** A queue, as everybody else sees it. */
export const queueKind: ResourceKind = {
  machine: queueMachine,
  invariants: queueInvariants,
  noun: "queue",
  rules: sqsRules,
  metrics: { ...meters, ...gauges },
  publishes: publishedByName("AWS/SQS", "QueueName", "sqs.queue", {
    inSeconds: shownInSeconds,
    zeros: shownAsZero,
  }),
  entry: {
    sizeOf: (settings, asOf) => ({
      min: 1,
      max:
        settings === null
          ? valueAsOf(messageSizeQuota, asOf)
          : settingsOf(settings).maximumMessageSize,
    }),
    needsGroups: (settings) => settingsOf(settings).fifo,
    identifies(settings) {
      const { fifo, contentBasedDeduplication } = settingsOf(settings);
      if (!fifo) return "none";
      return contentBasedDeduplication ? "body" : "id";
    },
    takesAttributes: true,
    pointerTo: ({ store, key }, bytes) =>
      pointerMessage({ s3BucketName: store, s3Key: key }, bytes),
    delay: sqsLimits.delay,
    doors: { event: { inputOf, batch } },
    action: "sqs:SendMessage",
    timeout: producerTimeout,
    // The recorded times from producer to handler begin before the producer's call, and the mapping
    // has them whole; so the call's own time is on the way back.
    latency: (latencies) => ({ reply: latencies["sqs.toProducer"] ?? toProducer }),
    call: {
      name: "sqs:SendMessage",
      paramsOf: ({ name }, body, _door, delay) => ({
        QueueUrl: name,
        MessageBody: body,
        ...(delay === null ? {} : { DelaySeconds: inSeconds(delay) }),
      }),
    },
  },
  source: queueSource,
  extras: { Chance: queueChance },
  stamps: ["modifiedAt"],
  actions: queueActions,
  settable: settableOfQueue,
  policyIn: (record) => (record as unknown as QueueRecord).attributes["Policy"],
  byArn: {
    service: "sqs",
    nameIn: queueNameIn,
    absent: () => nonExistentQueue,
    unread: () =>
      "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.",
  },
  charges: (meters) => queueCharges(meters),
  unpriced: { type: "AWS::SQS::Queue", what: "data transfer out of the Region" },
  reporting: queueReporting,
};
