import type { Operations } from "../../service/service-model.ts";
import { consumerOperations } from "./operations/consumer-operations.ts";
import { policyOperations } from "./operations/policy-operations.ts";
import { recordOperations } from "./operations/record-operations.ts";
import { settingOperations } from "./operations/setting-operations.ts";
import { shardOperations } from "./operations/shard-operations.ts";
import { streamOperations } from "./operations/stream-operations.ts";
import { subscriptionOperations } from "./operations/subscription-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";

/** The operations of Kinesis Data Streams. */
export const kinesisOperations: Operations = {
  ...streamOperations,
  ...shardOperations,
  ...settingOperations,
  ...recordOperations,
  ...consumerOperations,
  ...subscriptionOperations,
  ...tagOperations,
  ...policyOperations,
};
