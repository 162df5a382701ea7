import type { Operations } from "../../service/service-model.ts";
import { distributionOperations } from "./operations/distribution-operations.ts";
import { functionOperations } from "./operations/function-operations.ts";
import { invalidationOperations } from "./operations/invalidation-operations.ts";
import { sharedOperations } from "./operations/shared-operations.ts";
import { storeOperations } from "./operations/store-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";

/** The operations of CloudFront that are modeled. */
export const cloudfrontOperations: Operations = {
  ...distributionOperations,
  ...invalidationOperations,
  ...sharedOperations,
  ...functionOperations,
  ...storeOperations,
  ...tagOperations,
};
