import type { ServiceModel } from "../service.ts";
import { sqsHttpStatusOf, sqsOperations } from "./api.ts";
import { queueMachine } from "./machine.ts";

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
