import type { ServiceModel } from "../../service/service-model.ts";
import { sqsAccess } from "./access.ts";
import { sqsOperations } from "./api.ts";
import { sqsEvents } from "./events.ts";
import { queueKind } from "./kind.ts";
import { sqsModel } from "./model.ts";
import { sqsCorrections, sqsDialect } from "./request.ts";
import { sqsTemplateTypes } from "./template.ts";
import { sqsAssumptions } from "./limits.ts";

/** Amazon SQS. */
export const sqsService: ServiceModel = {
  service: "sqs",
  kinds: () => [queueKind],
  operations: sqsOperations,
  access: sqsAccess,
  latencies: {
    "sqs.standard.toLambda":
      "From a message's sending to its invocation, on a standard queue that is read.",
    "sqs.fifo.toLambda": "The same on a FIFO queue.",
    "sqs.toConsumer": "The answer of a queue to each request of a consumer that is no function.",
    "sqs.toProducer": "The answer of a queue to a message that a workload sends.",
  },
  model: sqsModel.with(sqsCorrections),
  dialect: sqsDialect,
  templateTypes: sqsTemplateTypes,
  assumptions: Object.values(sqsAssumptions),
  events: sqsEvents,
};
