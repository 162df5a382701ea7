/** What a scenario may give in place of our latencies. */
export const latencyNames = [
  "sqs.standard.toLambda",
  "sqs.fifo.toLambda",
  "sqs.toProducer",
  "lambda.cold.platformOverhead",
  "lambda.cold.initDuration",
  "lambda.warm.platformOverhead",
  "lambda.cold.firstCall",
  "lambda.idleTimeout",
  "lambda.surplusHalving",
  "lambda.maxEnvironmentLifetime",
  "lambda.function.creation",
  "lambda.function.update",
  "lambda.eventSourceMapping.transition",
] as const;
