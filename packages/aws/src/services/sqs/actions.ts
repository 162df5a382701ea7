import type { Plain } from "@orrery/kernel";
import {
  settable,
  type ActionSubject,
  type NamedCall,
  type ResourceAction,
  type SettableProperty,
} from "../../service/resource-action.ts";
import { sqsLimits } from "./limits.ts";

/** What may be done to a queue at a time. */
export const queueActions: Readonly<Record<string, ResourceAction>> = {
  redrive: {
    text: `Moves a dead-letter queue's messages back to where they came from, or to another queue: to Orders, at 50/s (at most ${sqsLimits.moveTaskRate.max}/s).`,
    options: ["to", "at"],
    callOf: ({ arn }, { to, rate }) => ({
      service: "sqs",
      operation: "StartMessageMoveTask",
      params: {
        SourceArn: arn,
        ...(to === null ? {} : { DestinationArn: to.arn }),
        ...(rate === null ? {} : { MaxNumberOfMessagesPerSecond: rate }),
      },
    }),
  },
  purge: {
    text: "Deletes all messages of a queue.",
    callOf: ({ name }) => ({
      service: "sqs",
      operation: "PurgeQueue",
      params: { QueueUrl: name },
    }),
  },
};

const attributed = (
  name: string,
  form: SettableProperty["form"],
  mayBeMissing = false,
): SettableProperty => {
  const withValue = (subject: ActionSubject, value: Plain): NamedCall => ({
    service: "sqs",
    operation: "SetQueueAttributes",
    params: {
      QueueUrl: subject.name,
      Attributes: { [name]: typeof value === "string" ? value : JSON.stringify(value) },
    },
  });
  return settable(form, withValue, mayBeMissing ? (queue) => withValue(queue, "") : undefined);
};

/** The properties of a queue that may be set at a time. */
export const settableOfQueue: Readonly<Record<string, SettableProperty>> = {
  ContentBasedDeduplication: attributed("ContentBasedDeduplication", "switch"),
  DeduplicationScope: attributed("DeduplicationScope", "text"),
  DelaySeconds: attributed("DelaySeconds", "seconds"),
  FifoThroughputLimit: attributed("FifoThroughputLimit", "text"),
  MaximumMessageSize: attributed("MaximumMessageSize", "bytes"),
  MessageRetentionPeriod: attributed("MessageRetentionPeriod", "seconds"),
  ReceiveMessageWaitTimeSeconds: attributed("ReceiveMessageWaitTimeSeconds", "seconds"),
  RedriveAllowPolicy: attributed("RedriveAllowPolicy", "value", true),
  RedrivePolicy: attributed("RedrivePolicy", "value", true),
  VisibilityTimeout: attributed("VisibilityTimeout", "seconds"),
};
