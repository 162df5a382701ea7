import type { Operations } from "../../service/service-model.ts";
import { bucketOperations } from "./operations/bucket-operations.ts";
import { bucketSettingOperations } from "./operations/bucket-setting-operations.ts";
import { configurationOperations } from "./operations/configuration-operations.ts";
import { copyOperations } from "./operations/copy-operations.ts";
import { listOperations } from "./operations/list-operations.ts";
import { multipartOperations } from "./operations/multipart-operations.ts";
import { objectOperations } from "./operations/object-operations.ts";
import { objectSettingOperations } from "./operations/object-setting-operations.ts";
import { severalConfigurations } from "./operations/several-configurations.ts";

/** The operations of S3. */
export const s3Operations: Operations = {
  ...bucketOperations,
  ...bucketSettingOperations,
  ...configurationOperations,
  ...severalConfigurations,
  ...objectOperations,
  ...objectSettingOperations,
  ...copyOperations,
  ...listOperations,
  ...multipartOperations,
};
