import type { ServiceModel } from "../../service/service-model.ts";
import { mqAccess } from "./access.ts";
import { mqOperations } from "./api.ts";
import { brokerKind } from "./broker/kind.ts";
import { mqEvents } from "./events.ts";
import { mqQuotas } from "./limits.ts";
import { mqModel } from "./model.ts";
import { mqTemplateTypes } from "./template.ts";

/** Amazon MQ: brokers of ActiveMQ and RabbitMQ, with their queues. */
export const mqService: ServiceModel = {
  service: "mq",
  kinds: () => [brokerKind],
  operations: mqOperations,
  access: mqAccess,
  model: mqModel,
  templateTypes: mqTemplateTypes,
  events: mqEvents,
  quotas: mqQuotas,
  latencies: {
    "mq.toProducer": "The answer of a broker to a message that a workload puts.",
    "mq.toLambda": "From a broker to the function of a mapping that consumes one of its queues.",
  },
};
