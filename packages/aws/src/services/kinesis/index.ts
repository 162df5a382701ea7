import type { ServiceModel } from "../../service/service-model.ts";
import { kinesisAccess } from "./access.ts";
import { kinesisOperations } from "./api.ts";
import { kinesisCallRates } from "./call-rates.ts";
import { kinesisEvents } from "./events.ts";
import { streamKind } from "./kind.ts";
import { kinesisAssumptions, kinesisQuotas } from "./limits.ts";
import { kinesisModel } from "./model.ts";
import { kinesisTemplateTypes } from "./template.ts";

/** Amazon Kinesis Data Streams. */
export const kinesisService: ServiceModel = {
  service: "kinesis",
  endpoint: "kinesis-streams",
  kinds: () => [streamKind],
  operations: kinesisOperations,
  events: kinesisEvents,
  access: kinesisAccess,
  callRates: kinesisCallRates,
  quotas: kinesisQuotas,
  latencies: {
    "kinesis.toProducer": "The answer of a stream to a record that a workload puts.",
    "kinesis.toLambda": "From a poll of a shard to the function that gets its records.",
    "kinesis.fanOutToLambda":
      "From the writing of a record to the function of a mapping that it is pushed to.",
    "kinesis.stream.creation": "How long a stream is CREATING that a call makes in mid-run.",
    "kinesis.consumer.creation": "How long a consumer is CREATING that is registered in mid-run.",
  },
  // Newer than the model.
  model: kinesisModel.with({
    members: {
      CreateStream: { RecordDistributionStrategy: "any" },
      PutRecord: { DryRun: "boolean" },
      PutRecords: { DryRun: "boolean" },
      GetShardIterator: { DryRun: "boolean" },
      GetRecords: { DryRun: "boolean" },
      SubscribeToShard: { DryRun: "boolean" },
    },
  }),
  templateTypes: kinesisTemplateTypes,
  assumptions: Object.values(kinesisAssumptions),
};
