import type { ServiceModel } from "../../service/service-model.ts";
import { docdbAccess } from "./access.ts";
import { docdbOperations } from "./api.ts";
import { clusterKind } from "./cluster/kind.ts";
import { docdbEvents } from "./events.ts";
import { docdbModel } from "./model.ts";
import { docdbTemplateTypes } from "./template.ts";

/** Amazon DocumentDB: clusters, as far as the changes of their collections are read. */
export const docdbService: ServiceModel = {
  service: "docdb",
  kinds: () => [clusterKind],
  operations: docdbOperations,
  access: docdbAccess,
  model: docdbModel,
  templateTypes: docdbTemplateTypes,
  events: docdbEvents,
  latencies: {
    "docdb.toWriter": "The answer of a cluster to a document that a workload inserts.",
    "docdb.toLambda": "From a cluster to the function of a mapping that reads its changes.",
  },
};
