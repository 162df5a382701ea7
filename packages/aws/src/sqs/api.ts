import type { Operations } from "../service.ts";
import { listOperations } from "./list-operations.ts";
import { moveTaskOperations } from "./move-task-operations.ts";
import { permissionOperations } from "./permission-operations.ts";
import { queueOperations } from "./queue-operations.ts";
import { receiptOperations } from "./receipt-operations.ts";
import { receiveOperations } from "./receive-operations.ts";
import { sendOperations } from "./send-operations.ts";
import { tagOperations } from "./tag-operations.ts";

/** The operations of SQS. */
export const sqsOperations: Operations = {
  ...queueOperations,
  ...listOperations,
  ...tagOperations,
  ...permissionOperations,
  ...sendOperations,
  ...receiveOperations,
  ...receiptOperations,
  ...moveTaskOperations,
};

/** The HTTP status of errors that have another than 400. */
export const sqsHttpStatusOf: Readonly<Record<string, number>> = {
  "AWS.SimpleQueueService.PurgeQueueInProgress": 403,
  OverLimit: 403,
  ResourceNotFoundException: 404,
  InternalFailure: 500,
};
