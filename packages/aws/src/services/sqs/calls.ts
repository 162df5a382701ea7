// Written by `npm run models` from AWS's API model of sqs (botocore 1.43.11): do not edit.
import { namedBy, textOf } from "../../service/call-values.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { typedCall, type AwsCall } from "../../service/script.ts";

/** Calls sqs:AddPermission. */
export const addPermission = (
  queue: string | { readonly queueUrl: string },
  params: Omit<AddPermissionRequest, "QueueUrl">,
): AwsCall<PlainObject> =>
  typedCall("sqs", "AddPermission", { ...params, QueueUrl: namedBy(queue, "queueUrl") });

/** Calls sqs:CancelMessageMoveTask. */
export const cancelMessageMoveTask = (
  params: CancelMessageMoveTaskRequest,
): AwsCall<CancelMessageMoveTaskResult> => typedCall("sqs", "CancelMessageMoveTask", { ...params });

/** Calls sqs:ChangeMessageVisibility. */
export const changeMessageVisibility = (
  queue: string | { readonly queueUrl: string },
  params: Omit<ChangeMessageVisibilityRequest, "QueueUrl">,
): AwsCall<PlainObject> =>
  typedCall("sqs", "ChangeMessageVisibility", { ...params, QueueUrl: namedBy(queue, "queueUrl") });

/** Calls sqs:ChangeMessageVisibilityBatch. */
export const changeMessageVisibilityBatch = (
  queue: string | { readonly queueUrl: string },
  params: Omit<ChangeMessageVisibilityBatchRequest, "QueueUrl">,
): AwsCall<ChangeMessageVisibilityBatchResult> =>
  typedCall("sqs", "ChangeMessageVisibilityBatch", {
    ...params,
    QueueUrl: namedBy(queue, "queueUrl"),
  });

/** Calls sqs:CreateQueue. */
export const createQueue = (params: CreateQueueRequest): AwsCall<CreateQueueResult> =>
  typedCall("sqs", "CreateQueue", { ...params });

/** Calls sqs:DeleteMessage. */
export const deleteMessage = (
  queue: string | { readonly queueUrl: string },
  params: Omit<DeleteMessageRequest, "QueueUrl">,
): AwsCall<PlainObject> =>
  typedCall("sqs", "DeleteMessage", { ...params, QueueUrl: namedBy(queue, "queueUrl") });

/** Calls sqs:DeleteMessageBatch. */
export const deleteMessageBatch = (
  queue: string | { readonly queueUrl: string },
  params: Omit<DeleteMessageBatchRequest, "QueueUrl">,
): AwsCall<DeleteMessageBatchResult> =>
  typedCall("sqs", "DeleteMessageBatch", { ...params, QueueUrl: namedBy(queue, "queueUrl") });

/** Calls sqs:DeleteQueue. */
export const deleteQueue = (queue: string | { readonly queueUrl: string }): AwsCall<PlainObject> =>
  typedCall("sqs", "DeleteQueue", { QueueUrl: namedBy(queue, "queueUrl") });

/** Calls sqs:GetQueueAttributes. */
export const getQueueAttributes = (
  queue: string | { readonly queueUrl: string },
  params: Omit<GetQueueAttributesRequest, "QueueUrl"> = {},
): AwsCall<GetQueueAttributesResult> =>
  typedCall("sqs", "GetQueueAttributes", { ...params, QueueUrl: namedBy(queue, "queueUrl") });

/** Calls sqs:GetQueueUrl. */
export const getQueueUrl = (params: GetQueueUrlRequest): AwsCall<GetQueueUrlResult> =>
  typedCall("sqs", "GetQueueUrl", { ...params });

/** Calls sqs:ListDeadLetterSourceQueues. */
export const listDeadLetterSourceQueues = (
  queue: string | { readonly queueUrl: string },
  params: Omit<ListDeadLetterSourceQueuesRequest, "QueueUrl"> = {},
): AwsCall<ListDeadLetterSourceQueuesResult> =>
  typedCall("sqs", "ListDeadLetterSourceQueues", {
    ...params,
    QueueUrl: namedBy(queue, "queueUrl"),
  });

/** Calls sqs:ListMessageMoveTasks. */
export const listMessageMoveTasks = (
  params: ListMessageMoveTasksRequest,
): AwsCall<ListMessageMoveTasksResult> => typedCall("sqs", "ListMessageMoveTasks", { ...params });

/** Calls sqs:ListQueueTags. */
export const listQueueTags = (
  queue: string | { readonly queueUrl: string },
): AwsCall<ListQueueTagsResult> =>
  typedCall("sqs", "ListQueueTags", { QueueUrl: namedBy(queue, "queueUrl") });

/** Calls sqs:ListQueues. */
export const listQueues = (params: ListQueuesRequest = {}): AwsCall<ListQueuesResult> =>
  typedCall("sqs", "ListQueues", { ...params });

/** Calls sqs:PurgeQueue. */
export const purgeQueue = (queue: string | { readonly queueUrl: string }): AwsCall<PlainObject> =>
  typedCall("sqs", "PurgeQueue", { QueueUrl: namedBy(queue, "queueUrl") });

/** Calls sqs:ReceiveMessage. */
export const receiveMessage = (
  queue: string | { readonly queueUrl: string },
  params: Omit<ReceiveMessageRequest, "QueueUrl"> = {},
): AwsCall<ReceiveMessageResult> =>
  typedCall("sqs", "ReceiveMessage", { ...params, QueueUrl: namedBy(queue, "queueUrl") });

/** Calls sqs:RemovePermission. */
export const removePermission = (
  queue: string | { readonly queueUrl: string },
  params: Omit<RemovePermissionRequest, "QueueUrl">,
): AwsCall<PlainObject> =>
  typedCall("sqs", "RemovePermission", { ...params, QueueUrl: namedBy(queue, "queueUrl") });

/** Calls sqs:SendMessage. */
export const sendMessage = (
  queue: string | { readonly queueUrl: string },
  body: unknown,
  params: Omit<SendMessageRequest, "QueueUrl" | "MessageBody"> = {},
): AwsCall<SendMessageResult> =>
  typedCall("sqs", "SendMessage", {
    ...params,
    QueueUrl: namedBy(queue, "queueUrl"),
    MessageBody: textOf(body),
  });

/** Calls sqs:SendMessageBatch. */
export const sendMessageBatch = (
  queue: string | { readonly queueUrl: string },
  params: Omit<SendMessageBatchRequest, "QueueUrl">,
): AwsCall<SendMessageBatchResult> =>
  typedCall("sqs", "SendMessageBatch", { ...params, QueueUrl: namedBy(queue, "queueUrl") });

/** Calls sqs:SetQueueAttributes. */
export const setQueueAttributes = (
  queue: string | { readonly queueUrl: string },
  params: Omit<SetQueueAttributesRequest, "QueueUrl">,
): AwsCall<PlainObject> =>
  typedCall("sqs", "SetQueueAttributes", { ...params, QueueUrl: namedBy(queue, "queueUrl") });

/** Calls sqs:StartMessageMoveTask. */
export const startMessageMoveTask = (
  params: StartMessageMoveTaskRequest,
): AwsCall<StartMessageMoveTaskResult> => typedCall("sqs", "StartMessageMoveTask", { ...params });

/** Calls sqs:TagQueue. */
export const tagQueue = (
  queue: string | { readonly queueUrl: string },
  params: Omit<TagQueueRequest, "QueueUrl">,
): AwsCall<PlainObject> =>
  typedCall("sqs", "TagQueue", { ...params, QueueUrl: namedBy(queue, "queueUrl") });

/** Calls sqs:UntagQueue. */
export const untagQueue = (
  queue: string | { readonly queueUrl: string },
  params: Omit<UntagQueueRequest, "QueueUrl">,
): AwsCall<PlainObject> =>
  typedCall("sqs", "UntagQueue", { ...params, QueueUrl: namedBy(queue, "queueUrl") });

/** AWS's AddPermissionRequest. */
interface AddPermissionRequest {
  readonly AWSAccountIds: readonly string[];
  readonly Actions: readonly string[];
  readonly Label: string;
  readonly QueueUrl: string;
}

/** AWS's BatchResultErrorEntry. */
interface BatchResultErrorEntry {
  readonly Code: string;
  readonly Id: string;
  readonly Message?: string;
  readonly SenderFault: boolean;
}

/** AWS's CancelMessageMoveTaskRequest. */
interface CancelMessageMoveTaskRequest {
  readonly TaskHandle: string;
}

/** AWS's CancelMessageMoveTaskResult. */
interface CancelMessageMoveTaskResult {
  readonly ApproximateNumberOfMessagesMoved?: number;
}

/** AWS's ChangeMessageVisibilityBatchRequest. */
interface ChangeMessageVisibilityBatchRequest {
  readonly Entries: readonly ChangeMessageVisibilityBatchRequestEntry[];
  readonly QueueUrl: string;
}

/** AWS's ChangeMessageVisibilityBatchRequestEntry. */
interface ChangeMessageVisibilityBatchRequestEntry {
  readonly Id: string;
  readonly ReceiptHandle: string;
  readonly VisibilityTimeout?: number;
}

/** AWS's ChangeMessageVisibilityBatchResult. */
interface ChangeMessageVisibilityBatchResult {
  readonly Failed: readonly BatchResultErrorEntry[];
  readonly Successful: readonly ChangeMessageVisibilityBatchResultEntry[];
}

/** AWS's ChangeMessageVisibilityBatchResultEntry. */
interface ChangeMessageVisibilityBatchResultEntry {
  readonly Id: string;
}

/** AWS's ChangeMessageVisibilityRequest. */
interface ChangeMessageVisibilityRequest {
  readonly QueueUrl: string;
  readonly ReceiptHandle: string;
  readonly VisibilityTimeout: number;
}

/** AWS's CreateQueueRequest. */
interface CreateQueueRequest {
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly QueueName: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** AWS's CreateQueueResult. */
interface CreateQueueResult {
  readonly QueueUrl?: string;
}

/** AWS's DeleteMessageBatchRequest. */
interface DeleteMessageBatchRequest {
  readonly Entries: readonly DeleteMessageBatchRequestEntry[];
  readonly QueueUrl: string;
}

/** AWS's DeleteMessageBatchRequestEntry. */
interface DeleteMessageBatchRequestEntry {
  readonly Id: string;
  readonly ReceiptHandle: string;
}

/** AWS's DeleteMessageBatchResult. */
interface DeleteMessageBatchResult {
  readonly Failed: readonly BatchResultErrorEntry[];
  readonly Successful: readonly DeleteMessageBatchResultEntry[];
}

/** AWS's DeleteMessageBatchResultEntry. */
interface DeleteMessageBatchResultEntry {
  readonly Id: string;
}

/** AWS's DeleteMessageRequest. */
interface DeleteMessageRequest {
  readonly QueueUrl: string;
  readonly ReceiptHandle: string;
}

/** AWS's GetQueueAttributesRequest. */
interface GetQueueAttributesRequest {
  readonly AttributeNames?: readonly (
    | "All"
    | "Policy"
    | "VisibilityTimeout"
    | "MaximumMessageSize"
    | "MessageRetentionPeriod"
    | "ApproximateNumberOfMessages"
    | "ApproximateNumberOfMessagesNotVisible"
    | "CreatedTimestamp"
    | "LastModifiedTimestamp"
    | "QueueArn"
    | "ApproximateNumberOfMessagesDelayed"
    | "DelaySeconds"
    | "ReceiveMessageWaitTimeSeconds"
    | "RedrivePolicy"
    | "FifoQueue"
    | "ContentBasedDeduplication"
    | "KmsMasterKeyId"
    | "KmsDataKeyReusePeriodSeconds"
    | "DeduplicationScope"
    | "FifoThroughputLimit"
    | "RedriveAllowPolicy"
    | "SqsManagedSseEnabled"
  )[];
  readonly QueueUrl: string;
}

/** AWS's GetQueueAttributesResult. */
interface GetQueueAttributesResult {
  readonly Attributes?: Readonly<Record<string, string>>;
}

/** AWS's GetQueueUrlRequest. */
interface GetQueueUrlRequest {
  readonly QueueName: string;
  readonly QueueOwnerAWSAccountId?: string;
}

/** AWS's GetQueueUrlResult. */
interface GetQueueUrlResult {
  readonly QueueUrl?: string;
}

/** AWS's ListDeadLetterSourceQueuesRequest. */
interface ListDeadLetterSourceQueuesRequest {
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly QueueUrl: string;
}

/** AWS's ListDeadLetterSourceQueuesResult. */
interface ListDeadLetterSourceQueuesResult {
  readonly NextToken?: string;
  readonly queueUrls: readonly string[];
}

/** AWS's ListMessageMoveTasksRequest. */
interface ListMessageMoveTasksRequest {
  readonly MaxResults?: number;
  readonly SourceArn: string;
}

/** AWS's ListMessageMoveTasksResult. */
interface ListMessageMoveTasksResult {
  readonly Results?: readonly ListMessageMoveTasksResultEntry[];
}

/** AWS's ListMessageMoveTasksResultEntry. */
interface ListMessageMoveTasksResultEntry {
  readonly ApproximateNumberOfMessagesMoved?: number;
  readonly ApproximateNumberOfMessagesToMove?: number;
  readonly DestinationArn?: string;
  readonly FailureReason?: string;
  readonly MaxNumberOfMessagesPerSecond?: number;
  readonly SourceArn?: string;
  readonly StartedTimestamp?: number;
  readonly Status?: string;
  readonly TaskHandle?: string;
}

/** AWS's ListQueueTagsResult. */
interface ListQueueTagsResult {
  readonly Tags?: Readonly<Record<string, string>>;
}

/** AWS's ListQueuesRequest. */
interface ListQueuesRequest {
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly QueueNamePrefix?: string;
}

/** AWS's ListQueuesResult. */
interface ListQueuesResult {
  readonly NextToken?: string;
  readonly QueueUrls?: readonly string[];
}

/** AWS's Message. */
interface Message {
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly Body?: string;
  readonly MD5OfBody?: string;
  readonly MD5OfMessageAttributes?: string;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>>;
  readonly MessageId?: string;
  readonly ReceiptHandle?: string;
}

/** AWS's MessageAttributeValue. */
interface MessageAttributeValue {
  readonly BinaryListValues?: readonly string[];
  readonly BinaryValue?: string;
  readonly DataType: string;
  readonly StringListValues?: readonly string[];
  readonly StringValue?: string;
}

/** AWS's MessageSystemAttributeValue. */
interface MessageSystemAttributeValue {
  readonly BinaryListValues?: readonly string[];
  readonly BinaryValue?: string;
  readonly DataType: string;
  readonly StringListValues?: readonly string[];
  readonly StringValue?: string;
}

/** AWS's ReceiveMessageRequest. */
interface ReceiveMessageRequest {
  readonly AttributeNames?: readonly (
    | "All"
    | "Policy"
    | "VisibilityTimeout"
    | "MaximumMessageSize"
    | "MessageRetentionPeriod"
    | "ApproximateNumberOfMessages"
    | "ApproximateNumberOfMessagesNotVisible"
    | "CreatedTimestamp"
    | "LastModifiedTimestamp"
    | "QueueArn"
    | "ApproximateNumberOfMessagesDelayed"
    | "DelaySeconds"
    | "ReceiveMessageWaitTimeSeconds"
    | "RedrivePolicy"
    | "FifoQueue"
    | "ContentBasedDeduplication"
    | "KmsMasterKeyId"
    | "KmsDataKeyReusePeriodSeconds"
    | "DeduplicationScope"
    | "FifoThroughputLimit"
    | "RedriveAllowPolicy"
    | "SqsManagedSseEnabled"
  )[];
  readonly MaxNumberOfMessages?: number;
  readonly MessageAttributeNames?: readonly string[];
  readonly MessageSystemAttributeNames?: readonly (
    | "All"
    | "SenderId"
    | "SentTimestamp"
    | "ApproximateReceiveCount"
    | "ApproximateFirstReceiveTimestamp"
    | "SequenceNumber"
    | "MessageDeduplicationId"
    | "MessageGroupId"
    | "AWSTraceHeader"
    | "DeadLetterQueueSourceArn"
  )[];
  readonly QueueUrl: string;
  readonly ReceiveRequestAttemptId?: string;
  readonly VisibilityTimeout?: number;
  readonly WaitTimeSeconds?: number;
}

/** AWS's ReceiveMessageResult. */
interface ReceiveMessageResult {
  readonly Messages?: readonly Message[];
}

/** AWS's RemovePermissionRequest. */
interface RemovePermissionRequest {
  readonly Label: string;
  readonly QueueUrl: string;
}

/** AWS's SendMessageBatchRequest. */
interface SendMessageBatchRequest {
  readonly Entries: readonly SendMessageBatchRequestEntry[];
  readonly QueueUrl: string;
}

/** AWS's SendMessageBatchRequestEntry. */
interface SendMessageBatchRequestEntry {
  readonly DelaySeconds?: number;
  readonly Id: string;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>>;
  readonly MessageBody: string;
  readonly MessageDeduplicationId?: string;
  readonly MessageGroupId?: string;
  readonly MessageSystemAttributes?: Readonly<Record<string, MessageSystemAttributeValue>>;
}

/** AWS's SendMessageBatchResult. */
interface SendMessageBatchResult {
  readonly Failed: readonly BatchResultErrorEntry[];
  readonly Successful: readonly SendMessageBatchResultEntry[];
}

/** AWS's SendMessageBatchResultEntry. */
interface SendMessageBatchResultEntry {
  readonly Id: string;
  readonly MD5OfMessageAttributes?: string;
  readonly MD5OfMessageBody: string;
  readonly MD5OfMessageSystemAttributes?: string;
  readonly MessageId: string;
  readonly SequenceNumber?: string;
}

/** AWS's SendMessageRequest. */
interface SendMessageRequest {
  readonly DelaySeconds?: number;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>>;
  readonly MessageBody: string;
  readonly MessageDeduplicationId?: string;
  readonly MessageGroupId?: string;
  readonly MessageSystemAttributes?: Readonly<Record<string, MessageSystemAttributeValue>>;
  readonly QueueUrl: string;
}

/** AWS's SendMessageResult. */
interface SendMessageResult {
  readonly MD5OfMessageAttributes?: string;
  readonly MD5OfMessageBody?: string;
  readonly MD5OfMessageSystemAttributes?: string;
  readonly MessageId?: string;
  readonly SequenceNumber?: string;
}

/** AWS's SetQueueAttributesRequest. */
interface SetQueueAttributesRequest {
  readonly Attributes: Readonly<Record<string, string>>;
  readonly QueueUrl: string;
}

/** AWS's StartMessageMoveTaskRequest. */
interface StartMessageMoveTaskRequest {
  readonly DestinationArn?: string;
  readonly MaxNumberOfMessagesPerSecond?: number;
  readonly SourceArn: string;
}

/** AWS's StartMessageMoveTaskResult. */
interface StartMessageMoveTaskResult {
  readonly TaskHandle?: string;
}

/** AWS's TagQueueRequest. */
interface TagQueueRequest {
  readonly QueueUrl: string;
  readonly Tags: Readonly<Record<string, string>>;
}

/** AWS's UntagQueueRequest. */
interface UntagQueueRequest {
  readonly QueueUrl: string;
  readonly TagKeys: readonly string[];
}
