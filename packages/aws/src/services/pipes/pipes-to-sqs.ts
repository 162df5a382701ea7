/** How templates call a queue, which may have dead letters. */
export const queueTemplateType = "AWS::SQS::Queue";

/** The service as ARNs have it, and how many events a queue takes at once. */
export const queueBatch = ["sqs", 10] as const;
