import type { Corrections } from "../../request/api-model.ts";
import type { Dialect } from "../../request/dialect.ts";
import { missing } from "./operations/refusals.ts";

/** What SQS says of requests: a sentence of its own for each value, which its operations know. */
export const sqsDialect: Dialect = {
  violations: null,
  blankIsMissing: true,
  missing: ({ name }) => missing(name),
};

/**
 * Where SQS answers otherwise than its model says. Its errors are those of the query protocol that it had
 * before, with their codes and statuses, as recorded (`ls_sqs`); the model of its JSON protocol has neither.
 */
export const sqsCorrections: Corrections = {
  shapes: {
    // Numbers and flags are taken as they are spelled.
    QueueAttributeMap: { value: "scalar" },
    TagMap: { value: "scalar" },
    // What is missing in an entry is told of the entry, or by its place.
    SendMessageBatchRequestEntry: { required: [] },
    DeleteMessageBatchRequestEntry: { required: [] },
    ChangeMessageVisibilityBatchRequestEntry: { required: [] },
    // What an attribute of a message lacks is told by its name.
    MessageAttributeValue: { required: [] },
    MessageSystemAttributeValue: { required: [] },
  },
  // Of the others, SQS has sentences of its own.
  required: {
    AddPermission: ["QueueUrl", "Label"],
    CreateQueue: [],
    SendMessage: ["QueueUrl"],
    SendMessageBatch: ["QueueUrl"],
    DeleteMessageBatch: ["QueueUrl"],
    ChangeMessageVisibilityBatch: ["QueueUrl"],
    UntagQueue: ["QueueUrl"],
  },
  members: { CreateQueue: { Chance: "any" } }, // Ours.
  errors: {
    AccessDenied: { shape: "AccessDeniedException", status: 403 },
    "AWS.SimpleQueueService.NonExistentQueue": { shape: "QueueDoesNotExist" },
    "AWS.SimpleQueueService.PurgeQueueInProgress": { shape: "PurgeQueueInProgress", status: 403 },
    InvalidParameterCombination: { shape: "InvalidParameterCombinationException" },
    InvalidParameterValue: { shape: "InvalidParameterValueException" },
    MissingParameter: { shape: "MissingRequiredParameterException" },
    OverLimit: { status: 403 },
    QueueAlreadyExists: { shape: "QueueNameExists" },
    ResourceNotFoundException: { status: 404 },
  },
};
