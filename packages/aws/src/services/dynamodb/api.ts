import type { Operations } from "../../service/service-model.ts";
import { batchOperations } from "./operations/batch-operations.ts";
import { destinationOperations } from "./operations/destination-operations.ts";
import { exportOperations } from "./operations/export-operations.ts";
import { importOperations } from "./operations/import-operations.ts";
import { itemOperations } from "./operations/item-operations.ts";
import { pageOperations } from "./operations/page-operations.ts";
import { policyOperations } from "./operations/policy-operations.ts";
import { recoveryOperations } from "./operations/recovery-operations.ts";
import { statementOperations } from "./operations/statement-operations.ts";
import { statementTransactions } from "./operations/statement-transaction.ts";
import { tableOperations } from "./operations/table-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";
import { timeToLiveOperations } from "./operations/time-to-live-operations.ts";
import { transactionOperations } from "./operations/transaction-operations.ts";
import { updateOperations } from "./operations/update-operations.ts";

/** The operations of DynamoDB. */
export const dynamodbOperations: Operations = {
  ...tableOperations,
  ...updateOperations,
  ...itemOperations,
  ...pageOperations,
  ...batchOperations,
  ...transactionOperations,
  ...statementOperations,
  ...statementTransactions,
  ...tagOperations,
  ...policyOperations,
  ...recoveryOperations,
  ...importOperations,
  ...exportOperations,
  ...timeToLiveOperations,
  ...destinationOperations,
};
