import { seconds } from "@orrery/kernel";
import type { Resource } from "../../service/resource.ts";
import type { QueueSource } from "../../service/source.ts";
import { fifoToLambda, sqsLimits, standardToLambda, toConsumer } from "./limits.ts";
import { recordOf } from "./operations/queue-record.ts";
import type {
  ChangeMessageVisibility,
  DeleteMessage,
  DeleteMessageBatch,
  Receipt,
} from "./protocol.ts";
import { sqsToLambda } from "./sqs-to-lambda.ts";

const isFifo = ({ name }: Resource): boolean => name.endsWith(".fifo");

/** A queue, as mappings and pipes read it. */
export const queueSource: QueueSource = {
  type: "queue",
  form: sqsToLambda,
  service: "sqs",
  title: "SQS",
  actions: { receive: "sqs:ReceiveMessage", done: "sqs:DeleteMessage" },
  latency: (resource, latencies) =>
    isFifo(resource)
      ? (latencies["sqs.fifo.toLambda"] ?? fifoToLambda)
      : (latencies["sqs.standard.toLambda"] ?? standardToLambda),
  consumed: {
    latency: (latencies) => latencies["sqs.toConsumer"] ?? toConsumer,
    bounds: {
      waitTime: sqsLimits.receiveMessageWaitTime,
      visibilityTimeout: sqsLimits.visibilityTimeout,
    },
    hideAction: "sqs:ChangeMessageVisibility",
    done: (given, how): DeleteMessage | DeleteMessageBatch => {
      const receipts = given as readonly Receipt[]; // As this queue gave them.
      return how === "each" && receipts.length === 1
        ? { type: "deleteMessage", receipt: receipts[0]! }
        : { type: "finish", receipts };
    },
    hide: (receipt, visibilityTimeout): ChangeMessageVisibility => ({
      type: "changeMessageVisibility",
      receipt: receipt as Receipt, // Likewise.
      visibilityTimeout,
    }),
  },
  factsOf: (resource) => ({
    fifo: isFifo(resource),
    visibilityTimeout: seconds(Number(recordOf(resource).attributes["VisibilityTimeout"])),
  }),
};
