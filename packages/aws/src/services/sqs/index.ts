import type { ServiceModel } from "../../service/service-model.ts";
import { sqsHttpStatusOf, sqsOperations } from "./api.ts";
import { queueMachine } from "./queue/machine.ts";

export { sqsNames } from "./message-names.ts";
export { queueCharges, sqsPrices, type PriceTier, type SqsAllowance } from "./pricing.ts";
export { sqsRules } from "./rules.ts";

/** Amazon SQS: its operations, and the machine of a queue. */
export const sqsService: ServiceModel = {
  service: "sqs",
  machines: [queueMachine],
  operations: sqsOperations,
  httpStatusOf: sqsHttpStatusOf,
};
