import type { Operations } from "../../service/service-model.ts";
import { deliveryStreamOperations } from "./operations/delivery-stream-operations.ts";
import { encryptionOperations } from "./operations/encryption-operations.ts";
import { recordOperations } from "./operations/record-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";

/** The operations of Amazon Data Firehose. */
export const firehoseOperations: Operations = {
  ...deliveryStreamOperations,
  ...recordOperations,
  ...tagOperations,
  ...encryptionOperations,
};
