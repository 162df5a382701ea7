import type { Operations } from "../../service/service-model.ts";
import { createOperations } from "./operations/create-operations.ts";
import { jobOperations } from "./operations/job-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";

/** The operations of S3 Control. */
export const s3controlOperations: Operations = {
  ...createOperations,
  ...jobOperations,
  ...tagOperations,
};
