import { milliseconds, type Instant, type SlabId } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import type { ReceivedMessage } from "./protocol.ts";
import { sqsToLambda } from "./sqs-to-lambda.ts";

const resource = 1;
const untilReceived = milliseconds(20);

/** The batch of one message that a function gets of a queue, received for the first time. */
function batchOf(facts: EventFacts, order: Partial<ReceivedMessage>) {
  const { body, attributes, partition, region, accountId, name, epochMilliseconds } = facts;
  const message: ReceivedMessage = {
    receipt: { id: 0 as SlabId, queue: resource, message: 1, receive: 1 },
    identity: { queue: resource, message: 1 },
    content: { body, size: sizeInUtf8(body), attributes, traceHeader: null },
    sentAt: 0 as Instant,
    firstReceivedAt: untilReceived as number as Instant,
    receiveCount: 1,
    groupId: null,
    deduplicationId: null,
    sequenceNumber: null,
    deadLetterSource: null,
    trail: noTrail,
    ...order,
  };
  const batch = {
    type: "batch",
    form: "sqs.queue",
    items: [message],
    source: `arn:${partition}:sqs:${region}:${accountId}:${name}`,
    region,
    reportsItems: false,
    size: message.content.size,
  } as const;
  return sqsToLambda.eventOf(batch, epochMilliseconds);
}

/** What functions get of queues. */
export const sqsEvents: SampleEvents = {
  batch: (facts) => batchOf(facts, {}),
  batchOfFifoQueue: (facts) =>
    batchOf(
      { ...facts, name: `${facts.name}.fifo` },
      { groupId: "group", deduplicationId: "id", sequenceNumber: 1 },
    ),
};
