import type { Instant, SlabId } from "@orrery/kernel";
import { expect, it } from "vitest";
import { noTrail } from "../../service/origin.ts";
import type { ReceivedMessage } from "./protocol.ts";
import { sqsToLambda } from "./sqs-to-lambda.ts";

const message: ReceivedMessage = {
  receipt: { id: 0 as SlabId, queue: 1, message: 1, receive: 3 },
  identity: { queue: 1, message: 1 },
  content: { body: "a", size: 1, attributes: [], traceHeader: null },
  trail: noTrail,
  sentAt: 0 as Instant,
  firstReceivedAt: 1_000 as Instant,
  receiveCount: 3,
  groupId: null,
  deduplicationId: null,
  sequenceNumber: null,
  deadLetterSource: null,
};
const attributesOf = (more: Partial<ReceivedMessage>) => {
  const { Records } = sqsToLambda.eventOf(
    {
      type: "batch",
      form: "sqs.queue",
      items: [{ ...message, ...more }],
      source: "arn:aws:sqs:us-west-2:123456789012:dead",
      region: "us-west-2",
      reportsItems: false,
      size: 1,
    },
    0,
  );
  const [{ attributes }] = Records as unknown as readonly [{ readonly attributes: object }]; // As AWS has it.
  return attributes;
};

it("sqs.event.dead-letter-source: shows which queue gave a message up, and nothing else of one that none did", () => {
  expect(attributesOf({ deadLetterSource: "orders" })).toMatchObject({
    ApproximateReceiveCount: "3",
    DeadLetterQueueSourceArn: "arn:aws:sqs:us-west-2:123456789012:orders",
  });
  expect(attributesOf({})).not.toHaveProperty("DeadLetterQueueSourceArn");
});
