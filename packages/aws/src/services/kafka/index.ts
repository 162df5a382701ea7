import type { ServiceModel } from "../../service/service-model.ts";
import { kafkaAccess } from "./access.ts";
import { kafkaOperations } from "./api.ts";
import { clusterKind } from "./cluster/kind.ts";
import { kafkaEvents } from "./events.ts";
import { kafkaAssumptions } from "./limits.ts";
import { kafkaModel } from "./model.ts";
import { kafkaTemplateTypes } from "./template.ts";
import { topicKind } from "./topic/kind.ts";

/** Amazon Managed Streaming for Apache Kafka: clusters and their topics. */
export const kafkaService: ServiceModel = {
  service: "kafka",
  kinds: () => [clusterKind, topicKind],
  operations: kafkaOperations,
  events: kafkaEvents,
  access: kafkaAccess,
  latencies: {
    "kafka.toProducer": "The answer of a topic to a record that a workload puts.",
    "kafka.toLambda": "From a topic to the function of a mapping that reads it.",
  },
  model: kafkaModel,
  templateTypes: kafkaTemplateTypes,
  assumptions: Object.values(kafkaAssumptions),
};
