import type { Operations } from "../../service/service-model.ts";
import { clusterOperations } from "./operations/cluster-operations.ts";
import { topicOperations } from "./operations/topic-operations.ts";

/** The operations of Amazon MSK on clusters and topics. */
export const kafkaOperations: Operations = { ...clusterOperations, ...topicOperations };
