import type { ServiceModel } from "../../service/service-model.ts";
import { sqsHttpStatusOf, sqsOperations } from "./api.ts";
import { queueKind } from "./kind.ts";
import { sqsTemplateTypes } from "./template.ts";
import { sqsAssumptions } from "./limits.ts";

/** Amazon SQS. */
export const sqsService: ServiceModel = {
  service: "sqs",
  kinds: () => [queueKind],
  operations: sqsOperations,
  httpStatusOf: sqsHttpStatusOf,
  templateTypes: sqsTemplateTypes,
  assumptions: Object.values(sqsAssumptions),
};
