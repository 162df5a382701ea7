import type { Operations } from "../../service/service-model.ts";
import { listOperations } from "./operations/list-operations.ts";
import { moveTaskOperations } from "./operations/move-task-operations.ts";
import { permissionOperations } from "./operations/permission-operations.ts";
import { queueOperations } from "./operations/queue-operations.ts";
import { receiptOperations } from "./operations/receipt-operations.ts";
import { receiveOperations } from "./operations/receive-operations.ts";
import { sendOperations } from "./operations/send-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";

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
