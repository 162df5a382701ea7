/** The service as ARNs have it, and how many events a delivery stream takes at once. */
export const deliveryStreamBatch = ["firehose", 500] as const;

/** How templates call a delivery stream, which may get the log of a pipe. */
export const deliveryStreamTemplateType = "AWS::KinesisFirehose::DeliveryStream";
