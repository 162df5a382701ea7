import { queueFiguresNamed } from "../../../mapping/queue/limits.ts";

/** What AWS does not say of mappings that read queues: ours, which a scenario's `assumptions` may say otherwise. */
export const eventSourceMappingAssumptions = queueFiguresNamed("lambda.eventSourceMapping");
