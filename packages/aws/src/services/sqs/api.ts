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
