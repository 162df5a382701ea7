import { operationRules } from "./operations/operation-rules.ts";
import type { KinesisRule } from "./rule-sources.ts";
import { fanOutRules } from "./stream/fan-out-rules.ts";
import { putRules } from "./stream/put-rules.ts";
import { readRules } from "./stream/read-rules.ts";
import { shardRules } from "./stream/shard-rules.ts";

/** The rules of Kinesis that are followed; the test of each bears its id. */
export const kinesisRules: readonly KinesisRule[] = [
  ...putRules,
  ...readRules,
  ...shardRules,
  ...fanOutRules,
  ...operationRules,
];
