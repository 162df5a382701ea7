/** The service as ARNs have it, and how many events a delivery stream takes at once. */
export const deliveryStreamBatch = ["firehose", 500] as const;
