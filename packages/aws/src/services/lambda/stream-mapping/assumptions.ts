import { shardFiguresNamed } from "../../../mapping/shard/limits.ts";

/** What AWS does not say of mappings that read streams: ours, which a scenario's `assumptions` may say otherwise. */
export const streamMappingAssumptions = shardFiguresNamed("lambda.streamMapping");
