/** How templates call a queue, which may have dead letters. */
export const queueTemplateType = "AWS::SQS::Queue";
