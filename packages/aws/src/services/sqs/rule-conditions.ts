import type { QueueSettings } from "./config.ts";

/** Whether a queue keeps the order of message groups. */
export const isFifo = ({ fifo }: QueueSettings): boolean => fifo;
/** Whether a queue is standard. */
export const isStandard = ({ fifo }: QueueSettings): boolean => !fifo;
/** Whether a standard queue takes message groups, between which it is fair. */
export const isFair = ({ fifo, takesGroups }: QueueSettings): boolean => !fifo && takesGroups;
/** Whether a queue gives messages up to another. */
export const givesUp = ({ maxReceiveCount }: QueueSettings): boolean => maxReceiveCount !== null;
/** Whether a FIFO queue does. */
export const givesUpInOrder = (settings: QueueSettings): boolean =>
  isFifo(settings) && givesUp(settings);
/** Whether a standard queue does. */
export const givesUpUnordered = (settings: QueueSettings): boolean =>
  isStandard(settings) && givesUp(settings);

/** Operations that send. */
export const sending = ["SendMessage", "SendMessageBatch"] as const;
/** Operations that receive. */
export const receiving = ["ReceiveMessage"] as const;
/** Operations that change the visibility of messages. */
export const changing = ["ChangeMessageVisibility", "ChangeMessageVisibilityBatch"] as const;
/** Operations that name a message by its receipt handle. */
export const byReceipt = [...changing, "DeleteMessage", "DeleteMessageBatch"] as const;
/** Operations on several messages. */
export const batches = [
  "SendMessageBatch",
  "DeleteMessageBatch",
  "ChangeMessageVisibilityBatch",
] as const;
/** Operations that take attributes of queues. */
export const attributing = ["CreateQueue", "SetQueueAttributes"] as const;
/** Operations that move messages back from dead-letter queues. */
export const moving = [
  "StartMessageMoveTask",
  "CancelMessageMoveTask",
  "ListMessageMoveTasks",
] as const;
/** Operations on a queue that has to be there. */
export const onQueues = [
  ...sending,
  ...receiving,
  ...byReceipt,
  ...moving,
  "AddPermission",
  "DeleteQueue",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListDeadLetterSourceQueues",
  "ListQueueTags",
  "PurgeQueue",
  "RemovePermission",
  "SetQueueAttributes",
  "TagQueue",
  "UntagQueue",
] as const;
