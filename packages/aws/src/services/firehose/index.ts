import type { ServiceModel } from "../../service/service-model.ts";
import { sinkKind } from "../../sink/kind.ts";
import { firehoseAccess } from "./access.ts";
import { firehoseOperations } from "./api.ts";
import { deliveryStreamKind } from "./delivery-stream/kind.ts";
import { firehoseEvents } from "./events.ts";
import { firehoseAssumptions, firehoseQuotas } from "./limits.ts";
import { firehoseModel } from "./model.ts";
import { unmodeledDestination } from "./operations/connections.ts";
import { firehoseTemplateTypes } from "./template.ts";

/** Amazon Data Firehose. */
export const firehoseService: ServiceModel = {
  service: "firehose",
  endpoint: "kinesis-firehose",
  kinds: (world) => [
    deliveryStreamKind(world),
    sinkKind(unmodeledDestination, "destination that is not modeled"),
  ],
  operations: firehoseOperations,
  access: firehoseAccess,
  quotas: firehoseQuotas,
  latencies: {
    "firehose.toProducer": "The answer of a delivery stream to a record that a workload puts.",
    "firehose.creation": "How long a delivery stream is CREATING that a call makes in mid-run.",
  },
  // The model leaves it out; its protocol has 400 for what callers do wrong.
  model: firehoseModel,
  templateTypes: firehoseTemplateTypes,
  assumptions: Object.values(firehoseAssumptions),
  events: firehoseEvents,
};
